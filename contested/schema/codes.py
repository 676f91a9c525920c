"""A claim in the field's code systems: PLOVER event and mode, ACLED event and sub-event type.

The table is ``codes.csv``. Codes describe what a claim is about, whatever its stance: a denied capture has the
codes of a capture. Code systems record events that happened, so exports take asserted claims only
(``codes_an_event``); the others are listed by their stance.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from contested.errors import DataFileError
from contested.model import KINDS, Codes, Kind, Stance

ActorSide = Literal["government", "foreign", "nonstate"]
TargetKind = Literal["civilians", "protesters", "armed"]

ACLED: dict[str, frozenset[str]] = {
    "Battles": frozenset({"Armed clash", "Government regains territory", "Non-state actor overtakes territory"}),
    "Explosions/Remote violence": frozenset(
        {"Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
         "Remote explosive/landmine/IED", "Grenade"}
    ),
    "Violence against civilians": frozenset({"Sexual violence", "Attack", "Abduction/forced disappearance"}),
    "Protests": frozenset({"Peaceful protest", "Protest with intervention", "Excessive force against protesters"}),
    "Riots": frozenset({"Violent demonstration", "Mob violence"}),
    "Strategic developments": frozenset(
        {"Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
         "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
         "Other"}
    ),
}  # fmt: skip
"""ACLED's event types and their sub-event types (ACLED Codebook 2023)."""

PLOVER: dict[str, frozenset[str]] = {
    "AGREE": frozenset(),
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "SUPPORT": frozenset(),
    "COOPERATE": frozenset(),
    "AID": frozenset(),
    "YIELD": frozenset(),
    "RETREAT": frozenset({"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "THREATEN": frozenset({"restrict", "ban", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset(
        {"seize", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
         "misinformation", "cyber"}
    ),
    "ASSAULT": frozenset(
        {"aerial", "drone", "heavy-weapons", "explosives", "suicide-attack", "firearms", "unconventional", "primitive",
         "beat", "torture", "sexual", "abduct", "destroy", "targeted", "crowd-control"}
    ),
}  # fmt: skip
"""PLOVER's events and their modes (PLOVER codebook 2021; modes as POLECAT uses them)."""


@dataclass(frozen=True)
class CodeRow:
    """One line of the table; None in ``mode``, ``actor`` or ``target`` fits anything."""

    kind: Kind
    mode: str | None
    actor: str | None
    target: str | None
    codes: Codes


@cache
def load_codes() -> dict[Kind, tuple[CodeRow, ...]]:
    """The table by kind, rows in order, read and checked once; raises DataFileError naming file and line."""
    return parse_codes(files("contested.schema").joinpath("codes.csv").read_text(encoding="utf-8"))


def parse_codes(text: str, *, name: str = "codes.csv") -> dict[Kind, tuple[CodeRow, ...]]:
    """The table from the text of ``codes.csv``; raises DataFileError."""
    table: dict[Kind, tuple[CodeRow, ...]] = {}
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(("#", "kind,")):
            continue
        fields = [field.strip() for field in next(csv.reader([line]))]
        if len(fields) != 8:
            raise DataFileError(f"{name}:{number}: expected 8 fields, found {len(fields)}")
        kind = next((known for known in KINDS if known == fields[0]), None)
        if kind is None:
            raise DataFileError(f"{name}:{number}: unknown kind {fields[0]!r}")
        key = tuple(fields[:4])
        if key in seen:
            raise DataFileError(f"{name}:{number}: {' '.join(key)} stands already on line {seen[key]}")
        seen[key] = number
        mode, actor, target = (None if field == "*" else field for field in fields[1:4])
        event, plover_mode, acled, sub = (field or None for field in fields[4:])
        _check(event, plover_mode, acled, sub, where=f"{name}:{number}")
        row = CodeRow(kind, mode, actor, target, Codes(event, plover_mode, acled, sub))
        table[kind] = (*table.get(kind, ()), row)
    for kind in KINDS:
        if kind not in table or (table[kind][-1].mode, table[kind][-1].actor, table[kind][-1].target) != (None,) * 3:
            raise DataFileError(f"{name}: kind {kind} needs a last row that fits anything")
    return table


def _check(event: str | None, mode: str | None, acled: str | None, sub: str | None, *, where: str) -> None:
    if event is not None and event not in PLOVER:
        raise DataFileError(f"{where}: {event!r} is no PLOVER event")
    if mode is not None and mode not in PLOVER.get(event or "", ()):
        raise DataFileError(f"{where}: {mode!r} is no mode of PLOVER {event}")
    if acled is not None and acled not in ACLED:
        raise DataFileError(f"{where}: {acled!r} is no ACLED event type")
    if sub is not None and sub not in ACLED.get(acled or "", ()):
        raise DataFileError(f"{where}: {sub!r} is no sub-event type of ACLED {acled}")


def codes_of(
    kind: Kind, *, mode: str | None = None, actor: ActorSide | None = None, target: TargetKind | None = None
) -> Codes:
    """The codes of a claim.

    ``mode`` is the means or way that ``contested.read.means.means_of`` found, ``actor`` the side of who does it
    (a territory's own government, a foreign state or its coalition, a non-state group), ``target`` who is hit.
    None means not known: a code that depends on it is then None too.
    """
    for row in load_codes()[kind]:
        if row.mode in (None, mode) and row.actor in (None, actor) and row.target in (None, target):
            return row.codes
    return Codes()  # pragma: no cover (every kind ends with a row that fits anything)


def codes_an_event(stance: Stance) -> bool:
    """Whether claims of this stance are events to a code system: only what is said to be so."""
    return stance == "asserted"
