"""Checks that the session that docs/shell.md shows is what the program answers.

usage: shell.py PROVISO PAGE [--update]

A recorded session follows a line `<!-- session: PATHS -->`; its commands are the lines that begin with a
prompt (`NAME> `, `NAME*> `). Every answer is made anew; prompts follow the deal and its changes.
"""
import re
import subprocess
import sys

BLOCK = re.compile(r"(<!-- session: (.*?) -->\n```\n)(.*?)(```\n)", re.S)
PROMPT = re.compile(r"^(\w+)(\*?)> (.*)$")


def answers(program, paths, commands):
    """The answers of one session, in which a command that nobody shows marks their ends."""
    words = []
    for command in commands:
        words += ["--command", command, "--command", "help quit"]
    run = subprocess.run([program, "shell", *paths, *words], capture_output=True, text=True)
    if run.stderr:
        sys.exit(f"the session went wrong:\n{run.stderr}")
    parts = re.split(r"^quit\n  .*\n  for example: quit\n", run.stdout, flags=re.M)
    if len(parts) != len(commands) + 1:
        sys.exit(f"{len(commands)} commands were given, {len(parts) - 1} answered")
    return parts[:-1]


def recorded(program, paths, text):
    lines = [PROMPT.match(line) for line in text.split("\n")]
    prompts = [line for line in lines if line]
    out = ""
    for prompt, answer in zip(prompts, answers(program, paths.split(), [p[3] for p in prompts])):
        out += f"{prompt[1]}{prompt[2]}> {prompt[3]}\n{answer}"
    return out


def main():
    program, path = sys.argv[1:3]
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if not BLOCK.search(text):
        sys.exit(f"{path} shows no session")
    shown = BLOCK.sub(lambda m: m[1] + recorded(program, m[2], m[3]) + m[4], text)
    last = BLOCK.findall(shown)[-1][2]
    if "conflicts" not in shown or not re.search(r"change complies|changes? complies", last):
        sys.exit("the session does not lead from a conflict to a deal that complies")
    if "--update" in sys.argv[3:]:
        with open(path, "w", encoding="utf-8") as file:
            file.write(shown)
    elif shown != text:
        sys.exit(f"{path} shows answers that the program does not give; run with --update")


main()
