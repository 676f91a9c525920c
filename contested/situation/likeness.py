"""Whether two reports' tellings are of one happening: a score of named evidence, each part in plain words.

Evidence for and against is added up: kind, place, days, means, who and whom, numbers, and the words the sentences
share. Some differences settle it whatever else agrees (``Likeness.never``): other towns, other days. Likeness of
words alone settles nothing, for "another town", "another number" and "a second bomb" are told in the same words.
The weights are judgements, checked by reading (docs/events-sample.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from contested.model import Place
from contested.situation.facts import RARE_MEANS, means_differ
from contested.situation.families import Family
from contested.situation.numbers import meet, ratio, words_of
from contested.situation.parties import opposed
from contested.situation.tellings import Telling
from contested.situation.where import Relation, relation

SAME_FROM = 0.0
"""The total from which two tellings may be of one happening."""
_START = -3.8
_TOLERANCE = 1  # days between two named days: reports count nights differently
_COUNTED = ("killed", "wounded", "missing", "displaced", "detained")
_GENERIC_VICTIMS = frozenset({"peopl", "civilian", "children", "other", "person", "man", "men", "women", "citizen"})
_PLACED: tuple[Family, ...] = ("force", "control", "movement", "siege", "displacement", "detention", "protest")


@dataclass(frozen=True)
class Likeness:
    """The decision on a pair: ``score`` (at ``SAME_FROM`` or more: one happening), ``why``, and ``never``."""

    score: float
    why: tuple[str, ...]
    never: str | None = None

    @property
    def same(self) -> bool:
        """Whether they are taken for one happening."""
        return self.never is None and self.score >= SAME_FROM


@dataclass(frozen=True)
class Evidence:
    """One part of the decision."""

    weight: float
    words: str


class _Never(Exception):
    """Something that settles that two tellings are not of one happening."""


def likeness(a: Telling, b: Telling, *, copies: Collection[frozenset[str]] = ()) -> Likeness:
    """How far two tellings of one family are alike. ``copies`` are pairs of reports that are near copies."""
    try:
        found = [*_place(a, b), *_days(a, b), *_manner(a, b), *_people(a, b), *_numbers(a, b), *_words(a, b, copies)]
    except _Never as never:
        return Likeness(-10.0, (), str(never))
    strongest = sorted((e for e in found if e.words), key=lambda e: -e.weight)
    return Likeness(round(_START + sum(e.weight for e in found), 3), tuple(e.words for e in strongest if e.weight > 0))


def _place(a: Telling, b: Telling) -> Iterator[Evidence]:
    if a.background != b.background:
        raise _Never("one tells of the war as a whole")
    found = place_relation(a, b)
    if found is None:
        shared = a.place_words & b.place_words
        if shared:
            yield Evidence(1.6, f"both at “{min(shared)}”")
        elif a.family in _PLACED:
            yield Evidence(-0.5, "")
        return
    how, x, y = found
    if how == "apart":
        raise _Never(f"{x.name} is not {y.name}")
    if how == "same" and x.precision == "country":
        yield Evidence(0.2, f"both in {x.name}")
    elif how == "same" and x.precision != "settlement":
        yield Evidence(0.9, f"both in {x.name}")
    elif how == "same":
        yield Evidence(1.8, f"both at {x.name}")
    elif how == "near":
        yield Evidence(1.1, f"{x.name} and {y.name} are next to each other")
    elif how == "inside":
        yield Evidence(0.5, f"{x.name} and {y.name}: one lies in the other")
    elif how == "country":
        yield Evidence(0.0, "")
    if a.place_words and b.place_words:
        yield Evidence(0.6 if a.place_words & b.place_words else -0.8, "")


def place_relation(a: Telling, b: Telling) -> tuple[Relation, Place, Place] | None:
    """The closest relation between places of two tellings; None when one names none that was found."""
    order = ("same", "near", "inside", "country", "unknown", "apart")
    pairs = [(relation(x, y), x, y) for x in a.places[:4] for y in b.places[:4]]
    return min(pairs, key=lambda p: order.index(p[0]), default=None)


def _days(a: Telling, b: Telling) -> Iterator[Evidence]:
    first, second = a.window, b.window
    if first is None or second is None:
        yield Evidence(-1.0, "")
        return
    gap = first.gap(second)
    if gap > (_TOLERANCE if first.dated == second.dated else 0):
        raise _Never(f"{_span(first.first, first.last)} is not {_span(second.first, second.last)}")
    if gap:
        yield Evidence(-0.2 if first.dated else -0.4, "")
    elif first.period and second.period:
        shared = (min(first.last, second.last) - max(first.first, second.first)).days + 1
        whole = (max(first.last, second.last) - min(first.first, second.first)).days + 1
        if shared < 0.5 * whole:
            raise _Never("the periods are others")
        yield Evidence(0.8, f"both over {_span(max(first.first, second.first), min(first.last, second.last))}")
    elif first.period or second.period:
        yield Evidence(-1.6, "")
    elif first.dated and second.dated:
        yield Evidence(1.3, f"both on {_span(max(first.first, second.first), min(first.last, second.last))}")
    else:
        yield Evidence(0.7, "told within the same days")


def _span(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def _manner(a: Telling, b: Telling) -> Iterator[Evidence]:
    shared = sorted(a.kinds & b.kinds)
    yield Evidence(0.3 if shared else -0.4, f"both tell of {' and '.join(shared)}" if shared else "")
    if a.means & b.means:
        rare = bool(a.means & b.means & RARE_MEANS)
        yield Evidence(1.4 if rare else 0.8, f"the same means: {', '.join(sorted(a.means & b.means))}")
    elif means_differ(a.means, b.means):
        yield Evidence(-1.2, "")
    if a.triggers & b.triggers:
        yield Evidence(0.3, "")


def _people(a: Telling, b: Telling) -> Iterator[Evidence]:
    if a.actors & b.actors:
        yield Evidence(0.7, "the same is said to have done it")
    elif a.actor_sides & b.actor_sides:
        yield Evidence(0.4, "the same side is said to have done it")
    elif opposed(a.actor_sides, b.actor_sides) and "clash" not in a.kinds | b.kinds:
        yield Evidence(-0.9, "")
    if "clash" not in a.kinds | b.kinds and (_turned(a, b) or _turned(b, a)):
        yield Evidence(-1.0, "")
    shared = a.victims & b.victims
    if shared - _GENERIC_VICTIMS:
        yield Evidence(0.6, f"the same are hit: {', '.join(sorted(shared - _GENERIC_VICTIMS)[:3])}")
    elif shared:
        yield Evidence(0.2, "")
    if opposed(a.victim_sides, b.victim_sides) or _others_hit(a, b):
        yield Evidence(-1.2, "")


def _turned(a: Telling, b: Telling) -> bool:
    """Whether the side hit in one is the side that does it in the other."""
    return bool(a.victim_sides & b.actor_sides) and not a.actor_sides & b.actor_sides


def _others_hit(a: Telling, b: Telling) -> bool:
    """Whether one tells only of fighters hit and the other only of civilians."""
    return bool(a.hit and b.hit and not a.hit & b.hit)


def _numbers(a: Telling, b: Telling) -> Iterator[Evidence]:
    for what in _COUNTED:
        ours, theirs = a.numbers.get(what, ()), b.numbers.get(what, ())
        if not ours or not theirs:
            continue
        share = 1.0 if what == "killed" else 0.6
        share *= 0.3 if _others_hit(a, b) else 1.0
        pairs = [(x, y) for x in ours for y in theirs]
        alike = [x for x, y in pairs if (x[0] if x[0] is not None else x[1]) == (y[0] if y[0] is not None else y[1])]
        if alike:
            number = max(max(x[0] or 0, x[1] or 0) for x in alike)
            weight = share * (0.3 if number < 2 else 1.1 if number < 10 else 1.5)
            yield Evidence(weight, f"the same number {what}: {words_of(*alike[0])}")
        elif any(meet(x, y) and ratio(x, y) <= 1.6 for x, y in pairs):
            yield Evidence(0.4 * share, f"numbers {what} that can both hold")
        else:
            apart = ratio(max(ours, key=_size), max(theirs, key=_size))
            yield Evidence(share * (-0.3 if apart <= 1.6 else -1.2 if apart <= 3 else -2.0), "")


def _size(bounds: tuple[int | None, int | None]) -> int:
    return max(bounds[0] or 0, bounds[1] or 0)


def _words(a: Telling, b: Telling, copies: Collection[frozenset[str]]) -> Iterator[Evidence]:
    shared, least = a.words & b.words, min(len(a.words), len(b.words))
    if least < 3:
        return
    part = len(shared) / least
    weight = 2.6 * max(0.0, part - 0.15)
    yield Evidence(
        min(weight, 1.6), "told in much the same words" if part >= 0.5 else "shared words" if part > 0.3 else ""
    )
    if part >= 0.4 and frozenset((a.report, b.report)) in copies:
        yield Evidence(1.5, "the reports are near copies")
