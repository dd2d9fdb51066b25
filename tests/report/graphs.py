"""Runs a check with --graph and looks into what was written: graphs.py PROVISO PATH"""
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml


def main(proviso, path):
    with tempfile.TemporaryDirectory() as folder:
        command = [proviso, "check", path, "--format", "json", "--graph", folder]
        run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
        if run.returncode not in (0, 1, 3):
            return f"exit status {run.returncode}"
        findings = sum(len(deal["findings"]) for deal in json.loads(run.stdout)["deals"])
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
    if findings == 0:
        return "no finding, so no graph was looked at"
    print(f"{findings} findings, each as GraphML, DOT and SVG")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
