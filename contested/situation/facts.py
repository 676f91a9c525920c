"""What of a claim tells which happening it is of: family, place, days, actors, numbers, means and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from contested.model import Claim, Count, CountWhat, Place
from contested.record.keys import folded
from contested.record.records import RecordedClaim
from contested.situation.families import Family, family_of, is_background
from contested.situation.parties import sides
from contested.situation.where import PlaceKey, fineness, key_of

UNDATED_DAYS = timedelta(days=2)
"""A claim without a day tells of the day of its report or so many days before."""
LONG_DAYS = 6
"""Longer intervals are periods ("since May"), told of as such."""
PEOPLE: frozenset[CountWhat] = frozenset({"killed", "wounded", "missing", "displaced", "detained"})
_WORDS_AT_MOST = 60
_PLAIN = frozenset({
    "a", "an", "the", "of", "in", "on", "at", "to", "from", "by", "for", "with", "and", "or", "but", "as", "that",
    "this", "it", "its", "their", "his", "her", "they", "he", "she", "was", "were", "is", "are", "be", "been",
    "had", "has", "have", "said", "says", "told", "who", "which", "not", "after", "before", "near", "into", "over",
    "also", "least", "more", "than", "one", "two", "three", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "day", "week", "month", "year", "according", "reported", "report", "reports", "sources",
    "source", "killed", "people", "other", "others", "some", "including", "while", "during", "when",
    "where", "between", "against", "under", "about", "out", "up", "all", "there", "would", "could", "will", "them",
    "these", "those", "i", "we", "you", "what", "so", "if", "then", "still", "since", "only", "most", "many",
})  # fmt: skip
_SINCE = re.compile(r"\b(since|so far|in all|overall|total|to date|until now)\b", re.IGNORECASE)
_BRINGING = re.compile(
    r"\b(bring\w*|rais\w+|taking|pushing|rising|risen|rose|climb\w*)\b[^.;]{0,60}\b(to|above|over|at)\b|"
    r"\b(total|overall|death toll|so far|in all|altogether)\b",
    re.IGNORECASE,
)
_COARSE_WORDS = frozenset({
    "area", "areas", "town", "city", "village", "villages", "country", "region", "province", "district", "part",
    "parts", "there", "here", "site", "place", "countryside", "position", "positions", "base", "neighborhood",
    "neighbourhood", "neighborhoods", "neighbourhoods", "road",
})  # fmt: skip


Hit = Literal["fighters", "civilians"]
_FIGHTERS = re.compile(
    r"terrorist|militant|rebel|fighter|gunm[ae]n|insurgent|soldier|jihadi|guerrilla|troops|policem|commander|loyalist",
    re.IGNORECASE,
)
_CIVILIANS = re.compile(
    r"civilian|child|wom[ae]n|resident|worshipp|student|journalist|villager|families|citizen|doctor|patient|passenger",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Window:
    """The days something is told of: closed; ``dated`` when the claim names them itself; ``period`` for a long one."""

    first: date
    last: date
    dated: bool
    period: bool

    def gap(self, other: Window) -> int:
        """Days between two windows; 0 when they share a day."""
        return max((other.first - self.last).days, (self.first - other.last).days, 0)


@dataclass(frozen=True)
class Fact:
    """A claim of a happening, with what tells it from others. ``n`` numbers the sentences of its report from 0.

    ``called`` are the names the report uses for its places, found or not. ``hit`` is whether fighters or civilians are.
    """

    recorded: RecordedClaim
    family: Family
    n: int
    place: Place | None
    places: frozenset[PlaceKey]
    place_words: str | None
    called: frozenset[str]
    window: Window | None
    actors: frozenset[str]
    actor_sides: frozenset[str]
    victims: frozenset[str]
    victim_sides: frozenset[str]
    hit: frozenset[Hit]
    trigger: str
    means: str | None
    counts: tuple[tuple[CountWhat, int | None, int | None], ...]
    cumulative: bool
    background: bool
    words: frozenset[str]

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.recorded.claim


def fact_of(recorded: RecordedClaim, n: int) -> Fact | None:
    """The fact of a claim in the report's n-th sentence with claims; None when it tells of no happening."""
    claim = recorded.claim
    family = family_of(claim)
    if family is None:
        return None
    place, places, place_words = _where(claim)
    quotes = [ref.span.quote for ref in claim.place if ref.role in ("at", "near", "to")]
    doers = claim.actor
    return Fact(
        recorded=recorded,
        family=family,
        n=n,
        place=place,
        places=places,
        place_words=place_words,
        called=frozenset(folded(quote) for quote in quotes if any(word[:1].isupper() for word in quote.split())),
        window=window_of(recorded),
        actors=frozenset(ref.actor.id for ref in doers if ref.actor),
        actor_sides=sides(ref.actor for ref in doers),
        victims=frozenset(_victim(ref.actor.id if ref.actor else ref.span.quote) for ref in claim.target),
        victim_sides=sides(ref.actor for ref in claim.target),
        hit=frozenset(what for ref in claim.target if (what := who_is_hit(ref.span.quote))),
        trigger=stem(folded(claim.trigger.quote).rpartition(" ")[2]),
        means=_means(claim),
        counts=tuple((c.what, c.low, c.high) for c in claim.counts if c.what in PEOPLE),
        cumulative=is_cumulative(claim),
        background=is_background(claim),
        words=matter(claim.sentence.quote),
    )


