"""The incidents of one report: its claims of one family put together as the report's own telling of a happening.

A report tells an incident over several sentences, and most of its claims name neither place nor day: a definite
noun ("the attack"), the dead in the same clause, the same number again carry them. So claims are first put together
within their report, one after the other, each to the telling it fits best or to a new one. Across reports, tellings
are then compared (``likeness``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from contested.model import Kind, Place
from contested.record.records import RecordedClaim
from contested.situation.facts import RARE_MEANS, Fact, Hit, Window, fact_of
from contested.situation.families import Family, takes_responsibility
from contested.situation.numbers import meet, ratio
from contested.situation.parties import opposed
from contested.situation.where import PlaceKey, fineness, key_of, relation

JOIN = 1.5
"""The evidence from which a claim belongs to a telling of its report; the weights below are in the same unit."""
_BACK = 6  # sentences after which a telling is only taken up again by place, day or number
_ANOTHER = re.compile(
    r"\b(another|second|third|fourth|separate|separately|other|later|previous|earlier)\W+(\w+\W+){0,2}$"
)
_DEFINITE = re.compile(r"\b(the|this|that|these|those|such)\W+(\w+\W+){0,1}$", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(also|meanwhile|elsewhere|separately)\b", re.IGNORECASE)
_DENIAL_FITS = 1.0


@dataclass(frozen=True)
class Telling:
    """What one report tells of one happening. ``facts`` stand in the order of the report."""

    facts: tuple[Fact, ...]

    @property
    def key(self) -> str:
        """The id of its first claim."""
        return self.facts[0].claim.id

    @property
    def report(self) -> str:
        """The id of its report."""
        return self.facts[0].recorded.report.id

    @property
    def family(self) -> Family:
        """The family of its claims."""
        return self.facts[0].family

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """The ids of its claims."""
        return tuple(fact.claim.id for fact in self.facts)

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of its claims."""
        return frozenset(fact.claim.kind for fact in self.facts)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Its places of the finest precision told, the most often told first."""
        told = [fact.place for fact in self.facts if fact.place]
        if not told:
            return ()
        finest = min(map(fineness, told))
        tally: dict[PlaceKey, tuple[int, Place]] = {}
        for place in told:
            if fineness(place) == finest:
                tally[key_of(place)] = (tally.get(key_of(place), (0, place))[0] + 1, place)
        return tuple(place for _, place in sorted(tally.values(), key=lambda t: (-t[0], str(key_of(t[1])))))

    @cached_property
    def place_keys(self) -> frozenset[PlaceKey]:
        """Keys of all places of its claims, of the finest precision."""
        own = {key_of(place) for place in self.places}
        return frozenset(
            own | {k for fact in self.facts if fact.place and key_of(fact.place) in own for k in fact.places}
        )

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The reports' words for places nothing was found for."""
        return frozenset(fact.place_words for fact in self.facts if fact.place_words)

    @cached_property
    def window(self) -> Window | None:
        """The days told: of the dated claims if there are any, else of the report."""
        windows = [fact.window for fact in self.facts if fact.window]
        dated = [w for w in windows if w.dated] or windows
        if not dated:
            return None
        single = [w for w in dated if not w.period] or dated
        return Window(
            min(w.first for w in single), max(w.last for w in single), single[0].dated, all(w.period for w in single)
        )

    @cached_property
    def actors(self) -> frozenset[str]:
        """Ids of who did it."""
        return frozenset().union(*(fact.actors for fact in self.facts))

    @cached_property
    def actor_sides(self) -> frozenset[str]:
        """Sides of who did it."""
        return frozenset().union(*(fact.actor_sides for fact in self.facts))

    @cached_property
    def victims(self) -> frozenset[str]:
        """To whom it was done: ids, else the nouns' stems."""
        return frozenset().union(*(fact.victims for fact in self.facts))

    @cached_property
    def victim_sides(self) -> frozenset[str]:
        """Sides of those it was done to."""
        return frozenset().union(*(fact.victim_sides for fact in self.facts))

    @cached_property
    def hit(self) -> frozenset[Hit]:
        """Whether fighters or civilians are hit."""
        return frozenset().union(*(fact.hit for fact in self.facts))

    @cached_property
    def means(self) -> frozenset[str]:
        """The means of force told."""
        return frozenset(fact.means for fact in self.facts if fact.means)

    @cached_property
    def triggers(self) -> frozenset[str]:
        """The stems of the triggers."""
        return frozenset(fact.trigger for fact in self.facts)

    @cached_property
    def words(self) -> frozenset[str]:
        """The content words of its sentences."""
        return frozenset().union(*(fact.words for fact in self.facts))

    @cached_property
    def numbers(self) -> dict[str, tuple[tuple[int | None, int | None], ...]]:
        """Per what is counted the ranges told, the largest of each claim, running totals left out."""
        found: dict[str, list[tuple[int | None, int | None]]] = {}
        for fact in self.facts:
            if fact.cumulative and any(not f.cumulative for f in self.facts if f.counts):
                continue
            for what in dict.fromkeys(c[0] for c in fact.counts):
                own = [(low, high) for w, low, high in fact.counts if w == what and (low, high) != (None, None)]
                if own:
                    found.setdefault(what, []).append(max(own, key=lambda r: (r[0] or 0, r[1] or 0)))
        return {what: tuple(dict.fromkeys(ranges)) for what, ranges in found.items()}

    @cached_property
    def background(self) -> bool:
        """Whether it only names the war as a whole."""
        return all(fact.background for fact in self.facts)


