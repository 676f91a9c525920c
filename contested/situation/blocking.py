"""Which tellings are compared at all: those that share a block of place, days, people or words.

A pure function of one telling, so that a new report is compared with what shares a block with it and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from contested.record.keys import folded
from contested.situation.facts import RARE_MEANS
from contested.situation.tellings import Telling
from contested.situation.where import key_of

Block = tuple[object, ...]

_DAYS = 4  # of an interval that get blocks of their own; the rest is told as a period
_ENOUGH = 4  # killed, wounded: from so many on a number marks an incident out
_LONG_SENTENCE = 6


def blocks_of(telling: Telling) -> frozenset[Block]:
    """The blocks a telling stands in."""
    return frozenset(_blocks(telling))


def _blocks(telling: Telling) -> Iterator[Block]:
    family = telling.family
    for fact in telling.facts:
        words = folded(fact.claim.sentence.quote)
        if words.count(" ") >= _LONG_SENTENCE:
            yield (family, "sentence", words)
    if telling.background or telling.window is None:
        return
    days = list(_days(telling))
    for where in _wheres(telling):
        for day in days:
            yield (family, where, day)
    marks = list(_marks(telling))
    for area in _areas(telling):
        for mark in marks:
            for day in days:
                yield (family, area, mark, day)


def _days(telling: Telling) -> Iterator[date | tuple[int, int]]:
    """The days of a telling, a named day with the next (for the tolerance of a day); of a period its months."""
    window = telling.window
    assert window is not None
    if window.period:
        yield from {(window.first.year, window.first.month), (window.last.year, window.last.month)}
        return
    last = window.last + timedelta(days=1) if window.dated else window.last
    day = window.first
    for _ in range(_DAYS + 1):
        if day > last:
            return
        yield day
        day += timedelta(days=1)


def _wheres(telling: Telling) -> Iterator[str]:
    for place in telling.places[:4]:
        if place.precision in ("settlement", "admin2"):
            yield str(key_of(place))
            if place.lat is not None and place.lon is not None:  # towns next to each other share a cell or its border
                yield f"{round(place.lat * 10)}/{round(place.lon * 10)}"
        elif place.precision == "admin1":
            yield str(key_of(place))
    yield from (f"“{words}”" for words in islice(sorted(telling.place_words), 3))


def _areas(telling: Telling) -> Iterator[str]:
    """Provinces and countries, for tellings of which one names only these."""
    for place in telling.places[:2]:
        if place.admin1 and place.country:
            yield f"{place.country}/{folded(place.admin1)}"
        if place.country:
            yield place.country
    if not telling.places:
        yield "?"


def _marks(telling: Telling) -> Iterator[str]:
    """What marks an incident out within a province or country: numbers, who did it, and by what means."""
    for what, ranges in telling.numbers.items():
        for low, high in ranges:
            number = low if low is not None else high
            if number is not None and number >= _ENOUGH:
                yield f"{what} {number}"
    yield from sorted(telling.means & RARE_MEANS)
    if telling.family in ("talks", "statement", "support"):
        yield from sorted(telling.actors)
