// Opens the HTML report from disk as its readers do: html.mjs PROVISO PROJECT [SCREENSHOTS]
// Exit status 77: playwright-core, axe-core or chromium is not installed (scripts/test installs them).
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [proviso, project, screenshots] = process.argv.slice(2);
const require = createRequire(path.join(project, "tests/report/node/package.json"));
const SPECS = ["specs/microsoft-openai/deals/apis.proviso", "specs/film-distribution/deals/openings.proviso",
  "tests/report/html/hostile.proviso"];
// Of every verdict, with one and several findings, with and without a nearest deal.
const DEALS = ["StatelessOnAws", "StatelessOnOci", "StatefulOnAws", "JointStatelessOnAws", "SoldByAmazonRunOnAws", "HostStillOpen",
  "MovedIn2025", "Announced", "SecondTooEarly", "Hostile"].flatMap((deal) => ["--deal", deal]);

function skip(why) {
  console.log(`skipped: ${why}; scripts/test installs what is missing`);
  process.exit(77);
}

let chromium, axe;
try {
  ({ chromium } = require("playwright-core"));
  axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
} catch (error) {
  skip(`${error.message.split("\n")[0]}`);
}
const browserPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((one) => fs.existsSync(one));
if (!browserPath) skip("there is no chromium");

const failures = [];
let checks = 0;
function check(ok, what) {
  checks += 1;
  if (!ok) failures.push(what);
}
function same(seen, expected, what) {
  check(JSON.stringify(seen) === JSON.stringify(expected), `${what}: ${JSON.stringify(seen)}, not ${JSON.stringify(expected)}`);
}

function run(...options) {
  const done = spawnSync(proviso, options, { cwd: project, encoding: "utf8", maxBuffer: 1 << 28 });
  check([0, 1, 3].includes(done.status), `${options.join(" ")}: exit status ${done.status}\n${done.stderr}`);
  return done.stdout;
}

// How many vertices and flows the picture of each finding of a file has on each side, by our own DOT,
// in the order of deals and findings.
function drawn(file, deals) {
  const chosen = deals.filter((deal) => deal.file === file).flatMap((deal) => ["--deal", deal.deal]);
  return run("dump", file, ...chosen, "--dot").split("digraph ").slice(1).map((graph) => {
    const parts = graph.split("subgraph ");
    const count = (name) => {
      const part = parts.find((one) => one.startsWith(`"${name}"`)) ?? "";
      return { nodes: (part.match(/^ {4}"n\d+" \[/gm) ?? []).length, edges: (part.match(/^ {4}"n\d+" -> /gm) ?? []).length };
    };
    return { proposed: count("cluster_picture"), nearest: count("cluster_nearest") };
  });
}

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "proviso-html-"));
const folder = path.join(scratch, "report");
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });

// A page that may load nothing but itself, and has nothing to complain about.
async function open(context, file) {
  const page = await context.newPage();
  const address = pathToFileURL(path.join(folder, file)).href;
  page.on("request", (request) => check(request.url().split("#")[0] === address || request.isNavigationRequest(), `${file} asks for ${request.url()}`));
  page.on("console", (message) => check(false, `${file}: console says ${message.text()}`));
  page.on("pageerror", (error) => check(false, `${file}: ${error}`));
  page.on("dialog", (dialog) => { check(false, `${file} opens a dialog`); dialog.dismiss(); });
  await page.goto(address);
  return page;
}

async function accessible(page, what) {
  const result = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
  for (const violation of result.violations) {
    const where = violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ");
    check(false, `${what}: ${violation.id}: ${violation.help}: ${where}`);
  }
  check(result.passes.length > 10 || result.violations.length > 0, `${what}: axe looked at nothing`);
}

async function picture(page, name, options = {}) {
  if (screenshots) await page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true, ...options });
}

async function headingsInOrder(page, what) {
  const levels = await page.$$eval("h1,h2,h3,h4,h5,h6", (all) => all.map((one) => Number(one.tagName[1])));
  same(levels.filter((level) => level === 1).length, 1, `${what}: headings of the first level`);
  levels.forEach((level, i) => check(i === 0 || level <= levels[i - 1] + 1, `${what}: a heading of level ${level} after ${levels[i - 1]}`));
}

const visibleRows = (page) => page.$$eval("#deals tbody tr", (rows) => rows.filter((row) => row.offsetParent !== null).length);
const firstCells = (page) => page.$$eval("#deals tbody tr", (rows) => rows.map((row) => row.cells[0].textContent));

