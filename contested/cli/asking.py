"""What the listing commands share: their options, the Query these make, and how rows are printed."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import chain, islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.record import Query
    from contested.record.flat import Row


class ListFormat(StrEnum):
    """How a list is printed."""

    table = "table"
    json = "json"
    csv = "csv"


class SortBy(StrEnum):
    """What a list is sorted by."""

    event = "event"
    reported = "reported"
    added = "added"


_DAY = ["%Y-%m-%d"]
RecordFile = Annotated[str, typer.Argument(metavar="RECORD", help="The record, such as war.db.")]
Place = Annotated[
    str | None, typer.Option(help="A place's name or GeoNames id; a province or country takes in all that is in it.")
]
Within = Annotated[float | None, typer.Option(metavar="KM", help="Within so many kilometres of --place or --point.")]
Point = Annotated[str | None, typer.Option(metavar="LAT,LON", help="A point; give --within too.")]
Area = Annotated[str | None, typer.Option(metavar="S,W,N,E", help="Between these latitudes and longitudes.")]
Country = Annotated[str | None, typer.Option(metavar="CODE", help="In a country, by its two letters.")]
ActorName = Annotated[str | None, typer.Option(help="Who does it: an actor's name or id, or words of the reports.")]
Speaker = Annotated[str | None, typer.Option(help="Who says it, anywhere in the chain.")]
Target = Annotated[str | None, typer.Option(help="To whom it is done.")]
Who = Annotated[str | None, typer.Option(help="Who is in it in any role.")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="The kind of claim; repeat for several.")]
Stances = Annotated[list[str] | None, typer.Option("--stance", help="The stance; repeat for several.")]
Since = Annotated[datetime | None, typer.Option(formats=_DAY, help="The event is on this day or later.")]
Until = Annotated[datetime | None, typer.Option(formats=_DAY, help="The event is on this day or earlier.")]
Dated = Annotated[
    bool | None, typer.Option("--dated/--undated", help="Only claims that name their day, or only those that don't.")
]
ReportedSince = Annotated[datetime | None, typer.Option(formats=_DAY, help="Reported on this day or later.")]
ReportedUntil = Annotated[datetime | None, typer.Option(formats=_DAY, help="Reported on this day or earlier.")]
AsKnown = Annotated[datetime | None, typer.Option(formats=_DAY, help="As the reports known on this day had it.")]
Text = Annotated[
    str | None, typer.Option(help='Words of the sentence; "in quotes" for a phrase, chlor* for a beginning.')
]
ReportText = Annotated[
    str | None, typer.Option("--text", help='Words of the report; "in quotes" for a phrase, chlor* for a beginning.')
]
ReportId = Annotated[str | None, typer.Option("--report", help="One report, by its id.")]
Outlet = Annotated[str | None, typer.Option(help="One outlet, by its name.")]
ReleaseName = Annotated[str | None, typer.Option("--release", help="As this release read it (see: contested diff).")]
Rejected = Annotated[bool, typer.Option("--rejected", help="The claims that people rejected, instead.")]
Sorted = Annotated[SortBy, typer.Option("--sort", help="Sort by day of event, day of report, or order of adding.")]
Newest = Annotated[bool, typer.Option("--newest-first/--oldest-first", help="The direction.")]
Limit = Annotated[int | None, typer.Option(min=0, help="So many at most; a table shows 50 unless told.")]
Offset = Annotated[int, typer.Option(min=0, help="Leave out the first so many.")]
Listed = Annotated[ListFormat, typer.Option("--format", help="How to print.")]

TABLE_ROWS = 50


def day(moment: datetime | None) -> date | None:
    """The day of an option."""
    return moment.date() if moment else None


def numbers(written: str | None, count: int, what: str) -> tuple[float, ...] | None:
    """So many numbers with commas between; raises UsageError."""
    if written is None:
        return None
    try:
        found = tuple(float(part) for part in written.split(","))
    except ValueError:
        found = ()
    if len(found) != count:
        raise UsageError(f"{what} {written!r} is not {count} numbers with commas between them")
    return found


def checked(words: Sequence[str] | None, known: Sequence[str], what: str) -> tuple[Any, ...]:
    """Words of a fixed list; raises UsageError for another."""
    for word in words or ():
        if word not in known:
            raise UsageError(f"{word!r} is no {what}; one of: {', '.join(known)}")
    return tuple(words or ())


def make_query(
    *, format: ListFormat, point: str | None = None, area: str | None = None, limit: int | None = None, **options: Any
) -> Query:
    """A Query from options as they were given."""
    from contested.model import KINDS, STANCES
    from contested.record import Query

    options["kind"] = checked(options.pop("kind", None), KINDS, "kind of claim")
    options["stance"] = checked(options.pop("stance", None), STANCES, "stance")
    for name in ("since", "until", "reported_since", "reported_until", "as_known"):
        options[name] = day(options.pop(name, None))
    if "sort" in options:
        options["sort"] = options["sort"].value
    if limit is None and format is ListFormat.table:
        limit = TABLE_ROWS + 1  # one more than is shown, to tell whether there are more
    return Query(point=numbers(point, 2, "point"), area=numbers(area, 4, "area"), limit=limit, **options)  # type: ignore[arg-type]


def show(records: Iterable[object], format: ListFormat, columns: Sequence[str]) -> None:
    """Print records: all of each as JSON or CSV, these columns as a table."""
    from contested.record.flat import plain, rows

    if format is ListFormat.table:
        _table(records, columns)
    else:
        show_rows(map(plain, records) if format is ListFormat.json else rows(records), format)


def show_rows(rows: Iterable[Mapping[str, Any]], format: ListFormat) -> None:
    """Print rows as they come: JSON as one array, an element a line; CSV with a line of headings."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    if format is ListFormat.json:
        sys.stdout.write("[")
        for number, row in enumerate(rows):
            sys.stdout.write((",\n " if number else "\n ") + json.dumps(row, ensure_ascii=False))
        sys.stdout.write("\n]\n")
        return
    table = iter(rows)
    first = next(table, None)
    if first is not None:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(first), lineterminator="\n")
        writer.writeheader()
        writer.writerows(chain([first], table))


def _table(records: Iterable[object], columns: Sequence[str]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from contested.record.flat import rows

    found = list(islice(rows(records), TABLE_ROWS + 1))
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", ratio=3 if column in ("sentence", "title", "reason", "why") else None)
    for row in found[:TABLE_ROWS]:
        table.add_row(*(_cell(row, column) for column in columns))
    console = Console(highlight=False)
    console.print(table if found else "nothing found")
    if len(found) > TABLE_ROWS:
        console.print("and more: --limit and --offset page, --format csv gives all of them")


def _cell(row: Row, column: str) -> str:
    from rich.markup import escape

    if column == "day":
        start, end = row["event_from"], row["event_to"]
        if start is None and end is None:
            return f"({row['published'] or '?'})"
        return str(start or end) if start == end or not end else f"{start or ''}..{end}"
    cell = row[column]
    text = "" if cell is None else cell.isoformat(timespec="minutes") if isinstance(cell, datetime) else str(cell)
    return escape(" ".join(text.split())[:400])
