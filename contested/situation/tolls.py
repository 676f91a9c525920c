"""The ledger of casualties: a line an event and thing counted, and running tables that count nothing twice.

The arithmetic of a running toll (rule ``no-double-count``), told step by step:

1. Of each event one range: the lowest and highest told of it.
2. Events at one place whose days overlap may be one: together they are at least the largest of their lows, and at
   most the sum of their highs.
3. What cannot overlap is added up.
4. A running total a source gives ("bringing the toll to 68") is compared, never added: it can raise the low.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from contested.model import CountWhat, Place
from contested.situation.contradictions import speakers
from contested.situation.events import Happening
from contested.situation.facts import is_cumulative, principal
from contested.situation.numbers import over, words_of
from contested.situation.parties import parties
from contested.situation.records import Party, RunningToll, Toll
from contested.situation.where import contains, key_of

Period = Literal["day", "week", "month", "year", "all"]
LEDGER: tuple[CountWhat, ...] = ("killed", "wounded", "missing")
RULE = "no-double-count"


def ledger(happened: Happening) -> tuple[Toll, ...]:
    """The lines of one event: per what is counted one for new counts, one for running totals. Denied counts aside."""
    found = []
    event = happened.event
    for what in LEDGER:
        for cumulative in (False, True):
            own = [
                (one, c, count)
                for one in happened.told
                for c in one.claims
                if c.claim.stance != "denied" and is_cumulative(c.claim) == cumulative
                if (count := principal(c.claim.counts, what)) is not None
            ]
            if not own:
                continue
            told = {id_ for one in happened.told for r in one.account.tolls if r.what == what for id_ in r.claims}
            main = [x for x in own if cumulative or x[1].claim.id in told] or own
            low, high = over((count.low, count.high) for _, _, count in main)
            found.append(
                Toll(
                    event=event.id, place=event.place, place_words=event.place_words, first=event.first,
                    last=event.last, what=what, low=low, high=high,
                    counted_by=tuple(dict.fromkeys(p for one, _, _ in own for p in speakers(one))),
                    of_whom=parties(ref for _, c, _ in own for ref in c.claim.target),
                    cumulative=cumulative, claims=tuple(dict.fromkeys(c.claim.id for _, c, _ in own)),
                )
            )  # fmt: skip
    return tuple(found)


def running(lines: Iterable[Toll], *, period: Period = "month", within: Place | None = None) -> tuple[RunningToll, ...]:
    """Running tolls by place and period, by place then time; lines without a day are left out.

    ``within`` adds up all that lies in one place (a province, a country); else every place stands for itself.
    """
    tables: dict[tuple[str, date, date, CountWhat], list[Toll]] = defaultdict(list)
    for line in lines:
        if line.first is None or line.last is None:
            continue
        if within is not None and (line.place is None or not contains(within, line.place)):
            continue
        at = "" if within is not None else str(key_of(line.place)) if line.place else f"“{line.place_words or ''}”"
        first, last = bounds_of(line.last, period)
        tables[(at, first, last, line.what)].append(line)
    found = []
    for (_, first, last, what), own in sorted(tables.items(), key=lambda kv: kv[0]):
        if period == "all":
            first = min(line.first for line in own if line.first)
            last = max(line.last for line in own if line.last)
        found.append(_added(own, what, first, last, within))
    return tuple(found)


def bounds_of(day: date, period: Period) -> tuple[date, date]:
    """First and last day of the period a day lies in (weeks begin on Monday)."""
    if period == "day":
        return day, day
    if period == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    if period == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    if period == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return date.min, date.max


@dataclass(frozen=True)
class _Clump:
    """Lines that may count the same people."""

    lines: tuple[Toll, ...]

    @property
    def low(self) -> int:
        return max((line.low or 0 for line in self.lines), default=0)

    @property
    def high(self) -> int | None:
        highs = [line.high for line in self.lines]
        return None if None in highs else sum(h for h in highs if h is not None)


def _added(lines: Sequence[Toll], what: CountWhat, first: date, last: date, within: Place | None) -> RunningToll:
    new = sorted((line for line in lines if not line.cumulative), key=_when)
    totals = [line for line in lines if line.cumulative]
    clumps = _clumps(new)
    steps: list[str] = []
    for clump in clumps:
        steps += _told(clump, what)
    low: int | None = sum(clump.low for clump in clumps)
    high: int | None = 0
    for clump in clumps:
        high = None if high is None or clump.high is None else high + clump.high
    if len(clumps) > 1:
        added = " + ".join(f"{clump.low:,}" for clump in clumps)
        steps.append(f"separate days or places, added: at least {added} = {low:,}")
    low, high = _with_totals(totals, low or 0, high, steps, first, last, bool(new))
    place = within or lines[0].place
    return RunningToll(
        place=place, place_words=None if within else lines[0].place_words, first=first, last=last, what=what,
        low=low, high=high, counted_by=_each(p for line in lines for p in line.counted_by),
        of_whom=_each(p for line in lines for p in line.of_whom), events=tuple(dict.fromkeys(x.event for x in lines)),
        claims=tuple(dict.fromkeys(c for line in lines for c in line.claims)), steps=tuple(steps), rule=RULE,
    )  # fmt: skip


def _each(found: Iterable[Party]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(found))


def _when(line: Toll) -> tuple[date, date, str]:
    return line.first or date.min, line.last or date.min, line.event


def _clumps(lines: Sequence[Toll]) -> list[_Clump]:
    """Lines whose places and days overlap, chained."""
    found: list[list[Toll]] = []
    for line in lines:
        near = [clump for clump in found if any(_overlap(line, other) for other in clump)]
        merged = [line] + [x for clump in near for x in clump]
        found = [clump for clump in found if not any(clump is n for n in near)] + [merged]
    return [_Clump(tuple(sorted(clump, key=_when))) for clump in sorted(found, key=lambda c: min(map(_when, c)))]


def _overlap(a: Toll, b: Toll) -> bool:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return True
    if a.first > b.last or b.first > a.last:
        return False
    if a.place is None or b.place is None:
        return True
    return contains(a.place, b.place) or contains(b.place, a.place)


def _told(clump: _Clump, what: CountWhat) -> list[str]:
    told = [f"{_days(line)}, event {line.event}: {words_of(line.low, line.high)} {what}" for line in clump.lines]
    if len(told) > 1:
        lows = ", ".join(f"{line.low or 0:,}" for line in clump.lines)
        told.append(f"same place, days that overlap, perhaps the same people: at least the largest of {lows}")
    return told


def _days(line: Toll) -> str:
    return f"{line.first}" if line.first == line.last else f"{line.first} to {line.last}"


def _with_totals(
    totals: Sequence[Toll], low: int, high: int | None, steps: list[str], first: date, last: date, counted: bool
) -> tuple[int | None, int | None]:
    """The range with running totals compared: one that lies within the period can raise the low, never add to it."""
    raised = False
    for line in sorted(totals, key=_when):
        inside = line.first is not None and line.last is not None and line.first >= first and line.last <= last
        total = line.low if line.low is not None else 0
        words = f"running total {words_of(line.low, line.high)} over {_days(line)}, event {line.event}"
        if inside and total > low:
            steps.append(f"{words}: more than what is told one by one, so at least {total:,}")
            low, raised = total, True
            high = None if line.high is None or high is None or not counted else max(high, line.high)
            if not counted:
                high = line.high
        elif inside:
            steps.append(f"{words}: not added, it counts the same people")
        else:
            steps.append(f"{words}: reaches beyond the period and is left aside")
    if not counted and not raised:
        return None, None
    return low, high
