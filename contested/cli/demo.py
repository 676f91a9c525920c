"""``contested demo``: the bundled sample reports, from files to the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.read import FORMAT_HELP, Format

if TYPE_CHECKING:
    from contested.web.build import Built

_TITLE = "Sample reports: Syria, 27 November to 8 December 2024"
_SHOWN = 6


def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the record and the page go.")] = Path("demo"),
    serve: Annotated[bool, typer.Option("--serve", help="Serve the page, with review, until Ctrl-C.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="With --serve: the port; 0 takes any.")] = 8000,
    format: Annotated[
        Format | None, typer.Option(help=f"Only read the reports and print their claims. {FORMAT_HELP}")
    ] = None,
    save: Annotated[
        Path | None, typer.Option(help="Copy the sample reports into this folder instead.", show_default=False)
    ] = None,
) -> None:
    """Add the bundled sample reports on one war in many voices to a record, and build the page of it.

    \b
    Examples:
    contested demo
    contested demo --serve
    contested demo --format jsonl
    contested demo --save reports

    The page opens by itself where there is a display. FOLDER/record.db is a record like any other.
    """
    from contested.samples import sample_files

    files = sample_files()
    if save:
        save.mkdir(parents=True, exist_ok=True)
        for path in files:
            (save / path.name).write_bytes(path.read_bytes())
        print(f"{len(files)} files of sample reports in {save}")
        return
    if format:
        from contested.cli.reading import Run

        Run(format=format.value).all([str(path) for path in files])
        return
    record = _added(folder, files)
    if serve:
        _serve(record, port)
        return
    built = _built(record, folder)
    from contested.cli.display import open_page

    opened = open_page(built.index.absolute().as_uri())
    print(f"The page: {built.index}" + ("" if opened else "  (open it in a browser)"))
    print(f"The record: {record}; with review: contested serve {record}")


def _added(folder: Path, files: tuple[Path, ...]) -> Path:
    """The record with the samples in it; adding them again changes nothing."""
    from contested.cli.adding import Run
    from contested.errors import UsageError

    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder")
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / "record.db"
    Run(record=str(record)).once([str(path) for path in files])
    return record


def _built(record: Path, folder: Path) -> Built:
    from contested.cli.watching import Watching
    from contested.record import Record
    from contested.web.build import build
    from contested.web.payload import Settings

    with Record(record) as opened, Watching() as progress:
        built = build(opened, folder, Settings(title=_TITLE), progress=progress)
    _tell(built)
    return built


def _tell(built: Built) -> None:
    """What the reports contradict each other in, in a few lines."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    found = built.contradictions
    console = Console(highlight=False)
    console.print(
        f"{built.reports} reports make {built.claims} claims and {built.events} events; "
        f"{len(found)} contradictions stand side by side" + (", among them" if len(found) > _SHOWN else "")
    )
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("day", "place", "one side", "the other"):
        table.add_column(heading, overflow="fold", ratio=3 if "side" in heading or "other" in heading else None)
    for one in found[:_SHOWN]:
        day = one.first.isoformat() if one.first else ""
        place = one.place.name if one.place else one.place_words or ""
        table.add_row(day, escape(place), *(escape(side.position) for side in one.sides[:2]))
    if found:
        console.print(table)


def _serve(record: Path, port: int) -> None:
    from contested.cli.serve import run, settings_for
    from contested.web.serving import Place, guard_for

    place = Place(port=port)
    guard = guard_for(place)
    run(record, settings_for(record, guard, title=_TITLE), place, guard, opens=True)
