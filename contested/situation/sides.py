"""Which side of a conflict an actor of a claim stands on: "Gaddafi's forces" and "the Libyan army" are one side.

A side is named as in the knowledge base ("Libyan civil war (2011): opposition"). Who stands on none there is a side
of its own, ``actor:ID``. Words nobody was found for ("rebels", "loyalists") mean a side of the conflict the place's
other claims tell of; "militants" and the like are a side by their words. Pronouns and civilians are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from contested.actors.knowledge import conflicts, knowledge
from contested.model import Actor, ActorRef
from contested.record.keys import folded
from contested.record.records import RecordedClaim
from contested.situation.records import Party

_STEP = timedelta(days=30)
_HOLDERS = frozenset(
    {
        "state", "government", "armed forces", "military unit", "police force", "intelligence service", "paramilitary",
        "pro-government militia", "paramilitary group", "private military company", "non-state armed group",
        "communal militia", "criminal group", "political party", "political opposition", "coalition",
    }
)  # fmt: skip
_PEOPLE = frozenset(
    {
        "person", "head of state", "minister", "official", "military commander", "armed group leader", "party leader",
        "spokesperson",
    }
)  # fmt: skip
_AGAINST = re.compile(
    r"\b(?:rebels?|insurgents?|revolutionar(?:y|ies)|opposition|anti(?:-| )?(?:government|regime|\w+)|"
    r"rebellion|mutineers?|protest[eo]rs|demonstrators)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:loyalists?|pro(?:-| )?(?:government|regime)|regime|government|state troops|loyal to|army|"
    r"presidential guard)\b",
    re.IGNORECASE,
)
_INTERIM = re.compile(r"\b(?:interim|transitional|provisional)\b", re.IGNORECASE)
_BY_WORDS = re.compile(
    r"\b(militants|gunmen|jihadists?|islamists|militia(?:men|s)?|tribesmen|separatists?|guerrillas?|extremists|bandits)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Conflict:
    """The sides of a conflict that generic words stand for; None where the knowledge base has no such side.

    ``day`` is the day words are to be understood on: once a government has fallen, "government forces" are no longer
    the forces of that side, unless they are called after someone.
    """

    name: str
    government: str | None
    opposition: str | None
    day: date | None = None

    def on(self, day: date) -> Conflict:
        """The same on a day."""
        return replace(self, day=day)

    def other(self, side: str) -> str | None:
        """The opposite of the government or of the opposition."""
        return {self.government: self.opposition, self.opposition: self.government}.get(side)


@lru_cache(maxsize=256)
def conflict(name: str) -> Conflict:
    """A conflict by its name, with its two main sides where these are plain."""
    sides = sorted(
        {f.value for rows in knowledge().facts.values() for f in rows if f.fact == "side" and _name(f.value) == name}
    )
    ruling = [s for s in sides if "government" in s.rpartition(": ")[2]]
    against = [s for s in sides if re.search(r"opposition|rebel|insurgent|separatist", s.rpartition(": ")[2])]
    rest = [s for s in sides if s not in ruling and "coalition" not in s]
    other = against[0] if len(against) == 1 else rest[0] if not against and len(rest) == 1 else None
    return Conflict(name, ruling[0] if len(ruling) == 1 else None, other)


def _name(side: str) -> str:
    return side.rpartition(": ")[0]


def conflict_of(claims: Iterable[RecordedClaim]) -> Conflict | None:
    """The conflict that most actors of these claims are parties to."""
    tally = Counter(
        name
        for recorded in claims
        for ref in (*recorded.claim.actor, *recorded.claim.target)
        if ref.actor
        for name in sorted({_name(side) for side in ref.actor.party_to})
    )
    return conflict(min(tally, key=lambda name: (-tally[name], name))) if tally else None


def side_of(ref: ActorRef, within: Conflict | None) -> str | None:
    """The side an actor's span stands on; None for no one who could hold a place."""
    words = ref.span.quote
    if within and within.opposition and _INTERIM.search(words):
        return within.opposition
    if ref.actor is None:
        return side_of_words(words, within)
    sides = ref.actor.party_to
    own = [s for s in sides if within and _name(s) == within.name]
    if within and own == [within.government] and _REBEL.search(words):
        return within.opposition  # plain words go before whom a report's other words made of them
    if within and own == [within.government] and _fallen(ref.actor.id, within) and _PLAIN_RULE.search(words):
        return within.opposition if not _names_a_person(words) else within.government
    if own or sides:
        return (own or list(sides))[0]
    if ref.actor.kind in _PEOPLE:
        return _during(ref.actor.id, within.name) if within else None
    if ref.actor.kind not in _HOLDERS:
        return None
    if within and _during(ref.actor.id, within.name):
        return _during(ref.actor.id, within.name) if _names_a_person(words) else None
    return f"actor:{ref.actor.id}"


