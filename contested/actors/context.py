"""What the whole document tells: its day, the countries it is about, whose full names it gives.

Readings of a name are weighed against it: the office held on the day, the group that existed then,
the country the report is about. Where nothing decides, there is no identity.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from contested.actors.knowledge import FIRST, Knowledge, Sense, conflicts
from contested.actors.names import NameHit
from contested.actors.words import Words

_TODAY = date(2026, 1, 1)  # terms without an end run to here when a day is guessed from them
_YEAR = re.compile(
    r"(?<!esolution )\b(?:19[4-9]\d|20[0-4]\d)\b"
    r"|\b\d{1,2} (?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (\d\d)\b"
)
_ABROAD = frozenset({
    "news agency", "broadcaster", "newspaper", "non-governmental organisation", "monitor", "think tank",
    "peacekeeping mission", "coalition", "ministry",
})  # fmt: skip
_MODIFIED = frozenset({"based", "backed", "led", "supported", "funded", "trained", "born"})


@dataclass(frozen=True)
class Context:
    """``day`` is the report's, or a guess from years in its text. ``countries`` weighs the states it is about."""

    day: date | None
    countries: Counter[str] = field(default_factory=Counter)
    named: frozenset[str] = frozenset()

    @property
    def country(self) -> str | None:
        """The state the document is mostly about."""
        return self.countries.most_common(1)[0][0] if self.countries else None

    @property
    def rivals(self) -> frozenset[str]:
        """The two states the document is about alike; none when one is far ahead."""
        top = self.countries.most_common(2)
        return frozenset(code for code, _ in top) if len(top) == 2 and top[1][1] * 3 > top[0][1] * 2 else frozenset()


def guess_day(text: str) -> date | None:
    """The middle of the latest year a text names: a stand-in where the day is not known."""
    years = [int(m.group(0)) if m.group(1) is None else 1900 + int(m.group(1)) for m in _YEAR.finditer(text[:200_000])]
    return date(max(years), 7, 1) if years else None


def day_of_offices(hits: Sequence[NameHit], known: Knowledge) -> date | None:
    """The middle of the days on which most people a text names in full held their offices."""
    terms = []
    for actor_id in {h.senses[0].id for h in hits if h.end - h.start > 1 and len({s.id for s in h.senses}) == 1}:
        terms += [(f.start, min(f.end, _TODAY)) for f in known.of(actor_id, "office") if f.start > FIRST]
    if not terms:
        return None
    best = max((start for start, _ in terms), key=lambda day: (sum(a <= day <= b for a, b in terms), day))
    end = min(b for a, b in terms if a <= best <= b)
    return date.fromordinal((best.toordinal() + end.toordinal()) // 2)


def make_context(words: Words, hits: Sequence[NameHit], known: Knowledge, published: date | None) -> Context:
    """Weigh the states: names and adjectives of states count one, groups and people of one country more."""
    day = published or guess_day(words.doc.text) or day_of_offices(hits, known)
    countries: Counter[str] = Counter()
    named: set[str] = set()
    for hit in hits:
        ids = {s.id for s in hit.senses}
        long = sum(len(words.keys[i]) for i in range(hit.start, hit.end)) > 1
        if long and len(ids) == 1 and hit.senses[0].fact != "weak alias":
            named.update(ids)
        if hit.senses[0].fact == "town":
            for actor_id in ids:
                countries[actor_id] += 1
        if len(ids) != 1 or hit.senses[0].fact == "town":
            continue
        if hit.end + 1 < len(words) and words.texts[hit.end] == "-" and words.lowers[hit.end + 1] in _MODIFIED:
            continue
        actor_id = hit.senses[0].id
        if known.value(actor_id, "kind") == "state":
            countries[actor_id] += 2 if hit.start < 60 else 1
        elif hit.senses[0].fact == "weak alias":
            continue
        elif long or hit.senses[0].fact == "surname" or _long_acronym(words, hit):
            country = known.country(actor_id)
            if country:
                countries[country] += 1
    for country in countries:
        if in_conflict(country, day, wars_only=True):
            countries[country] *= 3
    return Context(day, countries, frozenset(named))


def _long_acronym(words: Words, hit: NameHit) -> bool:
    """Whether a hit is an acronym of four letters or more, which seldom means two bodies."""
    return hit.senses[0].fact == "acronym" and sum(len(words.texts[i]) for i in range(hit.start, hit.end)) > 3


def in_conflict(country: str, day: date | None, *, wars_only: bool = False) -> bool:
    """Whether a conflict of record is fought in a country on a day (any day when it is not known).

    With ``wars_only`` those of low intensity don't count.
    """
    return any(
        c.country == country and (day is None or c.start <= day <= c.end) and (c.scale == "war" or not wars_only)
        for c in conflicts()
    )


def choose(hit: NameHit, context: Context, known: Knowledge) -> tuple[str | None, str]:
    """The actor a name means here and the rule that says so; None when nothing decides."""
    best: dict[str, float] = {}
    for sense in hit.senses:
        score = _score(sense, context, known)
        best[sense.id] = max(best.get(sense.id, -9.0), score)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if ranked[0][1] <= 0 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None, "ambiguous name"
    return ranked[0][0], hit.senses[0].fact


def _score(sense: Sense, context: Context, known: Knowledge) -> float:
    if sense.fact in ("adjective", "people", "seat") or known.value(sense.id, "kind") == "state":
        return 1.0 + 0.1 * min(context.countries.get(sense.id, 0), 9)
    score = 1.0 if sense.id not in context.named else 4.0
    country = known.country(sense.id)
    about = country is None or context.countries.get(country, 0) > 0
    at_home = about or (sense.fact != "weak alias" and known.value(sense.id, "kind") in _ABROAD)
    score += 0.5 * at_home
    day = context.day
    if day and not _near(sense.start, sense.end, day):
        score -= 1.6
    if day and known.of(sense.id, "office"):
        score += 1.0 if known.office(sense.id, day) else -0.3
        if sense.fact == "weak alias" and not known.office(sense.id, day):
            return -1.0
        if sense.fact == "surname" and not known.office(sense.id, day) and sense.id not in context.named:
            score -= 0.3 if at_home else 1.5
    elif day and not any(_near(f.start, f.end, day) for f in known.of(sense.id, "name")):
        score -= 1.2
    if sense.fact in ("weak alias", "acronym") and not at_home and sense.id not in context.named:
        score -= 2.5
    return score


def _near(start: date, end: date, day: date) -> bool:
    return start.toordinal() - 370 <= day.toordinal() <= end.toordinal() + 730
