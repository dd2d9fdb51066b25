"""What `proviso diff --git` says of contracts that are new, changed or gone since a revision.

usage: git_diff.py PROVISO
"""
import pathlib
import subprocess
import sys
import tempfile

from guard_repository import check, clean_environment

PROVISO = pathlib.Path(sys.argv[1]).resolve()

WORDS = """entity Party
flow Supply from Party to Party { mw: int }
V, R: Party
"""


def contract(name, most):
    return f"contract {name} {{ parties V, R from 2026-01-01 clause cap {{ each s: Supply must s.mw <= {most} }} }}\n"


with tempfile.TemporaryDirectory(prefix="proviso-diff-") as home:
    folder = pathlib.Path(home) / "terms"
    (folder / "more").mkdir(parents=True)
    environment = clean_environment(home)

    def run(*words):
        return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    def git(*words):
        done = run("git", *words)
        check(done.returncode == 0, done.stderr)

    def says(status, *texts):
        done = run(str(PROVISO), "diff", "--git", "HEAD")
        said = done.stdout + done.stderr
        check(done.returncode == status, f"exit {done.returncode}, not {status}:\n{said}")
        for text in texts:
            check(text in said, f"`{text}` is not said:\n{said}")
        git("reset", "--quiet", "--hard")
        git("clean", "--quiet", "-d", "--force")

    (folder / "a.proviso").write_text(WORDS + contract("A", 5))
    (folder / "more/b.proviso").write_text(WORDS + contract("B", 5))
    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "--message", "terms")

    says(0, "no contract in what was given has changed since `HEAD`")
    (folder / "a.proviso").write_text(WORDS + contract("A", 9))
    says(1, "A allows more than A_old", "rose from 5 to 9")
    (folder / "c.proviso").write_text(WORDS + contract("C", 5))
    says(0, "`c.proviso` is new")
    (folder / "more/b.proviso").unlink()
    says(1, "`B` is gone from `more/b.proviso`")
    (folder / "more/b.proviso").write_text(WORDS)
    says(1, "`B` is gone from `more/b.proviso`")
    (folder / "more/b.proviso").write_text(WORDS + contract("C", 5))
    says(1, "`B` is gone from `more/b.proviso`", "`C` is new")
