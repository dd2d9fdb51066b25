"""What holds of every report in every format, whatever stands in the specs.

Each function takes the text of a report and raises AssertionError where it is not well-formed.
"""
import json
import os
import re
import subprocess
import unicodedata
import urllib.parse
import xml.etree.ElementTree as ElementTree

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
FORMATS = ["text", "json", "sarif", "junit", "github", "gitlab", "markdown"]
RULE = re.compile(r"PV[0-9]{3}")
COMMANDS = ("error", "warning", "notice")
# One line of a diagram: a node or an edge whose labels hold no sign that means something to Mermaid.
LABEL = r'"(?:[^"#;:{}\[\]|<>`%\\]|#[0-9]+;|<br/>)*"'
NODE = rf"  (?:n[0-9]+|more)(?:\[{LABEL}\]|\(\[{LABEL}\]\)|\{{\{{{LABEL}\}}\}})"
EDGE = rf"  n[0-9]+ (?:-->|==>|-\.->|-\.-)(?:\|{LABEL}\|)? n[0-9]+"
DIAGRAM_LINE = re.compile(rf"^(?:{NODE}|{EDGE})$")


def schema(name):
    with open(os.path.join(HERE, "schemas", name), encoding="utf-8") as file:
        return json.load(file)


def no_hidden_characters(text):
    """Nothing that moves a cursor, turns the text round or cannot be seen."""
    for character in text:
        hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character != "\n"
        assert not hidden, f"holds the character U+{ord(character):04X}"


def no_command(text):
    """No line that a runner takes as a command."""
    for line in text.split("\n"):
        # `::: file` is how excerpts name a further file: no command has such a name.
        bare = line.lstrip()
        assert not bare.startswith("::") or bare.startswith("::: "), f"a command: {line!r}"
        assert not re.search(r"##(?:\[|vso\[|teamcity\[)", line), f"a command: {line!r}"


def check_text(text):
    no_command(text)


def check_json(text):
    assert json.loads(text)["schema"].startswith("proviso-")


def check_region(region):
    start = (region["startLine"], region["startColumn"])
    end = (region["endLine"], region["endColumn"])
    assert start >= (1, 1) and start < end, f"the region {region} is empty"


def check_location(location):
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9\-._~/!$'()*+,;=@]|%[0-9A-F]{2})+", uri), f"{uri} is no encoded path"
    check_region(location["physicalLocation"]["region"])


def check_sarif_message(result):
    text = result["message"]["text"]
    plain = re.sub(r"\\[\[\]\\]", "", text)
    ids = {location["id"] for location in result.get("relatedLocations", [])}
    links = re.findall(r"\[[^\[\]]*\]\((\d+)\)", plain)
    assert all(int(link) in ids for link in links), f"a link leads nowhere: {text}"
    rest = re.sub(r"\[[^\[\]]*\]\(\d+\)", "", plain)
    assert "[" not in rest and "]" not in rest, f"a bracket of the spec became a link: {text}"


def check_sarif_result(result, rules):
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert list(result["partialFingerprints"]) == ["proviso/v1"]
    assert len(result["locations"]) == 1
    check_sarif_message(result)
    for location in result["locations"] + result.get("relatedLocations", []):
        check_location(location)
    steps = 0
    for flow in result.get("codeFlows", []):
        orders = []
        for thread in flow["threadFlows"]:
            for step in thread["locations"]:
                check_location(step["location"])
                orders.append(step["executionOrder"])
        assert sorted(orders) == list(range(1, len(orders) + 1)), "steps without an order"
        steps += len(orders)
    assert steps <= 1000


