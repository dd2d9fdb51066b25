"""Runs a command and validates the JSON that it prints: validate.py SCHEMA COMMAND…"""
import json
import subprocess
import sys

import jsonschema


def main(schema_path, command):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    first = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if first.returncode not in (0, 1, 3):
        return f"exit status {first.returncode}"
    report = json.loads(first.stdout)
    errors = list(validator(schema).iter_errors(report))
    for error in errors[:10]:
        print(error.json_path, error.message[:300])
    if errors:
        return f"{len(errors)} places differ from the schema"
    lists = ("deals", "contracts", "clauses", "files", "changes")
    parts = next((report[name] for name in lists if report.get(name)), None)
    if not parts:
        return "nothing was looked at, so nothing was validated"
    again = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if again.stdout != first.stdout:
        return "a second run printed other bytes"
    print(f"{len(parts)} parts as the schema says, the same bytes twice")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
