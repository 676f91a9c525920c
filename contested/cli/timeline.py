"""``contested timeline``: the days that matter, each with one sentence of a report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contested.cli import asking as ask

if TYPE_CHECKING:
    from contested.record.records import RecordedClaim
    from contested.situation.records import Moment


def timeline(
    record: ask.RecordFile,
    place: ask.Place = None,
    within: ask.Within = None,
    country: ask.Country = None,
    actor: Annotated[
        str | None, typer.Option(help="Whom it is about, in any role: an actor's name or id, or words of the reports.")
    ] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="This day or later.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="This day or earlier.")] = None,
    as_known: ask.AsKnown = None,
    most: Annotated[int, typer.Option(min=1, metavar="N", help="So many days at most, the weightiest.")] = 20,
    format: ask.Listed = ask.ListFormat.table,
) -> None:
    """List the days that matter, each with the sentence of a report that tells of it best.

    \b
    Examples:
    contested timeline war.db
    contested timeline war.db --place Homs --since 2024-11-01 --most 10
    contested timeline war.db --actor "Syrian Army" --as-known 2024-12-01 --format json

    A day weighs by how many reports come back to it, above all later ones and those that write out its date, and by
    what was new in the reports of the day, set against how much was reported about the time; 1.0 is the mean of the
    days that reports name. Copies count once. Without --since it begins four weeks before the first report.
    The sentence is a report's own; contested claims war.db --report REPORT shows what else it says.
    """
    from contested.record import Query, Record
    from contested.situation.timeline import timeline_of

    query = Query(place=place, within_km=within, country=country, who=actor, as_known=ask.day(as_known))
    with Record(record) as opened:
        claims = opened.claims(query)
        copies = opened.near_copies({claim.report.id for claim in claims})
    moments = timeline_of(claims, most=most, since=ask.day(since), until=ask.day(until), copies=copies)
    of = {claim.claim.id: claim for claim in claims}
    rows = (_row(moment, of[moment.claim]) for moment in moments)
    if format is ask.ListFormat.table:
        _table(rows)
    else:
        ask.show_rows(rows, format)


def _row(moment: Moment, told: RecordedClaim) -> dict[str, Any]:
    report = told.report
    return {
        "day": moment.day.isoformat(),
        "weight": round(moment.weight, 2),
        "sentence": moment.sentence,
        "stance": told.claim.stance,
        "claim": moment.claim,
        "report": report.id,
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "published": report.published.isoformat() if report.published else None,
    }


def _table(rows: Iterator[dict[str, Any]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("day", "weight", "sentence", "report", "published"):
        table.add_column(
            column, overflow="fold", ratio=1 if column == "sentence" else None, no_wrap=column in ("day", "weight")
        )
    for row in rows:
        source = row["outlet"] or row["report"]
        table.add_row(row["day"], f"{row['weight']:.1f}", escape(row["sentence"]), escape(source), row["published"])
    Console(highlight=False).print(table if table.row_count else "nothing found")
