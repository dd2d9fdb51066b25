"""A git repository of deals in a temporary directory, for the tests of the pull-request guard."""
import os
import pathlib
import shutil
import subprocess
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = PROJECT / "docs/examples/repository"

AUTUMN = """import "../contracts/supply.proviso"

deal Autumn "Served from overseas" {
  under Supply
  during 2026-09-01 .. 2026-12-01

  beans: Delivery from Overseas to Corner { price = EUR 880 }
}
"""


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def clean_environment(home):
    """Without what a runner or a user may have set for git or for the guard."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("GIT_", "GITHUB_", "INPUT_", "CI_", "RUNNER_", "PRE_COMMIT"))}
    return {**kept, "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1", "LC_ALL": "C.UTF-8",
            "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com"}


class Repository:
    """The example repository, committed on `main`; `branch` leaves it."""

    def __init__(self, program):
        self.program = str(pathlib.Path(program).resolve())
        self.home = tempfile.TemporaryDirectory(prefix="proviso-guard-")
        self.path = pathlib.Path(self.home.name) / "deals of ours"
        self.environment = clean_environment(self.home.name)
        shutil.copytree(EXAMPLE, self.path)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.home.cleanup()

    def run(self, *words, **more):
        options = {"cwd": self.path, "env": self.environment, "capture_output": True, "text": True,
                   "stdin": subprocess.DEVNULL, **more}
        return subprocess.run(words, check=False, **options)

    def git(self, *words):
        done = self.run("git", *words)
        check(done.returncode == 0, f"git {' '.join(words)}: {done.stderr}")
        return done.stdout

    def proviso(self, *words, **more):
        return self.run(self.program, *words, **more)

    def write(self, path, text):
        target = self.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def replace(self, path, old, new):
        text = (self.path / path).read_text(encoding="utf-8")
        check(text.count(old) == 1, f"`{old}` is not once in {path}")
        self.write(path, text.replace(old, new))

    def commit(self):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "change")

    def branch(self, name):
        self.git("checkout", "--quiet", "-f", "main")
        self.git("clean", "--quiet", "-d", "--force")
        self.git("checkout", "--quiet", "-b", name)
