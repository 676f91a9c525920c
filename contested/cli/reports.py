"""``contested reports``: the reports of a record, or what could not be taken in."""

from __future__ import annotations

from typing import Annotated

import typer

from contested.cli import asking as ask

COLUMNS = ("published", "outlet", "title", "status", "claims", "version", "copy_of", "id")


def reports(
    record: ask.RecordFile,
    place: ask.Place = None,
    within: ask.Within = None,
    point: ask.Point = None,
    area: ask.Area = None,
    country: ask.Country = None,
    actor: ask.ActorName = None,
    speaker: ask.Speaker = None,
    target: ask.Target = None,
    who: ask.Who = None,
    kind: ask.Kinds = None,
    stance: ask.Stances = None,
    since: ask.Since = None,
    until: ask.Until = None,
    reported_since: ask.ReportedSince = None,
    reported_until: ask.ReportedUntil = None,
    as_known: ask.AsKnown = None,
    text: ask.ReportText = None,
    report: ask.ReportId = None,
    outlet: ask.Outlet = None,
    failed: Annotated[
        bool, typer.Option("--failed", help="What could not be taken in or read, and why, instead.")
    ] = False,
    copies: Annotated[bool, typer.Option("--copies", help="Copies and near copies of --report, instead.")] = False,
    sort: ask.Sorted = ask.SortBy.reported,
    newest: ask.Newest = False,
    limit: ask.Limit = None,
    offset: ask.Offset = 0,
    format: ask.Listed = ask.ListFormat.table,
) -> None:
    """List reports; with conditions on claims, those that have such a claim.

    \b
    Examples:
    contested reports war.db --outlet "Example Times" --newest-first
    contested reports war.db --text '"chlorine gas"' --place Idlib
    contested reports war.db --report ID --copies
    contested reports war.db --failed
    """
    from contested.errors import UsageError
    from contested.record import Record

    with Record(record) as opened:
        if failed:
            ask.show(opened.failures(), format, ("added", "status", "address", "reason"))
            return
        if copies:
            if report is None:
                raise UsageError("say of which report: --report ID --copies")
            ask.show(opened.copies(report), format, ("published", "outlet", "title", "jaccard", "contained", "id"))
            return
        query = ask.make_query(
            place=place, within_km=within, point=point, area=area, country=country, actor=actor, speaker=speaker,
            target=target, who=who, kind=kind, stance=stance, since=since, until=until, reported_since=reported_since,
            reported_until=reported_until, as_known=as_known, text=text, report=report, outlet=outlet, sort=sort,
            descending=newest, limit=limit, offset=offset, format=format,
        )  # fmt: skip
        ask.show(opened.reports(query), format, COLUMNS)
