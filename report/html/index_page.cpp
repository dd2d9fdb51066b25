#include "report/finding.h"
#include "report/html/excerpt.h"
#include "report/html/page.h"
#include "report/html/parts.h"
#include "report/html/text.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace proviso::html {

namespace {

constexpr Verdict kOrder[] = {Verdict::conflicts, Verdict::depends, Verdict::impossible, Verdict::undecided, Verdict::complies};
constexpr std::size_t kListedItems = 3;

int rank(Verdict verdict) { return static_cast<int>(std::find(std::begin(kOrder), std::end(kOrder), verdict) - std::begin(kOrder)); }

std::string tiles(const CheckReport& report) {
  std::string items;
  for (const Verdict verdict : kOrder) {
    const auto number = std::count_if(report.deals.begin(), report.deals.end(), [&](const DealReport& d) { return d.verdict == verdict; });
    if (number != 0) items += fmt::format("<li><b>{}</b>{}</li>\n", number, verdict_badge(verdict));
  }
  return items.empty() ? "" : "<ul class=\"tiles\">\n" + items + "</ul>\n";
}

std::string options_of(const std::vector<std::pair<std::string, std::string>>& values, std::string_view all) {
  std::string out = fmt::format("<option value=\"\">{}</option>", all);
  for (const auto& [value, name] : values) out += fmt::format("<option{}>{}</option>", attribute("value", value), text(name));
  return out;
}

std::string filter(const CheckReport& report) {
  std::vector<std::pair<std::string, std::string>> verdicts, contracts;
  std::set<std::string> known;
  for (const Verdict verdict : kOrder)
    if (std::any_of(report.deals.begin(), report.deals.end(), [&](const DealReport& d) { return d.verdict == verdict; }))
      verdicts.emplace_back(word(verdict), word(verdict));
  for (const DealReport& deal : report.deals) known.insert(deal.under.begin(), deal.under.end());
  for (const std::string& name : known) contracts.emplace_back(name, name);
  return "<form id=\"filter\" role=\"search\" aria-label=\"Filter the deals\" hidden>\n"
         "<label>Words <input name=\"words\" type=\"search\" autocomplete=\"off\"></label>\n"
         "<label>Verdict <select name=\"verdict\">" + options_of(verdicts, "any") + "</select></label>\n"
         "<label>Contract <select name=\"under\">" + options_of(contracts, "any") + "</select></label>\n"
         "<button type=\"reset\">Show all</button>\n<p id=\"shown\" role=\"status\"></p>\n</form>\n";
}

// What is wrong with it, in a cell.
std::string breaks_cell(const DealReport& deal, const std::string& address) {
  std::string out;
  std::size_t number = 0;
  for (const Finding& finding : deal.findings) {
    if (++number > kListedItems) break;
    out += fmt::format("<p><a{}>{}</a>{}{}</p>", attribute("href", address + "#" + finding_id(number, finding)), text(breach_sentence(finding)),
                       finding.always ? "" : ", in some scenarios", finding.suppressed ? " <span class=\"faint\">(accepted)</span>" : "");
  }
  if (deal.findings.size() > kListedItems) out += fmt::format("<p>and {} more</p>", deal.findings.size() - kListedItems);
  if (deal.verdict == Verdict::impossible) out += "<p>What it states contradicts itself</p>";
  if (deal.verdict == Verdict::undecided && !deal.reason.empty()) out += element("p", "", with_code(deal.reason));
  return out;
}

std::string depends_cell(const DealReport& deal) {
  std::vector<std::string> items = depends_items(deal);
  if (items.size() > kListedItems + 1) {
    const std::size_t more = items.size() - kListedItems;
    items.resize(kListedItems);
    items.push_back(fmt::format("and {} more", more));
  }
  std::string out;
  for (const std::string& item : items) out += element("p", "", item);
  const bool said = deal.depends_on.size() == 1 && !deal.by_reading.empty();
  if (!deal.condition.empty() && !said) out += element("p", "class=\"faint\"", with_code(deal.condition));
  return out;
}

std::string row(const DealReport& deal, const std::string& address) {
  std::string under;
  for (const std::string& contract : deal.under) under += fmt::format("<p{}>{}</p>", attribute("data-under", contract), text(contract));
  return fmt::format(
      "<tr data-verdict=\"{}\"><th scope=\"row\"{}><a{}>{}</a></th>"
      "<td data-label=\"Verdict\" data-key=\"{}\">{}</td><td data-label=\"Breaks\">{}</td><td data-label=\"Depends on\">{}</td><td data-label=\"Under\">{}</td>"
      "<td data-label=\"File\"{}><code>{}:{}</code></td></tr>\n",
      word(deal.verdict), attribute("data-key", deal.deal), attribute("href", address), text(deal.deal), rank(deal.verdict), verdict_badge(deal),
      breaks_cell(deal, address), depends_cell(deal), under, attribute("data-key", fmt::format("{}:{:06}", deal.file, deal.line)), text(deal.file),
      deal.line);
}

std::string table(const CheckReport& report, const std::vector<std::string>& addresses) {
  std::string rows;
  for (std::size_t i = 0; i < report.deals.size(); ++i) rows += row(report.deals[i], addresses[i]);
  return fmt::format("<div class=\"scroll plain\" tabindex=\"0\" role=\"group\" aria-label=\"table of the deals\"><table id=\"deals\"><caption>Every deal with its verdict.</caption>\n<thead><tr><th scope=\"col\">Deal</th><th scope=\"col\">Verdict</th>"
                     "<th scope=\"col\">What breaks</th><th scope=\"col\">What it depends on</th><th scope=\"col\">Under</th>"
                     "<th scope=\"col\">File</th></tr></thead>\n<tbody>\n{}</tbody></table></div>\n",
                     rows);
}

// Deals in files that are wrong were not checked.
std::string wrong(const Sources& sources, const HtmlOptions& options) {
  std::vector<std::string> items;
  for (const std::string& file : options.unreadable) items.push_back(with_code(file));
  if (options.diagnostics != nullptr) {
    for (const Diagnostic& diagnostic : *options.diagnostics) {
      if (diagnostic.kind != nullptr && diagnostic.kind->severity == Severity::note) continue;
      std::string words = diagnostic.kind == nullptr ? "" : fmt::format("{}: ", diagnostic.kind->id);
      words += with_code(diagnostic.message);
      if (!diagnostic.span.empty()) words = fmt::format("<code>{}</code>: ", text(place_of(sources, diagnostic.span))) + words;
      items.push_back(words);
    }
  }
  if (items.empty()) return "";
  return "<section class=\"card\" aria-labelledby=\"wrong\"><h2 id=\"wrong\">What is wrong with the specs</h2>\n"
         "<p>Deals in a file with an error were not checked.</p>\n" + list_of(items) + "</section>\n";
}

}  // namespace

std::string index_page(const CheckReport& report, const std::vector<std::string>& addresses, const Sources& sources,
                       const HtmlOptions& options) {
  Page page;
  page.title = "Deals: " + summary_line(report);
  page.main = "<h1>Deals and their contracts</h1>\n" + element("p", "class=\"lead\"", text(summary_line(report)) + ".") + "\n" + tiles(report) +
              wrong(sources, options) + "<section class=\"card\" aria-labelledby=\"all\"><h2 id=\"all\">All deals</h2>\n" +
              filter(report) + table(report, addresses) + "</section>\n";
  page.footer = footer(options);
  return page_text(page);
}

}  // namespace proviso::html
