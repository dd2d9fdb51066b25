"""The action's own script, on a good and on bad branches of a local repository: guard.py PROVISO

Nothing is fetched: what GitHub gives a step (files for outputs and summary, variables) is given here.
"""
import json
import pathlib
import re
import sys

import yaml

from guard_repository import AUTUMN, PROJECT, Repository, check

GUARD = PROJECT / "scripts/guard"


class Job:
    """The steps of the action, with the environment that action.yml gives them."""

    def __init__(self, repository, event="pull_request", head="us/deals", actor="someone", **inputs):
        self.repository = repository
        self.home = pathlib.Path(repository.home.name)
        action = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
        self.defaults = {name: value["default"] for name, value in action["inputs"].items()}
        self.inputs = {**self.defaults, "proviso": repository.program, **inputs}
        self.summary = self.home / "summary.md"
        self.github = {"GITHUB_EVENT_NAME": event, "GITHUB_REPOSITORY": "us/deals", "GITHUB_ACTOR": actor,
                       "GITHUB_ACTION_PATH": str(PROJECT), "GITHUB_STEP_SUMMARY": str(self.summary),
                       "RUNNER_TEMP": str(self.home / "runner temp")}
        if event == "pull_request":
            self.github["GITHUB_BASE_REF"] = "main"
        self.head = head if event == "pull_request" else ""
        self.steps = {step.get("id", step["name"]): step for step in action["runs"]["steps"]}
        self.outputs = {}
        self.logs = {}
        for file in self.home.glob("summary.md"):
            file.unlink()

    def value(self, text):
        """What an expression of action.yml stands for here."""
        def meaning(match):
            name = match[1].strip()
            if name.startswith("inputs."):
                return self.inputs[name.removeprefix("inputs.")]
            if name == "github.event.pull_request.head.repo.full_name":
                return self.head
            step, output = re.fullmatch(r"steps\.(\w+)\.outputs\.(\w+)", name).groups()
            return self.outputs[step].get(output, "")
        return re.sub(r"\$\{\{(.*?)\}\}", meaning, text)

    def step(self, name):
        step = self.steps[name]
        check(step["shell"] == "bash" and "${{" not in step["run"], f"{name}: inputs come through the environment only")
        output = self.home / "output"
        output.write_text("", encoding="utf-8")
        environment = {**self.repository.environment, **self.github, "GITHUB_OUTPUT": str(output),
                       **{key: self.value(text) for key, text in step["env"].items()}}
        done = self.repository.run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"], env=environment)
        self.logs[name] = done.stdout + done.stderr
        lines = output.read_text(encoding="utf-8").splitlines()
        self.outputs[name] = dict(line.split("=", 1) for line in lines)
        return done.returncode

    def run(self):
        """All steps; the status of the last one, which alone may fail."""
        for name in ("install", "check"):
            status = self.step(name)
            check(status == 0, f"the step `{name}` ended with {status}:\n{self.logs[name]}")
        return self.step("Gate")

    def uploads(self):
        """As the condition of the step says, and whether the file is there."""
        check(self.steps["Upload the findings"]["if"] == "${{ steps.check.outputs.sarif != '' }}", "its condition")
        path = self.outputs["check"].get("sarif", "")
        check(not path or json.loads(pathlib.Path(path).read_text(encoding="utf-8"))["version"] == "2.1.0", "SARIF")
        return bool(path)

    def annotations(self):
        return re.findall(r"^::(error|warning|notice) (?:.*?)file=([^,:]*),line=(\d+)", self.logs["check"], re.M)

    def summary_text(self):
        return self.summary.read_text(encoding="utf-8")


def good_branch(repository):
    repository.branch("good")
    repository.write("deals/autumn.proviso", AUTUMN.replace("Overseas", "Harbour"))
    repository.commit()
    job = Job(repository)
    check(job.run() == 0, f"a good branch passes:\n{job.logs}")
    check(not job.annotations(), f"without annotations:\n{job.logs['check']}")
    check("nothing stands against this change" in job.summary_text() and "Autumn" in job.summary_text(),
          f"the summary names the deal:\n{job.summary_text()}")
    check("Spring" not in job.summary_text(), "only what changed is looked at")
    check(job.uploads() and job.outputs["check"]["status"] == "0", "it uploads, with status 0")


def bad_branch(repository):
    repository.branch("bad")
    repository.write("deals/autumn.proviso", AUTUMN)
    repository.commit()
    job = Job(repository)
    check(job.run() == 1, f"a bad branch fails at the gate:\n{job.logs}")
    check(job.annotations() == [("error", "deals/autumn.proviso", "7")],
          f"one annotation, on the line of the flow:\n{job.logs['check']}")
    summary = job.summary_text()
    for text in ("there are findings", "Autumn", "origin", "Roastery", "```mermaid"):
        check(text in summary, f"`{text}` is not in the summary:\n{summary}")
    check(job.uploads(), "it uploads")
    reports = pathlib.Path(job.outputs["check"]["reports"])
    report = json.loads((reports / "report.json").read_text(encoding="utf-8"))
    check([deal["deal"] for deal in report["deals"]] == ["Autumn"], "the JSON report holds the deal")
    check("<failure" in (reports / "report.xml").read_text(encoding="utf-8"), "and JUnit its failure")


