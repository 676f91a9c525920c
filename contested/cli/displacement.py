"""``contested displacement``: who fled or returned, from where and where to."""

from __future__ import annotations

from typing import Any

from contested.cli import asking as ask
from contested.cli import happened as past


def displacement(
    record: ask.RecordFile,
    place: ask.Place = None,
    within: ask.Within = None,
    country: ask.Country = None,
    who: past.Who = None,
    since: ask.Since = None,
    until: ask.Until = None,
    as_known: ask.AsKnown = None,
    grade: past.Grades = None,
    limit: ask.Limit = None,
    offset: ask.Offset = 0,
    format: ask.Listed = ask.ListFormat.table,
) -> None:
    """List movements of people: from where, to where, how many are said to have fled or returned, and who says so.

    \b
    Examples:
    contested displacement war.db --place Hama --since 2024-12-01
    contested displacement war.db --grade fair --format csv > displacement.csv

    Numbers of one movement are never summed: the lowest and the highest told are kept.
    """
    from typing import get_args

    from contested.record import Record
    from contested.situation.records import Grade

    grades = ask.checked(grade, get_args(Grade), "grade")
    asked = past.Asked(place, within, country, who, since, until, as_known)
    with Record(record) as opened:
        kept = past.kept(opened, asked)
    graded = {e.id: e.grade for e in kept.situation.events}
    found = [
        m for m in kept.situation.movements
        if kept.keeps(m.claims, m.first, m.last) and (not grades or graded[m.event] in grades)
    ]  # fmt: skip
    columns: dict[str, Any] = {
        "day": lambda m: past.days(m.first, m.last),
        "what": lambda m: "return" if m.returning else "leave",
        "from": lambda m: ", ".join(p.name for p in m.origin),
        "to": lambda m: ", ".join(p.name for p in m.destination),
        "people": lambda m: past.names(m.people),
        "low": lambda m: "?" if m.low is None else f"{m.low:,}",
        "high": lambda m: "?" if m.high is None else f"{m.high:,}",
        "counted by": lambda m: past.names(m.counted_by) or "the report itself",
        "event": lambda m: m.event,
    }
    rows = past.page(found, limit=limit, offset=offset, format=format)
    past.show(rows, format, columns, total=len(found) - offset)