_REBEL = re.compile(r"\b(?:rebels?|insurgents?|revolutionar(?:y|ies)|anti-\w+ (?:forces|fighters|troops))$", re.I)
_PLAIN_RULE = re.compile(r"\b(?:government|state)(?:['’]s)? (?:\w+ )?(?:forces?|troops|fighters|soldiers|army)\b", re.I)


@lru_cache(maxsize=4096)
def _fallen_on(state: str, side: str, day: date) -> bool:
    return f"{state}-GOV" in knowledge() and side not in knowledge().sides(f"{state}-GOV", day)


def _fallen(actor_id: str, within: Conflict) -> bool:
    """Whether the government of an armed body's state no longer stands on the government's side of the conflict."""
    state, dash, _ = actor_id.partition("-")
    if not dash or within.day is None or within.government is None:
        return False
    return _fallen_on(state, within.government, within.day)


def can_hold(side: str) -> bool:
    """Whether a side can hold a place: a coalition that fights from abroad does not."""
    return not side.endswith(": international coalition")


def side_of_words(words: str, within: Conflict | None) -> str | None:
    """The side that words without an identity stand for: "rebel", "loyalists", "under government control"."""
    if within and within.government and within.opposition:
        if _INTERIM.search(words) or _AGAINST.search(words):
            return within.opposition
        if _FOR.search(words):
            return within.government
        return None
    if _AGAINST.search(words) or _FOR.search(words):
        return None
    found = _BY_WORDS.search(words)
    return f"words:{folded(found.group(1))}" if found else None


def _names_a_person(words: str) -> bool:
    """Whether words name more than a body: "Gaddafi's government" is his, also when it is no longer the government."""
    return bool(re.search(r"['’]s?\b|\bloyal\b", words))


@lru_cache(maxsize=4096)
def _during(actor_id: str, name: str) -> str | None:
    """The one side an actor stood on at any time of a conflict; None when there were several, or none."""
    spans = [(c.start, c.end) for c in conflicts() if c.name == name]
    if not spans or actor_id not in knowledge():
        return None
    day, end = spans[0][0], min(spans[0][1], date(2100, 1, 1))
    found: set[str] = set()
    while day <= end:
        found.update(s for s in knowledge().sides(actor_id, day) if _name(s) == name)
        day += _STEP
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=4096)
def outlet_side(outlet: str | None, name: str | None) -> str | None:
    """The side of a conflict an outlet stands on, when it is an actor of record: a state agency, a group's channel."""
    if not outlet or name is None:
        return None
    ids = {sense.id for sense in knowledge().lookup(outlet)}
    return _during(ids.pop(), name) if len(ids) == 1 else None


def party_for(side: str, actors: Iterable[Actor | None]) -> Party:
    """How a side is shown: by the body of it that the claims name most, people aside; else by its own words."""
    named = [a for a in actors if a]
    bodies = [a for a in named if a.kind not in _PEOPLE] or named
    if side.startswith("words:"):
        return Party(None, side.removeprefix("words:"), None, side)
    if not bodies:
        return Party(None, side.rpartition(": ")[2].removeprefix("actor:"), None, side)
    tally = Counter(a.id for a in bodies)
    best = min(tally, key=lambda i: (-tally[i], i))
    actor = next(a for a in bodies if a.id == best)
    return Party(actor.id, actor.name, actor.kind, side)


def side_name(side: str) -> str:
    """A side in plain words: the part after its conflict."""
    return side.rpartition(": ")[2].removeprefix("actor:").removeprefix("words:")
