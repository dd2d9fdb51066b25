"""`--diff-base`, baselines and where findings are put, in real repositories: guard_changes.py PROVISO"""
import json
import pathlib
import shutil
import sys

from guard_repository import AUTUMN, Repository, check


def expect(done, status, *texts):
    """The status, and texts on stdout or stderr."""
    both = done.stdout + done.stderr
    check(done.returncode == status, f"exit status {done.returncode}, expected {status}:\n{both}")
    for text in texts:
        check(text in both, f"`{text}` is not in\n{both}")
    return both


def report_of(repository, *words):
    done = repository.proviso("check", "--format", "json", *words)
    report = json.loads(done.stdout)
    return done, {deal["deal"]: deal for deal in report["deals"]}


def places(repository, *words):
    """Where the SARIF puts each finding: (file, line), by deal."""
    done = repository.proviso("check", "--format", "sarif", *words)
    found = {}
    for result in json.loads(done.stdout)["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        message = result["message"]["text"]
        found[message.split("`")[1]] = (place["artifactLocation"]["uri"], place["region"]["startLine"])
    return found


def nothing_changed(repository):
    repository.branch("nothing")
    expect(repository.proviso("check", ".", "--diff-base", "main"), 0, "so nothing is looked at")
    expect(repository.proviso("test", ".", "--diff-base", "main"), 0)
    done, deals = report_of(repository, ".", "--diff-base", "main")
    check(done.returncode == 0 and not deals, "an empty report where nothing changed")


def only_what_changed(repository):
    repository.branch("committed")
    repository.write("deals/autumn.proviso", AUTUMN)
    repository.commit()
    done, deals = report_of(repository, ".", "--diff-base", "main")
    expect(done, 1, "1 of 5 files changed since `main`")
    check(list(deals) == ["Autumn"], f"only the changed deal is checked, not {list(deals)}")
    # Names that git has to quote, and changes that are not committed.
    odd = 'deals/späte "Ernte"\t.proviso'
    repository.write(odd, AUTUMN.replace("Autumn", "Late"))
    _, deals = report_of(repository, ".", "--diff-base", "main")
    check(set(deals) == {"Autumn", "Late"}, f"untracked files count, not {list(deals)}")
    repository.commit()
    check(places(repository, ".", "--diff-base", "main")["Late"][1] == 7, "the line of the flow")
    # From another directory of the repository, and by a path of its own.
    done = repository.proviso("check", "deals", "--diff-base", "main", cwd=repository.path)
    expect(done, 1, "2 of 4 files")
    done = repository.proviso("check", "../deals", "--diff-base", "main", cwd=repository.path / "contracts")
    expect(done, 1, "2 of 4 files")


def whatever_git_is_told(repository):
    """Habits of a user do not change what is seen."""
    for setting, value in {"diff.noprefix": "true", "diff.mnemonicPrefix": "true", "color.ui": "always",
                           "diff.external": "false", "diff.renames": "false", "diff.context": "9",
                           "diff.interHunkContext": "50", "core.quotePath": "true", "diff.relative": "true"}.items():
        repository.git("config", setting, value)
    found = places(repository, ".", "--diff-base", "main")
    check(found["Autumn"] == ("deals/autumn.proviso", 7), f"the same places under all settings, not {found}")
    for setting in ("diff.noprefix", "diff.mnemonicPrefix", "color.ui", "diff.external", "diff.renames",
                    "diff.context", "diff.interHunkContext", "core.quotePath", "diff.relative"):
        repository.git("config", "--unset", setting)


def what_imports_it(repository):
    """A clause changes: the deals under it are checked, and the finding stands on the clause."""
    repository.branch("contract")
    repository.replace("contracts/supply.proviso", "must d.price <= EUR 900", "must d.price <= EUR 860")
    repository.commit()
    done, deals = report_of(repository, ".", "--diff-base", "main")
    check(done.returncode == 1 and {"Spring", "Summer"} <= set(deals), f"both deals, not {list(deals)}")
    found = places(repository, ".", "--diff-base", "main")
    check(found["Summer"] == ("contracts/supply.proviso", 19), f"on the changed line, not {found}")
    found = places(repository, ".")
    check(found["Summer"][0] == "deals/summer.proviso", f"without a change on the deal, not {found}")
    # The vocabulary, two imports away.
    repository.branch("vocabulary")
    repository.replace("vocabulary.proviso", "Harbour: Warehouse { operator = Roastery }",
                       "Harbour: Warehouse { operator = Roastery, region = us }")
    found = places(repository, ".", "--diff-base", "main")
    check(found["Spring"] == ("vocabulary.proviso", 13), f"on the changed line, not {found}")


def renamed_and_deleted(repository):
    repository.branch("renamed")
    repository.git("mv", "deals/summer.proviso", "deals/august.proviso")
    done, deals = report_of(repository, ".", "--diff-base", "main")
    check(done.returncode == 0 and list(deals) == ["Summer"], f"the renamed file, not {list(deals)}")
    repository.git("mv", "contracts/supply.proviso", "contracts/coffee.proviso")
    done = repository.proviso("check", ".", "--diff-base", "main")
    expect(done, 2, "`../contracts/supply.proviso` cannot be imported", "deals/spring.proviso")
    repository.branch("deleted")
    repository.git("rm", "--quiet", "contracts/supply.proviso")
    repository.git("commit", "--quiet", "--message", "gone")
    done = repository.proviso("check", ".", "--diff-base", "main")
    expect(done, 2, "`../contracts/supply.proviso` cannot be imported", "deals/spring.proviso")
    repository.branch("one-deal-less")
    repository.git("rm", "--quiet", "deals/summer.proviso")
    expect(repository.proviso("check", ".", "--diff-base", "main"), 0, "so nothing is looked at")


def what_cannot_be_known(repository):
    repository.branch("unknown")
    expect(repository.proviso("check", ".", "--diff-base", "no-such-branch"), 2,
           "`no-such-branch` is no commit, branch or tag here", "git branch --all")
    expect(repository.proviso("check", ".", "--diff-base", "--output=/dev/null"), 2, "is no commit, branch or tag")
    outside = pathlib.Path(repository.home.name) / "outside"
    shutil.copytree(repository.path, outside, ignore=shutil.ignore_patterns(".git"))
    expect(repository.proviso("check", ".", "--diff-base", "main", cwd=outside), 2, "not a git repository",
           "inside the work tree")
    expect(repository.proviso("check", str(outside), "--diff-base", "main"), 2, "lies outside the repository")
    repository.git("checkout", "--quiet", "--orphan", "alone")
    repository.commit()
    expect(repository.proviso("check", ".", "--diff-base", "main"), 2, "have no commit in common")
    shallow = pathlib.Path(repository.home.name) / "shallow"
    repository.git("clone", "--quiet", "--depth=1", "--branch=committed", f"file://{repository.path}", str(shallow))
    expect(repository.proviso("check", ".", "--diff-base", "origin/main", cwd=shallow), 2,
           "this clone is shallow", "fetch-depth: 0")
    without_git = {**repository.environment, "PATH": repository.home.name}
    expect(repository.proviso("check", ".", "--diff-base", "main", env=without_git), 2, "there is no `git` on the path")
    check(repository.proviso("check", ".", "--diff-base", "").returncode == 2, "an empty reference is refused")


def baselines(repository):
    repository.branch("baseline")
    repository.write("deals/autumn.proviso", AUTUMN)
    known = ["check", ".", "--baseline", "proviso-baseline.json"]
    expect(repository.proviso(*known), 1)
    expect(repository.proviso(*known, "--update-baseline"), 0, "now holds 1 finding: 1 added, 0 removed")
    text = (repository.path / "proviso-baseline.json").read_text(encoding="utf-8")
    entry = json.loads(text)["findings"]
    check(len(entry) == 1 and entry[0]["clause"] == "Supply.origin" and entry[0]["file"] == "deals/autumn.proviso",
          f"the entry, not {entry}")
    expect(repository.proviso(*known), 0, "known")
    # Layout, lines and another directory change nothing.
    repository.replace("contracts/supply.proviso", "    cite \"section 2\"",
                       "    // as agreed\n\n    cite   \"section 2\"")
    repository.write("deals/autumn.proviso", "\n\n" + AUTUMN)
    expect(repository.proviso(*known), 0)
    expect(repository.proviso("check", "autumn.proviso", "--baseline", "../proviso-baseline.json",
                              cwd=repository.path / "deals"), 0)
    # A new finding beside the known one counts; a clause that says something else ends the entry.
    repository.write("deals/winter.proviso", AUTUMN.replace("Autumn", "Winter"))
    expect(repository.proviso(*known), 1)
    (repository.path / "deals/winter.proviso").unlink()
    repository.replace("contracts/supply.proviso", "must d.from.region == eu", "must d.from.region != us")
    expect(repository.proviso(*known), 1, "is no finding any more")
    repository.git("checkout", "--quiet", "contracts")
    # What is mended is stale; what was not looked at is not.
    (repository.path / "deals/autumn.proviso").unlink()
    done = expect(repository.proviso(*known, "--diff-base", "main"), 0)
    check("any more" in done, "a deleted file's entry is stale")
    check("any more" not in expect(repository.proviso(*known, "--deal", "Spring"), 0), "the deal was not asked for")
    expect(repository.proviso(*known, "--update-baseline"), 0, "now holds 0 findings: 0 added, 1 removed")
    original = repository.git("show", "main:proviso-baseline.json")
    check((repository.path / "proviso-baseline.json").read_text(encoding="utf-8") == original, "back to the empty one")
    # Wrong ones.
    expect(repository.proviso("check", ".", "--baseline", "none.json"), 2, "no such file", "--update-baseline")
    repository.write("none.json", "{")
    expect(repository.proviso("check", ".", "--baseline", "none.json"), 2, "is no JSON")
    repository.write("none.json", '{"schema": "other/1", "findings": []}')
    expect(repository.proviso("check", ".", "--baseline", "none.json"), 2, "is no baseline of the schema")
    expect(repository.proviso("check", ".", "--update-baseline"), 2, "--baseline")


def main():
    with Repository(sys.argv[1]) as repository:
        for step in (nothing_changed, only_what_changed, whatever_git_is_told, what_imports_it, renamed_and_deleted,
                     what_cannot_be_known, baselines):
            try:
                step(repository)
            except AssertionError as error:
                sys.exit(f"{step.__name__}: {error}")
            print("ok", step.__name__)


main()
