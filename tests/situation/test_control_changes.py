from __future__ import annotations

from contested.model import Place
from contested.situation.control import control_of
from contested.situation.control_changes import changes
from contested.situation.control_rules import Settings
from tests.situation.held import ARMY_IS, REBELS_ARE, THE_MONITOR, day, says
from tests.situation.told import SARAQIB, SYRIA


def told(place: Place = SARAQIB) -> list[tuple[int, str, str]]:
    """What happened to a place over two months, as (day, turn, words)."""
    claims = [
        *says("a", "hold", ARMY_IS, place=place),
        *says("b", "capture", REBELS_ARE, on=5, place=place),
        *says("c", "hold", REBELS_ARE, on=6, place=place, speaker=THE_MONITOR, filler=" by now"),
        *says("d", "capture", ARMY_IS, on=9, place=place, filler=" in the night"),
    ]
    intervals = control_of(claims, until=day(60))
    return [((c.day - day(0)).days, c.turn, c.words) for c in changes(intervals, since=day(0), until=day(60))]


def test_the_list_of_changes() -> None:
    found = told()
    assert [(n, turn) for n, turn, _ in found] == [
        (0, "first told"), (5, "changed hands"), (9, "changed hands"),
        (9 + Settings().stale_days + 1, "no longer told"),
    ]  # fmt: skip
    assert found[1][2] == "passed from government to opposition"
    assert found[0][2] == "first told of: held by government"


def test_better_told_is_no_change_and_countries_have_none() -> None:
    assert all(n != 6 for n, _, _ in told())
    assert told(SYRIA) == []


def test_contested_and_settled() -> None:
    claims = [*says("a", "hold", ARMY_IS), *says("b", "hold", REBELS_ARE, on=1, filler=" too")]
    claims += [*says("c", "capture", REBELS_ARE, on=3), *says("d", "capture", REBELS_ARE, on=3, filler=" at last")]
    found = changes(control_of(claims, until=day(5)), since=day(1), until=day(5))
    assert [(c.turn, c.before is None) for c in found] == [("contested", False), ("settled", False)]


def test_only_days_asked_for() -> None:
    intervals = control_of(says("a", "hold", ARMY_IS), until=day(5))
    assert changes(intervals, since=day(1), until=day(5)) == ()