def who_may_upload(repository):
    repository.branch("fork")
    repository.write("deals/autumn.proviso", AUTUMN)
    repository.commit()
    for job in (Job(repository, head="them/deals"), Job(repository, actor="dependabot[bot]"),
                Job(repository, **{"upload-sarif": "false"})):
        check(job.run() == 1 and job.annotations() and not job.uploads(), "no upload, but all the rest")


def settings(repository):
    repository.branch("settings")
    repository.replace("deals/summer.proviso", "choose EUR 700 .. EUR 900", "choose EUR 700 .. EUR 950")
    repository.replace("deals/summer.proviso", "expect Summer: complies", "expect Summer: depends")
    repository.commit()
    check(Job(repository).run() == 1, "a deal that depends fails")
    check(Job(repository, **{"allow-depends": "true"}).run() == 0, "unless that is allowed")
    repository.branch("expectation")
    repository.replace("deals/summer.proviso", "expect Summer: complies", "expect Summer: conflicts")
    repository.commit()
    job = Job(repository)
    check(job.run() == 1, "an expectation fails")
    check(("error", "deals/summer.proviso", "11") in job.annotations(), f"on its line:\n{job.logs['check']}")
    check("expectation that does not hold: `Summer`" in job.summary_text(), f"and in the summary:\n{job.summary_text()}")
    check(Job(repository, expectations="false").run() == 0, "unless they are not asked for")
    repository.branch("baseline")
    repository.write("deals/autumn.proviso", AUTUMN)
    repository.proviso("check", ".", "--baseline", "proviso-baseline.json", "--update-baseline")
    repository.commit()
    job = Job(repository, baseline="proviso-baseline.json", paths="deals\n\ncontracts\n")
    check(job.run() == 0, f"what is known does not fail:\n{job.logs}")
    check("known in the baseline" in job.summary_text(), f"but is shown:\n{job.summary_text()}")
    repository.branch("all")
    repository.write("deals/autumn.proviso", AUTUMN)
    repository.commit()
    repository.git("commit", "--quiet", "--allow-empty", "--message", "nothing")
    job = Job(repository, event="push")
    check(job.run() == 1 and "Spring" in job.summary_text(), "a push looks at everything")
    check(Job(repository, **{"diff-base": "HEAD"}).run() == 0, "the base can be given")
    check(Job(repository, **{"diff-base": "none"}).run() == 1, "or none")


def wrong_input(repository):
    repository.branch("wrong")
    repository.replace("deals/summer.proviso", "under Supply", "under Suply")
    repository.commit()
    job = Job(repository)
    check(job.run() == 2, "a wrong spec fails with 2")
    check(("error", "deals/summer.proviso", "4") in job.annotations(), f"on its line:\n{job.logs['check']}")
    check("PV" in job.logs["check"] and "settings are wrong" in job.summary_text(), "log and summary say so")
    check(Job(repository, **{"diff-base": "no-such"}).run() == 2, "an unknown base too")
    job = Job(repository, paths="$(touch intruder)\n; touch intruder")
    check(job.run() == 2 and not (repository.path / "intruder").exists(), "inputs are no commands")


def hostile_text(repository):
    """No text of a spec becomes a command of the runner."""
    repository.branch("hostile")
    repository.write("deals/autumn.proviso", AUTUMN.replace(
        'Autumn "Served from overseas"', 'Autumn "::error file=x::owned %0A::warning::owned"')
        + "// ::error::owned\n::error::owned\n")
    repository.commit()
    job = Job(repository)
    check(job.run() == 2, "the file is no spec")
    stopped = None
    for line in job.logs["check"].splitlines():
        text = line.strip()
        if stopped is None and text.startswith("::stop-commands::"):
            stopped = text.removeprefix("::stop-commands::")
            check(len(stopped) == 32, "a token that nobody guesses")
        elif stopped is not None:
            stopped = None if text == f"::{stopped}::" else stopped
        else:
            check("::owned" not in text or not text.startswith("::"), f"a command: {text}")
    check(stopped is None, "commands are heeded again")


def main():
    with Repository(sys.argv[1]) as repository:
        repository.git("remote", "add", "origin", str(repository.path))
        repository.git("fetch", "--quiet", "origin")
        for step in (good_branch, bad_branch, who_may_upload, settings, wrong_input, hostile_text):
            try:
                step(repository)
            except AssertionError as error:
                sys.exit(f"{step.__name__}: {error}")
            print("ok", step.__name__)


main()
