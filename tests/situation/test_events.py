"""Events: what belongs together, what does not, and what is told of them."""

from __future__ import annotations

from datetime import date

from contested.record.records import RecordedClaim
from contested.situation.events import events_of
from contested.situation.records import Event
from contested.situation.rulings import Ruling
from tests.situation.told import (
    ARMY,
    BINNISH,
    FRIDAY,
    HAMA,
    IDLIB,
    MONDAY,
    MONITOR,
    REBELS,
    RELIEF,
    SARAQIB,
    SYRIA,
    Told,
    strike,
)  # fmt: skip


def all_of(*told: Told) -> list[RecordedClaim]:
    return [c for one in told for c in one.claims]


def only(*told: Told, **options: object) -> Event:
    events = events_of(all_of(*told), **options)  # type: ignore[arg-type]
    assert len(events) == 1, [e.why for e in events]
    return events[0]


def test_attack_and_dead_of_one_report_are_one_event() -> None:
    event = only(strike("a"))
    assert event.kinds == ("attack", "casualties")
    assert event.family == "force"
    assert (event.place, event.first, event.last) == (SARAQIB, date(2016, 3, 4), date(2016, 3, 4))
    assert event.rule == "one-telling"
    assert event.reports == 1
    assert [(t.what, t.low, t.high) for t in event.tolls] == [("killed", 11, 11)]


def test_two_outlets_on_one_strike_are_one_event_with_both_tolls() -> None:
    one = strike("a", speaker=[("the Observatory", MONITOR)])
    other = strike("b", outlet="Beispiel", killed=13, speaker=[("the Red Cross", RELIEF)])
    event = only(one, other)
    assert event.rule == "alike-tellings"
    assert event.reports == event.sources == 2
    assert [(t.low, t.high) for t in event.tolls] == [(11, 13)]
    assert sorted(a.speaker[0].id or "" for a in event.accounts) == ["icrc", "sohr"]
    assert any("both at Saraqib" in line and "score" in line for line in event.why)


def test_an_undated_claim_takes_the_day_of_its_report() -> None:
    assert only(strike("a"), strike("b", outlet="Beispiel", time=None)).reports == 2
    late = strike("b", outlet="Beispiel", time=None, published=date(2016, 3, 20))
    assert len(events_of(all_of(strike("a"), late))) == 2


def test_a_strike_told_of_the_province_is_the_one_in_the_town_when_the_number_fits() -> None:
    assert only(strike("a"), strike("b", outlet="Beispiel", place=IDLIB)).place == SARAQIB


def test_another_town_is_another_event() -> None:
    assert len(events_of(all_of(strike("a"), strike("b", place=HAMA)))) == 2
    assert len(events_of(all_of(strike("a"), strike("b", place=BINNISH)))) == 2


def test_another_day_is_another_event() -> None:
    assert len(events_of(all_of(strike("a"), strike("b", time=MONDAY)))) == 2


def test_a_number_far_off_and_other_means_is_another_event() -> None:
    other = strike("b", outlet="Beispiel", killed=70, mode="suicide-attack", what="suicide bomb", actor=["a driver"])
    assert len(events_of(all_of(strike("a"), other))) == 2


def test_a_second_bomb_of_one_report_is_another_event() -> None:
    told = Told("a")
    kw = {"place": [("Hama", HAMA)], "time": FRIDAY, "mode": "explosives"}
    told.claim("A bomb exploded in Hama on Friday.", "attack", "bomb", **kw)  # type: ignore[arg-type]
    told.claim("Later a second bomb went off.", "attack", "bomb", mode="explosives")
    assert len(events_of(told.claims)) == 2


def test_a_running_total_is_no_new_incident() -> None:
    told = strike("a")
    told.claim(
        "Since Monday 68 civilians have been killed in Saraqib.", "casualties", "killed", target=["civilians"],
        place=[("Saraqib", SARAQIB)], time=("Since Monday", date(2016, 2, 29), date(2016, 3, 4)),
        counts=[("68", "killed", 68, 68)],
    )  # fmt: skip
    first, second = sorted(events_of(told.claims), key=lambda e: len(e.claims))
    assert [(t.low, t.high) for t in second.tolls] == [(11, 11)]
    assert [(t.low, t.high) for t in first.tolls] == [(68, 68)]


def test_the_war_as_a_whole_is_no_incident_of_it() -> None:
    told = strike("a", place=SYRIA, time=None)
    told.claim("The war in Syria goes on.", "clash", "war", place=[("Syria", SYRIA)])
    assert len(events_of(told.claims)) == 2


