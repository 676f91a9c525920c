"""Draw the README's picture: a sample report's claims as the terminal shows them, in SVG.

python tools/picture.py
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from contested.cli.table import render
from contested.intake import take_in_reports
from contested.read import read_reports
from contested.samples import sample_files

ROOT = Path(__file__).resolve().parent.parent
SAMPLE, COLUMNS = "2024-12-05-state-agency.txt", 136


def main() -> int:
    """Read the sample and write docs/terminal.svg."""
    path = next(p for p in sample_files() if p.name == SAMPLE)
    console = Console(
        record=True,
        width=COLUMNS,
        force_terminal=True,
        color_system="truecolor",
        file=io.StringIO(),
        legacy_windows=False,
    )
    for reading in read_reports(take_in_reports(path)):
        console.print(render(reading, width=COLUMNS, name=path.name))
    svg = console.export_svg(title=f"contested read {path.name}", theme=MONOKAI, unique_id="contested")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # no fonts from elsewhere
    svg = svg.replace("Fira Code, monospace", "monospace").replace("Fira Code", "monospace")
    (ROOT / "docs" / "terminal.svg").write_text(svg, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
