"""Places named by a common noun: "the city", "the Syrian capital", "the country", "there".

Each is taken for a place named before it (or the document's country), by rule: quarters and parts of a city
for the city, as the guideline of the labelled reports has it. These are no place names, so ``find_places``
leaves them out; a claim may still have its place in one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from spacy.tokens import Doc, Token

from contested.model import Place
from contested.places.demonyms import demonyms
from contested.places.find import FoundPlace
from contested.places.gazetteer import Gazetteer, gazetteer, kilometres
from contested.places.store import Kind

_TOWN = frozenset({"city", "town", "village", "settlement", "hamlet"})
_PART = frozenset(
    {"neighborhood", "neighbourhood", "neighborhoods", "neighbourhoods", "quarter", "quarters", "district", "districts",
     "suburb", "suburbs", "outskirts", "center", "centre", "market", "square", "street", "streets", "area", "camp",
     "enclave", "base", "airport", "airbase"}
)  # fmt: skip
_AREA = frozenset({"province", "governorate", "region", "state", "countryside", "department"})
_COUNTRY = frozenset({"country", "nation", "homeland"})
_THERE = frozenset({"there"})
_SIDES = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})
_NOUNS = _TOWN | _PART | _AREA | _COUNTRY | _THERE | _SIDES | {"capital"}
_DEFINITE = frozenset({"the", "this", "that", "its", "their", "his", "our", "'s"})
_REACH = 900  # characters back to the named place


def refer_back(doc: Doc, found: Sequence[FoundPlace], *, nouns: frozenset[str] = _NOUNS) -> tuple[FoundPlace, ...]:
    """The common nouns of a document that stand for a place of ``found`` or for its country or capital, in order."""
    places = gazetteer()
    land = _main_country(doc, found)
    named = [f for f in found if f.place is not None]
    taken = {i for f in found for i in range(f.start_token, f.end_token)}
    ends = [f.end for f in named]
    out = []
    for token in doc:
        word = token.lower_
        if word in nouns and token.i not in taken and _stands_alone(token, taken):
            before = named[bisect_right(ends, token.idx - _REACH) : bisect_right(ends, token.idx)]
            place = _meant(token, word, before, land, places)
            if place is not None:
                start = token.idx
                out.append(FoundPlace(start, start + len(token), token.i, token.i + 1, place, 0.5))
    return tuple(out)


def _stands_alone(token: Token, taken: set[int]) -> bool:
    """Whether the noun is definite and no name goes with it ("the city of Homs", "Homs city" are names)."""
    if token.lower_ in _THERE:
        return token.dep_ in ("advmod", "pcomp", "pobj", "attr") and token.tag_ != "EX"
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "ADV"):
        return False
    following = token.i + 1
    if following < len(token.doc) and token.doc[following].lower_ == "of":
        return following + 1 < len(token.doc) and not any(i in taken for i in range(following + 1, following + 4))
    left = [t for t in token.lefts if t.i not in taken]
    if any(t.i in taken for t in token.lefts):
        return token.lower_ == "capital"
    return any(t.lower_ in _DEFINITE for t in left) or any(t.lower_ in demonyms() for t in left)


def _main_country(doc: Doc, found: Sequence[FoundPlace]) -> str | None:
    votes: Counter[str] = Counter()
    for f in found:
        if f.place and f.place.country:
            votes[f.place.country] += 2 if f.place.precision == "country" else 1
    known = demonyms()
    for token in doc:
        code = known.get(token.lower_) if token.text[0].isupper() else None
        if code and code != "-":
            votes[code] += 1
    return min(votes, key=lambda c: (-votes[c], c)) if votes else None


def _meant(token: Token, word: str, before: list[FoundPlace], land: str | None, places: Gazetteer) -> Place | None:
    own = next((c for t in token.lefts if (c := demonyms().get(t.lower_, "-")) != "-"), None)
    if word == "capital":
        if any(t.lower_ in ("provincial", "regional", "state") for t in token.lefts):
            return _seat(before, places)
        owner = next((f.place.country for f in before[-1:] if f.place and f.end_token >= token.i - 2), None)
        return _of_country(own or owner or land, Kind.CAPITAL, places)
    if word in _COUNTRY or (word in _SIDES and own is None and not _is_side_of_town(token)):
        return _of_country(own or land, Kind.COUNTRY, places)
    if word in _AREA:
        return _area(before)
    if word in _THERE:
        return before[-1].place if before and token.idx - before[-1].end < 300 else None
    towns = [f.place for f in before if f.place and f.place.precision == "settlement"]
    return towns[-1] if towns else None


def _is_side_of_town(token: Token) -> bool:
    return any(t.lower_ in ("city", "town") for t in token.subtree)


def _area(before: list[FoundPlace]) -> Place | None:
    for f in reversed(before):
        if f.place and f.place.precision in ("admin1", "region", "admin2"):
            return f.place
    return None


def _seat(before: list[FoundPlace], places: Gazetteer) -> Place | None:
    """The seat of the province last named or of the place last named: its biggest settlement."""
    area = _area(before) or (before[-1].place if before else None)
    if area is None or not area.country or area.lat is None or area.lon is None:
        return None
    row = _numbers().get(area.geonames or 0, -1)
    first = row if row >= 0 and places.kind[row] == Kind.ADMIN1 else int(places.admin1[row]) if row >= 0 else -1
    if first < 0:
        return None
    towns = np.flatnonzero((np.asarray(places.admin1) == first) & (places.kind <= Kind.CAPITAL))
    if not len(towns):
        return None
    near = kilometres(places.lat[towns], places.lon[towns], places.lat[first], places.lon[first])
    return places.place(int(towns[int(np.argmax(np.log1p(places.population[towns]) - near / 200.0))]))


def _of_country(code: str | None, kind: Kind, places: Gazetteer) -> Place | None:
    number = _by_country(kind).get(code or "", -1)
    return places.place(number) if number >= 0 else None


@cache
def _by_country(kind: Kind) -> dict[str, int]:
    places = gazetteer()
    return {places.code(n): n for n in np.flatnonzero(places.kind == kind).tolist()}


@cache
def _numbers() -> dict[int, int]:
    places = gazetteer()
    return {int(g): n for n, g in enumerate(np.asarray(places.geonames).tolist())}
