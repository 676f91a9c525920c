"""What one claim says on who holds a place: for whom, how, on which day, and from what kind of source.

Only what is asserted or denied counts. Plans, conditions, demands and possibilities are no evidence (the design's
rule 5). A denial speaks for the other side. An event without a day counts on the day of its report; one that is
dated by a period longer than ``LONG_DAYS`` counts only when the period runs to the report ("for weeks").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from contested.model import Actor, ActorRef, Claim, PlaceRef
from contested.record.records import RecordedClaim
from contested.situation import evidence_words as words
from contested.situation.control_places import CONTROL_KINDS, PlaceKey, refs_for
from contested.situation.evidence_days import LONG_DAYS, day_of
from contested.situation.sides import Conflict, can_hold, outlet_side, side_of, side_of_words

Form = Literal[
    "took", "holds", "enemy-left", "enemy-lost", "enemy-failed", "enemy-denied", "attacked", "went-back-to",
    "sets-out-from", "besieged", "inside", "fighting", "siege", "siege-over",
]  # fmt: skip
Source = Literal["outlet", "third", "own", "admission", "party"]
"""Who says so: the outlet in its own voice; someone who is no party; the side it serves; the side it harms; another
party to the conflict."""

WEIGHT: dict[Form, float] = {
    "took": 3.0, "holds": 2.0, "enemy-left": 2.0, "enemy-lost": 2.0, "enemy-failed": 0.8, "enemy-denied": 1.0,
    "attacked": 0.5, "went-back-to": 0.6, "sets-out-from": 0.6, "besieged": 0.7, "inside": 1.0, "fighting": 1.0,
    "siege": 1.0, "siege-over": 1.0,
}  # fmt: skip
"""How strongly each form speaks, in units of a report's own statement that fighting goes on in the place."""
SAID_BY: dict[Source, float] = {"outlet": 1.0, "third": 1.0, "own": 0.6, "admission": 1.3, "party": 0.6}
INFERRED = 0.7
DESCRIBED = 0.5
"""A place that is not named but described ("the town")."""
AREA = 0.5
FAR = 90
"""Characters from trigger to place beyond which the place counts as one that is only inferred."""
LONG_TEXT = 10_000
"""Characters of a report from which its undated claims may well sum up the past."""
ASIDE = 0.4
"""What is told without a day in a clause of time ("after they took the town")."""
HOLDING: frozenset[Form] = frozenset(WEIGHT) - {"inside", "fighting", "siege", "siege-over"}
CHANGING: frozenset[Form] = frozenset({"took", "enemy-left", "enemy-lost"})
"""Forms that tell of a change: what was said of the place before is outdated by them."""


@dataclass(frozen=True)
class Evidence:
    """One claim's word on a place. ``side``: whom it speaks for, or, for fighting, whose presence; "" for nobody's.

    ``rival`` marks that only the side spoken against was named, so that ``side`` is its rival, yet to be found.
    """

    claim: str
    report: str
    outlet: str | None
    day: date
    side: str
    form: Form
    weight: float
    source: Source
    rival: bool
    actor: Actor | None
    area: bool = False


def evidence_of(
    recorded: RecordedClaim, at: PlaceKey, area: PlaceKey | None, within: Conflict | None
) -> tuple[Evidence, ...]:
    """All that a claim says on a place; empty when it says nothing on its control."""
    claim = recorded.claim
    if claim.kind not in CONTROL_KINDS or claim.stance not in ("asserted", "denied"):
        return ()
    day = day_of(recorded)
    if day is None:
        return ()
    within = within.on(recorded.report.published or recorded.report.known) if within else None
    found: dict[tuple[str, Form, bool], Evidence] = {}
    for ref, whole in refs_for(claim, at, area):
        for form, side, rival, actor in _says(claim, ref, within):
            source = _source(recorded, side, rival, within)
            weight = WEIGHT[form] * SAID_BY[source] * _sureness(claim, ref, actor, whole)
            weight *= _freshness(recorded)
            made = Evidence(
                claim.id, recorded.report.id, recorded.report.outlet, day, side, form, round(weight, 3), source, rival,
                actor.actor if actor else None, whole,
            )  # fmt: skip
            found.setdefault((side, form, rival), made)
    return tuple(found.values())


_Said = tuple[Form, str, bool, ActorRef | None]


def _says(claim: Claim, ref: PlaceRef, within: Conflict | None) -> list[_Said]:
    """(form, side, whether the side is only the one spoken against, the actor's span), one for each side named."""
    reader = {
        "capture": _capture, "hold": _hold, "retreat": _retreat, "advance": _advance, "besiege": _besiege,
        "clash": _clash,
    }[claim.kind]  # fmt: skip
    return reader(claim, ref, within)


def _sided(claim: Claim, refs: tuple[ActorRef, ...], within: Conflict | None) -> list[tuple[str, ActorRef]]:
    """The sides of actors, each once; "we" and "its forces" are the speaker's."""
    found: dict[str, ActorRef] = {}
    for ref in refs:
        speaking = claim.speaker and words.speakers_own(ref)
        side = (side_of(claim.speaker[0], within) if speaking else None) or side_of(ref, within)
        if side and can_hold(side):
            found.setdefault(side, ref)
    return list(found.items())


def _doers(claim: Claim, within: Conflict | None) -> list[tuple[str, ActorRef | None]]:
    """The sides that do it: of the actors, or named in the trigger itself ("in rebel hands")."""
    found: list[tuple[str, ActorRef | None]] = list(_sided(claim, claim.actor, within))
    if not found and not claim.actor:
        side = side_of_words(claim.trigger.quote, within)
        if side:
            found.append((side, None))
    return found


