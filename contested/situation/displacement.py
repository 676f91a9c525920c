"""Movements of people: who fled or returned, from where and where to, and how many are said to."""

from __future__ import annotations

from collections.abc import Iterable

from contested.model import Place, PlaceRole
from contested.record.records import RecordedClaim
from contested.situation.contradictions import speakers
from contested.situation.events import Happening
from contested.situation.facts import principal
from contested.situation.numbers import over
from contested.situation.parties import parties
from contested.situation.records import Movement
from contested.situation.where import key_of

_RETURN = ("return", "came back", "come back", "go back", "going back", "went back", "repatriat")


def movements(happened: Happening) -> tuple[Movement, ...]:
    """The movements of one event: one of people who leave, one of people who return. Denied ones are left out.

    A place people flee ``at`` is where they come from; one they return ``at`` is where they go.
    """
    claims = [c for c in happened.claims if c.claim.kind == "displacement" and c.claim.stance != "denied"]
    found = []
    for returning in (False, True):
        own = [c for c in claims if _returns(c) == returning]
        if not own:
            continue
        ids = {c.claim.id for c in own}
        low, high = over(
            (count.low, count.high) for c in own if (count := principal(c.claim.counts, "displaced")) is not None
        )
        tellers = (one for one in happened.told if ids & set(one.account.claims))
        here: tuple[PlaceRole, ...] = ("at", "near")
        found.append(
            Movement(
                event=happened.event.id,
                origin=_places(own, ("from",) if returning else ("from", *here)),
                destination=_places(own, ("to", *here) if returning else ("to",)),
                via=_places(own, ("via",)),
                people=parties(ref for c in own for ref in (*c.claim.target, *c.claim.actor)),
                first=happened.event.first,
                last=happened.event.last,
                low=low,
                high=high,
                returning=returning,
                counted_by=tuple(dict.fromkeys(p for one in tellers for p in speakers(one))),
                claims=tuple(c.claim.id for c in own),
            )
        )
    return tuple(found)


def _returns(c: RecordedClaim) -> bool:
    words = c.claim.trigger.quote.lower()
    return any(part in words for part in _RETURN)


def _places(claims: Iterable[RecordedClaim], roles: tuple[PlaceRole, ...]) -> tuple[Place, ...]:
    """The places in these roles, each once."""
    found = {key_of(ref.place): ref.place for c in claims for ref in c.claim.place if ref.place and ref.role in roles}
    return tuple(found.values())
