"""Which kinds of claims can tell of one happening, and which claims tell of a happening at all.

One incident is told as an attack, its dead, what it destroyed and the fight it was part of: these are one family.
Plans, conditions and demands do not make anything happen, and a state (who holds what, who stands with whom, what
someone aims at) is no happening: both stay claims and are left to control, timeline and the claims' own listing.
"""

from __future__ import annotations

from typing import Literal

from contested.model import Claim, Kind, Stance

Family = Literal[
    "force", "control", "movement", "siege", "displacement", "detention", "protest", "talks", "statement", "support",
]  # fmt: skip

FAMILIES: dict[Kind, Family] = {
    "attack": "force",
    "clash": "force",
    "casualties": "force",
    "destroy": "force",
    "capture": "control",
    "retreat": "control",
    "advance": "movement",
    "deploy": "movement",
    "besiege": "siege",
    "displacement": "displacement",
    "detain": "detention",
    "protest": "protest",
    "meet": "talks",
    "agree": "talks",
    "reject": "talks",
    "call": "statement",
    "threaten": "statement",
    "accuse": "statement",
    "sanction": "statement",
    "support": "support",
    "aid": "support",
}
"""Kinds without a family (hold, align, aim) are states."""

HAPPENED: tuple[Stance, ...] = ("asserted", "possible", "denied")
"""Stances on whether something happened, the strongest first. The other three are about what has not."""

_OPEN_WAR = frozenset({"war", "civil war", "conflict", "fighting", "uprising", "revolution", "unrest", "violence"})


def family_of(claim: Claim) -> Family | None:
    """The family of the happening a claim tells of; None when it tells of none (a state, a plan, a demand)."""
    if claim.stance not in HAPPENED:
        return None
    return "force" if takes_responsibility(claim) else FAMILIES.get(claim.kind)


def takes_responsibility(claim: Claim) -> bool:
    """Whether someone is said to have claimed responsibility: that belongs to what it is claimed for."""
    words = claim.trigger.quote.lower()
    return claim.kind == "accuse" and claim.stance == "asserted" and "claim" in words and "responsib" in words


def is_background(claim: Claim) -> bool:
    """Whether a claim only names the war as a whole ("the conflict"), which is no incident of it."""
    return claim.kind in ("clash", "protest") and claim.trigger.quote.lower() in _OPEN_WAR
