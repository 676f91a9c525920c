"""How two places stand to each other: the same, one inside the other, next to each other, apart."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Literal

from contested.model import Place, PlacePrecision
from contested.record.keys import folded

Relation = Literal["same", "near", "inside", "country", "apart", "unknown"]
"""``inside``: one in the other's province or region; ``country``: one is only a country that the other lies in."""
PlaceKey = int | str

NEAR_KM = 6.0
"""Settlements so near are told for each other: a town and its suburb, two names of one village."""
_EARTH_KM = 6371.0088
_REGION_KM = 400.0
_FINENESS: dict[PlacePrecision, int] = {"settlement": 0, "admin2": 1, "admin1": 2, "region": 3, "country": 4}


def key_of(place: Place) -> PlaceKey:
    """What a place is known by: its GeoNames id, or its name and country."""
    return place.geonames if place.geonames is not None else f"{folded(place.name)}/{place.country or ''}"


def fineness(place: Place) -> int:
    """0 for a settlement, 4 for a country."""
    return _FINENESS[place.precision]


def distance_km(a: Place, b: Place) -> float | None:
    """The great-circle distance in kilometres (haversine); None without both points."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    first, second = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


@lru_cache(maxsize=200_000)
def relation(a: Place, b: Place) -> Relation:
    """How two places stand to each other."""
    if key_of(a) == key_of(b):
        return "same"
    fine, coarse = sorted((a, b), key=fineness)
    if fineness(coarse) == 0:
        return _of_settlements(a, b)
    if coarse.precision == "country":
        return "country" if coarse.country == fine.country else "apart"
    if fine.country != coarse.country:
        return "unknown" if coarse.country is None or fine.country is None else "apart"
    if coarse.precision == "admin1":
        if fine.precision == "admin1":
            return "apart"
        if fine.admin1 is None:
            return "unknown"
        return "inside" if folded(fine.admin1) == folded(coarse.name) else "apart"
    distance = distance_km(fine, coarse)
    return "unknown" if distance is None or distance < _REGION_KM else "apart"


def _of_settlements(a: Place, b: Place) -> Relation:
    distance = distance_km(a, b)
    if distance is None:
        same_name = folded(a.name) == folded(b.name) and a.country == b.country
        return "same" if same_name else "unknown"
    if distance <= 1.0:
        return "same"
    return "near" if distance <= NEAR_KM else "apart"


def contains(outer: Place, inner: Place) -> bool:
    """Whether a place is the other or lies in it, for what is asked of a province or country."""
    found = relation(outer, inner)
    return found == "same" or (found in ("inside", "country") and fineness(outer) > fineness(inner))