def check_sarif(text):
    document = json.loads(text)
    assert document["version"] == "2.1.0" and len(document["runs"]) == 1
    run = document["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert RULE.fullmatch(rule["id"])
        for part in ("shortDescription", "fullDescription", "help"):
            assert rule[part]["text"], f"{rule['id']} has no {part}"
        assert rule["help"]["text"].startswith(f"# {rule['id']}: ")
    assert len(run["results"]) <= 25000
    prints = [result["partialFingerprints"]["proviso/v1"] for result in run["results"]]
    assert len(prints) == len(set(prints)), "two results have one fingerprint"
    for result in run["results"]:
        check_sarif_result(result, rules)


def check_junit(text):
    document = ElementTree.fromstring(text.encode())
    counted = {"tests": 0, "failures": 0, "errors": 0}
    for suite in document:
        found = {
            "tests": len(suite),
            "failures": len(suite.findall("testcase/failure")),
            "errors": len(suite.findall("testcase/error")),
            "skipped": len(suite.findall("testcase/skipped")),
        }
        for name, number in found.items():
            assert int(suite.get(name)) == number, f"{suite.get('name')} counts {name} wrongly"
        for name in counted:
            counted[name] += found[name]
        assert all(case.get("classname") == suite.get("name") for case in suite)
    for name, number in counted.items():
        assert int(document.get(name)) == number, f"all suites: {name} is counted wrongly"
    run = subprocess.run(
        ["xmllint", "--noout", "--nonet", "--schema", os.path.join(HERE, "schemas", "junit.xsd"), "-"],
        input=text.encode(), capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()[:2000]


def parse_command(line):
    """As GitHub's runner reads a line: (command, properties, message), or None."""
    line = line.lstrip()
    found = re.fullmatch(r"::([a-z-]+)(?: ([^\n]*?))?::(.*)", line)
    if not line.startswith("::"):
        return None
    assert found, f"half a command: {line!r}"
    unescape = lambda text: text.replace("%0A", "\n").replace("%0D", "\r")
    properties = {}
    for part in (found[2] or "").split(","):
        key, equals, value = part.partition("=")
        assert equals, f"a property without a value: {line!r}"
        properties[key] = unescape(value).replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    return found[1], properties, unescape(found[3]).replace("%25", "%")


def check_github(text):
    numbers = dict.fromkeys(COMMANDS, 0)
    for line in text.splitlines():
        command = parse_command(line)
        if command is None:
            continue
        name, properties, message = command
        assert name in COMMANDS, f"the command {name}"
        numbers[name] += 1
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}, line
        assert message
    assert all(number <= 10 for number in numbers.values()), f"more than GitHub shows: {numbers}"


def check_gitlab(text):
    issues = json.loads(text)
    jsonschema.validate(issues, schema("gitlab.schema.json"))
    prints = [issue["fingerprint"] for issue in issues]
    assert len(prints) == len(set(prints)), "two issues have one fingerprint"


def diagrams(text):
    return re.findall(r"^```mermaid\n(.*?)^```$", text, re.M | re.S)


def check_diagram(diagram):
    lines = diagram.rstrip("\n").split("\n")
    assert lines[0] == "flowchart LR"
    for line in lines[1:]:
        assert DIAGRAM_LINE.fullmatch(line), f"not what a diagram may hold: {line!r}"
    nodes = sum(1 for line in lines if re.match(r"  n[0-9]+[\[({]", line))
    assert nodes <= 40, f"{nodes} nodes"
    assert len(lines) - nodes <= 500 and len(diagram) <= 50000


def check_markdown(text):
    assert len(text.encode()) <= 1024 * 1024
    fences = [line for line in text.split("\n") if line.lstrip().startswith("```")]
    assert fences == ["```mermaid", "```"] * (len(fences) // 2), "a fence that is not ours"
    for diagram in diagrams(text):
        check_diagram(diagram)
    outside = re.sub(r"^```mermaid\n.*?^```$", "", text, flags=re.M | re.S)
    # Code spans show what they hold.
    outside = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", outside)
    outside = outside.replace("<!-- -->", "").replace("&lt;", "").replace("&gt;", "")
    assert "<" not in outside, f"markup: {outside[outside.index('<'):][:80]!r}"
    assert not re.search(r"(?<!\\)\]\(", outside), "a link"


CHECKS = {
    "text": check_text,
    "json": check_json,
    "sarif": check_sarif,
    "junit": check_junit,
    "github": check_github,
    "gitlab": check_gitlab,
    "markdown": check_markdown,
}


def check(name, text):
    no_hidden_characters(text)
    CHECKS[name](text)


def all_formats(program, arguments, directory, cwd=None):
    """Runs once and writes every format: {format: text}."""
    outputs = []
    for name in FORMATS:
        outputs += ["--output", f"{name}={os.path.join(directory, name)}"]
    run = subprocess.run([program, *arguments, *outputs, "--quiet"], capture_output=True, check=False, cwd=cwd)
    assert run.returncode in (0, 1, 2, 3), f"exit status {run.returncode}: {run.stderr.decode()[:2000]}"
    reports = {}
    for name in FORMATS:
        with open(os.path.join(directory, name), encoding="utf-8", newline="") as file:
            reports[name] = file.read()
    return run, reports


def decoded_uri(uri):
    return urllib.parse.unquote(uri)
