"""Draw the README's pictures: the page of the sample reports (PNG), a report's claims in the terminal (SVG).

    python tools/picture.py
    python tools/picture.py --record war.db --view "from=2011-04-01&to=2011-04-01&at=80514" --to docs/brega.png

The second form takes a picture of any record's page in any state: --view is what stands behind # in its address.
Needs Debian's chromium for the page.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.terminal_theme import MONOKAI

from contested.cli.table import render
from contested.intake import take_in_reports
from contested.intake.report import Given
from contested.intake.walk import items, sources
from contested.read import read_reports
from contested.record import Record
from contested.record.add import Adder
from contested.record.release import current_release
from contested.samples import sample_files
from contested.web.build import build
from contested.web.payload import Settings

ROOT = Path(__file__).resolve().parent.parent
SAMPLE, COLUMNS = "2024-12-05-state-agency.txt", 136
WIDTH, HEIGHT = 1280, 800
SAMPLES_TITLE = "Sample reports: Syria, 27 November to 8 December 2024"
SAMPLES_VIEW = "to=2024-12-07&at=170017"
LARGEST = 300_000


def terminal(target: Path) -> None:
    """The claims of a sample report as the terminal shows them."""
    path = next(p for p in sample_files() if p.name == SAMPLE)
    console = Console(
        record=True, width=COLUMNS, force_terminal=True, color_system="truecolor", file=io.StringIO(),
        legacy_windows=False,
    )  # fmt: skip
    for reading in read_reports(take_in_reports(path)):
        console.print(render(reading, width=COLUMNS, name=path.name))
    svg = console.export_svg(title=f"contested read {path.name}", theme=MONOKAI, unique_id="contested")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # no fonts from elsewhere
    svg = svg.replace("Fira Code, monospace", "monospace").replace("Fira Code", "monospace")
    target.write_text(svg, encoding="utf-8")


def samples(folder: Path) -> Path:
    """A record of the sample reports."""
    path = folder / "samples.db"
    with Record(path, create=True) as record:
        adder = Adder(record, read=lambda report: next(iter(read_reports([report]))), release=current_release())
        found = (item for source in sources([str(p) for p in sample_files()]) for item in items(source, given=Given()))
        failed = [added for added in adder.add(found) if added.status == "failed"]
    if failed:
        raise SystemExit(f"tools/picture.py: {failed[0].address}: {failed[0].reason}")
    return path


def page(record: Path, target: Path, *, view: str, title: str, scheme: str, size: tuple[int, int]) -> None:
    """The page of a record in a state, as chromium shows it; what the page takes from elsewhere is refused."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("tools/picture.py: chromium is not installed; on Debian: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        with Record(record) as opened:
            built = build(opened, Path(folder) / "site", Settings(title))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        shown = browser.new_page(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce",  # type: ignore[arg-type]
        )  # fmt: skip
        shown.goto(f"{built.index.as_uri()}#{view}")
        shown.wait_for_selector('html[data-state="ready"]', timeout=60_000)
        shown.wait_for_selector(".map[data-drawn]", timeout=60_000)  # labels come in after the first view
        shown.wait_for_timeout(1500)
        shown.screenshot(path=target)
        browser.close()
    if target.stat().st_size > LARGEST:
        print(f"{target}: {target.stat().st_size // 1000} kB is much for a repository; give a smaller --size")


def main() -> int:
    """Draw the README's pictures, or one of a record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path, help="a record; the samples unless given")
    parser.add_argument("--view", default=SAMPLES_VIEW, help="the state of the page, as behind # in its address")
    parser.add_argument("--to", type=Path, help="the picture's file; docs/page.png unless given")
    parser.add_argument("--title", help="the page's title")
    parser.add_argument("--dark", action="store_true", help="in dark colours")
    parser.add_argument("--size", default=f"{WIDTH}x{HEIGHT}", help="in pixels")
    given = parser.parse_args()
    width, height = (int(part) for part in given.size.split("x"))
    scheme = "dark" if given.dark else "light"
    with tempfile.TemporaryDirectory() as folder:
        if given.record is None and given.to is None:
            terminal(ROOT / "docs" / "terminal.svg")
        record = given.record or samples(Path(folder))
        title = given.title or (record.stem if given.record else SAMPLES_TITLE)
        target = given.to or ROOT / "docs" / "page.png"
        page(record, target, view=given.view, title=title, scheme=scheme, size=(width, height))
    return 0


if __name__ == "__main__":
    sys.exit(main())
