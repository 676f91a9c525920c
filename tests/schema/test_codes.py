"""Codes of claims in PLOVER and ACLED."""

import pytest

from contested.errors import DataFileError
from contested.model import KINDS, STANCES, Codes
from contested.schema.codes import ACLED, PLOVER, codes_an_event, codes_of, load_codes, parse_codes


def test_every_kind_has_rows_and_every_code_is_of_its_book() -> None:
    table = load_codes()
    assert set(table) == set(KINDS)
    for rows in table.values():
        for row in rows:
            codes = row.codes
            assert codes.plover_event is None or codes.plover_event in PLOVER
            assert codes.acled_event_type is None or codes.acled_event_type in ACLED


def test_every_sub_event_of_acled_can_be_reached() -> None:
    reached = {row.codes.acled_sub_event_type for rows in load_codes().values() for row in rows}
    assert set().union(*ACLED.values()) <= reached


@pytest.mark.parametrize(
    ("mode", "sub_event"),
    [
        ("aerial", "Air/drone strike"),
        ("drone", "Air/drone strike"),
        ("heavy-weapons", "Shelling/artillery/missile attack"),
        ("suicide-attack", "Suicide bomb"),
        ("explosives", "Remote explosive/landmine/IED"),
        ("grenade", "Grenade"),
        ("chemical", "Chemical weapon"),
    ],
)
def test_means_of_attack_give_acled_sub_events(mode: str, sub_event: str) -> None:
    codes = codes_of("attack", mode=mode)
    assert (codes.plover_event, codes.acled_event_type) == ("ASSAULT", "Explosions/Remote violence")
    assert codes.acled_sub_event_type == sub_event
    assert codes.plover_mode in PLOVER["ASSAULT"]


def test_who_is_hit_parts_battles_from_violence_against_civilians() -> None:
    assert codes_of("attack", mode="firearms", target="civilians").acled_sub_event_type == "Attack"
    assert codes_of("attack", mode="firearms", target="armed").acled_sub_event_type == "Armed clash"
    assert codes_of("attack", mode="firearms", target="protesters").acled_sub_event_type == (
        "Excessive force against protesters"
    )
    assert codes_of("attack", mode="firearms") == Codes("ASSAULT", "firearms", None, None)


def test_who_takes_a_place_names_the_sub_event() -> None:
    assert codes_of("capture", actor="government").acled_sub_event_type == "Government regains territory"
    assert codes_of("capture", actor="nonstate").acled_sub_event_type == "Non-state actor overtakes territory"
    assert codes_of("capture", actor="foreign").acled_sub_event_type == "Non-state actor overtakes territory"
    assert codes_of("capture", mode="transfer").acled_sub_event_type == "Non-violent transfer of territory"
    assert codes_of("capture") == Codes("COERCE", "seize", "Battles", None)


@pytest.mark.parametrize(
    ("mode", "event", "plover_mode", "sub_event"),
    [
        ("arrest", "COERCE", "arrest", "Arrests"),
        ("abduct", "ASSAULT", "abduct", "Abduction/forced disappearance"),
        ("release", "RETREAT", "release", "Other"),
    ],
)
def test_detentions(mode: str, event: str, plover_mode: str, sub_event: str) -> None:
    codes = codes_of("detain", mode=mode)
    assert (codes.plover_event, codes.plover_mode, codes.acled_sub_event_type) == (event, plover_mode, sub_event)


def test_a_ceasefire_is_a_retreat_of_plover_and_a_deal_is_not() -> None:
    assert codes_of("agree", mode="ceasefire").plover_event == "RETREAT"
    assert codes_of("agree").plover_event == "AGREE"


def test_states_and_aims_have_no_codes() -> None:
    assert codes_of("hold") == codes_of("displacement") == codes_of("casualties") == codes_of("aim") == Codes()


def test_only_asserted_claims_are_events() -> None:
    assert [stance for stance in STANCES if codes_an_event(stance)] == ["asserted"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("attack,*,*,*,ASSALT,,,", r"codes\.csv:1: 'ASSALT' is no PLOVER event"),
        ("attack,*,*,*,ASSAULT,stroll,,", r":1: 'stroll' is no mode of PLOVER ASSAULT"),
        ("attack,*,*,*,ASSAULT,,Battle,", r":1: 'Battle' is no ACLED event type"),
        ("attack,*,*,*,ASSAULT,,Battles,Grenade", r":1: 'Grenade' is no sub-event type of ACLED Battles"),
        ("assault,*,*,*,ASSAULT,,,", r":1: unknown kind 'assault'"),
        ("attack,*,*,*,ASSAULT", r":1: expected 8 fields"),
        ("attack,*,*,*,ASSAULT,,,\nattack,*,*,*,ASSAULT,,,", r":2: attack \* \* \* stands already on line 1"),
        ("attack,aerial,*,*,ASSAULT,,,", r"kind attack needs a last row"),
    ],
)
def test_a_wrong_row_is_named(row: str, reason: str) -> None:
    with pytest.raises(DataFileError, match=reason):
        parse_codes(row)
