"""Claims put together: which words fill a role, which place a phrase stands for, what is no count."""

from contested.model import Claim, Kind
from contested.read.api import read


def claims_of(text: str, kind: Kind) -> list[Claim]:
    return [claim for claim in read(text).claims if claim.kind == kind]


def test_a_quarter_takes_the_town_it_lies_in_and_says_that_it_is_inferred() -> None:
    text = "Government troops entered Aleppo on Monday. A shell fell on the market district, killing five people."
    attacks = [
        place for claim in claims_of(text, "casualties") for place in claim.place if "market" in place.span.quote
    ]
    assert attacks
    assert all(place.place is not None and place.place.geonames == 170063 for place in attacks)
    assert all(place.inferred for place in attacks)


def test_the_town_is_no_landmark() -> None:
    text = (
        "Rebels entered the northern Syrian town of Saraqib on Monday, 50 km from Aleppo. "
        "Warplanes then bombed the town, residents said."
    )
    places = [p for c in claims_of(text, "attack") for p in c.place if p.span.quote == "town"]
    assert places
    assert all(p.place is not None and p.place.geonames == 164816 for p in places)


def test_a_province_before_its_noun_is_the_province_not_its_country() -> None:
    text = "Air strikes in northern Syria's Idlib province killed nine people on Monday, a monitor said."
    found = [p.place.geonames for c in claims_of(text, "casualties") for p in c.place if p.place]
    assert found == [169387]


def test_a_name_inside_another_phrase_is_given_once() -> None:
    text = "Islamic State attacked Hasaka city with mortars and car bombs on Monday."
    for claim in claims_of(text, "attack"):
        spans = [place.span for place in claim.place]
        assert not any(a.overlaps(b) for n, a in enumerate(spans) for b in spans[n + 1 :])


def test_a_name_that_fills_a_place_is_looked_up_though_it_was_not_recognised() -> None:
    text = "Rebels seized Saraqib on Friday, a monitor said."
    assert [p.place.geonames for c in claims_of(text, "capture") for p in c.place if p.place] == [164816]


def test_a_bare_year_counts_nothing() -> None:
    text = "Clashes killed 12 soldiers in the town of Saraqib. Beirut, 2014."
    lows = [count.low for claim in read(text).claims for count in claim.counts]
    assert 12 in lows
    assert 2014 not in lows


def test_a_role_of_another_clause_is_marked_as_inferred() -> None:
    text = "Islamist fighters killed a judge after storming the courthouse in Mosul on Friday, police said."
    roles = [(c.kind, a.span.quote, a.inferred) for c in read(text).claims for a in c.actor]
    assert ("casualties", "Islamist fighters", False) in roles or ("attack", "Islamist fighters", False) in roles
    assert all(inferred for kind, _, inferred in roles if kind == "advance")


def test_a_person_named_twice_in_an_apposition_is_one_actor() -> None:
    text = "The minister for foreign affairs, Tobias Ellwood, the British minister, visited Turkey on 4 April 2016."
    for claim in read(text).claims:
        spans = [a.span for a in claim.actor]
        assert not any(a.overlaps(b) for n, a in enumerate(spans) for b in spans[n + 1 :])
