"""Ledger and running tolls: nothing is counted twice; and the movements of people."""

from __future__ import annotations

from datetime import date

from contested.situation.records import RunningToll
from contested.situation.situation import Situation
from contested.situation.tolls import running
from tests.situation.told import BINNISH, HAMA, IDLIB, MONDAY, MONITOR, RELIEF, SARAQIB, SYRIA, Told, strike


def situation(*told: Told) -> Situation:
    return Situation.of([c for one in told for c in one.claims])


def killed(*told: Told, **options: object) -> list[RunningToll]:
    return [t for t in running(situation(*told).tolls, **options) if t.what == "killed"]  # type: ignore[arg-type]


def test_the_ledger_has_a_line_an_event_with_who_counted_whom() -> None:
    one = strike("a", speaker=[("the Observatory", MONITOR)])
    other = strike("b", outlet="Beispiel", killed=13, speaker=[("the Red Cross", RELIEF)])
    (line,) = situation(one, other).tolls
    assert (line.what, line.low, line.high, line.cumulative) == ("killed", 11, 13, False)
    assert {p.id for p in line.counted_by} == {"sohr", "icrc"}
    assert [p.name for p in line.of_whom] == ["civilians"]


def test_parts_of_a_number_are_not_added_to_it() -> None:
    told = Told("a").claim(
        "Air raids killed 11 civilians, 3 of them children, in Hama.", "casualties", "killed",
        target=["civilians", "children"], place=[("Hama", HAMA)],
        counts=[("11", "killed", 11, 11), ("3", "killed", 3, 3)],
    )  # fmt: skip
    (line,) = situation(told).tolls
    assert (line.low, line.high) == (11, 11)


def test_separate_days_are_added() -> None:
    (toll,) = killed(strike("a"), strike("b", time=MONDAY, killed=5), period="all")
    assert (toll.low, toll.high, len(toll.events)) == (16, 16, 2)
    assert "5 + 11 = 16" in toll.steps[-1]


def test_days_that_overlap_are_not_added_in_the_low() -> None:
    """Two events of one day and place may count the same dead."""
    other = strike("b", killed=40, mode="suicide-attack", what="suicide bomb", actor=["a driver"])
    (toll,) = killed(strike("a"), other)
    assert (toll.low, toll.high) == (40, 51)
    assert any("perhaps the same people" in step for step in toll.steps)


def test_a_running_total_is_compared_never_added() -> None:
    told = strike("a")
    told.claim(
        "This brings the toll in Saraqib to 68 killed.", "casualties", "killed", place=[("Saraqib", SARAQIB)],
        counts=[("68", "killed", 68, 68)],
    )  # fmt: skip
    lines = situation(told).tolls
    assert sorted((line.low, line.cumulative) for line in lines) == [(11, False), (68, True)]
    (toll,) = killed(told)
    assert toll.low == 68
    assert any("running total 68" in step for step in toll.steps)


def test_by_place_or_within_a_province() -> None:
    told = [strike("a"), strike("b", place=BINNISH, killed=5), strike("c", place=HAMA, killed=2)]
    assert sorted(t.low or 0 for t in killed(*told)) == [2, 5, 11]
    (toll,) = killed(*told, within=IDLIB)
    assert (toll.place, toll.low) == (IDLIB, 16)
    (toll,) = killed(*told, within=SYRIA)
    assert toll.low == 18


def test_periods() -> None:
    (toll,) = killed(strike("a"), period="week")
    assert (toll.first, toll.last) == (date(2016, 2, 29), date(2016, 3, 6))
    (toll,) = killed(strike("a"))
    assert (toll.first, toll.last) == (date(2016, 3, 1), date(2016, 3, 31))


def test_movements_tell_leaving_from_returning() -> None:
    told = Told("a").claim(
        "Some 300 families fled Saraqib to Idlib.", "displacement", "fled", target=["families"],
        place=[("Saraqib", SARAQIB, "from"), ("Idlib", IDLIB, "to")], counts=[("300", "displaced", 300, 300)],
    )  # fmt: skip
    told.claim(
        "Residents returned to Hama.", "displacement", "returned", actor=["Residents"], place=[("Hama", HAMA, "to")]
    )  # fmt: skip
    leaving, returning = sorted(situation(told).movements, key=lambda m: m.returning)
    assert (leaving.origin, leaving.destination, leaving.low, leaving.high) == ((SARAQIB,), (IDLIB,), 300, 300)
    assert (returning.returning, returning.destination, returning.low) == (True, (HAMA,), None)
