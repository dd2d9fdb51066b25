"""Makes the reports in docs/examples/ anew: examples.py PROVISO [--update]

Without --update they have to be what the program prints now. Of the picture only the texts are compared:
where they lie is a matter of Graphviz's version.
"""
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXAMPLES = os.path.join(ROOT, "docs", "examples")
SPEC = "specs/microsoft-openai/deals/apis.proviso"
DEAL = "StatelessOnAws"
TEXT, MARKDOWN, PICTURE = "stateless-on-aws.txt", "stateless-on-aws.md", "stateless-on-aws.svg"


def made(program):
    """{file: content} as the program makes them."""
    with tempfile.TemporaryDirectory() as directory:
        run = subprocess.run(
            [program, "check", SPEC, "--deal", DEAL, "--output", f"markdown={directory}/report.md", "--graph",
             directory, "--quiet"],
            capture_output=True, text=True, cwd=ROOT, check=False)
        if run.returncode != 1:
            sys.exit(f"the example is a conflict, but the exit status is {run.returncode}: {run.stderr}")
        with open(os.path.join(directory, "report.md"), encoding="utf-8") as file:
            markdown = file.read()
        pictures = [name for name in sorted(os.listdir(directory)) if name.endswith(".svg")]
        if len(pictures) != 1:
            sys.exit(f"one finding has one picture, not {pictures}")
        with open(os.path.join(directory, pictures[0]), encoding="utf-8") as file:
            picture = file.read()
    return {TEXT: run.stdout, MARKDOWN: markdown, PICTURE: picture}


def texts(picture):
    return sorted(text.strip() for text in ElementTree.fromstring(picture).itertext() if text.strip())


def same(name, one, other):
    return texts(one) == texts(other) if name.endswith(".svg") else one == other


def main(program, update):
    stale = []
    for name, content in made(program).items():
        path = os.path.join(EXAMPLES, name)
        old = None
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                old = file.read()
        if old is not None and same(name, old, content):
            continue
        if not update:
            stale.append(name)
            continue
        os.makedirs(EXAMPLES, exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(content)
        print(f"{name} written")
    if stale:
        sys.exit(f"not what the program prints: {', '.join(stale)}; run with --update")


main(sys.argv[1], "--update" in sys.argv[2:])