def facts_of(claims: Iterable[RecordedClaim]) -> tuple[Fact, ...]:
    """The facts of one report's claims that tell of a happening, in the order of the text."""
    ordered = sorted(claims, key=lambda c: (c.claim.trigger.start, c.claim.trigger.end, c.claim.id))
    starts = {start: n for n, start in enumerate(sorted({c.claim.sentence.start for c in ordered}))}
    found = (fact_of(c, starts[c.claim.sentence.start]) for c in ordered)
    return tuple(fact for fact in found if fact is not None)


def tellings_of(claims: Iterable[RecordedClaim]) -> tuple[Telling, ...]:
    """The tellings of one report, each claim of a happening in one; a pure function of the report's claims."""
    open_: list[list[Fact]] = []
    for fact in facts_of(claims):
        best, most = None, JOIN
        for telling in reversed(open_):
            if telling[0].family != fact.family:
                continue
            found = fit(fact, telling)
            if found > most or (found == most and best is None):
                best, most = telling, found
        if best is None:
            open_.append([fact])
        else:
            best.append(fact)
    return tuple(Telling(tuple(facts)) for facts in open_)


def without(telling: Telling, claims: frozenset[str]) -> tuple[Telling, ...]:
    """A telling with some claims taken out into tellings of their own."""
    rest = tuple(fact for fact in telling.facts if fact.claim.id not in claims)
    taken = [fact for fact in telling.facts if fact.claim.id in claims]
    return tuple(Telling((fact,)) for fact in taken) + ((replace(telling, facts=rest),) if rest else ())


def fit(fact: Fact, telling: Sequence[Fact]) -> float:
    """How well a claim fits a telling of its own report; -inf where it cannot belong to it."""
    if any(_apart(fact, other) for other in telling):
        return float("-inf")
    last = telling[-1]
    distance = fact.n - last.n
    score = max(_of_two(fact, other) for other in telling[-8:])
    if distance > _BACK:
        score -= 0.5 if any(fact.places & other.places for other in telling) else 1.3
    if any(_called_otherwise(fact, other) for other in telling):
        score -= 1.2
    if _number_off(fact, telling):
        score -= 0.5
    definite = bool(_DEFINITE.search(_before(fact))) and fact.claim.kind in ("attack", "clash", "destroy", "protest")
    if 0 < distance <= 3 and definite:
        score += 1.2
    if distance <= 3 and takes_responsibility(fact.claim):
        score += 1.2
    bare = fact.place is None and (fact.window is None or not fact.window.dated)
    if bare and 0 < distance <= 2:
        score += 0.8 if distance == 1 else 0.4
    if _ANOTHER.search(_before(fact).lower()) and fact.claim.kind in ("attack", "clash", "protest", "capture"):
        score -= 3.0
    if distance and _ELSEWHERE.search(_before(fact)):
        score -= 1.0
    return score