def _capture(claim: Claim, ref: PlaceRef, within: Conflict | None) -> list[_Said]:
    if words.briefly(claim) or words.extent(claim, ref) == "outside":
        return []
    doers, losers = _doers(claim, within), _sided(claim, claim.target, within)
    if claim.stance == "denied" or words.negated(claim):
        return [("enemy-failed", side, True, who) for side, who in doers]
    if len(doers) > 1:
        return [("fighting", "", False, None)]
    if not doers:
        return [("enemy-lost", side, True, who) for side, who in losers]
    if words.extent(claim, ref) == "part" or words.almost(claim):
        return [("inside", side, False, who) for side, who in doers]
    if words.falls(claim):  # "fell to X": X stands after it; who stands before it did not take it
        doers = [(side, who) for side, who in doers if who is None or who.span.start > claim.trigger.start]
    return [("took", side, False, who) for side, who in doers]


def _hold(claim: Claim, ref: PlaceRef, within: Conflict | None) -> list[_Said]:
    doers = _doers(claim, within)
    if words.formerly(claim) or words.extent(claim, ref) == "outside":
        return []
    if words.taken_from(claim):
        return []  # "captured the enemy's last stronghold": it no longer is
    if claim.stance == "denied" or words.negated(claim):
        return [("enemy-denied", side, True, who) for side, who in doers]
    if len(doers) > 1:
        return [("fighting", "", False, None), *(("inside", side, False, who) for side, who in doers)]
    if words.extent(claim, ref) == "part" or words.almost(claim):
        return [("inside", side, False, who) for side, who in doers]
    return [("holds", side, False, who) for side, who in doers]


def _retreat(claim: Claim, ref: PlaceRef, within: Conflict | None) -> list[_Said]:
    doers = _doers(claim, within)
    if claim.stance == "denied" or words.negated(claim):
        return [("holds", side, False, who) for side, who in doers] if ref.role in ("from", "at") else []
    if words.drives_out(claim):
        return [("took", side, False, who) for side, who in doers] if words.extent(claim, ref) == "whole" else []
    if ref.role == "to" and ref.relation is None:
        return [("went-back-to", side, False, who) for side, who in doers]
    if ref.role in ("from", "at") and words.extent(claim, ref) == "whole":
        return [("enemy-left", side, True, who) for side, who in doers]
    return []


def _advance(claim: Claim, ref: PlaceRef, within: Conflict | None) -> list[_Said]:
    doers = _doers(claim, within)
    if ref.role == "from":
        return [("sets-out-from", side, False, who) for side, who in doers] if claim.stance == "asserted" else []
    if len(doers) > 1 or ref.role == "via" or not words.up_to(ref):
        return []
    if claim.stance == "denied":
        return [("enemy-failed", side, True, who) for side, who in doers]
    if words.enters(claim, ref) and words.extent(claim, ref) != "outside":
        return [("inside", side, False, who) for side, who in doers]
    return [("attacked", side, True, who) for side, who in doers]


def _besiege(claim: Claim, ref: PlaceRef, within: Conflict | None) -> list[_Said]:
    doers = _doers(claim, within)
    if claim.stance == "denied" or words.lifted(claim):
        return [("siege-over", "", False, None)]
    if ref.role not in ("at", "to", "near") or words.extent(claim, ref) == "outside":
        return []
    return [("siege", "", False, None), *(("besieged", side, True, who) for side, who in doers)]


def _clash(claim: Claim, ref: PlaceRef, within: Conflict | None) -> list[_Said]:
    if claim.stance == "denied" or ref.role != "at" or words.extent(claim, ref) == "outside":
        return []
    if words.only_the_war(claim):
        return []
    if claim.time and claim.time.start and claim.time.end and (claim.time.end - claim.time.start).days > LONG_DAYS:
        return []
    sides = _sided(claim, (*claim.actor, *claim.target), within)
    return [("fighting", side, False, who) for side, who in sides] or [("fighting", "", False, None)]


def _source(recorded: RecordedClaim, side: str, rival: bool, within: Conflict | None) -> Source:
    """Who says so, as seen from the side it serves (``rival``: the side named is the one it harms)."""
    speakers = recorded.claim.speaker
    if speakers:
        saying = side_of(speakers[0], within)
        plain: Source = "third"
    else:
        saying, plain = outlet_side(recorded.report.outlet, within.name if within else None), "outlet"
    if saying is None:
        return plain
    opposite = within.other(side) if within and side else None
    served, harmed = (opposite, side) if rival else (side, opposite)
    if side and saying == served:
        return "own"
    if side and saying == harmed:
        return "admission"
    return "third" if saying.startswith("actor:") else "party"


def _sureness(claim: Claim, ref: PlaceRef, actor: ActorRef | None, whole: bool) -> float:
    sure = INFERRED if ref.inferred else 1.0
    if not words.named(ref):
        sure *= DESCRIBED
    if actor is not None and (actor.inferred or words.is_pronoun(actor)):
        sure *= INFERRED
    if words.apart(claim, ref) > FAR:
        sure *= INFERRED
    return sure * (AREA if whole else 1.0)


def _freshness(recorded: RecordedClaim) -> float:
    """Less than 1 for what is told without a day in passing, or in a long article, which sums up the past."""
    claim = recorded.claim
    if words.aside(claim):
        return ASIDE
    return INFERRED if claim.time is None and recorded.report.length > LONG_TEXT else 1.0
