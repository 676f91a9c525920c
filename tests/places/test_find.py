"""Recognition and resolution on sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from spacy.tokens import Doc

from contested.places import FoundPlace, find_places, refer_back, resolve_spans

SYRIA = (
    "Rebels captured the towns of Saraqib and Binnish in Idlib province on Friday, Syrian activists said. "
    "Government jets bombed positions 40 km south of Aleppo and the outskirts of Hama."
)


def named(text: str, found: tuple[FoundPlace, ...]) -> dict[str, FoundPlace]:
    return {text[f.start : f.end]: f for f in found}


def test_a_list_of_towns_and_their_province(doc: Callable[[str], Doc]) -> None:
    found = named(SYRIA, find_places(doc(SYRIA)))
    ids = {name: f.place.geonames for name, f in found.items() if f.place}
    assert ids["Saraqib"] == 164816
    assert ids["Binnish"] == 171451
    assert ids["Idlib"] == 169387  # the province, not the city
    assert found["Idlib"].place is not None
    assert found["Idlib"].place.precision == "admin1"
    assert all(f.place is None or f.place.country == "SY" for f in found.values())


def test_demonyms_are_not_places(doc: Callable[[str], Doc]) -> None:
    assert "Syrian" not in named(SYRIA, find_places(doc(SYRIA)))


def test_relations_are_kept(doc: Callable[[str], Doc]) -> None:
    found = named(SYRIA, find_places(doc(SYRIA)))
    assert found["Aleppo"].relation == "40 km south of"
    assert found["Aleppo"].radius_km == 50.0
    assert found["Hama"].relation == "the outskirts of"


def test_the_countryside_is_the_area(doc: Callable[[str], Doc]) -> None:
    text = "Clashes broke out in the Aleppo countryside, in northern Syria. Aleppo city was quiet, residents said."
    levels = [f.place.precision for f in find_places(doc(text)) if f.place and text[f.start : f.end] == "Aleppo"]
    assert levels == ["admin1", "settlement"]


def test_the_parent_in_the_text_decides(doc: Callable[[str], Doc]) -> None:
    text = "The sheriff of Moscow, Idaho, said nobody was hurt. Roads near Lewiston, Idaho, were closed."
    found = named(text, find_places(doc(text)))
    assert found["Moscow"].place is not None
    assert found["Moscow"].place.country == "US"


def test_the_country_of_the_text_decides(doc: Callable[[str], Doc]) -> None:
    libya = "Libyan rebels marched on Tripoli from Misrata and Zawiya. Gaddafi's forces still hold Sirte, in Libya."
    lebanon = "Gunmen clashed in Tripoli, in northern Lebanon. The Lebanese army moved in from Beirut and Sidon."
    for text, country in ((libya, "LY"), (lebanon, "LB")):
        place = named(text, find_places(doc(text)))["Tripoli"].place
        assert place is not None
        assert place.country == country


def test_a_threshold_abstains(doc: Callable[[str], Doc]) -> None:
    assert all(f.place is None for f in find_places(doc(SYRIA), threshold=1.01))
    assert [f.start for f in find_places(doc(SYRIA), threshold=1.01)] == [f.start for f in find_places(doc(SYRIA))]


def test_skipped_tokens_yield_nothing(doc: Callable[[str], Doc]) -> None:
    parsed = doc(SYRIA)
    assert find_places(parsed, skip=np.ones(len(parsed), dtype=np.bool_)) == ()


def test_spans_agree_with_the_text_and_are_in_order(doc: Callable[[str], Doc]) -> None:
    parsed = doc(SYRIA)
    found = find_places(parsed)
    assert [f.start for f in found] == sorted(f.start for f in found)
    assert all(0.0 <= f.probability <= 1.0 for f in found)
    for f in found:
        assert parsed[f.start_token].idx <= f.start
        assert parsed[f.end_token - 1].idx < f.end


def test_nothing_in_nothing(doc: Callable[[str], Doc]) -> None:
    assert find_places(doc("It rained.")) == ()


def test_given_spans_are_resolved_in_order(doc: Callable[[str], Doc]) -> None:
    spans = [(SYRIA.index(n), SYRIA.index(n) + len(n)) for n in ("Binnish", "Aleppo", "Saraqib")]
    ids = [p.geonames if p else None for p in resolve_spans(doc(SYRIA), spans)]
    assert ids == [171451, 170063, 164816]


def test_an_unknown_given_span_lies_beside_its_neighbour(doc: Callable[[str], Doc]) -> None:
    text = "A bomb went off on Quuxby Row in Aleppo, Syria."
    at = (text.index("Quuxby"), text.index(" in Aleppo"))
    (place,) = resolve_spans(doc(text), [at])
    assert place is not None
    assert (place.geonames, place.country, place.precision) == (None, "SY", "region")
    assert resolve_spans(doc(text), [at], threshold=0.5) == [None]


def test_common_nouns_refer_back(doc: Callable[[str], Doc]) -> None:
    text = "The army entered Saraqib, in Syria, at dawn. Hundreds fled the town. Shells fell on the Syrian capital."
    found = find_places(doc(text))
    meant = {text[f.start : f.end]: f.place for f in refer_back(doc(text), found)}
    assert meant["town"] is not None
    assert meant["town"].geonames == 164816
    assert meant["capital"] is not None
    assert meant["capital"].name == "Damascus"


def test_the_same_text_gives_the_same_places(doc: Callable[[str], Doc]) -> None:
    assert find_places(doc(SYRIA)) == find_places(doc(SYRIA))
