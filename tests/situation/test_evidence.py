from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contested.model import STANCES, Place, TimeRef
from contested.situation.control_places import area_key, meant, place_key
from contested.situation.evidence import Evidence, evidence_of
from contested.situation.evidence_days import day_of
from contested.situation.sides import conflict
from tests.situation.held import A_REBEL, ARMY_IS, REBELS_ARE, THE_ARMY, THE_MONITOR, day, says
from tests.situation.told import ARMY, HAMA, IDLIB, REBELS, SARAQIB, Told, Who

GOVERNMENT, OPPOSITION = "Syrian civil war: government", "Syrian civil war: opposition"


def read(told: Told, place: Place = SARAQIB) -> list[Evidence]:
    within = conflict("Syrian civil war")
    return [e for c in told.claims for e in evidence_of(c, place_key(place), area_key(place), within)]


def hold(sentence: str, trigger: str, actor: Who = REBELS_ARE, place: Place = SARAQIB, **kw: object) -> list[Evidence]:
    told = Told("r", "Outlet", day(0))
    told.claim(sentence, "hold", trigger, actor=actor, place=[(place.name, place)], **kw)  # type: ignore[arg-type]
    return read(told, place)


def forms(found: list[Evidence]) -> list[tuple[str, str, bool]]:
    return [(e.form, e.side, e.rival) for e in found]


def test_each_kind_speaks_in_its_own_way() -> None:
    def of(kind: str, actor: Who) -> list[tuple[str, str, bool]]:
        claims = says("a", kind, actor)  # type: ignore[arg-type]
        within = conflict("Syrian civil war")
        return forms([e for c in claims for e in evidence_of(c, place_key(SARAQIB), None, within)])

    assert of("capture", REBELS_ARE) == [("took", OPPOSITION, False)]
    assert of("hold", ARMY_IS) == [("holds", GOVERNMENT, False)]
    assert of("retreat", ARMY_IS) == [("enemy-left", GOVERNMENT, True)]
    assert of("advance", ARMY_IS) == [("attacked", GOVERNMENT, True)]
    assert of("besiege", ARMY_IS) == [("siege", "", False), ("besieged", GOVERNMENT, True)]
    assert of("clash", ARMY_IS) == [("fighting", GOVERNMENT, False)]


@pytest.mark.parametrize("stance", [s for s in STANCES if s not in ("asserted", "denied")])
def test_plans_conditions_demands_and_possibilities_are_no_evidence(stance: str) -> None:
    claims = says("a", "capture", REBELS_ARE, stance=stance)  # type: ignore[arg-type]
    assert not [e for c in claims for e in evidence_of(c, place_key(SARAQIB), None, conflict("Syrian civil war"))]


def test_a_denial_speaks_for_the_other_side() -> None:
    claims = says("a", "capture", REBELS_ARE, stance="denied")
    (found,) = (e for c in claims for e in evidence_of(c, place_key(SARAQIB), None, conflict("Syrian civil war")))
    assert (found.form, found.side, found.rival) == ("enemy-failed", OPPOSITION, True)


@pytest.mark.parametrize(
    ("speaker", "source"),
    [((), "outlet"), (THE_MONITOR, "third"), (A_REBEL, "own"), (THE_ARMY, "admission")],
)
def test_who_says_so_is_seen_from_the_side_it_serves(speaker: Who, source: str) -> None:
    claims = says("a", "capture", REBELS_ARE, speaker=speaker)
    (found,) = (e for c in claims for e in evidence_of(c, place_key(SARAQIB), None, conflict("Syrian civil war")))
    assert found.source == source


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("Rebels held all of Saraqib.", "held", "holds"),
        ("Rebels held the port of Saraqib.", "held", "inside"),
        ("Rebels held parts of Saraqib.", "held", "inside"),
        ("Rebels held Saraqib airport.", "held", "inside"),
        ("Rebels held a hill 5 km from Saraqib.", "held", None),
        ("Rebels held the road to Saraqib.", "held", None),
        ("Rebels held the outskirts of Saraqib.", "held", None),
        ("Saraqib is not under the control of Rebels.", "control", "enemy-denied"),
        ("No Rebels remained in Saraqib.", "remained", "enemy-denied"),
        ("State radio falsely reported that Rebels held Saraqib.", "held", "enemy-denied"),
        ("The previously held by Rebels town is Saraqib.", "held", None),
        ("Rebels held nearly, some said almost all, of Saraqib.", "held", "holds"),
        ("The army captured the Rebels stronghold of Saraqib.", "stronghold", None),
        ("Fighters left for Rebels-held Binnish, near Saraqib.", "held", None),
    ],
)
def test_what_of_a_place_is_meant(sentence: str, trigger: str, expected: str | None) -> None:
    assert [e.form for e in hold(sentence, trigger)] == ([expected] if expected else [])


