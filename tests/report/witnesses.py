"""Checks that situations shown by `analyze`, `diff` and `query` hold what they promise once they are saved.

usage: witnesses.py PROVISO

Run in the project's folder. Each saved spec has to be in the canonical form, and its own expectation
has to hold.
"""
import os
import subprocess
import sys
import tempfile

PROVISO = os.path.abspath(sys.argv[1])
problems = []


def run(*words, ok=(0, 1)):
    done = subprocess.run([PROVISO, *words], capture_output=True, text=True)
    if done.returncode not in ok:
        problems.append(f"proviso {' '.join(words)} exits with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def saved_by(folder, *words):
    """Every spec that the command saves; it must save some."""
    run(*words, "-o", folder, "--quiet", ok=(0, 1, 3))
    specs = [os.path.join(folder, name) for name in sorted(os.listdir(folder))] if os.path.isdir(folder) else []
    if not specs:
        problems.append(f"proviso {' '.join(words)} saves nothing")
    return specs


def confirm(specs):
    for spec in specs:
        run("fmt", "--check", spec, ok=(0,))
        if not spec.endswith("_old.proviso"):
            run("test", spec, ok=(0,))


OLD = """entity Party
enum Kind { api, chat }
flow Hosting from Party to Party { kind: Kind }
event Notice {}
Acme, Borealis, Cobalt: Party

contract Supply {
  parties Acme, Borealis
  from 2026-01-01 until 2030-01-01
  Exit: Notice by Borealis

  clause apis {
    Borealis owes Acme
    until Exit
    never h: Hosting where h.to == Borealis and h.kind == api and h.from != Acme
  }
}
"""
NEW = OLD.replace("h.kind == api and h.from != Acme", "h.from == Cobalt")

with tempfile.TemporaryDirectory() as folder:
    for name, text in (("old", OLD), ("new", NEW)):
        with open(os.path.join(folder, name + ".proviso"), "w", encoding="utf-8") as file:
            file.write(text)
    old, new = (os.path.join(folder, name + ".proviso") for name in ("old", "new"))
    specs = saved_by(os.path.join(folder, "diff"), "diff", old, new)
    if len([spec for spec in specs if not spec.endswith("_old.proviso")]) < 2:
        problems.append(f"not a situation in each direction: {specs}")
    confirm(specs)
    for spec in specs:
        with open(spec, encoding="utf-8") as file:
            stated = [line.split(": ", 1)[1].strip() for line in file if line.startswith("expect ")]
        if not spec.endswith("_old.proviso") and [outcome.split()[0] for outcome in stated] != ["conflicts", "complies"]:
            problems.append(f"{spec} does not state the verdict under both contracts: {stated}")
    # An event that one of the contracts alone declares goes by that contract's name.
    ends = os.path.join(folder, "ends.proviso")
    with open(ends, "w", encoding="utf-8") as file:
        file.write(OLD.replace("until Exit", "until Leave").replace("  Exit:", "  Leave: Notice by Acme\n  Exit:"))
    confirm(saved_by(os.path.join(folder, "ends"), "diff", old, ends))
    # A power that hangs on a breach, which comes after that.
    breaches = []
    for days in (30, 60):
        breaches.append(os.path.join(folder, f"within{days}.proviso"))
        with open(breaches[-1], "w", encoding="utf-8") as file:
            file.write(OLD.replace("by Borealis\n", "by Borealis only if answer.breach happened\n").replace(
                "  clause apis", f"""  clause answer {{
    Acme owes Borealis
    each h: Hosting where h.to == Acme
    must some g: Hosting where g.to == Borealis by h.start + {days} days
  }}
  clause apis"""))
    confirm(saved_by(os.path.join(folder, "breaches"), "diff", *breaches))
    confirm(saved_by(os.path.join(folder, "query"), "query", old,
                     "Supply: allows h: Hosting where h.to == Borealis and h.from == Cobalt"))
    confirm(saved_by(os.path.join(folder, "entails"), "query", old, "Supply: entails (no h: Hosting) at any time"))
    # Beside the specs, where imports are short.
    here = tempfile.mkdtemp(prefix="witnesses-", dir=".")
    try:
        confirm(saved_by(here, "query", old, "Supply: can Borealis bring about Exit"))
    finally:
        for name in os.listdir(here):
            os.remove(os.path.join(here, name))
        os.rmdir(here)

for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
