"""Places of thirty wars in many spellings: right, or honestly unresolved; hardly ever in the wrong country.

The list is compiled from public knowledge: names as newsrooms write them, points to about ten kilometres.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from spacy.tokens import Doc

from contested.model import Place
from contested.places import candidates, find_places
from contested.places.gazetteer import gazetteer, kilometres

LIST = Path(__file__).parent / "conflict_places.csv"
FAR_KM = 35.0
FAR_AREA_KM = 350.0  # an area of that name: its middle may lie far from its seat


def spellings() -> Iterator[tuple[str, str, float, float]]:
    with LIST.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for name in row["spellings"].split("|"):
                yield row["country"], name, float(row["lat"]), float(row["lon"])


def right(place: Place, lat: float, lon: float) -> bool:
    assert place.lat is not None
    assert place.lon is not None
    limit = FAR_KM if place.precision == "settlement" else FAR_AREA_KM
    return bool(kilometres(place.lat, place.lon, lat, lon) < limit)


def test_the_list_is_wide() -> None:
    rows = list(spellings())
    assert len({r[0] for r in rows}) >= 20
    assert len({(r[0], r[2], r[3]) for r in rows}) >= 300


def test_a_name_alone_with_its_country() -> None:
    total = wrong = abroad = 0
    for country, name, lat, lon in spellings():
        total += 1
        found = candidates(name, home=country, limit=1)
        if found:
            abroad += found[0].place.country != country
            wrong += not right(found[0].place, lat, lon)
    assert wrong <= 0.05 * total
    assert abroad < 0.01 * total


@pytest.mark.slow
def test_in_a_sentence(doc: Callable[[str], Doc]) -> None:
    places = gazetteer()
    country_names = {places.code(n): places.name(n) for n in range(len(places.kind)) if places.kind[n] == 5}
    total = wrong = abroad = unresolved = 0
    for country, name, lat, lon in spellings():
        text = (
            f"Fighting went on in {country_names[country]} on Monday. Witnesses said shells fell on the town of {name} "
            f"and that people fled. The army held positions near {name}."
        )
        for found in find_places(doc(text)):
            if text[found.start : found.end] == name:
                total += 1
                if found.place is None:
                    unresolved += 1
                    continue
                abroad += found.place.country not in (country, None)
                wrong += not right(found.place, lat, lon)
    assert total > 1500
    assert wrong <= 0.05 * total
    assert abroad < 0.01 * total
    assert unresolved < 0.05 * total
