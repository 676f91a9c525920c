"""Why a place is in a state on a day: the rule, and what was said for and against, claim by claim, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contested.model import Claim, Stance
from contested.record.records import RecordedClaim
from contested.situation.control import Case, Copies, case_of, control_of_place, known_on
from contested.situation.control_places import TOLD_KINDS, PlaceKey
from contested.situation.control_rules import RULES, Settings
from contested.situation.evidence import Evidence, Form, Source
from contested.situation.records import Control
from contested.situation.sides import side_name

MEANS: Mapping[Form, str] = {
    "took": "{side} took it",
    "holds": "{side} holds it",
    "enemy-left": "{side} is left with it, for the other side went",
    "enemy-lost": "{side} has it, for the other side lost it",
    "enemy-failed": "{side} kept it, for the other side failed to take it",
    "enemy-denied": "{side} has it, for the other side does not",
    "attacked": "{side} has it, for the other side moves on it from outside",
    "went-back-to": "{side} went back to it",
    "sets-out-from": "{side} set out from it",
    "besieged": "{side} is besieged in it",
    "inside": "{side} is in a part of it",
    "fighting": "there is fighting in it",
    "siege": "it is besieged",
    "siege-over": "its siege is over",
}
SAYS: Mapping[Source, str] = {
    "outlet": "the report in its own voice",
    "third": "someone who is no party",
    "own": "the side it serves",
    "admission": "the side it harms",
    "party": "a party to the conflict",
}


@dataclass(frozen=True)
class Statement:
    """What one claim says on the place: the claim, the day it counts on, its meaning and by what kind of source.

    ``side`` is whom it speaks for, in plain words; empty for fighting and sieges.
    """

    claim: RecordedClaim
    side: str
    day: date
    means: str
    source: str
    weight: float


@dataclass(frozen=True)
class Explanation:
    """The answer for one place and day. ``uncounted`` are claims on its control that move nothing, by their stance."""

    control: Control
    day: date
    rule: str
    supporting: tuple[Statement, ...]
    against: tuple[Statement, ...]
    uncounted: tuple[tuple[Stance, int], ...]


def why(
    claims: Sequence[RecordedClaim],
    key: PlaceKey,
    day: date,
    *,
    as_known: date | None = None,
    area: Mapping[PlaceKey, Sequence[RecordedClaim]] | None = None,
    settings: Settings | None = None,
    copies: Copies = (),
) -> Explanation | None:
    """Why a place (by its key, from the claims filed under it) is in its state on a day; None when nothing is told.

    Only what counted by that day is named: claims of later events are left out, later reports of that day are not.
    """
    case = case_of(claims, key, as_known=as_known, area=area, settings=settings, copies=copies)
    found = control_of_place(
        claims, key, since=day, until=day, as_known=as_known, area=area, settings=settings, copies=copies
    )
    if case is None or not found:
        return None
    control = found[0]
    verdict = next((v for v in reversed(case.verdicts) if v.day <= day), None)
    known = {c.claim.id: c for own in (claims, *(area or {}).values()) for c in own if known_on(c, as_known)}
    sides = [party.side for party in control.holder]
    return Explanation(
        control,
        day,
        f"{control.rule}: {RULES[control.rule]}",
        _statements(case, verdict.claims if verdict else (), known, day),
        _statements(case, verdict.against if verdict else (), known, day, leave_out=sides),
        _uncounted(known.values(), case, day),
    )


def _statements(
    case: Case,
    wanted: Iterable[str],
    known: Mapping[str, RecordedClaim],
    day: date,
    *,
    leave_out: Sequence[str | None] = (),
) -> tuple[Statement, ...]:
    """The statements of these claims, the latest first, of one day the weightiest first."""
    ids = set(wanted)
    best: dict[str, Evidence] = {}
    for one in case.evidence:
        if one.claim in ids and one.day <= day and one.side not in leave_out:
            before = best.get(one.claim)
            if before is None or one.weight > before.weight:
                best[one.claim] = one
    found = [
        Statement(
            known[i], _spoken_for(e), e.day, MEANS[e.form].format(side=side_name(e.side)), SAYS[e.source], e.weight
        )
        for i, e in best.items()
        if i in known
    ]
    return tuple(sorted(found, key=lambda s: (-s.day.toordinal(), -s.weight, s.claim.report.id, s.claim.claim.id)))


def _spoken_for(one: Evidence) -> str:
    return "" if one.form in ("fighting", "siege", "siege-over") else side_name(one.side)


def _uncounted(known: Iterable[RecordedClaim], case: Case, day: date) -> tuple[tuple[Stance, int], ...]:
    """How many claims on the place's control are planned, possible, demanded or conditional."""
    tally: Counter[Stance] = Counter(
        c.claim.stance
        for c in known
        if c.claim.kind in TOLD_KINDS
        and c.claim.stance not in ("asserted", "denied")
        and (c.report.published or c.report.known) <= day
        and any(ref.place and ref.place.name == case.place.name for ref in c.claim.place)
    )
    return tuple(sorted(tally.items()))


def chain(claim: Claim) -> str:
    """Who says it, origin first: "a resident, quoted by Example Radio"; empty for the outlet's own voice."""
    words = [
        " ".join((ref.actor.name if ref.actor and ref.inferred else ref.span.quote).split()) for ref in claim.speaker
    ]
    return ", quoted by ".join(words)
