"""Asks cvc5 every question that the verdicts of all deals rest on, and compares the answers.

usage: cvc5.py PROVISO FILE|DIR…

Exit status 77: cvc5 is not installed, nothing was compared.
"""
import collections
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
STEPS = 2_000_000  # of cvc5 for one question: the same limit on every machine
PATIENCE = 300     # seconds for one process, should it not count its steps
TOGETHER = 40      # questions for one process, as starting one takes longer than most answers
MOST_OPEN = 0.01   # share of the questions to which cvc5 need not find an answer
ANSWERS = ("sat", "unsat", "unknown")
STATUS = re.compile(r"^\(set-info :status (\w+)\)$", re.M)
LOGIC = re.compile(r"^\(set-logic (\w+)\)$", re.M)

Answer = collections.namedtuple("Answer", "name logic ours theirs")


def run_cvc5(program, scripts, folder):
    """What cvc5 says to each of the scripts; fewer answers if it stops on the way."""
    text = "(reset)\n".join(script.replace("(exit)\n", "") for script in scripts) + "(exit)\n"
    with tempfile.NamedTemporaryFile("w", suffix=".smt2", dir=folder, encoding="utf-8") as file:
        file.write(text)
        file.flush()
        command = [program, "--strict-parsing", f"--rlimit-per={STEPS}", file.name]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired as late:
            return (late.stdout or b"").decode().splitlines()
    return run.stdout.splitlines() + run.stderr.splitlines()


def ask(program, paths):
    scripts = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            scripts.append(file.read())
    folder = os.path.dirname(os.path.dirname(paths[0]))
    said = run_cvc5(program, scripts, folder)
    if len(said) != len(scripts) or not all(word in ANSWERS for word in said):
        # One of them is trouble: each for itself.
        said = ["; ".join(run_cvc5(program, [script], folder)) or "unknown" for script in scripts]
    return [Answer(os.path.basename(path), LOGIC.search(script)[1], STATUS.search(script)[1], word)
            for path, script, word in zip(paths, scripts, said)]


def compare(answers):
    differ = [a for a in answers if a.theirs not in ANSWERS
              or "unknown" not in a[2:] and a.ours != a.theirs]
    open_there = [a for a in answers if a.theirs == "unknown"]
    alike = [a for a in answers if a.ours == a.theirs != "unknown"]
    for a in differ[:20]:
        print(f"{a.name}: {a.ours} here, in cvc5 {a.theirs[:300]}")
    for a in open_there[:20]:
        print(f"{a.name}: {a.ours} here, cvc5 gives up")
    print(f"{len(answers)} questions: {len(alike)} answered alike"
          f" ({dict(collections.Counter(a.ours for a in alike))},"
          f" {dict(collections.Counter(a.logic for a in alike))}), {len(differ)} differ,"
          f" {len(open_there)} open in cvc5, {sum(a.ours == 'unknown' for a in answers)} open here")
    if differ:
        return f"{len(differ)} answers differ"
    if len(open_there) > MOST_OPEN * len(answers):
        return f"cvc5 leaves too many open: {len(open_there)} of {len(answers)}"
    return 0


def main(proviso, paths):
    program = shutil.which("cvc5")
    if program is None:
        print("skipped: cvc5 is not installed (the package of Debian and Ubuntu is cvc5)")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        scripts = os.path.join(folder, "scripts")
        run = subprocess.run([proviso, "dump", "--smt2", "--quiet", "--output", scripts, *paths],
                             check=False)
        if run.returncode != 0:
            return f"exit status {run.returncode} of proviso dump"
        files = sorted(os.path.join(scripts, name) for name in os.listdir(scripts))
        if not files:
            return "no question was written, so nothing was compared"
        groups = [files[i:i + TOGETHER] for i in range(0, len(files), TOGETHER)]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            parts = list(pool.map(lambda group: ask(program, group), groups))
        return compare([answer for part in parts for answer in part])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
