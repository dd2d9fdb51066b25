#!/usr/bin/env python3
"""The examples of the language reference hold: each is run with the vocabulary that they share.

Usage: language.py PROVISO docs/language.md
"""
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```proviso( vocabulary)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def main() -> int:
    binary, page = sys.argv[1], pathlib.Path(sys.argv[2])
    text = page.read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(text))
    vocabulary = [block.group(2) for block in blocks if block.group(1)]
    examples = [block for block in blocks if not block.group(1)]
    if len(vocabulary) != 1 or len(examples) < 10:
        print(f"{page}: one vocabulary and at least ten examples are wanted")
        return 1
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "vocabulary.proviso").write_text(vocabulary[0], encoding="utf-8")
        for block in examples:
            line = text.count("\n", 0, block.start()) + 1
            spec = root / f"line-{line}.proviso"
            spec.write_text('import "vocabulary.proviso"\n' + block.group(2), encoding="utf-8")
            run = subprocess.run([binary, "test", str(spec)], capture_output=True, text=True, check=False)
            if run.returncode != 0:
                failed += 1
                print(f"{page}:{line}: the example fails\n{run.stdout}{run.stderr}")
    print(f"{len(examples)} examples, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
