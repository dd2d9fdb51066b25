"""Asks cvc5 every question that the checks of all deals rest on, and compares the answers.

usage: cvc5.py PROVISO FILE|DIR…

Exit status 77: cvc5 is not installed, nothing was compared.
"""
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
STEPS = 2_000_000  # cvc5's own steps a question, so that a limit hits at the same place everywhere
PATIENCE = 120     # seconds a question; only against a solver that does not count its steps
MOST_OPEN = 0.01   # share of the questions that may stay without an answer of cvc5
STATUS = re.compile(r"^\(set-info :status (sat|unsat|unknown)\)$", re.M)
LOGIC = re.compile(r"^\(set-logic (\w+)\)$", re.M)


def ask(program, path):
    """(name, our answer, cvc5's answer, logic, seconds)"""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    begun = time.monotonic()
    command = [program, "--strict-parsing", f"--rlimit={STEPS}", path]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        words = run.stdout.split()
        answer = words[0] if len(words) == 1 else "unknown"
        if "error" in run.stdout or "rror" in run.stderr:
            answer = "error: " + (run.stdout + run.stderr).strip()[:300]
    except subprocess.TimeoutExpired:
        answer = "unknown"
    seconds = time.monotonic() - begun
    return os.path.basename(path), STATUS.search(text)[1], answer, LOGIC.search(text)[1], seconds


def compare(answers):
    wrong = [row for row in answers if row[2] not in ("sat", "unsat", "unknown")
             or "unknown" not in row[1:3] and row[1] != row[2]]
    theirs = [row for row in answers if row[2] == "unknown"]
    both = [row for row in answers if row[1] == row[2] != "unknown"]
    logics = {}
    for row in both:
        logics[row[3]] = logics.get(row[3], 0) + 1
    for name, ours, other, *_ in wrong[:20]:
        print(f"{name}: we say {ours}, cvc5 says {other}")
    for name, ours, *_ in theirs[:20]:
        print(f"{name}: we say {ours}, cvc5 gives up")
    slowest = max(answers, key=lambda row: row[4])
    print(f"{len(answers)} questions: {len(both)} answered alike"
          f" ({sum(row[1] == 'sat' for row in both)} sat, {sum(row[1] == 'unsat' for row in both)} unsat;"
          f" {', '.join(f'{count} {logic}' for logic, count in sorted(logics.items()))}),"
          f" {len(wrong)} differ, {len(theirs)} open in cvc5,"
          f" {sum(row[1] == 'unknown' for row in answers)} open here;"
          f" slowest {slowest[4]:.1f} s, {slowest[0]}")
    if wrong:
        return f"{len(wrong)} answers differ"
    if len(theirs) > MOST_OPEN * len(answers):
        return f"cvc5 leaves too many open: {len(theirs)} of {len(answers)}"
    return 0


def main(proviso, paths):
    program = shutil.which("cvc5")
    if program is None:
        print("skipped: cvc5 is not installed (Debian's package is cvc5)")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run([proviso, "dump", "--smt2", "--output", folder, *paths], check=False)
        if run.returncode != 0:
            return f"exit status {run.returncode} of proviso dump"
        files = sorted(os.path.join(folder, name) for name in os.listdir(folder))
        if not files:
            return "no question was written, so nothing was compared"
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return compare(list(pool.map(lambda path: ask(program, path), files)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