def _called_otherwise(a: Fact, b: Fact) -> bool:
    """Whether of two places with other names one is a town and the other was not found."""
    known, lost = (a, b) if b.place is None else (b, a)
    town = known.place is not None and known.place.precision == "settlement"
    return town and lost.place is None and bool(lost.called) and not a.called & b.called


def _number_off(fact: Fact, telling: Sequence[Fact]) -> bool:
    """Whether a claim's dead are many times more than all the telling has."""
    own = max((low or 0 for what, low, _ in fact.counts if what == "killed"), default=0)
    told = max((low or 0 for f in telling for what, low, _ in f.counts if what == "killed"), default=0)
    return bool(own and told and own > 3 * told)


def _before(fact: Fact) -> str:
    """The words of the sentence just before a claim's trigger."""
    claim = fact.claim
    at = claim.trigger.start - claim.sentence.start
    return claim.sentence.quote[max(0, at - 40) : at]


def _apart(a: Fact, b: Fact) -> bool:
    """Whether two claims of one report cannot be of one happening: other places, other days, a period and a day."""
    if a.place and b.place and not a.places & b.places and relation(a.place, b.place) == "apart":
        return True
    if a.place is None and b.place is None and a.called and b.called and not a.called & b.called:
        return True
    first, second = a.window, b.window
    if first and second:
        if first.dated and second.dated and first.gap(second) > 0:
            return True
        if first.period != second.period and first.dated and second.dated:
            return True
    return a.background != b.background or opposed(a.victim_sides, b.victim_sides)


def _of_two(a: Fact, b: Fact) -> float:
    """Evidence that two claims of one report are of one happening."""
    score = 0.0
    same_sentence = a.n == b.n
    if same_sentence:
        score += 1.6 if a.claim.kind != b.claim.kind else 0.6
        score -= 0.9 if _speaks(a) != _speaks(b) else 0.0
    if a.places & b.places:
        score += 1.2 if a.place and fineness(a.place) < 2 else 0.3
    elif a.place_words and a.place_words == b.place_words:
        score += 1.0
    if a.window and b.window and a.window.dated and b.window.dated:
        score += 0.5 if a.window.period else 0.9
    elif (a.window and a.window.period) != (b.window and b.window.period) and not same_sentence:
        score -= 1.5
    score += _people(a, b) + _counted(a, b)
    if a.trigger == b.trigger:
        score += 0.5
    if a.means and a.means == b.means:
        score += 1.6 if a.means in RARE_MEANS else 0.5
    elif a.means and b.means and {a.means, b.means} != {"explosives", "suicide bomb"}:
        score -= 1.2
    if "denied" in (a.claim.stance, b.claim.stance) and a.claim.stance != b.claim.stance and abs(a.n - b.n) <= 1:
        score += _DENIAL_FITS
    return score


def _speaks(fact: Fact) -> int | None:
    """Where the first speaker stands in the text."""
    return fact.claim.speaker[0].span.start if fact.claim.speaker else None


def _people(a: Fact, b: Fact) -> float:
    score = 0.0
    if a.actors & b.actors:
        score += 0.6
    elif opposed(a.actor_sides, b.actor_sides) and "clash" not in (a.claim.kind, b.claim.kind):
        score -= 0.8
    if a.victims & b.victims:
        score += 0.4
    return score


def _counted(a: Fact, b: Fact) -> float:
    score = 0.0
    if a.cumulative != b.cumulative and a.counts and b.counts:
        return -2.0
    for what, low, high in a.counts:
        for other, other_low, other_high in b.counts:
            if what != other or (low, high) == (None, None) or (other_low, other_high) == (None, None):
                continue
            if low == other_low and (low or 0) > 1:
                score += 1.5
            elif not meet((low, high), (other_low, other_high)):
                score -= 0.5 if ratio((low, high), (other_low, other_high)) <= 2 else 0.9
    return max(-1.5, min(score, 2.0))
