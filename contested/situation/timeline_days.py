"""How much each day matters: who comes back to it later, how precisely, and what was new in the reports of the day.

Few weights, each with its reason:

* A report that comes back to a day after more than three days counts once; one of the next three days half (the news
  cycle tells of yesterday anyway), one of the day itself less.
* A day named by its date ("17 March") counts double: reporters write out the dates that matter; "on Thursday" is
  routine.
* A report that writes out five dates or more is a chronology, whose writer has chosen the days that matter: double.
* What is held, aimed at, supported or deployed is a state or a wish more often than the event of a day: less.
* A mention that is denied, possible, planned, conditional or demanded counts half.
* The burst of words in the reports of the day and the day after, against the three weeks before, orders what is left.
* All of it is set against the number of reports of the four weeks before and after: a day matters that stands out from
  what was written about the time, not one in a month with many reporters.

A report counts once a day, and so do reports that are near copies of each other.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from contested.model import Claim, Kind, TimeRef
from contested.record.copies import groups
from contested.record.keys import folded
from contested.record.records import RecordedClaim

_ONE = timedelta(days=1)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
_MONTH = rf"(?:{_MONTHS}|january|february|march|april|june|july|august|september|october|november|december)"
_CALENDAR = re.compile(
    rf"\b{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?! ?:)|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\b"
    r"|\b\d{4}-\d\d-\d\d\b",
    re.IGNORECASE,
)
_STATES: frozenset[Kind] = frozenset({"hold", "aim", "support", "deploy"})
_COMMON = 0.3  # words in more than this share of the reports tell nothing of a day
_STRONGEST = 20  # words whose burst counts


@dataclass(frozen=True)
class Weights:
    """The weights of ``weigh_days``; see the module for their reasons."""

    same_day: float = 0.3
    next_days: float = 0.5
    later: float = 1.0
    calendar: float = 2.0
    chronology: float = 2.0
    chronology_dates: int = 5
    state: float = 0.7
    unsure: float = 0.5
    undated: float = 0.1
    """A report of the day or the day after whose claims name no day: it may be about this one."""
    burst: float = 0.2
    around_days: int = 28
    """Reports so many days before and after a day are those it is set against."""
    around_prior: float = 10.0
    """So many reports more, so that a few reports make no day great."""


def days_of(claim: Claim) -> tuple[date, ...]:
    """The days a claim names: one, or two of a night; the first day of a longer span that names it by its date."""
    time = claim.time
    if time is None or time.start is None:
        return ()
    if time.end is not None and 0 <= (time.end - time.start).days <= 1:
        return tuple(dict.fromkeys((time.start, time.end)))
    return (time.start,) if time.precision in ("open", "interval") and is_calendar(time) else ()


def is_calendar(time: TimeRef) -> bool:
    """Whether the words name a day by its date, such as "17 March"."""
    return _CALENDAR.search(time.span.quote) is not None


def chronologies(claims: Iterable[RecordedClaim], *, dates: int = Weights.chronology_dates) -> frozenset[str]:
    """The ids of reports that write out so many dates: lists of what happened when, not the news of a day."""
    written: dict[str, set[date]] = defaultdict(set)
    for recorded in claims:
        if recorded.claim.time is not None and is_calendar(recorded.claim.time):
            written[recorded.report.id].update(days_of(recorded.claim))
    return frozenset(report for report, days in written.items() if len(days) >= dates)


def weigh_days(
    claims: Sequence[RecordedClaim], *, copies: Collection[tuple[str, str]] = (), weights: Weights | None = None
) -> dict[date, float]:
    """The weight of every day that claims name or reports of claims stand on; 1 is the mean of the days named.

    ``copies`` are pairs of ids of reports that are near copies of each other.
    """
    by = weights or Weights()
    teller = _tellers(claims, copies)
    published = _published(claims, teller)
    mentions = _mentions(claims, teller, by)
    undated = _undated(claims, teller)
    days = {*mentions, *undated}
    raw = {
        day: sum(mentions.get(day, {}).values())
        + by.undated * (len(undated.get(day, ())) + len(undated.get(day + _ONE, ())))
        for day in days
    }
    level, burst = _scaled(raw, mentions), _scaled(_bursts(claims, teller, days), mentions)
    rate = {day: (level[day] + by.burst * burst[day]) / (by.around_prior + _around(day, published, by)) for day in days}
    return dict(sorted(_scaled(rate, mentions).items()))


def _tellers(claims: Sequence[RecordedClaim], copies: Collection[tuple[str, str]]) -> dict[str, str]:
    """Each report's id and the id of the first report that it is a near copy of, or its own."""
    ids = sorted({recorded.report.id for recorded in claims})
    number = {report: n for n, report in enumerate(ids)}
    root = groups((number[a], number[b]) for a, b in copies if a in number and b in number)
    return {report: ids[root.get(n, n)] for report, n in number.items()}


