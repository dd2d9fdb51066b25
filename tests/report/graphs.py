"""Runs a check with --graph and looks into what was written: graphs.py PROVISO PATH"""
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

FATES = ("kept", "changed", "added", "removed")


def is_mended(deal):
    """Its first repair changes the deal itself and not the words of a clause."""
    first = deal["repairs"][:1]
    return any(any(edit["what"] != repair["negotiates"] for edit in repair["edits"]) and repair["nearest"]
               for repair in first)


def look_beside(folder, deal):
    """The nearest deal is drawn where there is one, and each of its flows says what became of it."""
    for number, finding in enumerate(deal["findings"], 1):
        stem = os.path.join(folder, f"{deal['deal']}-{number}-{finding['clause']}")
        with open(stem + ".dot", encoding="utf-8") as file:
            beside = "cluster_nearest" in file.read()
        if beside != is_mended(deal):
            return f"{stem}: the nearest deal is {'drawn' if beside else 'not drawn'}"
        if not beside:
            continue
        root = xml.parse(stem + ".graphml").getroot()
        fates = [data.text for data in root.iter() if data.tag.endswith("}data") and data.text in FATES]
        flows = [flow["fate"] for flow in deal["repairs"][0]["nearest"]]
        if len(fates) < len(flows):
            return f"{stem}: {len(flows)} flows of the nearest deal, but {len(fates)} say what became of them"
    return ""


def main(proviso, path):
    with tempfile.TemporaryDirectory() as folder:
        command = [proviso, "check", path, "--format", "json", "--graph", folder]
        run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
        if run.returncode not in (0, 1, 3):
            return f"exit status {run.returncode}"
        deals = json.loads(run.stdout)["deals"]
        findings = sum(len(deal["findings"]) for deal in deals)
        names = sorted(os.listdir(folder))
        for kind in ("graphml", "dot", "svg"):
            count = sum(name.endswith("." + kind) for name in names)
            if count != findings:
                return f"{findings} findings, but {count} files of {kind}"
        for name in names:
            if name.endswith((".graphml", ".svg")):
                root = xml.parse(os.path.join(folder, name)).getroot()
                if not any(element.tag.endswith(("}node", "}g")) for element in root.iter()):
                    return f"{name} shows nothing"
        drawn_beside = 0
        for deal in deals:
            wrong = look_beside(folder, deal)
            if wrong:
                return wrong
            drawn_beside += is_mended(deal)
    if findings == 0:
        return "no finding, so no graph was looked at"
    if drawn_beside == 0:
        return "no deal that complies was drawn beside one that does not"
    print(f"{findings} findings, each as GraphML, DOT and SVG; {drawn_beside} deals with the nearest that complies")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
