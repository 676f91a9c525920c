"""Which place a claim about control is filed under, and how a claim about an area reaches the places in it.

A claim reaches the place it names and no other, with two exceptions. ``area-told-whole``: words such as "all of" or
"the entire" before a province reach every place in it. ``area-named-as-town``: a province that is called by nothing
but the name it shares with a town in it ("captured Hama") is that town. A quarter has its city's GeoNames id but a name
of its own: it is filed apart, and does not give the city.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np

from contested.model import Claim, Place, PlaceRef
from contested.places.gazetteer import gazetteer
from contested.places.names import bare, key
from contested.places.store import Kind

PlaceKey = tuple[str, ...]
CONTROL_KINDS = frozenset({"capture", "retreat", "hold", "besiege", "advance", "clash"})
TOLD_KINDS = frozenset({"capture", "retreat", "hold", "besiege"})
"""Kinds of claims that are about who holds a place; the others only bear on it."""
_WHOLE = re.compile(
    r"\b(?:all(?: of)?|the (?:entire|whole)(?: of)?|entire|whole|entirety of|every part of)"
    r"(?: the| of| province| governorate| region| state)*\s*$",
    re.IGNORECASE,
)
_AREA_WORD = re.compile(
    r"\b(?:provinces?|governorates?|countryside|regions?|areas?|state|district|rural|towns|villages|parts)\b",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"\b(?:rural|(?:north|south|east|west)\w*|central|province of|countryside of)[\s-]+$", re.IGNORECASE
)
_CELL = 1  # decimals of a degree: two entries of a gazetteer for one town fall into one cell of about 11 km


@cache
def _main_name(geonames: int) -> str | None:
    """The gazetteer's name of an id."""
    found = np.flatnonzero(gazetteer().geonames == geonames)
    return gazetteer().name(int(found[0])) if len(found) else None


def in_own_name(place: Place) -> Place:
    """The place; a quarter that only has its city's GeoNames id without it, lest it be taken for the city."""
    main = _main_name(place.geonames) if place.geonames is not None else None
    if main is None or bare(key(main)) == bare(key(place.name)):
        return place
    return replace(place, geonames=None)


@lru_cache(maxsize=1 << 16)
def place_key(place: Place) -> PlaceKey:
    """The key of a place: its name without article and accents, its country, its precision and its rough position.

    Two entries of a gazetteer for one town ("Zawiya", "Az Zawiyah" half a kilometre off) have one key.
    """
    name = bare(key(place.name)) or place.name
    if place.lat is None or place.lon is None:
        return (name, place.country or "", place.precision)
    return (name, place.country or "", place.precision, f"{place.lat:.{_CELL}f} {place.lon:.{_CELL}f}")


def area_key(place: Place) -> PlaceKey | None:
    """The key of the province a place lies in, where that is known; None for provinces and larger."""
    if place.precision not in ("settlement", "admin2") or not place.admin1:
        return None
    return ("area", place.country or "", bare(key(place.admin1)))


@lru_cache(maxsize=1 << 14)
def _town(name: str, area: Place) -> Place | None:
    """The largest town of a name in a province; None when there is none."""
    places = gazetteer()
    found = []
    for number in places.lookup([key(name)])[0].places.tolist():
        if Kind(int(places.kind[number])) in (Kind.SETTLEMENT, Kind.CAPITAL) and places.code(number) == area.country:
            town = places.place(number)
            if town.admin1 and bare(key(town.admin1)) == bare(key(area.name)):
                found.append((-int(places.population[number]), number, town))
    return min(found)[2] if found else None


def meant(claim: Claim, ref: PlaceRef) -> Place | None:
    """The place a ref of a claim on control stands for: its own, or the town that a bare province's name means."""
    place = ref.place
    if place is None or place.precision != "admin1" or claim.kind not in CONTROL_KINDS:
        return place
    start, end = (p - claim.sentence.start for p in (ref.span.start, ref.span.end))
    around = claim.sentence.quote[max(0, start - 16) : max(0, start)], claim.sentence.quote[max(0, end) : end + 14]
    area = ref.relation or _AREA_WORD.search(ref.span.quote) or _AREA_WORD.match(around[1].lstrip(" '’s"))
    if area or _DIRECTION.search(around[0]) or told_whole(claim, ref):
        return place
    return _town(ref.span.quote, place) or place


def _key_for(claim: Claim, ref: PlaceRef) -> PlaceKey | None:
    place = meant(claim, ref)
    return place_key(place) if place else None


def keys_of(claim: Claim) -> frozenset[PlaceKey]:
    """All keys a claim is filed under: of its places, and of provinces it tells of as a whole.

    Claims of every kind are filed, for each is a mention of its places.
    """
    found = {key_ for ref in claim.place if (key_ := _key_for(claim, ref))}
    if claim.kind not in CONTROL_KINDS:
        return frozenset(found)
    for ref in claim.place:
        if ref.place and ref.place.precision == "admin1" and told_whole(claim, ref):
            found.add(("area", ref.place.country or "", bare(key(ref.place.name))))
    return frozenset(found)


def told_whole(claim: Claim, ref: PlaceRef) -> bool:
    """Whether the words before a place say that all of it is meant."""
    before = claim.sentence.quote[: max(0, ref.span.start - claim.sentence.start)]
    return bool(_WHOLE.search(before[-40:]))


def refs_for(claim: Claim, at: PlaceKey, area: PlaceKey | None) -> tuple[tuple[PlaceRef, bool], ...]:
    """The refs of a claim that speak of a place, each with whether only through the province as a whole."""
    own = [(ref, False) for ref in claim.place if _key_for(claim, ref) == at]
    if own or area is None:
        return tuple(own)
    return tuple(
        (ref, True)
        for ref in claim.place
        if ref.place
        and ref.place.precision == "admin1"
        and ("area", ref.place.country or "", bare(key(ref.place.name))) == area
        and told_whole(claim, ref)
    )