async function checkIndex(context, deals, scripts) {
  const page = await open(context, "index.html");
  same(await page.$$eval("#deals tbody tr", (rows) => rows.map((row) => [row.cells[0].textContent, row.dataset.verdict])),
    deals.map((deal) => [deal.deal, deal.verdict]), "the rows of the portfolio");
  check((await page.title()).includes(`${deals.length} deals`), "the title counts the deals");
  for (const deal of deals.filter((one) => one.findings.length > 0)) {
    const row = page.locator("#deals tbody tr", { has: page.locator(`th a:text-is("${deal.deal}")`) });
    const links = await row.locator("td[data-label=Breaks] a").count();
    same(links, Math.min(3, deal.findings.length), `${deal.deal}: findings linked in the portfolio`);
  }
  const depending = deals.find((deal) => deal.verdict === "depends" && deal.depends_on.length > 0);
  check((await page.locator("#deals").textContent()).includes(depending.depends_on[0].name), "what a deal depends on is in its row");
  await headingsInOrder(page, "the portfolio");
  if (!scripts) {
    check(await page.locator("#filter").isHidden(), "without scripts there is no filter that does nothing");
    same(await visibleRows(page), deals.length, "rows without scripts");
    await page.close();
    return;
  }
  const conflicting = deals.filter((deal) => deal.verdict === "conflicts").length;
  await page.locator("[name=verdict]").selectOption("conflicts");
  same(await visibleRows(page), conflicting, "rows after the filter by verdict");
  check((await page.locator("#shown").textContent()).startsWith(`${conflicting} of ${deals.length}`), "the filter says how many it shows");
  await page.locator("[name=words]").fill("statelessonoci");
  same(await visibleRows(page), 1, "rows after the filter by words");
  await page.locator("#filter button[type=reset]").click();
  await page.waitForFunction((count) => document.getElementById("shown").textContent.startsWith(`${count} of`), deals.length);
  await page.locator("[name=under]").selectOption(deals[0].under[0]);
  same(await visibleRows(page), deals.filter((deal) => deal.under.includes(deals[0].under[0])).length, "rows of one contract");
  await page.locator("#filter button[type=reset]").click();
  const heads = page.locator("#deals thead th");
  await heads.nth(0).locator("button").focus();
  await page.keyboard.press("Enter");
  const names = deals.map((deal) => deal.deal);
  const sorted = [...names].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  same(await firstCells(page), sorted, "rows sorted by name with the keyboard");
  same(await heads.nth(0).getAttribute("aria-sort"), "ascending", "the sorted column says so");
  await heads.nth(0).locator("button").click();
  same(await firstCells(page), [...sorted].reverse(), "rows sorted backwards");
  await heads.nth(1).locator("button").click();
  same(await page.$eval("#deals tbody tr", (row) => row.dataset.verdict), "conflicts", "the worst verdict comes first");
  same(await heads.nth(0).getAttribute("aria-sort"), null, "only one column is sorted");
  await page.close();
}

async function checkDeal(context, deal, graphs, scripts) {
  const page = await open(context, `deals/${deal.deal}.html`);
  const text = await page.locator("main").textContent();
  check(await page.locator("h1").textContent().then((one) => one.startsWith(deal.deal)), `${deal.deal}: its name is the heading`);
  const sections = page.locator("section.finding");
  same(await sections.count(), deal.findings.length, `${deal.deal}: sections of findings`);
  for (const [i, finding] of deal.findings.entries()) {
    const section = sections.nth(i);
    const what = `${deal.deal}, finding ${i + 1}`;
    const heading = await section.locator("h2").textContent();
    for (const word of [finding.bearer, finding.counterparty, finding.date].filter(Boolean))
      check(heading.includes(word), `${what}: its sentence says ${word}`);
    const inside = await section.textContent();
    if (finding.title) check(inside.includes(finding.title), `${what}: the title of the clause`);
    if (finding.cite) check(inside.includes(finding.cite), `${what}: the citation`);
    for (const requirement of finding.requirements) check(inside.includes(requirement.text), `${what}: what is demanded`);
    if (finding.reading) check(inside.includes(finding.reading), `${what}: the reading`);
    check((await section.locator("pre mark").count()) > 0, `${what}: lines with marks`);
    const pair = section.locator(".pair figure");
    same(await pair.count(), graphs[i].nearest.nodes > 0 ? 2 : 1, `${what}: pictures`);
    for (const [side, name] of [["proposed", 0], ["nearest", 1]].slice(0, await pair.count())) {
      const svg = pair.nth(name).locator("svg");
      same(await svg.locator(".node").count(), graphs[i][side].nodes, `${what}: nodes, ${side}`);
      same(await svg.locator(".edge").count(), graphs[i][side].edges, `${what}: edges, ${side}`);
    }
    for (const svg of await section.locator("svg").all()) {
      same(await svg.getAttribute("role"), "img", `${what}: role of a picture`);
      check((await svg.locator("> title").textContent()).length > 0 && (await svg.locator("> desc").textContent()).length > 1,
        `${what}: a picture has title and description`);
    }
    const rows = await section.locator("table").first().locator("tbody tr").count();
    check(rows >= 2, `${what}: ${rows} steps`);
    same(await section.locator("tr.breach").first().locator("th").textContent(), finding.date, `${what}: the step of the breach`);
    check((await section.locator("svg").last().textContent()).includes(`breach ${finding.date}`), `${what}: the instant of breach is marked`);
  }
  for (const repair of deal.repairs)
    for (const edit of repair.edits) check(text.includes(edit.what), `${deal.deal}: the repair of ${edit.what}`);
  await headingsInOrder(page, deal.deal);
  same(await page.$$eval("[id]", (all) => all.length - new Set(all.map((one) => one.id)).size), 0, `${deal.deal}: ids that are used twice`);
  same(await page.$$eval("thead th", (all) => all.filter((one) => one.scope !== "col").length), 0, `${deal.deal}: heads of columns without scope`);
  if (scripts && deal.findings.length > 0) {
    const figure = page.locator("figure").first();
    const width = () => figure.locator("svg").evaluate((svg) => svg.getBoundingClientRect().width);
    const before = await width();
    await figure.locator("button[aria-label^=Larger]").click();
    check((await width()) > before * 1.2, `${deal.deal}: zooming in makes the picture larger`);
    await figure.locator("button[aria-label^=Original]").click();
    same(Math.round(await width()), Math.round(before), `${deal.deal}: and back`);
  }
  await page.close();
}

