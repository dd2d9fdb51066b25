"""What others set up from: the action, the hooks, the GitLab job and docs/ci.md: guard_setup.py PROVISO"""
import pathlib
import re
import shutil
import sys

import yaml

from guard_repository import AUTUMN, EXAMPLE, PROJECT, Repository, check

VALIDATOR = PROJECT / "tests/report/node/node_modules/@action-validator/cli/cli.mjs"
BLOCK = re.compile(r"^ *<!-- (run|file): (.*?) -->\n *```\w*\n(.*?)^ *```$", re.S | re.M)


def action_is_valid(repository):
    for file in (PROJECT / "action.yml", EXAMPLE / ".github/workflows/deals.yml"):
        done = repository.run("node", str(VALIDATOR), str(file))
        check(done.returncode == 0, f"{file.name}: {done.stdout}{done.stderr}")
    broken = pathlib.Path(repository.home.name) / "action.yml"
    broken.write_text((PROJECT / "action.yml").read_text(encoding="utf-8").replace("using: composite", "using: magic"),
                      encoding="utf-8")
    check(repository.run("node", str(VALIDATOR), str(broken)).returncode != 0, "the validator sees what is wrong")


def example_names_what_exists(_):
    """The inputs and hooks that the example uses are those of the project."""
    action = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
    workflow = yaml.safe_load((EXAMPLE / ".github/workflows/deals.yml").read_text(encoding="utf-8"))
    used = [step for step in workflow["jobs"]["proviso"]["steps"] if "/proviso@" in step["uses"]]
    check(len(used) == 1 and set(used[0]["with"]) <= set(action["inputs"]), f"inputs: {used}")
    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    config = yaml.safe_load((EXAMPLE / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    named = {hook["id"] for hook in config["repos"][0]["hooks"]}
    check(named == {hook["id"] for hook in hooks}, f"hooks: {named}")
    check(all(hook["language"] == "system" and hook["require_serial"] for hook in hooks), "how they run")
    page = (PROJECT / "docs/ci.md").read_text(encoding="utf-8")
    for name in action["inputs"]:
        check(f"`{name}`" in page, f"docs/ci.md does not tell of `{name}`")


def hooks_run(repository):
    """`pre-commit try-repo`, with a repository that holds the hooks alone."""
    hooks = pathlib.Path(repository.home.name) / "hooks"
    hooks.mkdir()
    shutil.copy(PROJECT / ".pre-commit-hooks.yaml", hooks)
    repository.run("git", "init", "--quiet", cwd=hooks)
    repository.run("git", "add", "--all", cwd=hooks)
    repository.run("git", "commit", "--quiet", "--message", "hooks", cwd=hooks)
    binaries = pathlib.Path(repository.home.name) / "bin"
    binaries.mkdir()
    (binaries / "proviso").symlink_to(repository.program)
    environment = {**repository.environment, "PRE_COMMIT_HOME": str(pathlib.Path(repository.home.name) / "cache"),
                   "PATH": f"{binaries}:{repository.environment['PATH']}"}

    def attempt(*words):
        done = repository.run("pre-commit", "try-repo", str(hooks), *words, "--all-files", "--color=never", env=environment)
        return done.returncode, done.stdout + done.stderr

    repository.branch("hooks")
    status, text = attempt()
    check(status == 0 and text.count("Passed") == 2, f"both pass:\n{text}")
    repository.write("deals/autumn.proviso", AUTUMN.replace("  under", " under"))
    repository.git("add", "--all")
    status, text = attempt("proviso-fmt")
    check(status == 1 and "deals/autumn.proviso" in text and "deals/spring.proviso" not in text, f"its layout:\n{text}")
    status, text = attempt("proviso-check")
    check(status == 1 and "Roastery breaks origin of Supply" in text, f"its breach:\n{text}")


def gitlab_runs(repository):
    """The commands of the GitLab job, as a merge request and as a push."""
    job = yaml.safe_load((EXAMPLE / ".gitlab-ci.yml").read_text(encoding="utf-8"))["deals"]
    script = "set -e\n" + "\n".join(job["script"])
    binaries = f"{pathlib.Path(repository.program).parent}:{repository.environment['PATH']}"
    repository.branch("gitlab")
    repository.write("deals/autumn.proviso", AUTUMN)
    repository.commit()
    base = repository.git("rev-parse", "main").strip()
    for variables, name in (({"CI_MERGE_REQUEST_DIFF_BASE_SHA": base}, "merge request"), ({}, "push")):
        done = repository.run("sh", "-c", script, env={**repository.environment, **variables, "PATH": binaries})
        check(done.returncode == 1 and "Roastery breaks origin" in done.stdout, f"{name}: {done.stdout}{done.stderr}")
        for path in job["artifacts"]["reports"].values():
            text = (repository.path / path).read_text(encoding="utf-8")
            check("autumn.proviso" in text, f"{name}: {path}")
        check(("Spring" in done.stdout) == (name == "push"), f"{name}: what is looked at")


def page_is_followed(repository):
    """docs/ci.md step by step: files are written, commands end as it says."""
    repository.branch("page")
    binaries = f"{pathlib.Path(repository.program).parent}:{repository.environment['PATH']}"
    page = (PROJECT / "docs/ci.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(page)
    check(len(blocks) == 4, f"{len(blocks)} blocks are marked in docs/ci.md")
    for kind, what, text in blocks:
        indent = min(len(line) - len(line.lstrip()) for line in text.splitlines() if line.strip())
        text = "".join(line[indent:] if line.strip() else line for line in text.splitlines(keepends=True))
        if kind == "file":
            repository.write(what, text)
            continue
        done = repository.run("bash", "-e", "-c", text, env={**repository.environment, "PATH": binaries})
        check(done.returncode == int(what), f"exit status {done.returncode} of\n{text}{done.stdout}{done.stderr}")
    check("Roastery breaks origin of Supply towards Bakers" in done.stdout, f"the finding:\n{done.stdout}")
    check(repository.git("status", "--porcelain") == "?? deals/autumn.proviso\n", "nothing else changed")
    # The winter's deal, whose breach is allowed.
    winter = re.search(r"```\n(deal Winter \{.*?)```", page, re.S)[1]
    repository.write("deals/winter.proviso", 'import "../contracts/supply.proviso"\n' + winter)
    done = repository.proviso("check", "deals/winter.proviso", "--today", "2026-12-24")
    check(done.returncode == 0 and "while the harbour is closed" in done.stdout, f"allowed:\n{done.stdout}{done.stderr}")
    done = repository.proviso("check", "deals/winter.proviso", "--today", "2027-02-01")
    check(done.returncode == 1 and "PV301" in done.stderr, f"ended:\n{done.stdout}{done.stderr}")


def main():
    with Repository(sys.argv[1]) as repository:
        for step in (action_is_valid, example_names_what_exists, hooks_run, gitlab_runs, page_is_followed):
            try:
                step(repository)
            except AssertionError as error:
                sys.exit(f"{step.__name__}: {error}")
            print("ok", step.__name__)


main()
