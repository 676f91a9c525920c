"""Run docs/tutorial.md and hold it to what it shows.

    python tools/tutorial.py            # check; exit status 1 when an output differs
    python tools/tutorial.py --write    # put what the commands print into the page

Every ``console`` block's ``$`` lines run with bash, in order, in one new folder; what follows each must be what it
prints, where a line of ``...`` stands for any lines and ``...`` inside one for any words. A ``python`` block whose
first line is ``# NAME.py`` is put into that file. A command may not fail.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "tutorial.md"
_FENCE = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """A command with the output that the page shows."""

    command: str
    shown: str


def steps(block: str) -> Iterator[Step]:
    """The commands of a console block."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield Step(command, shown)


def agrees(shown: str, printed: str) -> bool:
    """Whether the output is what the page shows, ``...`` standing for anything."""
    pattern = ""
    for line in (row.rstrip() for row in shown.splitlines()):
        pattern += r"(?:.*\n)*?" if line == "..." else r".*?".join(map(re.escape, line.split("..."))) + r"\n"
    return re.fullmatch(pattern, printed) is not None


def run(command: str, folder: Path) -> str:
    """What the command prints, blanks at line ends left out."""
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "CONTESTED_CORPORA": str(folder / "none")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=folder, env=environment, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False, timeout=300,
    )  # fmt: skip
    printed = "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
    if done.returncode:
        raise SystemExit(f"tutorial: `{command}` failed with status {done.returncode}:\n{printed}")
    return printed


def main(*, write: bool) -> int:
    """Check or rewrite the page."""
    text, differing = PAGE.read_text(encoding="utf-8"), 0
    with tempfile.TemporaryDirectory() as folder:

        def done(match: re.Match[str]) -> str:
            nonlocal differing
            language, block = match.groups()
            if language == "python":
                if named := re.match(r"# (\w+\.py)\n", block):
                    (Path(folder) / named[1]).write_text(block, encoding="utf-8")
                return match[0]
            out = ""
            for step in steps(block):
                printed = run(step.command, Path(folder))
                if not agrees(step.shown, printed):
                    differing += 1
                    print(f"tutorial: `{step.command}` shows\n{step.shown}but prints\n{printed}")
                    step = Step(step.command, printed)
                out += f"$ {step.command}\n{step.shown}"
            return f"```{language}\n{out}```"

        page = _FENCE.sub(done, text)
    if write:
        PAGE.write_text(page, encoding="utf-8")
    return 1 if differing and not write else 0


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv[1:]))