async function checkHostile(context) {
  const page = await open(context, "deals/Hostile.html");
  const text = await page.locator("main").textContent();
  check(text.includes("<script>alert(1)</script>"), "markup in a title is shown as text");
  check(text.includes("]]>") && text.includes("--></style>"), "ends of other languages are shown as text");
  check(!/[\u202a-\u202e\u2066-\u2069]/.test(text), "bidirectional controls are spelt out");
  same(await page.locator("img, iframe, object, main script").count(), 0, "elements from a spec");
  same(await page.locator("script").count(), 1, "scripts on the page");
  await page.close();
}

async function checkLooks(deals) {
  const shown = ["index.html", ...["StatelessOnAws", "HostStillOpen", "Hostile", "StatefulOnAws"].map((name) => `deals/${name}.html`)];
  for (const colorScheme of ["light", "dark"]) {
    for (const [size, width] of [["desktop", 1280], ["phone", 390]]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" });
      for (const file of shown) {
        const page = await open(context, file);
        const what = `${file}, ${colorScheme}, ${size}`;
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        check(wide <= 0, `${what}: the page is ${wide} pixels too wide`);
        await accessible(page, what);
        await picture(page, `${path.basename(file, ".html")}-${colorScheme}-${size}`);
        if (screenshots && colorScheme === "light" && size === "desktop")
          await page.pdf({ path: path.join(screenshots, `${path.basename(file, ".html")}.pdf`), format: "A4" });
        await page.close();
      }
      await context.close();
    }
  }
  check(deals.length > 5, "there are deals to look at");
}

try {
  const deals = JSON.parse(run("check", ...SPECS, ...DEALS, "--format", "json")).deals;
  const graphs = new Map();
  for (const file of new Set(deals.map((deal) => deal.file))) {
    const all = drawn(file, deals);
    for (const deal of deals.filter((one) => one.file === file)) graphs.set(deal.deal, all.splice(0, deal.findings.length));
    same(all.length, 0, `${file}: pictures of no finding`);
  }
  run("report", ...SPECS, ...DEALS, "-o", folder, "-q");
  const first = fs.readdirSync(path.join(folder, "deals"));
  same(first.length, deals.length, "pages of deals");
  run("report", "tests/report/html/hostile.proviso", "-o", folder, "-q");
  same(fs.readdirSync(path.join(folder, "deals")), ["Hostile.html"], "pages after the report was replaced by another");
  run("report", ...SPECS, ...DEALS, "-o", folder, "-q");
  same(fs.readdirSync(scratch), ["report"], "what is left beside the report");
  for (const scripts of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled: scripts, viewport: { width: 1280, height: 900 } });
    await checkIndex(context, deals, scripts);
    for (const deal of deals) await checkDeal(context, deal, graphs.get(deal.deal), scripts);
    await checkHostile(context);
    await context.close();
  }
  await checkLooks(deals);
  // A policy that forbids what the page itself does would show as an error in the console.
  const html = fs.readFileSync(path.join(folder, "index.html"), "utf8");
  check(/default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'/.test(html), "the policy of the page");
  check(!/ style=| on[a-z]+=|https?:\/\//.test(html.replace(/<style>[^]*?<\/style>|<script>[^]*?<\/script>/g, "")), "no style, handler or address in the page");
} finally {
  await browser.close();
  fs.rmSync(scratch, { recursive: true, force: true });
}
for (const failure of failures.slice(0, 40)) console.log(failure);
if (failures.length > 40) console.log(`and ${failures.length - 40} more`);
console.log(`${checks} checks, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
