"""Throws texts at every format that would do harm where they are read as anything but text.

usage: hostile.py PROVISO

Titles, citations, reasons and paths hold escapes of terminals, commands of runners, markup, links,
signs of diagrams; messages about wrong files hold what the lexer refuses.
"""
import json
import os
import re
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import format_checks

# What may stand in a text of a spec.
TEXTS = [
    "::error file=x::pwned",
    "%0A::warning::pwned",
    "##[error]pwned ##vso[task.complete]x ##teamcity[message]",
    "]]><evil/><![CDATA[",
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "```\n::notice::x\n```".replace("\n", " "),
    "` `` ``` ` <b>bold</b> [link](javascript:alert(1)) ![i](http://x.example/p.png)",
    "| cell | <details> @someone #1 www.example.com https://example.com/a_b_c",
    "end; click n0 href x; %%{init: {}}%% style: n0#fill; --> subgraph",
    "\\\"];graph{a->b}; label=<b>",
    "&amp; &lt; %25 %3A $x^2$ ~~s~~ *e* _e_ # heading",
    "{{ x }} {% raw %} ${{ secrets.TOKEN }} $(id) ;rm",
]
# What may stand in a file all the same, and in messages about it.
REFUSED = ["\u202edesrever", "\u2066x\u2069", "\x1b[31mred\x1b[0m", "\x07bell", "\u200bzero", "\x9b31m", "\ufeffx"]
PATHS = ["plain.proviso", "a b#%&'[x](y)<z>.proviso", "::error::x,y=z.proviso", "`tick`|pipe.proviso",
         "esc\x1b[31m.proviso", "bidi\u202e.proviso", "-dash;$(id).proviso", "line\nbreak.proviso"]

SPEC = """entity Party
flow Payment from Party to Party {{ amount: money USD }}
Acme, Borealis: Party
contract Supply "{title}" {{
  parties Acme, Borealis
  from 2026-01-01
  clause share "{clause}" {{
    cite "{cite}"
    Acme owes Borealis
    each p: Payment
    must p.amount <= USD 5
  }}
}}
deal Plan "{deal}" {{
  under Supply
  during 2026-01-01 .. 2027-01-01
  pays: Payment from Acme to Borealis {{ amount = USD 10 }}
  perhaps: Payment from Acme to Borealis {{ amount = unknown USD 1 .. USD 9 }}
}}
deal Never "{deal}" {{
  under Supply
  during 2026-01-01 .. 2027-01-01
  pays: Payment from Acme to Borealis {{ amount = unknown USD 1 .. USD 9 }}
  assume pays.amount > USD 20
}}
expect Plan: complies
"""


def quoted(text):
    return text.replace("\\", "\\\\").replace('"', '\\"')


def write_specs(directory):
    paths = []
    for index, text in enumerate(TEXTS):
        name = PATHS[index % len(PATHS)] if index < len(PATHS) else f"text-{index}.proviso"
        path = os.path.join(directory, name)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(SPEC.format(title=quoted(text), clause=quoted(text), cite=quoted(text), deal=quoted(text)))
        paths.append(name)
    for index, text in enumerate(REFUSED):
        name = f"refused-{index}.proviso"
        with open(os.path.join(directory, name), "w", encoding="utf-8", newline="") as file:
            file.write(f'entity Party\nA{text}: Party "{text}\n')
        paths.append(name)
    with open(os.path.join(directory, "bytes.proviso"), "wb") as file:
        file.write(b'entity P\xff\xfe "\x80"\n')
    return paths + ["bytes.proviso"]


def check_no_stray_command(name, text):
    """A runner reads everything that a step prints."""
    commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
    if name == "github":
        for line in commands:
            assert re.match(r"::(error|warning|notice) (file|title)=", line), f"a command of the spec: {line!r}"
    elif name in ("text", "markdown"):
        assert not commands, f"a command of the spec in {name}: {commands[0]!r}"


def shown_texts(reports):
    """The texts arrive whole where the format can hold them."""
    titles = {finding["title"] for deal in json.loads(reports["json"])["deals"] for finding in deal["findings"]}
    for text in TEXTS:
        assert text in titles, f"JSON lost {text!r}"
    properties = [r["properties"] for r in json.loads(reports["sarif"])["runs"][0]["results"] if "properties" in r]
    assert set(TEXTS) <= {p.get("title") for p in properties}, "SARIF lost a title"
    bodies = "".join(ElementTree.fromstring(reports["junit"]).itertext())
    for text in TEXTS:
        assert text in bodies, f"JUnit lost {text!r}"


def main(program):
    with tempfile.TemporaryDirectory() as directory:
        work = os.path.join(directory, "specs")
        os.mkdir(work)
        paths = write_specs(work)
        for command in ("check", "test"):
            # A dash at the front of a path is no option behind `--`.
            arguments = [command, *[os.path.join(".", path) for path in paths]]
            run, reports = format_checks.all_formats(program, arguments, directory, cwd=work)
            for name, text in reports.items():
                try:
                    format_checks.check(name, text)
                    check_no_stray_command(name, text)
                except AssertionError as error:
                    sys.exit(f"{command}, {name}: {error}")
            for stream in (run.stdout, run.stderr):
                format_checks.no_hidden_characters(stream.decode())
                format_checks.no_command(stream.decode())
            if command == "check":
                shown_texts(reports)
            print(f"{command}: {len(paths)} specs in {len(reports)} formats")


main(os.path.abspath(sys.argv[1]))
