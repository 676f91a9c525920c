"""Invented reports on who holds a place, one claim a report, for the tests of control."""

from __future__ import annotations

from datetime import date, timedelta

from contested.model import Kind, Place, PlaceRole, Stance
from contested.record.records import RecordedClaim
from tests.situation.told import ARMY, MONITOR, REBELS, SARAQIB, Told, Who

START = date(2016, 3, 1)
ARMY_IS: Who = [("Soldiers", ARMY)]
REBELS_ARE: Who = [("Rebels", REBELS)]
THE_ARMY: Who = [("the army", ARMY)]
A_REBEL: Who = [("a rebel commander", REBELS)]
THE_MONITOR: Who = [("the Observatory", MONITOR)]
WORDS: dict[Kind, str] = {
    "capture": "captured", "hold": "held", "retreat": "left", "advance": "moved on", "besiege": "besieged",
    "clash": "fought in",
}  # fmt: skip
ROLES: dict[Kind, PlaceRole] = {"retreat": "from", "advance": "to"}


def day(number: int) -> date:
    """The day so many days after the first."""
    return START + timedelta(days=number)


def says(
    id: str,
    kind: Kind,
    actor: Who,
    *,
    on: int = 0,
    place: Place = SARAQIB,
    speaker: Who = (),
    stance: Stance = "asserted",
    outlet: str | None = None,
    filler: str = "",
    sentence: str | None = None,
) -> list[RecordedClaim]:
    """The claim of a report of one sentence, published on the day of that number."""
    trigger = WORDS[kind]
    if sentence is None:
        said = f", {_words(speaker)} said" if speaker else ""
        sentence = f"{_words(actor) or 'It was'} {trigger} {place.name}{filler}{said}."
    told = Told(id, outlet or f"Outlet {id}", day(on))
    told.claim(
        sentence, kind, trigger, stance=stance, actor=actor, speaker=speaker,
        place=[(place.name, place, ROLES.get(kind, "at"))],
    )  # fmt: skip
    return told.claims


def _words(who: Who) -> str:
    return " and ".join(one if isinstance(one, str) else one[0] for one in who)
