"""Control day by day: each rule on invented reports, and what must hold of any claims whatever."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model import Kind, Place, Stance
from contested.record.records import RecordedClaim
from contested.situation.control import by_place, control_of, control_of_place
from contested.situation.control_places import in_own_name, keys_of, place_key
from contested.situation.control_rules import RULES, Settings
from contested.situation.control_why import why
from contested.situation.records import Control
from tests.situation.held import A_REBEL, ARMY_IS, REBELS_ARE, THE_ARMY, THE_MONITOR, day, says
from tests.situation.told import BINNISH, HAMA, SARAQIB, Who

GOVERNMENT, OPPOSITION = "Syrian civil war: government", "Syrian civil war: opposition"
KINDS: tuple[Kind, ...] = ("capture", "hold", "retreat", "advance", "besiege", "clash")
MOVING: tuple[Stance, ...] = ("asserted", "denied")
UNMOVED: tuple[Stance, ...] = ("planned", "possible", "conditional", "demanded")


def on(claims: Sequence[RecordedClaim], number: int, *, place: Place = SARAQIB, as_known: int | None = None) -> Control:
    """The one interval of a place on the day of that number."""
    known = None if as_known is None else day(as_known)
    found = control_of(claims, since=day(number), until=day(number), as_known=known)
    (one,) = (c for c in found if c.place == place)
    return one


def sides(control: Control) -> list[str | None]:
    return [party.side for party in control.holder]


def seen(control: Control) -> tuple[str, str | None, str]:
    return control.state, control.tier, control.rule


def test_the_sides_own_claim_is_claimed_and_no_more() -> None:
    claims = [c for n in range(4) for c in says(f"r{n}", "capture", REBELS_ARE, speaker=A_REBEL, on=n)]
    found = on(claims, 3)
    assert seen(found) == ("held", "claimed", "own-claim")
    assert sides(found) == [OPPOSITION]


def test_one_source_is_claimed_two_independent_ones_are_assessed() -> None:
    one = says("a", "capture", REBELS_ARE)
    assert seen(on(one, 0)) == ("held", "claimed", "one-source")
    two = [*one, *says("b", "hold", REBELS_ARE, speaker=THE_MONITOR, filler=" by noon, phones and markets quiet")]
    assert seen(on(two, 0)) == ("held", "assessed", "independent-sources")


def test_a_copy_is_no_second_source() -> None:
    text = "Rebels captured Saraqib after a night of fire on its northern side, and the market stayed shut."
    claims = [c for n in "abc" for c in says(n, "capture", REBELS_ARE, sentence=text)]
    assert seen(on(claims, 0)) == ("held", "claimed", "one-source")


def test_the_same_words_weeks_later_are_news() -> None:
    claims = [*says("a", "capture", REBELS_ARE), *says("b", "capture", ARMY_IS, on=10)]
    claims += says("c", "capture", REBELS_ARE, on=20)
    assert [sides(on(claims, n)) for n in (0, 10, 20)] == [[OPPOSITION], [GOVERNMENT], [OPPOSITION]]


def test_an_admission_against_interest_is_assessed() -> None:
    claims = says("a", "capture", REBELS_ARE, speaker=THE_ARMY)
    assert seen(on(claims, 0)) == ("held", "assessed", "admission-against-interest")


def test_that_one_side_left_is_claimed_until_the_other_is_told_to_be_there() -> None:
    left = says("a", "retreat", ARMY_IS, speaker=THE_ARMY, on=1)
    assert seen(on(left, 1)) == ("held", "claimed", "enemy-left")
    assert sides(on(left, 1)) == [OPPOSITION]
    claims = [*says("b", "hold", REBELS_ARE, speaker=A_REBEL), *left]
    assert seen(on(claims, 1)) == ("held", "assessed", "admission-against-interest")


def test_rival_claims_make_it_contested_and_a_later_capture_settles_it() -> None:
    claims = [*says("a", "capture", REBELS_ARE, on=1), *says("b", "hold", ARMY_IS, on=1, filler=" as before")]
    claims += says("c", "capture", ARMY_IS, on=1, speaker=THE_ARMY)
    found = on(claims, 1)
    assert seen(found)[::2] == ("contested", "rival-claims")
    assert sides(found) == [GOVERNMENT, OPPOSITION]
    later = [*claims, *says("d", "capture", REBELS_ARE, on=3, filler=" once more")]
    later += says("e", "hold", REBELS_ARE, on=3, filler=" today")
    assert sides(on(later, 3)) == [OPPOSITION]
    assert on(later, 3).state == "held"


def test_a_fight_of_one_day_is_a_clash_a_longer_one_contests_the_place() -> None:
    claims = [*says("a", "hold", REBELS_ARE), *says("b", "clash", [*ARMY_IS, *REBELS_ARE], on=1)]
    assert on(claims, 1).state == "held"
    for n, how in ((2, " with mortars"), (3, ", house to house, all night"), (4, " for its mill and its old bridge")):
        claims += says(f"f{n}", "clash", ARMY_IS, on=n, filler=how)
    assert seen(on(claims, 4))[::2] == ("contested", "fighting-inside")
    assert on(claims, 4 + Settings().fight_days).state == "contested"
    untold = on(claims, 5 + Settings().fight_days)
    assert seen(untold) == ("stale", None, "outcome-untold"), "how it ended is not made up"
    assert sides(untold) == [GOVERNMENT, OPPOSITION]
    claims += says("z", "hold", REBELS_ARE, on=20, filler=" after all")
    assert on(claims, 20).state == "held"


def test_a_siege_needs_several_days_and_sources() -> None:
    claims = [*says("a", "hold", REBELS_ARE), *says("b", "besiege", ARMY_IS, on=1)]
    assert on(claims, 1).state == "held"
    claims += says("c", "besiege", ARMY_IS, on=2, filler=" from the hills")
    claims += says("d", "besiege", ARMY_IS, on=3, filler=" and cut its water", speaker=THE_MONITOR)
    found = on(claims, 3)
    assert seen(found)[::2] == ("besieged", "siege-sustained")
    assert sides(found) == [OPPOSITION]


def test_a_state_holds_without_mention_and_goes_stale() -> None:
    claims = says("a", "capture", REBELS_ARE)
    days = Settings().stale_days
    assert on(claims, days).state == "held"
    stale = on(claims, days + 1)
    assert seen(stale) == ("stale", None, "no-mention")
    assert sides(stale) == [OPPOSITION], "who held it last is still told"
    mention = [*claims, *says("b", "clash", ARMY_IS, on=days - 2, stance="planned")]
    assert on(mention, days + 1).state == "held", "a mention of any kind keeps it fresh"


def test_an_attacker_told_of_once_does_not_give_the_place_to_the_other() -> None:
    claims = says("a", "advance", ARMY_IS)
    assert seen(on(claims, 0)) == ("unknown", None, "never-told")
    claims += says("b", "advance", ARMY_IS, on=1, filler=" with tanks")
    assert seen(on(claims, 1)) == ("held", "claimed", "enemy-outside")
    assert sides(on(claims, 1)) == [OPPOSITION]


def test_what_was_never_told_stays_unknown() -> None:
    claims = [*says("a", "capture", REBELS_ARE, on=3), *says("b", "hold", ARMY_IS, place=HAMA, stance="planned")]
    assert seen(on(claims, 0)) == ("unknown", None, "never-told")
    assert seen(on(claims, 3, place=HAMA)) == ("unknown", None, "never-told")
    assert not [c for c in control_of(claims, until=day(3)) if c.place == BINNISH]


def test_only_reports_known_by_then_count() -> None:
    claims = [*says("a", "hold", ARMY_IS), *says("b", "capture", REBELS_ARE, on=2)]
    assert sides(on(claims, 2, as_known=1)) == [GOVERNMENT]
    assert sides(on(claims, 2, as_known=2)) == [OPPOSITION]
    replaced = [replace(c, report=replace(c.report, until=day(4))) for c in claims[1:]]
    assert sides(on([claims[0], *replaced], 5)) == [GOVERNMENT], "a replaced version no longer stands"
    assert sides(on([claims[0], *replaced], 3, as_known=3)) == [OPPOSITION]


def test_rejected_claims_are_left_out() -> None:
    claims = [*says("a", "hold", ARMY_IS), *says("b", "capture", REBELS_ARE, on=1)]
    assert sides(on([claims[0], replace(claims[1], rejected=True)], 1)) == [GOVERNMENT]


def test_two_entries_of_one_town_are_one_place_and_a_quarter_is_not_the_city() -> None:
    twin = replace(SARAQIB, geonames=1, name="As Saraqib", lat=35.8651)
    claims = [*says("a", "capture", REBELS_ARE), *says("b", "hold", REBELS_ARE, place=twin, filler=" now")]
    assert len({c.place for c in control_of(claims, until=day(1))}) == 1
    tripoli = Place(2210247, "Tripoli", 32.88743, 13.18733, "LY", "Tripoli", "settlement")
    quarter = replace(tripoli, name="Some Quarter", lat=32.86)
    assert place_key(quarter) != place_key(tripoli)
    assert in_own_name(quarter).geonames is None
    assert in_own_name(tripoli) == tripoli


@st.composite
def histories(draw: st.DrawFn, stances: tuple[Stance, ...] = (*MOVING, *UNMOVED)) -> list[list[RecordedClaim]]:
    """Reports of one claim each on two places, by either side and various speakers."""
    made = []
    for n in range(draw(st.integers(1, 9))):
        actor: Who = draw(st.sampled_from([ARMY_IS, REBELS_ARE, [*ARMY_IS, *REBELS_ARE], ["gunmen"], []]))
        speaker: Who = draw(st.sampled_from([(), THE_ARMY, A_REBEL, THE_MONITOR, ["residents"]]))
        made.append(
            says(
                f"r{n}",
                draw(st.sampled_from(KINDS)),
                actor,
                on=draw(st.integers(0, 45)),
                place=draw(st.sampled_from([SARAQIB, SARAQIB, HAMA])),
                speaker=speaker,
                stance=draw(st.sampled_from(stances)),
                filler=draw(st.sampled_from(["", " again", " with tanks at dawn", " and its market"])),
            )
        )
    return made


LAST = day(90)


@settings(max_examples=60, deadline=None)
@given(histories(), st.integers(0, 10_000))
def test_place_by_place_and_in_any_order_it_is_the_same(reports: list[list[RecordedClaim]], seed: int) -> None:
    claims = [c for own in reports for c in own]
    whole = control_of(claims, until=LAST)
    shuffled = random.Random(seed).sample(claims, len(claims))
    assert control_of(shuffled, until=LAST) == whole
    filed = by_place(claims)
    single = [c for key in filed for c in control_of_place(filed[key], key, until=LAST, area=filed)]
    assert sorted(single, key=repr) == sorted(whole, key=repr)


@settings(max_examples=60, deadline=None)
@given(histories())
def test_a_report_changes_only_the_places_it_touches(reports: list[list[RecordedClaim]]) -> None:
    before = control_of([c for own in reports[:-1] for c in own], until=LAST)
    after = control_of([c for own in reports for c in own], until=LAST)
    touched = {key for c in reports[-1] for key in keys_of(c.claim)}
    assert [c for c in before if place_key(c.place) not in touched] == [
        c for c in after if place_key(c.place) not in touched
    ]


@settings(max_examples=60, deadline=None)
@given(histories(MOVING), histories(UNMOVED))
def test_plans_and_the_like_never_move_control(
    told: list[list[RecordedClaim]], plans: list[list[RecordedClaim]]
) -> None:
    """They may keep a state fresh, and name a place; who holds it by what claims they leave as it was."""
    facts = [c for own in told for c in own]
    more = [*facts, *(replace(c, claim=replace(c.claim, id=f"plan {c.claim.id}")) for own in plans for c in own)]
    never = Settings(stale_days=1000)
    before = {(c.place, c.first): c for c in control_of(facts, since=day(0), until=LAST, settings=never)}
    for c in control_of(more, since=day(0), until=LAST, settings=never):
        same = before.get((c.place, c.first))
        assert c == same if same else c.state == "unknown"


@settings(max_examples=60, deadline=None)
@given(histories())
def test_no_day_is_invented_and_none_is_told_twice(reports: list[list[RecordedClaim]]) -> None:
    claims = [c for own in reports for c in own]
    told = {c.claim.id: c for c in claims}
    by: dict[Place, list[Control]] = {}
    for control in control_of(claims, until=LAST):
        by.setdefault(control.place, []).append(control)
        assert control.rule in RULES
        assert control.first <= control.last <= LAST
        assert set(control.claims) <= set(told)
        assert not set(control.claims) & set(control.against)
        if control.state in ("held", "besieged", "contested"):
            assert control.claims
            assert control.tier
            assert control.first >= min(told[i].report.known for i in control.claims), "nothing holds before it is told"
    for own in by.values():
        assert [c.first for c in own[1:]] == [c.last + timedelta(1) for c in own[:-1]]


@settings(max_examples=40, deadline=None)
@given(histories(), st.integers(0, 60))
def test_one_day_of_all_is_that_day_alone(reports: list[list[RecordedClaim]], number: int) -> None:
    claims = [c for own in reports for c in own]
    whole = control_of(claims, since=day(0), until=LAST)
    alone = control_of(claims, since=day(number), until=day(number))
    there = [c for c in whole if c.first <= day(number) <= c.last]
    assert [(c.place, *seen(c), sides(c)) for c in alone] == [(c.place, *seen(c), sides(c)) for c in there]


@settings(max_examples=40, deadline=None)
@given(histories(), st.integers(0, 45))
def test_later_reports_do_not_change_what_was_known(reports: list[list[RecordedClaim]], number: int) -> None:
    claims = [c for own in reports for c in own]
    early = [c for c in claims if c.report.known <= day(number)]
    assert control_of(claims, until=LAST, as_known=day(number)) == control_of(early, until=LAST)


def test_why_names_the_rule_and_the_claims_for_and_against() -> None:
    claims = [
        *says("a", "hold", ARMY_IS),
        *says("b", "capture", REBELS_ARE, on=1),
        *says("c", "hold", REBELS_ARE, on=2, speaker=THE_MONITOR, filler=" since the morning"),
        *says("d", "capture", ARMY_IS, on=2, stance="planned"),
        *says("e", "capture", ARMY_IS, on=5),
    ]
    key = place_key(SARAQIB)
    found = why(claims, key, day(2))
    assert found is not None
    assert found.control.state == "held"
    assert found.rule.startswith("independent-sources: ")
    assert [(s.claim.report.id, s.means) for s in found.supporting] == [
        ("c", "opposition holds it"), ("b", "opposition took it"),
    ]  # fmt: skip
    assert [s.claim.report.id for s in found.against] == ["a"]
    assert found.uncounted == (("planned", 1),)
    assert why([], key, day(2)) is None


@pytest.mark.parametrize("number", [0, 7])
def test_the_same_input_gives_the_same_bytes(number: int) -> None:
    claims = [c for n in range(6) for c in says(f"r{n}", KINDS[n], ARMY_IS if n % 2 else REBELS_ARE, on=n)]
    assert repr(control_of(claims, until=day(number))) == repr(control_of(claims, until=day(number)))
    assert control_of([], until=date(2016, 3, 1)) == ()
