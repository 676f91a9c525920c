"""Why a place is in a state, in plain words without quotes."""

from __future__ import annotations

from collections.abc import Sequence

from contested.model import Place
from contested.situation.control_rules import RULES, Verdict
from contested.situation.records import Party
from contested.situation.sides import side_name


def called(party: Party) -> str:
    """A holder in plain words: its side where it stands on one, with the body that stands for it."""
    if party.side and not party.side.startswith(("actor:", "words:")):
        return f"{side_name(party.side)} ({party.name})" if party.id else side_name(party.side)
    return party.name


def short(party: Party) -> str:
    """A holder in a word or two: the side, where it stands on one, else its name."""
    if party.side and not party.side.startswith(("actor:", "words:")):
        return side_name(party.side)
    return party.name


def reason(verdict: Verdict, parties: Sequence[Party], place: Place) -> str:
    """One or two sentences: what is so, and by which rule."""
    names = " and ".join(called(p) for p in parties)
    why = RULES[verdict.rule]
    if verdict.rule == "independent-sources":
        why = f"{verdict.n_sources} independent sources that are no party say so"
    if verdict.rule == "outcome-untold":
        return f"{place.name} was last told to be contested between {names}: {why}."
    what = {
        "held": f"{place.name} is held by {names}",
        "besieged": f"{place.name} is held by {names}, besieged",
        "contested": f"{place.name} is contested between {names}",
        "stale": f"{place.name} was last told to be held by {names}"
        if names
        else f"who holds {place.name} is not told",
        "unknown": f"who holds {place.name} is not known",
    }[verdict.state]
    return f"{what}: {why}."
