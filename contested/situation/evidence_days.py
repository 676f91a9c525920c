"""On which day a claim's event counts: its own day, one its sentence gives away, else its report's."""

from __future__ import annotations

import re
from datetime import date, timedelta

from contested.model import Claim
from contested.record.records import RecordedClaim

LONG_DAYS = 14
"""A claim dated by a longer period ("this year") has no day of its own."""
LASTING_DAYS = 3
"""A period that ends so many days before the report at most runs to it ("for weeks")."""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)}|over the weekend)\b", re.I)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_OTHER_CLAUSE = re.compile(r"\b(?:which|who|whom|that|when|after|before|since|where)\b|[;:]", re.I)
_CHRONICLE = re.compile(rf"^\W*({'|'.join(_MONTHS)})\.? (\d{{1,2}})\s*[-–—:]", re.I)


def day_of(recorded: RecordedClaim) -> date | None:
    """The day a claim's event counts on; None when it only tells of the past, or of a day still to come."""
    report = recorded.report
    told, time = report.published or report.known, recorded.claim.time
    if time is None or time.end is None:
        return _day_in_sentence(recorded.claim, told)
    start, end = time.start or time.end, time.end
    if start > told:
        return None
    if (end - start).days > LONG_DAYS:
        return told if (told - end).days <= LASTING_DAYS else None
    return min(end, told)


def _day_in_sentence(claim: Claim, told: date) -> date:
    """The day of a claim without one: that of a chronicle's entry ("March 5 - ..."), or the one day of the week its
    sentence names (what was said on Sunday had happened by then), else the report's."""
    entry = _CHRONICLE.match(claim.sentence.quote)
    if entry:
        try:
            day = date(told.year, _MONTHS.index(entry.group(1).lower()) + 1, int(entry.group(2)))
        except ValueError:
            return told
        return day if day <= told else day.replace(year=day.year - 1)
    named = {
        found.group(1).lower()
        for found in _WEEKDAY.finditer(claim.sentence.quote)
        if not _OTHER_CLAUSE.search(claim.sentence.quote[claim.trigger.end - claim.sentence.start : found.start()])
    }
    if len(named) != 1:
        return told
    word = named.pop()
    weekday = 6 if word not in _WEEKDAYS else _WEEKDAYS.index(word)
    return told - timedelta(days=(told.weekday() - weekday) % 7)