def test_a_place_beyond_another_clause_is_not_the_one_taken() -> None:
    told = Told("r", "Outlet", day(0))
    told.claim(
        "Soldiers captured a crossing, and residents of Saraqib heard guns.", "capture", "captured", actor=ARMY_IS,
        place=[("Saraqib", SARAQIB)],
    )  # fmt: skip
    assert read(told) == []


def test_who_drives_the_others_out_has_the_place() -> None:
    told = Told("r", "Outlet", day(0))
    told.claim(
        "Soldiers pushed the gunmen out of Saraqib.", "retreat", "pushed", actor=ARMY_IS,
        place=[("Saraqib", SARAQIB, "from")],
    )  # fmt: skip
    assert forms(read(told)) == [("took", GOVERNMENT, False)]


def test_we_and_its_forces_are_the_speakers() -> None:
    told = Told("r", "Outlet", day(0))
    told.claim(
        "A rebel commander said we captured Saraqib.", "capture", "captured", actor=["we"],
        speaker=[("A rebel commander", REBELS)], place=[("Saraqib", SARAQIB)],
    )  # fmt: skip
    (found,) = read(told)
    assert (found.form, found.side, found.source) == ("took", OPPOSITION, "own")


def test_a_described_place_a_far_one_and_an_aside_weigh_less() -> None:
    (plain,) = hold("Rebels held Saraqib.", "held")
    told = Told("r", "Outlet", day(0)).claim(
        "Rebels held the town.", "hold", "held", actor=REBELS_ARE, place=[("the town", SARAQIB)]
    )
    (described,) = read(told)
    told = Told("r", "Outlet", day(0)).claim(
        "Aid came after Rebels captured Saraqib.", "capture", "captured", actor=REBELS_ARE, place=[("Saraqib", SARAQIB)]
    )
    (aside,) = read(told)
    assert described.weight < plain.weight
    assert aside.weight < 3.0


def test_a_province_as_a_whole_reaches_its_places_a_province_as_such_does_not() -> None:
    inner = replace(SARAQIB, admin1="Idlib")
    assert [e.area for e in _province("Rebels held all of Idlib.", inner)] == [True]
    assert _province("Rebels held Idlib.", inner) == []
    assert _province("Rebels held all of Idlib.", HAMA) == []


def _province(sentence: str, place: Place) -> list[Evidence]:
    told = Told("r", "Outlet", day(0)).claim(sentence, "hold", "held", actor=REBELS_ARE, place=[("Idlib", IDLIB)])
    return read(told, place)


@pytest.mark.parametrize(
    ("sentence", "time", "expected"),
    [
        ("Soldiers captured Saraqib.", None, date(2016, 3, 2)),
        ("On Monday, officials said, Soldiers captured Saraqib.", None, date(2016, 2, 29)),
        ("February 27 - Soldiers captured Saraqib.", None, date(2016, 2, 27)),
        ("Soldiers captured Saraqib which rebels had entered on Monday.", None, date(2016, 3, 2)),
        ("Soldiers captured Saraqib early.", ("early", date(2016, 2, 20), date(2016, 2, 21)), date(2016, 2, 21)),
        ("Soldiers captured Saraqib early.", ("early", date(2016, 3, 9), date(2016, 3, 9)), None),
        ("Soldiers captured Saraqib in 2015.", ("2015", date(2015, 1, 1), date(2015, 12, 31)), None),
        ("Soldiers captured Saraqib over months.", ("months", date(2015, 12, 1), date(2016, 3, 2)), date(2016, 3, 2)),
    ],
)
def test_the_day_a_claim_counts_on(sentence: str, time: tuple[str, date, date] | None, expected: date | None) -> None:
    told = Told("r", "Outlet", date(2016, 3, 2))
    told.claim(sentence, "capture", "captured", actor=[("Soldiers", ARMY)], place=[("Saraqib", SARAQIB)], time=time)
    (claim,) = told.claims
    assert day_of(claim) == expected


def test_a_time_that_could_not_be_dated_is_the_reports_day() -> None:
    (claim,) = says("a", "capture", ARMY_IS)
    span = claim.claim.trigger
    undated = replace(claim, claim=replace(claim.claim, time=TimeRef(span, None, None, "unknown")))
    assert day_of(undated) == day(0)


@pytest.mark.parametrize(
    ("sentence", "precision"),
    [
        ("Rebels captured Idlib.", "settlement"),
        ("Rebels captured Idlib province.", "admin1"),
        ("Rebels captured northern Idlib.", "admin1"),
        ("Rebels captured all of Idlib.", "admin1"),
    ],
)
def test_a_province_called_by_its_towns_bare_name_is_the_town(sentence: str, precision: str) -> None:
    told = Told("r", "Outlet", day(0)).claim(
        sentence, "capture", "captured", actor=REBELS_ARE, place=[("Idlib", IDLIB)]
    )
    (claim,) = told.claims
    place = meant(claim.claim, claim.claim.place[0])
    assert place is not None
    assert (place.name, place.precision) == ("Idlib", precision)
