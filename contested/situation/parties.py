"""Whose side an actor stands on, for independence and for who can have done what."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from contested.actors.knowledge import knowledge
from contested.model import Actor, ActorRef
from contested.record.keys import folded
from contested.situation.records import Party, party_of

_NO_NAME = frozenset({"they", "he", "she", "it", "them", "him", "her", "who", "we", "i", "us", "his", "their", "its"})


def party(ref: ActorRef) -> Party:
    """The party of a span that names an actor."""
    return party_of(ref.actor, " ".join(ref.span.quote.split()))


def parties(refs: Iterable[ActorRef]) -> tuple[Party, ...]:
    """The parties of spans, each once, without pronouns nobody was found for."""
    found = [party(ref) for ref in refs if ref.actor or folded(ref.span.quote) not in _NO_NAME]
    return tuple(dict.fromkeys(found))


def sides(actors: Iterable[Actor | None]) -> frozenset[str]:
    """The sides ("conflict: side") that actors stand on."""
    return frozenset(side for actor in actors if actor for side in actor.party_to)


def opposed(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of sides are of one conflict and have no side in common."""
    if not a or not b or a & b:
        return False
    return bool({_conflict(side) for side in a} & {_conflict(side) for side in b})


def _conflict(side: str) -> str:
    return side.rpartition(": ")[0]


def conflicts_of(sides_: Iterable[str]) -> frozenset[str]:
    """The conflicts of sides, by name."""
    return frozenset(_conflict(side) for side in sides_)


@lru_cache(maxsize=4096)
def outlet_actor(outlet: str | None) -> Actor | None:
    """The actor that an outlet is, when it is one of record (a state agency, a group's own channel)."""
    if not outlet:
        return None
    known = knowledge()
    ids = {sense.id for sense in known.lookup(outlet)}
    return known.actor(ids.pop()) if len(ids) == 1 else None


@lru_cache(maxsize=65536)
def body_of(actor_id: str) -> str:
    """The body a person of record speaks for (the head of a monitor is the monitor); the actor itself otherwise."""
    return knowledge().body_of(actor_id, None) or actor_id
