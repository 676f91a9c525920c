"""``contested actors``: the actors in claims."""

from __future__ import annotations

from typing import Annotated

import typer

from contested.cli import asking as ask

COLUMNS = ("name", "kind", "speaker", "actor", "target", "first", "last", "id")


def actors(
    record: ask.RecordFile,
    place: ask.Place = None,
    within: ask.Within = None,
    point: ask.Point = None,
    area: ask.Area = None,
    country: ask.Country = None,
    actor: ask.ActorName = None,
    speaker: ask.Speaker = None,
    target: ask.Target = None,
    who: Annotated[str | None, typer.Option(help="Only actors with this id, or these words in the name.")] = None,
    kind: ask.Kinds = None,
    stance: ask.Stances = None,
    since: ask.Since = None,
    until: ask.Until = None,
    dated: ask.Dated = None,
    reported_since: ask.ReportedSince = None,
    reported_until: ask.ReportedUntil = None,
    as_known: ask.AsKnown = None,
    text: ask.Text = None,
    report: ask.ReportId = None,
    outlet: ask.Outlet = None,
    limit: ask.Limit = None,
    offset: ask.Offset = 0,
    format: ask.Listed = ask.ListFormat.table,
) -> None:
    """List actors, and words no actor was found for, by how often they speak, do and are done to.

    \b
    Examples:
    contested actors war.db --place Aleppo --kind attack
    contested actors war.db --who rebels --format csv
    """
    from contested.record import Record

    query = ask.make_query(
        place=place, within_km=within, point=point, area=area, country=country, actor=actor, speaker=speaker,
        target=target, who=who, kind=kind, stance=stance, since=since, until=until, dated=dated,
        reported_since=reported_since,
        reported_until=reported_until, as_known=as_known, text=text, report=report, outlet=outlet, limit=limit,
        offset=offset, format=format,
    )  # fmt: skip
    with Record(record) as opened:
        ask.show(opened.actors(query), format, COLUMNS)
