"""Checks that what README.md shows as output is what the program prints.

usage: readme.py PROVISO README [--update]

A block of output follows a line `<!-- output: ARGUMENTS -->`.
"""
import re
import shlex
import subprocess
import sys

BLOCK = re.compile(r"(<!-- output: (.*?) -->\n```\n)(.*?)(```\n)", re.S)


def output_of(program, arguments):
    run = subprocess.run([program, *shlex.split(arguments)], capture_output=True, text=True)
    return run.stdout.rstrip("\n") + "\n"


def main():
    program, path = sys.argv[1:3]
    with open(path, encoding="utf-8") as file:
        text = file.read()
    shown = BLOCK.sub(lambda m: m[1] + output_of(program, m[2]) + m[4], text)
    if not BLOCK.search(text):
        sys.exit(f"{path} shows no output")
    if "--update" in sys.argv[3:]:
        with open(path, "w", encoding="utf-8") as file:
            file.write(shown)
    elif shown != text:
        sys.exit(f"{path} shows output that the program does not print; run with --update")


main()
