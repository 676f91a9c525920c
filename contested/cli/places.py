"""``contested places``: the places that claims name."""

from __future__ import annotations

from contested.cli import asking as ask

COLUMNS = ("name", "admin1", "country", "precision", "claims", "first", "last", "geonames")


def places(
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
    """List places by how many claims name them; conditions narrow down the claims.

    \b
    Examples:
    contested places war.db --country SY --kind capture
    contested places war.db --place Hama --within 30 --format csv
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
        ask.show(opened.places(query), format, COLUMNS)
