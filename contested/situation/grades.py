"""Grades after Airwars, and how many sources are independent.

In this order: *discounted* when nobody who tells of it stands by it; *confirmed* when the side responsible says so
itself against its interest (no one's claim to have killed or beaten its enemy is one) or claimed responsibility, and
nobody denies it;
*contested* when rival claims stand; *fair* when two or more independent sources tell of it; else *weak*.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from contested.situation.accounts import Told
from contested.situation.families import FAMILIES, takes_responsibility
from contested.situation.parties import opposed, parties, sides
from contested.situation.records import Contradiction, Grade

_FIGHTERS = ("terrorist", "militant", "rebel", "fighter", "gunm", "insurgent", "soldier", "jihad", "guerrilla", "troop")
_COUNTS_AS_RIVAL = {"denial": "it is denied", "tolls": "tolls that cannot both hold", "culprits": "two culprits named"}


@dataclass(frozen=True)
class Graded:
    """A grade, its reason in words, and the rule's name."""

    grade: Grade
    reason: str
    rule: str


def independent_sources(told: Sequence[Told]) -> int:
    """How many of the accounts are independent: the parties of one side count once, as does every identity.

    What an outlet tells in its own voice adds no source in a report that gives one for the event: it may go back to it.
    """
    return len(_sources(told))


def _sources(told: Sequence[Told]) -> list[Hashable]:
    given = {report for one in told if one.account.speaker and not one.denies for report in one.account.reports}
    found: dict[Hashable, None] = {}
    groups: list[frozenset[str]] = []
    for one in told:
        if one.denies or (not one.account.speaker and given.issuperset(one.account.reports)):
            continue
        if not one.sides:
            found[one.source] = None
        elif not any(one.sides & known for known in groups):
            groups.append(one.sides)
            found[("side", min(one.sides))] = None
    return list(found)


def grade(told: Sequence[Told], rivals: Sequence[Contradiction]) -> Graded:
    """The grade of an event from its accounts and the contradictions within it."""
    if all(one.denies for one in told):
        return Graded("discounted", "it is only denied", "only-denied")
    denied = [r for r in rivals if r.conflict == "denial"]
    claimed = next((who for one in told if (who := responsible(one))), None)
    if claimed and not denied:
        return Graded("confirmed", f"{claimed} claimed responsibility", "responsibility-claimed")
    admission = next((one for one in told if admits(one)), None)
    if admission and not denied:
        who = (
            admission.account.speaker[0].name if admission.account.speaker else " and ".join(admission.account.outlets)
        )
        return Graded("confirmed", f"{who} says that its own side did it", "admission-against-interest")
    if rivals:
        kinds = dict.fromkeys(_COUNTS_AS_RIVAL.get(r.conflict, r.conflict) for r in rivals)
        return Graded("contested", "; ".join(kinds), "rival-accounts")
    if all(one.account.stance != "asserted" for one in told):
        return Graded("weak", "nobody says it outright", "only-possible")
    sources = independent_sources(told)
    if sources >= 2:
        return Graded("fair", f"{sources} independent sources tell of it", "two-independent-sources")
    reports = len({report for one in told for report in one.account.reports})
    if any(one.sides for one in told):
        return Graded("weak", "only one side of the conflict tells of it", "one-side-only")
    many = f"{reports} reports go back to one source" if reports > 1 else "one source"
    return Graded("weak", many, "one-source")


def responsible(one: Told) -> str | None:
    """Who is said to have claimed responsibility, by the name or the report's words."""
    for recorded in one.claims:
        if takes_responsibility(recorded.claim):
            who = parties(recorded.claim.actor or recorded.claim.speaker[:1])
            if who:
                return who[0].name
    return None


def admits(one: Told) -> bool:
    """Whether a party says against its own interest that its side did it, or that it lost.

    That it hit its enemy, or took a place, is in its interest and no admission; that it claimed responsibility, hit
    people who are no enemy of it, or left or lost a place, is one.
    """
    if one.speaker is None or one.denies:
        return False
    own, name = one.sides, one.speaker.id
    for recorded in one.claims:
        claim = recorded.claim
        if claim.stance != "asserted":
            continue
        doers = {ref.actor.id for ref in claim.actor if ref.actor}
        ours = bool(sides(ref.actor for ref in claim.actor) & own) or name in doers
        hit = sides(ref.actor for ref in claim.target)
        if claim.kind == "retreat" and ours:
            return True
        if claim.kind == "capture" and own and hit & own and opposed(sides(ref.actor for ref in claim.actor), own):
            return True
        if claim.kind in ("attack", "casualties") and ours and claim.target:
            fighters = any(word in ref.span.quote.lower() for ref in claim.target for word in _FIGHTERS)
            if not fighters and not opposed(hit, own) and FAMILIES[claim.kind] == "force":
                return claim.cue_strength == "admitting" or "civilian" in " ".join(
                    ref.span.quote.lower() for ref in claim.target
                )
    return False
