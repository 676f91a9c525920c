"""Contradictions: denials, tolls, culprits, holders."""

from __future__ import annotations

from datetime import date

from contested.record.records import RecordedClaim
from contested.situation.records import Contradiction
from contested.situation.situation import Situation
from tests.situation.told import ARMY, FRIDAY, MONITOR, REBELS, RELIEF, SARAQIB, Told, strike


def found(*told: Told) -> tuple[Contradiction, ...]:
    return Situation.of([c for one in told for c in one.claims]).contradictions


def test_asserted_against_denied_names_both_sides() -> None:
    told = strike("a", speaker=[("the Observatory", MONITOR)])
    told.claim("The army denied the raid.", "attack", "raid", stance="denied", speaker=[("The army", ARMY)])
    (x,) = found(told)
    assert x.conflict == "denial"
    assert x.rule == "asserted-and-denied"
    assert x.place == SARAQIB
    assert [s.parties[0].id for s in x.sides] == ["sohr", "SYR-MIL"]
    assert [len(s.claims) for s in x.sides] == [1, 1]


def test_tolls_that_cannot_both_hold() -> None:
    one = strike("a", speaker=[("the Observatory", MONITOR)])
    (x,) = found(one, strike("b", outlet="Beispiel", killed=14, speaker=[("the Red Cross", RELIEF)]))
    assert x.conflict == "tolls"
    assert [s.position for s in x.sides] == ["killed: 11", "killed: 14"]


def test_at_least_meets_a_larger_number() -> None:
    one = strike("a", at_least=True, speaker=[("the Observatory", MONITOR)])
    assert not found(one, strike("b", outlet="Beispiel", killed=14, speaker=[("the Red Cross", RELIEF)]))


def test_a_later_higher_toll_is_an_update() -> None:
    later = strike(
        "b", outlet="Beispiel", killed=14, published=date(2016, 3, 5), speaker=[("the Red Cross", RELIEF)]
    )  # fmt: skip
    assert not found(strike("a", speaker=[("the Observatory", MONITOR)]), later)


def test_two_culprits() -> None:
    one = strike("a", speaker=[("the Observatory", MONITOR)])
    other = strike(
        "b", outlet="Beispiel", speaker=[("the Red Cross", RELIEF)], actor=[("rebel guns", REBELS)]
    )  # fmt: skip
    kinds = [x.conflict for x in found(one, other)]
    assert kinds == ["culprits"]


def holds(id: str, who: str, actor: object, outlet: str, day: date) -> list[RecordedClaim]:
    told = Told(id, outlet, day)
    sentence = f"{who} hold Saraqib on Friday, an officer said."
    told.claim(
        sentence, "hold", "hold", actor=[(who, actor)], place=[("Saraqib", SARAQIB)], time=FRIDAY,  # type: ignore[list-item]
        speaker=["officer"],
    )  # fmt: skip
    return told.claims


def test_two_holders_of_one_place() -> None:
    day = date(2016, 3, 4)
    claims = [*holds("a", "Rebels", REBELS, "A", day), *holds("b", "Soldiers", ARMY, "B", day)]
    told = Told("c", "C", day).claim(
        "Soldiers hold Saraqib on Friday, the army said.", "hold", "hold", actor=[("Soldiers", ARMY)],
        place=[("Saraqib", SARAQIB)], time=FRIDAY, speaker=[("the army", ARMY)],
    )  # fmt: skip
    (x,) = Situation.of([*claims, *told.claims]).contradictions
    assert x.conflict == "two-holders"
    assert x.place == SARAQIB
    assert x.event is None
    assert sum(len(s.claims) for s in x.sides) == 3


def test_one_side_in_two_reports_is_no_contradiction() -> None:
    day = date(2016, 3, 4)
    assert not Situation.of(
        [*holds("a", "Rebels", REBELS, "A", day), *holds("b", "Rebels", REBELS, "B", day)]
    ).contradictions
