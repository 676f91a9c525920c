"""``contested claims``: the claims of a record."""

from __future__ import annotations

from contested.cli import asking as ask

COLUMNS = ("day", "kind", "stance", "speaker", "actor", "target", "place", "counts", "sentence", "report", "id")


def claims(
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
    release: ask.ReleaseName = None,
    rejected: ask.Rejected = False,
    sort: ask.Sorted = ask.SortBy.event,
    newest: ask.Newest = False,
    limit: ask.Limit = None,
    offset: ask.Offset = 0,
    format: ask.Listed = ask.ListFormat.table,
) -> None:
    """List claims: who says what happened, to whom, where and when.

    \b
    Examples:
    contested claims war.db --place Hama --stance denied --since 2024-12-01
    contested claims war.db --place Saraqib --within 20 --kind capture --as-known 2024-12-01
    contested claims war.db --speaker "Syrian Observatory" --format csv > claims.csv

    A claim that names no day counts with the day of its report, in brackets; --dated leaves such claims out.
    """
    from contested.record import Record

    query = ask.make_query(
        place=place, within_km=within, point=point, area=area, country=country, actor=actor, speaker=speaker,
        target=target, who=who, kind=kind, stance=stance, since=since, until=until, dated=dated,
        reported_since=reported_since,
        reported_until=reported_until, as_known=as_known, text=text, report=report, outlet=outlet, release=release,
        rejected=rejected, sort=sort, descending=newest, limit=limit, offset=offset, format=format,
    )  # fmt: skip
    with Record(record) as opened:
        ask.show(opened.iter_claims(query), format, COLUMNS)