def _published(claims: Sequence[RecordedClaim], teller: Mapping[str, str]) -> dict[date, set[str]]:
    """The reports of each day on which any was published."""
    found: dict[date, set[str]] = defaultdict(set)
    for recorded in claims:
        if recorded.report.published:
            found[recorded.report.published].add(teller[recorded.report.id])
    return found


def _mentions(claims: Sequence[RecordedClaim], teller: Mapping[str, str], by: Weights) -> dict[date, dict[str, float]]:
    """For each day named, the reports that name it, each with its strongest mention."""
    chronicles = {teller[report] for report in chronologies(claims, dates=by.chronology_dates)}
    found: dict[date, dict[str, float]] = defaultdict(dict)
    for recorded in claims:
        report = teller[recorded.report.id]
        for day in days_of(recorded.claim):
            weight = _mention(recorded, day, by) * (by.chronology if report in chronicles else 1.0)
            if weight:
                found[day][report] = max(found[day].get(report, 0.0), weight)
    return found


def _mention(recorded: RecordedClaim, day: date, by: Weights) -> float:
    """What one claim's naming of a day counts; 0 for a day still to come."""
    claim = recorded.claim
    lag = ((recorded.report.published or recorded.report.known) - day).days
    if lag < 0 or claim.time is None:
        return 0.0
    weight = by.same_day if lag == 0 else by.next_days if lag <= 3 else by.later
    weight *= by.calendar if is_calendar(claim.time) else 1.0
    weight *= by.state if claim.kind in _STATES else 1.0
    return weight * (1.0 if claim.stance == "asserted" else by.unsure)


def _undated(claims: Iterable[RecordedClaim], teller: Mapping[str, str]) -> dict[date, set[str]]:
    """The reports of each day that have claims which name no day."""
    found: dict[date, set[str]] = defaultdict(set)
    for recorded in claims:
        if recorded.claim.time is None and recorded.report.published:
            found[recorded.report.published].add(teller[recorded.report.id])
    return found


def _around(day: date, published: Mapping[date, set[str]], by: Weights) -> int:
    span = range(-by.around_days, by.around_days + 1)
    return sum(len(published.get(day + timedelta(days=n), ())) for n in span)


def _scaled(values: Mapping[date, float], named: Collection[date]) -> dict[date, float]:
    """Divided by the mean over the days that claims name (over all, when none does)."""
    of = [values[day] for day in named] or list(values.values())
    mean = sum(of) / len(of) if of else 0.0
    return {day: value / mean if mean else 0.0 for day, value in values.items()}


def _bursts(claims: Sequence[RecordedClaim], teller: Mapping[str, str], days: Collection[date]) -> dict[date, float]:
    """How strongly words come up in the reports of a day and the next, against the three weeks before."""
    told: dict[tuple[date, str], set[str]] = defaultdict(set)
    for recorded in claims:
        if recorded.report.published:
            words = (w for w in folded(recorded.claim.sentence.quote).split() if len(w) > 2)
            told[recorded.report.published, teller[recorded.report.id]].update(words)
    on: dict[date, list[set[str]]] = defaultdict(list)
    for (day, _), own in told.items():
        on[day].append(own)
    reach = Counter(word for own in told.values() for word in own)
    telling = {word for word, reports in reach.items() if reports <= _COMMON * len(told)}
    count = {day: Counter(w for own in reports for w in own & telling) for day, reports in on.items()}
    return {day: _burst(day, on, count) for day in days}


def _burst(day: date, on: Mapping[date, Sequence[set[str]]], count: Mapping[date, Counter[str]]) -> float:
    now, before = [day, day + _ONE], [day - timedelta(days=n) for n in range(1, 22)]
    reports, earlier = (sum(len(on.get(one, ())) for one in span) for span in (now, before))
    fresh: Counter[str] = Counter()
    for one in now:
        fresh.update(count.get(one, {}))
    strengths = []
    for word, number in fresh.items():
        if number > 1:
            old = sum(count[one][word] for one in before if one in count)
            ratio = ((number + 0.1) / (reports + 1)) / ((old + 0.5) / (earlier + 5))
            strengths.append(number * math.log(ratio) if ratio > 1 else 0.0)
    return math.fsum(sorted(strengths, reverse=True)[:_STRONGEST])