def _where(claim: Claim) -> tuple[Place | None, frozenset[PlaceKey], str | None]:
    """The finest place of a claim, all its settlements (or else coarser places), and its words for it."""
    here = [ref for ref in claim.place if ref.role in ("at", "near", "to")] or list(claim.place)
    found = [ref.place for ref in here if ref.place]
    best = min(found, key=fineness) if found else None
    finest = frozenset(key_of(p) for p in found if best and fineness(p) == fineness(best))
    unresolved = [folded(ref.span.quote) for ref in here if ref.place is None]
    named = next((words for words in unresolved if words and words not in _COARSE_WORDS), None)
    return best, finest, named


def window_of(recorded: RecordedClaim) -> Window | None:
    """The days a claim tells of: its own, else those up to its report's; None when neither is known."""
    time, published = recorded.claim.time, recorded.report.published
    first = time and (time.start or time.end)
    last = time and (time.end or time.start)
    if first and last:
        return Window(first, last, True, (last - first).days > LONG_DAYS or bool(time and since(time.span.quote)))
    return Window(published - UNDATED_DAYS, published, False, False) if published else None


def since(words: str) -> bool:
    """Whether words of time open a period that reaches to now ("since Saturday")."""
    return bool(_SINCE.search(words))


def is_cumulative(claim: Claim) -> bool:
    """Whether a claim's numbers are a running total ("bringing the toll to 68", "since Saturday") and not new ones."""
    if not claim.counts:
        return False
    if claim.time and (since(claim.time.span.quote) or _days(claim) > LONG_DAYS):
        return True
    start = claim.sentence.start
    spans = [c.span for c in claim.counts]
    left = min(s.start for s in spans) - start
    return bool(_BRINGING.search(claim.sentence.quote[max(0, left - 70) : max(s.end for s in spans) - start + 12]))


def _days(claim: Claim) -> int:
    time = claim.time
    return (time.end - time.start).days if time and time.start and time.end else 0


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its commonest endings: enough to match "shelled" with "shelling"."""
    for ending in ("ings", "ing", "ied", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word.removesuffix("e")


@lru_cache(maxsize=65536)
def _victim(words: str) -> str:
    return stem(folded(words).rpartition(" ")[2])


def who_is_hit(words: str) -> Hit | None:
    """Whether words for people mean fighters or civilians; None where they don't tell ("people")."""
    if _CIVILIANS.search(words):
        return "civilians"
    return "fighters" if _FIGHTERS.search(words) else None


def _means(claim: Claim) -> str | None:
    """The broad means of force, where the claim tells it."""
    mode = claim.codes.plover_mode
    sub = claim.codes.acled_sub_event_type
    if mode in ("aerial", "drone"):
        return "air"
    if mode == "suicide-attack" or sub == "Suicide bomb":
        return "suicide bomb"
    return {
        "explosives": "explosives",
        "heavy-weapons": "shelling",
        "unconventional": "chemical",
        "firearms": "firearms",
    }.get(mode or "")


RARE_MEANS = frozenset({"chemical"})
"""Means so rare that they mark an incident out by themselves."""
_ONE_MEANS = ({"explosives", "suicide bomb"}, {"air", "shelling"}, {"shelling", "explosives"}, {"firearms", "shelling"})
"""Means that reports tell for each other: a suicide bomb is a bomb, a barrage is called bombing."""


def means_differ(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of means are told and none of one can be one of the other."""
    return bool(a and b) and not any(x == y or {x, y} in _ONE_MEANS for x in a for y in b)


@lru_cache(maxsize=65536)
def matter(sentence: str) -> frozenset[str]:
    """The stems of a sentence's content words."""
    words = folded(sentence).split()[:_WORDS_AT_MOST]
    return frozenset(stem(w) for w in words if w not in _PLAIN and len(w) > 2)


def principal(counts: tuple[Count, ...], what: CountWhat) -> Count | None:
    """Of several numbers of one kind in a claim the largest; others ("among them three children") are part of it."""
    own = [c for c in counts if c.what == what and (c.low is not None or c.high is not None)]
    return max(own, key=lambda c: (c.low or 0, c.high or 0), default=None)
