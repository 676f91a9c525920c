"""``contested casualties``: the ledger of the killed, wounded and missing, and running tolls."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contested.cli import asking as ask
from contested.cli import happened as past
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.model import Place
    from contested.situation.records import Toll


class Each(StrEnum):
    """The periods of a running toll."""

    day = "day"
    week = "week"
    month = "month"
    year = "year"
    all = "all"


Running = Annotated[
    Each | None,
    typer.Option("--running", metavar="PERIOD", help="Added up by place and day, week, month, year or all"),
]


def casualties(
    record: ask.RecordFile,
    place: ask.Place = None,
    within: ask.Within = None,
    country: ask.Country = None,
    who: past.Who = None,
    since: ask.Since = None,
    until: ask.Until = None,
    as_known: ask.AsKnown = None,
    kind: past.Kinds = None,
    grade: past.Grades = None,
    running: Running = None,
    together: Annotated[
        bool, typer.Option("--together", help="With --running and --place: all that lies in the place as one.")
    ] = False,
    limit: ask.Limit = None,
    offset: ask.Offset = 0,
    format: ask.Listed = ask.ListFormat.table,
) -> None:
    """List reported casualties by event: low and high, who counted, and whom. Every number is "reported".

    \b
    Examples:
    contested casualties war.db --place Aleppo --since 2015-07-01 --until 2015-07-31
    contested casualties war.db --running month --place Syria --together
    contested casualties war.db --grade fair --format csv > casualties.csv

    Numbers of one event are never summed: the lowest and the highest told are kept. --running adds up events that
    cannot count the same people and shows each step; a running total that a source gives is compared, not added.
    """
    from typing import get_args

    from contested.record import Record
    from contested.situation.records import Grade

    grades = ask.checked(grade, get_args(Grade), "grade")
    if together and not (running and place):
        raise UsageError("--together needs --running and --place")
    asked = past.Asked(place, within, country, who, since, until, as_known, kind)
    with Record(record) as opened:
        kept = past.kept(opened, asked)
    graded = {e.id: e.grade for e in kept.situation.events}
    of = {e.id: e.claims for e in kept.situation.events}
    lines = [
        t for t in kept.situation.tolls
        if kept.keeps(of[t.event], t.first, t.last) and (not grades or graded[t.event] in grades)
    ]  # fmt: skip
    if running is None:
        _ledger(lines, limit, offset, format)
    else:
        _running(lines, running, _meant(kept, place) if together and place else None, limit, offset, format)


def _ledger(lines: list[Toll], limit: int | None, offset: int, format: ask.ListFormat) -> None:
    columns: dict[str, Any] = {
        "day": lambda t: past.days(t.first, t.last),
        "where": past.where,
        "reported": lambda t: t.what + (" (running total)" if t.cumulative else ""),
        "low": lambda t: "?" if t.low is None else f"{t.low:,}",
        "high": lambda t: "?" if t.high is None else f"{t.high:,}",
        "counted by": lambda t: past.names(t.counted_by) or "the report itself",
        "of whom": lambda t: past.names(t.of_whom),
        "event": lambda t: t.event,
    }
    rows = past.page(lines, limit=limit, offset=offset, format=format)
    past.show(rows, format, columns, total=len(lines) - offset)


def _running(
    lines: list[Toll], period: Each, within: Place | None, limit: int | None, offset: int, format: ask.ListFormat
) -> None:
    from contested.situation.tolls import running as added

    found = added(lines, period=period.value, within=within)
    columns: dict[str, Any] = {
        "from": lambda t: t.first,
        "to": lambda t: t.last,
        "where": past.where,
        "reported": lambda t: t.what,
        "low": lambda t: "?" if t.low is None else f"{t.low:,}",
        "high": lambda t: "?" if t.high is None else f"{t.high:,}",
        "how": lambda t: ". ".join(t.steps),
    }
    rows = past.page(found, limit=limit, offset=offset, format=format)
    past.show(rows, format, columns, total=len(found) - offset, wide=("how",))


def _meant(kept: past.Kept, name: str) -> Place:
    """The place that most claims name so. Raises UsageError when none does."""
    from collections import Counter

    from contested.record.keys import folded

    told: Counter[Place] = Counter(
        ref.place
        for c in kept.situation.claims.values()
        for ref in c.claim.place
        if ref.place
        and (name == str(ref.place.geonames) or folded(name) in (folded(ref.place.name), folded(ref.span.quote)))
    )
    if not told:
        raise UsageError(f"no claim names {name!r}; see: contested places")
    return max(told, key=lambda p: (told[p], str(p.geonames)))