def test_a_denial_is_a_rival_account_of_the_same_event() -> None:
    told = strike("a", speaker=[("the Observatory", MONITOR)])
    told.claim("The army denied the raid.", "attack", "raid", stance="denied", speaker=[("The army", ARMY)])
    event = only(told)
    assert sorted(a.stance for a in event.accounts) == ["asserted", "denied"]
    assert event.grade == "contested"
    assert len(event.contradictions) == 1


def test_plans_demands_and_states_make_no_event() -> None:
    told = Told("a")
    told.claim("The army plans to shell Hama.", "attack", "shell", stance="planned", place=[("Hama", HAMA)])
    told.claim("Rebels hold Saraqib.", "hold", "hold", place=[("Saraqib", SARAQIB)], actor=[("Rebels", REBELS)])
    assert events_of(told.claims) == ()


def test_near_copies_count_as_one_source_and_two_reports() -> None:
    one, copy = strike("a", speaker=["residents"]), strike("b", outlet="Beispiel", speaker=["residents"])
    event = only(one, copy, copies=[("a", "b")])
    assert (event.reports, event.sources, len(event.accounts)) == (2, 1, 1)
    assert event.grade == "weak"
    assert "go back to one source" in event.grade_reason
    assert set(event.accounts[0].outlets) == {"Example Times", "Beispiel"}


def test_a_decision_joins_what_the_rules_keep_apart() -> None:
    claims = all_of(strike("a"), strike("b", place=HAMA))
    ids = [claims[0].claim.id, claims[2].claim.id]
    joined = events_of(claims, rulings=[Ruling("d1", True, ((ids[0],), (ids[1],)))])
    assert len(joined) == 1
    assert joined[0].rule == "analyst"
    assert any("decision d1" in line for line in joined[0].why)


def test_a_decision_parts_what_the_rules_join_and_the_later_one_holds() -> None:
    claims = all_of(strike("a"), strike("b", outlet="Beispiel"))
    pair = ((claims[0].claim.id,), (claims[2].claim.id,))
    apart = Ruling("d1", False, pair)
    assert len(events_of(claims, rulings=[apart])) == 2
    assert len(events_of(claims, rulings=[apart, Ruling("d2", True, pair)])) == 1


def test_a_decision_parts_claims_of_one_report() -> None:
    claims = strike("a").claims
    apart = Ruling("d1", False, ((claims[0].claim.id,), (claims[1].claim.id,)))
    assert sorted(len(e.claims) for e in events_of(claims, rulings=[apart])) == [1, 1]


def test_every_claim_of_a_happening_is_in_one_event_and_ids_last() -> None:
    claims = all_of(strike("a"), strike("b", outlet="Beispiel"), strike("c", place=HAMA))
    events = events_of(claims)
    assert sorted(c for e in events for c in e.claims) == sorted(c.claim.id for c in claims)
    before = {e.id for e in events_of(all_of(strike("a"), strike("c", place=HAMA)))}
    assert before == {e.id for e in events}


def test_who_is_hit_in_one_does_not_do_it_in_the_other() -> None:
    """Both sides fire rockets at one town on one day."""
    told = []
    for name, doer, hit in (("a", ("army", ARMY), ("rebels", REBELS)), ("b", ("rebels", REBELS), ("army", ARMY))):
        sentence = f"Rockets were fired by the {doer[0]} at the {hit[0]} near Saraqib on Friday."
        told.append(
            Told(name).claim(
                sentence, "attack", "fired", actor=[doer], target=[hit], place=[("Saraqib", SARAQIB)], time=FRIDAY,
                mode="heavy-weapons",
            )
        )  # fmt: skip
    assert len(events_of(all_of(*told))) == 2


def test_a_rare_means_marks_an_incident_out() -> None:
    """A report comes back to the gas attack without place, day or number."""
    told = Told("a").claim(
        "A gas attack killed 40 people in Saraqib on Friday.", "attack", "gas attack", mode="unconventional",
        place=[("Saraqib", SARAQIB)], time=FRIDAY,
    )  # fmt: skip
    for n in range(4):
        told.claim(f"Talks about schools went on for {n} hours.", "meet", "Talks")
    told.claim("Doctors spoke of poison gas used.", "attack", "poison gas used", mode="unconventional")
    assert [len(e.claims) for e in events_of(told.claims) if e.family == "force"] == [2]
