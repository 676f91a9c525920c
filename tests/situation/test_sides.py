from __future__ import annotations

from datetime import date

import pytest

from contested.actors.knowledge import knowledge
from contested.model import Actor, ActorRef, Report
from contested.situation.sides import Conflict, can_hold, conflict, conflict_of, party_for, side_of, side_of_words
from tests.situation.held import ARMY_IS, says

LIBYA = conflict("Libyan civil war (2011)")
SYRIA = conflict("Syrian civil war")


def ref(words: str, actor: Actor | None = None) -> ActorRef:
    report = Report("r", words)
    return ActorRef(report.span(0, len(words)), actor)


def actor(actor_id: str, on: date) -> Actor:
    return knowledge().actor(actor_id, on)


def test_a_conflict_has_its_two_main_sides() -> None:
    assert LIBYA.government == "Libyan civil war (2011): government"
    assert LIBYA.other(LIBYA.government) == LIBYA.opposition
    assert LIBYA.other("Libyan civil war (2011): international coalition") is None
    assert conflict("no such conflict") == Conflict("no such conflict", None, None)


@pytest.mark.parametrize(
    ("words", "actor_id", "on", "side"),
    [
        ("the army", "LBY-MIL", date(2011, 3, 1), "government"),
        ("Gaddafi", "muammar-gaddafi", date(2011, 3, 1), "government"),
        ("Gaddafi", "muammar-gaddafi", date(2011, 10, 1), "government"),
        ("rebels", "LBY-REB", date(2011, 3, 1), "opposition"),
        ("the council", "ntc", date(2011, 3, 1), "opposition"),
    ],
)
def test_the_forces_of_one_side_are_one_side(words: str, actor_id: str, on: date, side: str) -> None:
    found = side_of(ref(words, actor(actor_id, on)), LIBYA.on(on))
    assert found == f"Libyan civil war (2011): {side}"


def test_government_forces_are_no_longer_those_of_a_fallen_government() -> None:
    on = date(2011, 10, 1)
    army = actor("LBY-MIL", on)
    assert side_of(ref("Government forces", army), LIBYA.on(on)) == LIBYA.opposition
    assert side_of(ref("Interim government forces", army), LIBYA.on(on)) == LIBYA.opposition
    assert side_of(ref("Gaddafi's government forces", army), LIBYA.on(on)) == LIBYA.government
    assert side_of(ref("forces loyal to Gaddafi", army), LIBYA.on(on)) == LIBYA.government


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("rebels", "opposition"), ("in rebel hands", "opposition"), ("loyalists", "government"),
        ("under government control", "government"), ("anti-government fighters", "opposition"), ("they", None),
        ("militants", None),
    ],
)  # fmt: skip
def test_words_stand_for_a_side_of_the_conflict(words: str, side: str | None) -> None:
    assert side_of_words(words, SYRIA) == (side and f"Syrian civil war: {side}")


def test_without_a_conflict_only_what_armed_men_are_called_counts() -> None:
    assert side_of_words("rebels", None) is None
    assert side_of_words("armed militants", None) == "words:militants"


def test_an_armed_group_without_a_side_is_its_own_side_and_a_broadcaster_is_none() -> None:
    group = Actor("g", "A Front", "non-state armed group")
    assert side_of(ref("the Front", group), SYRIA) == "actor:g"
    assert side_of(ref("the radio", Actor("x", "A Radio", "broadcaster")), SYRIA) is None


def test_a_coalition_from_abroad_holds_nothing() -> None:
    assert not can_hold("Libyan civil war (2011): international coalition")


def test_the_conflict_is_that_of_most_actors() -> None:
    found = conflict_of(says("a", "hold", ARMY_IS))
    assert found is not None
    assert found.name == "Syrian civil war"


def test_a_side_is_shown_by_its_body_not_by_a_person() -> None:
    on = date(2011, 3, 1)
    leader, army = actor("muammar-gaddafi", on), actor("LBY-MIL", on)
    party = party_for("Libyan civil war (2011): government", [leader, leader, army])
    assert (party.id, party.side) == ("LBY-MIL", "Libyan civil war (2011): government")
    assert party_for("words:militants", [None]).name == "militants"
