"""The page's table of places: what reports call each, its name in the local script, how large it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from contested.model import Place, PlaceRef
from contested.record.keys import folded
from contested.web.columns import NONE, Part

PRECISIONS = ("settlement", "admin2", "admin1", "region", "country", "unresolved")
RADIUS_KM = {"settlement": 0, "admin2": 20, "admin1": 60, "region": 120, "country": 0, "unresolved": 0}
"""How far from its point something said to be in a place may have been: half the width of a common one."""
_GENERIC = re.compile(
    r"\b(?:city|town|village|capital|province|region|country|area|district|border|there|here|it|north|south|east|west)\b",
    re.I,
)
Key = tuple[object, ...]


class Places:
    """Gives every place, and every name no place was found for, its row; counts how claims call it."""

    def __init__(self) -> None:
        self.rows: list[Place | str] = []
        self._index: dict[Key, int] = {}
        self._called: list[Counter[str]] = []
        self.claims: list[int] = []

    def index(self, place: Place | None, words: str | None = None) -> int:
        """The row of a place; of the words where there is none; NONE for neither."""
        if place is None and not words:
            return NONE
        key: Key = _key(place) if place else ("words", folded(words or ""))
        found = self._index.get(key)
        if found is None:
            found = self._index[key] = len(self.rows)
            self.rows.append(place or " ".join((words or "").split()))
            self._called.append(Counter())
            self.claims.append(0)
        return found

    def of_claim(self, refs: tuple[PlaceRef, ...]) -> list[int]:
        """The rows of a claim's places; counts the claim and the names once a place."""
        rows = [self.index(ref.place, ref.span.quote) for ref in refs]
        for row in set(rows):
            self.claims[row] += 1
        for row, ref in zip(rows, refs, strict=True):
            if not ref.inferred:
                self._called[row][" ".join(ref.span.quote.split())] += 1
        return rows

    def name(self, row: int) -> str:
        """As English reports call it: the most common name of its own, else the gazetteer's."""
        place = self.rows[row]
        if isinstance(place, str):
            return place
        if place.precision == "country":
            return place.name
        for called, _ in sorted(self._called[row].items(), key=lambda item: (-item[1], item[0])):
            if called[:1].isupper() and len(called) < 40 and not _GENERIC.search(called):
                return called.removesuffix("'s").removesuffix("’s")
        return place.name

    def part(self, local: Mapping[int, str]) -> Part:
        """The table in the order of rows; ``local`` has names in the local script by GeoNames id."""
        columns: dict[str, list[object]] = {
            name: []
            for name in ("geonames", "name", "official", "local", "lat", "lon", "country", "admin1", "precision",
                         "radius", "claims")
        }  # fmt: skip
        for row, place in enumerate(self.rows):
            if isinstance(place, str):
                place = Place(None, place, None, None, None, None, "region")
                precision = "unresolved"
            else:
                precision = place.precision
            values: tuple[object, ...] = (
                NONE if place.geonames is None else place.geonames, self.name(row), place.name,
                local.get(place.geonames or 0), _rounded(place.lat), _rounded(place.lon), place.country, place.admin1,
                PRECISIONS.index(precision), RADIUS_KM[precision], self.claims[row],
            )  # fmt: skip
            for column, value in zip(columns.values(), values, strict=True):
                column.append(value)
        return {**columns}


def _key(place: Place) -> Key:
    return (place.geonames,) if place.geonames is not None else (place.name, place.lat, place.lon, place.precision)


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, 5)
