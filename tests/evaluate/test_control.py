from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from contested.evaluate.control import OTHER, TABLE, Truth, judge, load, mark
from contested.model import Place
from contested.situation.records import Control, Party, State

TOWN = Place(1, "Town", 1.0, 1.0, "LY", None, "settlement")
WAR = "A war"
A, B = Party("a", "A army", "armed forces", f"{WAR}: government"), Party("b", "B men", None, f"{WAR}: opposition")


def truth(state: str, *sides: str, also: tuple[tuple[str, frozenset[str]], ...] = ()) -> Truth:
    return Truth("Town", frozenset({1}), date(2011, 3, 1), date(2011, 3, 2), state, frozenset(sides), also)


def answer(state: State, *holder: Party) -> Control:
    days = (date(2011, 3, 1), date(2011, 3, 2))
    return Control(TOWN, *days, state, holder, "claimed", "one-source", "", ("c",))


@pytest.mark.parametrize(
    ("was", "said", "expected"),
    [
        (truth("held", "government"), answer("held", A), "right"),
        (truth("held", "government"), answer("held", B), "wrong"),
        (truth("held", "government"), answer("contested", A, B), "partial"),
        (truth("held", "government"), answer("besieged", A), "partial"),
        (truth("held", "government", also=(("besieged", frozenset({"government"})),)), answer("besieged", A), "right"),
        (truth("held", "government", also=(("contested", frozenset()),)), answer("contested", A, B), "right"),
        (truth("contested", "government", "opposition"), answer("contested", A, B), "right"),
        (truth("contested", "government", "opposition"), answer("held", B), "partial"),
        (truth("besieged", "opposition"), answer("besieged", A), "wrong"),
        (truth("held", "government"), answer("stale", A), "unknown"),
        (truth("held", "government"), answer("unknown"), "unknown"),
        (truth("held", "government"), None, "unknown"),
    ],
)
def test_an_answer_is_right_partial_wrong_or_unknown(was: Truth, said: Control | None, expected: str) -> None:
    assert mark(was, said) == expected


def test_every_day_is_judged_with_whether_the_week_before_mentions_it() -> None:
    late = replace(answer("held", A), first=date(2011, 3, 2))
    found = judge([truth("held", "government")], [late], {"Town": {date(2011, 2, 23)}})
    assert [(j.day.day, j.mark, j.mentioned) for j in found] == [(1, "unknown", True), (2, "right", False)]
    quarter = replace(late, place=replace(TOWN, geonames=None, name="A Quarter"))
    assert judge([truth("held", "government")], [quarter], {})[1].mark == "unknown"


@pytest.mark.parametrize("path", [TABLE, OTHER])
def test_the_table_covers_every_day_of_every_town_once(path: object) -> None:
    by_town: dict[str, list[Truth]] = {}
    for one in load(path):  # type: ignore[arg-type]
        by_town.setdefault(one.town, []).append(one)
        assert one.state in ("held", "contested", "besieged")
        assert one.sides <= {"government", "opposition"}
        assert len(one.sides) == (2 if one.state == "contested" else 1)
    for own in by_town.values():
        assert (own[0].first, own[-1].last) == (date(2011, 2, 15), date(2011, 10, 31))
        assert [t.first for t in own[1:]] == [t.last + timedelta(1) for t in own[:-1]]
