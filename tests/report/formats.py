"""Checks the reports of specs in every format: formats.py PROVISO COMMAND PATH…"""
import json
import os
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import format_checks


def broken_pairs(report):
    """(deal, clause) of every finding, and of verdicts that are findings themselves."""
    pairs = []
    for deal in report["deals"]:
        pairs += [(deal["deal"], finding["clause"]) for finding in deal["findings"]]
        if deal["verdict"] in ("impossible", "undecided"):
            pairs.append((deal["deal"], None))
    return sorted(pairs, key=str)


def same_findings(reports):
    """Every format shows every finding of the JSON report."""
    report = json.loads(reports["json"])
    pairs = broken_pairs(report)
    results = json.loads(reports["sarif"])["runs"][0]["results"]
    of_deals = [result for result in results if "deal" in result.get("properties", {})]
    found = sorted(((r["properties"]["deal"], r["properties"].get("clause")) for r in of_deals), key=str)
    assert found == pairs, "SARIF shows other findings"
    assert len(json.loads(reports["gitlab"])) == len(results)
    for deal, clause in pairs:
        assert f"`{clause}` in `{deal}`" in reports["markdown"] or clause is None
    cases = ElementTree.fromstring(reports["junit"]).findall("testsuite/testcase")
    broken = {case.get("name") for case in cases if case.find("failure") is not None}
    for deal, clause in pairs:
        assert clause is None or f"{deal}: {clause}" in broken, f"JUnit does not know {deal}: {clause}"
    pictures = len(format_checks.diagrams(reports["markdown"]))
    print(f"{len(pairs)} findings in every format, {pictures} diagrams, {len(cases)} test cases")


def main(program, arguments):
    with tempfile.TemporaryDirectory() as directory:
        _, reports = format_checks.all_formats(program, arguments, directory)
    for name, text in reports.items():
        format_checks.check(name, text)
    if arguments[0] == "check":
        same_findings(reports)
    else:
        cases = ElementTree.fromstring(reports["junit"]).findall("testsuite/testcase")
        assert len(cases) == sum(len(f["expectations"]) for f in json.loads(reports["json"])["files"])
        print(f"{len(cases)} expectations in every format")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    main(sys.argv[1], sys.argv[2:])
