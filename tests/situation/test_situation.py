"""The situation is a pure function of its claims: brought up to date, it equals one made anew."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from contested.record.records import RecordedClaim
from contested.situation.rulings import Ruling
from contested.situation.situation import Situation
from tests.situation.told import ARMY, BINNISH, HAMA, IDLIB, MONITOR, REBELS, RELIEF, SARAQIB, Told, strike

DAY = date(2016, 3, 4)
NEXT = DAY + timedelta(days=1)


@st.composite
def reports(draw: st.DrawFn, name: str) -> Told:
    """A report of a strike, perhaps with a denial and somebody who holds the place."""
    published = DAY + timedelta(days=draw(st.integers(0, 3)))
    told = strike(
        name,
        outlet=draw(st.sampled_from(["A", "B", "C"])),
        published=published,
        killed=draw(st.sampled_from([3, 11, 12, 40])),
        place=draw(st.sampled_from([SARAQIB, SARAQIB, BINNISH, HAMA, IDLIB, None])),
        time=draw(
            st.sampled_from([None, ("on Friday", DAY, DAY), ("on Saturday", DAY + timedelta(1), DAY + timedelta(1))])
        ),
        speaker=draw(st.sampled_from([[], [("the Observatory", MONITOR)], [("the Red Cross", RELIEF)], ["residents"]])),
        actor=draw(st.sampled_from([[("army jets", ARMY)], [("rebel guns", REBELS)], ["planes"]])),
        mode=draw(st.sampled_from(["aerial", "explosives"])),
        what=draw(st.sampled_from(["air raid", "raid", "bombardment"])),
    )
    if draw(st.booleans()):
        told.claim("The army denied this.", "attack", "denied", stance="denied", speaker=[("The army", ARMY)])
    if draw(st.booleans()):
        who = draw(st.sampled_from([("Rebels", REBELS), ("Soldiers", ARMY)]))
        told.claim(f"{who[0]} hold Saraqib.", "hold", "hold", actor=[who], place=[("Saraqib", SARAQIB)])
    if draw(st.booleans()):
        told.claim("Thousands fled Saraqib.", "displacement", "fled", place=[("Saraqib", SARAQIB, "from")])
    return told


@st.composite
def sets(draw: st.DrawFn) -> list[Told]:
    return [draw(reports(f"r{n}")) for n in range(draw(st.integers(2, 7)))]


def claims_of(told: list[Told]) -> list[RecordedClaim]:
    return [c for one in told for c in one.claims]


def same(a: Situation, b: Situation) -> None:
    assert a.events == b.events
    assert a.contradictions == b.contradictions
    assert (a.tolls, a.movements) == (b.tolls, b.movements)
    assert {c.claim.id for c in a.apart} == {c.claim.id for c in b.apart}


@settings(max_examples=60, deadline=None)
@given(sets(), st.randoms(use_true_random=False), st.booleans())
def test_reports_one_by_one_equal_all_at_once(told: list[Told], random, ruled) -> None:  # type: ignore[no-untyped-def]
    copies = [("r0", "r1")]
    every = claims_of(told)
    ids = [c.claim.id for c in every]
    rulings = [Ruling("d", random.random() < 0.5, ((random.choice(ids),), (random.choice(ids),)))] if ruled else []
    whole = Situation.of(every, copies=copies, rulings=rulings)
    random.shuffle(told)
    grown = Situation.of([], copies=copies, rulings=rulings)
    for one in told:
        grown = grown.with_report(one.claims)
    same(grown, whole)


@settings(max_examples=60, deadline=None)
@given(sets(), st.data())
def test_taken_away_equals_never_there(told: list[Told], data: st.DataObject) -> None:
    every = claims_of(told)
    gone = set(data.draw(st.lists(st.sampled_from([c.claim.id for c in every]), unique=True)))
    left = [c for c in every if c.claim.id not in gone]
    whole = Situation.of(every)
    events = whole.events
    same(whole.updated(removed=gone), Situation.of(left))
    assert whole.events == events  # the old one stays as it was
    same(whole.updated(removed=gone).updated(added=[c for c in every if c.claim.id in gone]), whole)


def test_what_is_looked_up() -> None:
    told = strike("a")
    told.claim("Rebels hold Saraqib.", "hold", "hold", actor=[("Rebels", REBELS)], place=[("Saraqib", SARAQIB)])
    situation = Situation.of(told.claims)
    (event,) = situation.events
    assert situation.event(event.id) == event
    assert situation.event_of(told.claims[0].claim.id) == event
    assert situation.event_of(told.claims[2].claim.id) is None
    assert [c.claim.kind for c in situation.apart] == ["hold"]
    assert situation.event("nothing") is None


def test_control_follows_from_the_same_claims() -> None:
    told = strike("a")
    told.claim("Rebels hold Saraqib.", "hold", "hold", actor=[("Rebels", REBELS)], place=[("Saraqib", SARAQIB)])
    held = Situation.of(told.claims).control(since=DAY, until=DAY)
    assert [c.place for c in held] == [SARAQIB]
    assert "SYR-REB" in {p.id for c in held for p in c.holder}
