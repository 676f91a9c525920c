"""What changed: the days on which a place came to be held by others, contested or besieged, or fell silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from contested.model import Place
from contested.situation.control_reasons import short
from contested.situation.records import Control

WIDE = frozenset({"country", "region"})
Turn = Literal["first told", "changed hands", "contested", "settled", "besieged", "siege over", "no longer told"]


@dataclass(frozen=True)
class Change:
    """A place's state on a day other than on the day before. ``before`` is None when nothing was known of it."""

    day: date
    place: Place
    turn: Turn
    before: Control | None
    after: Control

    @property
    def words(self) -> str:
        """The change in a few plain words."""
        names = " and ".join(short(p) for p in self.after.holder)
        then = " and ".join(short(p) for p in self.before.holder) if self.before else ""
        if self.after.rule == "outcome-untold":
            return f"fighting between {names} no longer told of; how it ended is not known"
        claimed = ", as it claims itself" if self.after.rule == "own-claim" else ""
        return {
            "first told": f"first told of: {_state(self.after, names)}",
            "changed hands": f"passed from {then} to {names}{claimed}",
            "contested": f"became contested between {names}",
            "settled": f"no longer contested: {_state(self.after, names)}",
            "besieged": f"besieged, held by {names}",
            "siege over": f"no longer besieged: {_state(self.after, names)}",
            "no longer told": f"not told of for long; last held by {then}" if then else "not told of for long",
        }[self.turn]


def _state(control: Control, names: str) -> str:
    return f"contested between {names}" if control.state == "contested" else f"{control.state} by {names}"


def changes(controls: Iterable[Control], *, since: date, until: date) -> tuple[Change, ...]:
    """The changes from ``since`` to ``until`` (both included) among intervals of control, by day and place.

    Give intervals that begin before ``since``, for a change is told against the day before. A change of tier or rule
    alone is none; countries and wider regions are left out, for what is said of them is seldom meant of all of them.
    """
    by_place: dict[tuple[object, ...], list[Control]] = {}
    for control in controls:
        if control.place.precision in WIDE:
            continue
        by_place.setdefault((control.place,), []).append(control)
    found = [
        change
        for own in by_place.values()
        for change in _of_place(sorted(own, key=lambda c: c.first))
        if since <= change.day <= until
    ]
    return tuple(sorted(found, key=lambda c: (c.day, c.place.country or "", c.place.name)))


def _of_place(own: Sequence[Control]) -> Iterable[Change]:
    last: Control | None = None  # the last state in which somebody was told to hold it
    silent = False
    for control in own:
        if control.state == "unknown":
            continue
        turn = _turn(last, control, silent=silent)
        if turn:
            yield Change(control.first, control.place, turn, last, control)
        silent = control.state == "stale"
        last = last if silent else control


def _turn(before: Control | None, after: Control, *, silent: bool) -> Turn | None:
    if after.state == "stale":
        return None if silent else "no longer told"
    if before is None:
        return "first told"
    same = _sides(before) == _sides(after)
    if same and before.state == after.state:
        return None
    if after.state == "contested":
        return "contested"
    if not same and before.state != "contested":
        return "changed hands"
    if after.state == "besieged":
        return "besieged"
    return "settled" if before.state == "contested" else "siege over"


def _sides(control: Control) -> frozenset[str]:
    return frozenset(party.side or party.name for party in control.holder)
