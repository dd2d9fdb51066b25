"""Checks that docs/clauses.md shows what the specs say, and that the specs hold.

usage: clauses.py PROVISO DOCS/CLAUSES.md [--update]

Run in the folder that holds `specs`. The page has

* a table with one row for each category, which leads to a section or gives the reason why there is none;
* a part for each spec, which begins with a heading `##` and a link to the spec, with a section `###`
  for one or more categories. The statements in its code blocks are those of the spec, word for word:
  a line that is not indented begins one, and `--update` fetches the rest of it anew.
"""
import re
import subprocess
import sys

CATEGORIES = """
Document Name; Parties; Agreement Date; Effective Date; Expiration Date; Renewal Term;
Notice To Terminate Renewal; Governing Law; Most Favored Nation; Non-Compete; Exclusivity;
No-Solicit of Customers; Competitive Restriction Exception; No-Solicit of Employees;
Non-Disparagement; Termination for Convenience; ROFR/ROFO/ROFN; Change of Control; Anti-Assignment;
Revenue/Profit Sharing; Price Restriction; Minimum Commitment; Volume Restriction;
IP Ownership Assignment; Joint IP Ownership; License Grant; Non-Transferable License;
Affiliate License-Licensor; Affiliate License-Licensee; Unlimited/All-You-Can-Eat License;
Irrevocable or Perpetual License; Source Code Escrow; Post-Termination Services; Audit Rights;
Uncapped Liability; Cap on Liability; Liquidated Damages; Warranty Duration; Insurance;
Covenant Not to Sue; Third Party Beneficiary
"""
ROW = re.compile(r"^\| ([^|]+?) \| ([^|]+?) \|$", re.M)
BLOCK = re.compile(r"(?<=```proviso\n).*?(?=```\n)", re.S)
SPEC = re.compile(r"\(\.\./(specs/clauses/\w+\.proviso)\)")
LONGEST_LIST_OF_REASONS = 4
SHORTEST_REASON = 40  # characters

problems = []


def indent_of(line):
    return len(line) - len(line.lstrip())


def statement(spec_path, spec, first):
    """The statement of the spec that begins with this line, moved to the left."""
    at = next((i for i, line in enumerate(spec) if line.strip() == first), None)
    if at is None:
        problems.append(f"{spec_path} has no line `{first}`")
        return [first]
    indent = indent_of(spec[at])
    found = [spec[at][indent:]]
    for line in spec[at + 1:]:
        closes = line.strip() == "}" and indent_of(line) == indent
        if not closes and (not line.strip() or indent_of(line) <= indent):
            break
        found.append(line[indent:])
        if closes:
            break
    return found


def fetched(spec_path, spec, block):
    lines = []
    for line in block.splitlines():
        if not line:
            lines.append(line)
        elif indent_of(line) == 0 and line != "}":
            lines += statement(spec_path, spec, line)
    return "".join(f"{line}\n" for line in lines)


def anchor(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def check_section(name, blocks, clauses):
    expectations = re.findall(r"^expect .*: (.*)$", blocks, re.M)
    if "complies" not in expectations:
        problems.append(f"{name}: shows no deal that complies")
    if not any(e == "impossible" or e.startswith("conflicts with ") for e in expectations):
        problems.append(f"{name}: shows no deal that conflicts")
    for expectation in expectations:
        if expectation.startswith("conflicts with "):
            named = re.findall(r"\w+", expectation.removeprefix("conflicts with ").removesuffix(" only"))
            problems.extend(f"{name}: the page does not show the clause `{clause}`"
                            for clause in named if clause not in clauses)


def check_table(page, sections):
    wanted = [name.strip() for name in CATEGORIES.split(";")]
    rows = [row for row in ROW.findall(page) if row[0] != "category" and set(row[0]) != {"-"}]
    named = [name for name, _ in rows]
    problems.extend(f"{name}: {named.count(name)} rows" for name in wanted if named.count(name) != 1)
    problems.extend(f"{name}: no such category" for name in named if name not in wanted)
    reasons = 0
    for name, text in rows:
        link = re.search(r"\]\(#(.*?)\)", text)
        if link and link[1] not in sections:
            problems.append(f"{name}: leads to no section")
        elif not link:
            reasons += 1
            if len(text) < SHORTEST_REASON:
                problems.append(f"{name}: neither an example nor a reason")
    if reasons > LONGEST_LIST_OF_REASONS:
        problems.append(f"{reasons} categories have no example")


def check_specs(program, used):
    run = subprocess.run([program, "test", "specs/clauses"], capture_output=True, text=True)
    problems.extend(f"{path}: not every expectation holds" for path in sorted(used)
                    if not re.search(rf"^ok +{re.escape(path)}:", run.stdout, re.M))
    if run.returncode != 0:
        problems.append(f"proviso test specs/clauses: exit status {run.returncode}\n{run.stdout}{run.stderr}")


def main():
    program, path = sys.argv[1:3]
    with open(path, encoding="utf-8") as file:
        page = file.read()
    parts = re.split(r"(?m)^(?=## )", page)
    rendered, sections, used = parts[0], {}, set()
    for part in parts[1:]:
        link = SPEC.search(part)
        if link:
            used.add(link[1])
            with open(link[1], encoding="utf-8") as file:
                spec = file.read().splitlines()
            part = BLOCK.sub(lambda block: fetched(link[1], spec, block[0]), part)
            clauses = set(re.findall(r"^clause (\w+)", "".join(BLOCK.findall(part)), re.M))
            for section in re.split(r"(?m)^### ", part)[1:]:
                name = section.split("\n", 1)[0]
                sections[anchor(name)] = name
                check_section(name, "".join(BLOCK.findall(section)), clauses)
        rendered += part
    if "--update" in sys.argv[3:]:
        with open(path, "w", encoding="utf-8") as file:
            file.write(rendered)
    elif rendered != page:
        problems.append(f"{path} shows other words than the specs; run with --update")
    check_table(page, sections)
    check_specs(program, used)
    if problems:
        sys.exit("\n".join(problems))


main()
