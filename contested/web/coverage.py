"""How many reports, claims and events each day has, and which days no report tells of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from contested.record.days import number
from contested.web.columns import NO_DAY, Part
from contested.web.material import Material

_EARLIER, _LATER = 90, 7
"""Days of events more than so many days before the first or after the last report are outliers of the slider:
reports recall older wars, and readers misdate."""


@dataclass(frozen=True)
class Range:
    """First and last day of the happenings shown by the slider, and of the reports; NO_DAY in an empty record."""

    first_day: int = NO_DAY
    last_day: int = NO_DAY
    first_known: int = NO_DAY
    last_known: int = NO_DAY


def day_range(first: Sequence[int], known: Sequence[int]) -> Range:
    """From the claims' first days and the reports' days."""
    if not known:
        return Range()
    begin, end = min(known), max(known)
    near = sorted(day for day in first if day != NO_DAY and begin - _EARLIER <= day <= end + _LATER)
    least = near[len(near) // 200] if near else begin  # half a percent may lie before
    return Range(min(least, begin), max(near[-1] if near else end, end), begin, end)


def coverage_part(material: Material, span: Range, *, claims: Sequence[int], events: Sequence[int]) -> Part:
    """A row a day. ``claims`` and ``events`` are their first days.

    A day is a gap when no report was published on it or the day after: news of a day stands in the papers of the
    next at the latest, so nothing being told of such a day is a want of reports, not calm.
    """
    if span.first_day == NO_DAY:
        return {"day": NO_DAY, "reports": [], "outlets": [], "claims": [], "events": [], "gap": []}
    by_day: Counter[int] = Counter()
    outlets: dict[int, set[str | None]] = {}
    for chapter in material.chapters:
        day = number(chapter.report.known)
        by_day[day] += 1
        outlets.setdefault(day, set()).add(chapter.report.outlet)
    told, begun = Counter(claims), Counter(events)
    days = range(span.first_day, span.last_day + 1)
    return {
        "day": span.first_day,
        "reports": [by_day[day] for day in days],
        "outlets": [len(outlets.get(day, ())) for day in days],
        "claims": [told[day] for day in days],
        "events": [begun[day] for day in days],
        "gap": [int(not by_day[day] and not by_day[day + 1]) for day in days],
    }
