"""Grades and independence."""

from __future__ import annotations

from contested.situation.events import events_of
from contested.situation.records import Event
from tests.situation.told import ARMY, FRIDAY, MONITOR, REBELS, RELIEF, SARAQIB, Told, strike


def event_of(*told: Told) -> Event:
    events = events_of([c for one in told for c in one.claims])
    assert len(events) == 1
    return events[0]


def test_one_source_is_weak() -> None:
    event = event_of(strike("a", speaker=[("the Observatory", MONITOR)]))
    assert (event.grade, event.sources) == ("weak", 1)


def test_one_speaker_in_two_reports_is_one_source() -> None:
    speaker = [("the Observatory", MONITOR)]
    event = event_of(strike("a", speaker=speaker), strike("b", outlet="Beispiel", speaker=speaker, what="bombardment"))
    assert (event.grade, event.sources, event.reports) == ("weak", 1, 2)


def test_two_independent_sources_are_fair() -> None:
    other = strike("b", outlet="Beispiel", speaker=[("the Red Cross", RELIEF)])
    event = event_of(strike("a", speaker=[("the Observatory", MONITOR)]), other)
    assert (event.grade, event.sources) == ("fair", 2)


def test_parties_of_one_side_are_one_source() -> None:
    other = strike("b", outlet="Beispiel", speaker=[("the opposition", REBELS)], what="raid")
    event = event_of(strike("a", speaker=[("rebels", REBELS)]), other)
    assert (event.grade, event.sources) == ("weak", 1)
    assert "one side" in event.grade_reason


def test_the_responsible_side_admits() -> None:
    told = Told("a").claim(
        "The army admitted that its jets killed civilians in Saraqib on Friday.", "casualties", "killed",
        speaker=[("The army", ARMY)], actor=[("its jets", ARMY)], target=["civilians"],
        place=[("Saraqib", SARAQIB)], time=FRIDAY, cue="admitting",
    )  # fmt: skip
    event = event_of(told)
    assert event.grade == "confirmed"
    assert "own side" in event.grade_reason


def test_a_boast_is_no_admission() -> None:
    told = Told("a").claim(
        "The army said it killed rebels in Saraqib on Friday.", "casualties", "killed", speaker=[("The army", ARMY)],
        actor=[("it", ARMY)], target=[("rebels", REBELS)], place=[("Saraqib", SARAQIB)], time=FRIDAY,
    )  # fmt: skip
    assert event_of(told).grade == "weak"


def test_a_retreat_told_by_who_leaves_is_an_admission() -> None:
    told = Told("a").claim(
        "The army said it left Saraqib on Friday.", "retreat", "left", speaker=[("The army", ARMY)],
        actor=[("it", ARMY)], place=[("Saraqib", SARAQIB, "from")], time=FRIDAY,
    )  # fmt: skip
    assert event_of(told).grade == "confirmed"


def test_what_is_only_denied_is_discounted() -> None:
    told = strike("a", stance="denied", speaker=[("the army", ARMY)], actor=["jets"])
    assert event_of(told).grade == "discounted"


def test_what_nobody_says_outright_is_weak() -> None:
    event = event_of(strike("a", stance="possible"))
    assert event.grade == "weak"
    assert "outright" in event.grade_reason


def test_responsibility_claimed_confirms_and_names_the_culprit() -> None:
    told = strike("a", actor=["a driver"], mode="suicide-attack", what="suicide bomb")
    told.claim("Rebels claimed responsibility.", "accuse", "claimed responsibility", actor=[("Rebels", REBELS)])
    event = event_of(told)
    assert (event.grade, event.grade_reason) == ("confirmed", "Syrian rebels claimed responsibility")
    assert "SYR-REB" in {p.id for a in event.accounts for p in a.culprits}


def test_no_one_claiming_responsibility_confirms_nothing() -> None:
    told = strike("a", actor=["a driver"])
    told.claim("No group claimed responsibility.", "accuse", "claimed responsibility", stance="denied")
    events = events_of(told.claims)
    assert [e.grade for e in events if e.family == "force"] == ["weak"]
