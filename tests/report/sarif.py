"""Runs Microsoft's validator with GitHub's rules on the SARIF of specs: sarif.py PROVISO PATH…

Exits with 77 where it is not installed (scripts/test does that).
"""
import json
import os
import platform
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def validator():
    modules = os.path.join(HERE, "node", "node_modules", "@microsoft")
    system = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}.get(platform.system(), "")
    for name in ("Sarif.Multitool", "Sarif.Multitool.exe"):
        path = os.path.join(modules, f"sarif-multitool-{system}", name)
        if os.path.exists(path):
            return path
    return None


def validate(tool, path, directory):
    """The results of the validator: its exit status says nothing."""
    if not os.access(tool, os.X_OK):
        os.chmod(tool, 0o755)
    found = os.path.join(directory, "found.sarif")
    environment = dict(os.environ, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1", DOTNET_BUNDLE_EXTRACT_BASE_DIR=directory)
    run = subprocess.run(
        [tool, "validate", path, "--rule-kind", "Sarif;Gh", "--level", "Error;Warning;Note", "--output", found,
         "--log", "ForceOverwrite"],
        capture_output=True, text=True, check=False, env=environment)
    assert os.path.exists(found), f"the validator wrote nothing: {run.stdout}{run.stderr}"
    with open(found, encoding="utf-8-sig") as file:
        return json.load(file)["runs"][0]["results"]


def text_of(result):
    where = result["locations"][0].get("logicalLocations", [{}])[0].get("fullyQualifiedName", "")
    message = result["message"]
    return f"{result['ruleId']} {result.get('level', 'warning')} {where} {message.get('text') or message.get('arguments')}"


def finds_what_is_wrong(tool):
    """A validator that finds nothing anywhere would find nothing here either; GitHub's rules ask for more."""
    driver = {"name": "Nobody", "rules": [{"id": "A1"}]}
    results = [{"ruleId": "A1", "message": {"text": "Nowhere."}}]
    with tempfile.TemporaryDirectory() as directory:
        wrong = os.path.join(directory, "wrong.sarif")
        with open(wrong, "w", encoding="utf-8") as file:
            json.dump({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
                       "runs": [{"tool": {"driver": driver}, "results": results}]}, file)
        found = validate(tool, wrong, directory)
    return any(one["ruleId"].startswith("GH") and one.get("level") == "error" for one in found)


def main(program, paths):
    tool = validator()
    if tool is None:
        print("the validator is not installed: `npm ci` in tests/report/node")
        return 77
    failed = 0
    with tempfile.TemporaryDirectory() as directory:
        for command in ("check", "test"):
            path = os.path.join(directory, f"{command}.sarif")
            subprocess.run([program, command, *paths, "--output", f"sarif={path}", "--quiet"],
                           stdout=subprocess.DEVNULL, check=False)
            with open(path, encoding="utf-8") as file:
                results = len(json.load(file)["runs"][0]["results"])
            found = validate(tool, path, directory)
            errors = [one for one in found if one.get("level", "warning") == "error"]
            for one in found[:20]:
                print(text_of(one))
            print(f"{command}: {results} results, {len(found)} remarks of the validator, {len(errors)} errors")
            failed += len(errors)
    if not finds_what_is_wrong(tool):
        print("the validator does not find what is wrong with a wrong file")
        failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
