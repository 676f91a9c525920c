"""Places named by a common noun: "the city", "the Syrian capital", "the country", "there".

Each is taken for a place named before it (or the document's country), by rule: quarters and parts of a city
for the city, as the guideline of the labelled reports has it. These are no place names, so ``find_places``
leaves them out; a claim may still have its place in one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from spacy.tokens import Doc, Token

from contested.model import Place
from contested.places import names
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
_LARGEST = {"town": 700_000, "village": 60_000, "hamlet": 5_000, "settlement": 100_000}
"""People beyond which a place is hardly called so."""
_FACILITY = re.compile(r"\b(?:air ?base|air ?port|airfield|base|crossing|refinery|dam|prison|barracks)\b", re.I)
"""Names of what is no town."""
_AWAY = frozenset({"miles", "mile", "km", "kilometers", "kilometres", "kms", "north", "south", "east", "west", "far"})
_REACH = 900  # characters back to the named place


def refer_back(doc: Doc, found: Sequence[FoundPlace], *, nouns: frozenset[str] = _NOUNS) -> tuple[FoundPlace, ...]:
    """The common nouns of a document that stand for a place of ``found`` or for its country or capital, in order."""
    places = gazetteer()
    land = _main_country(doc, found)
    named = [f for f in found if f.place is not None]
    taken = {i for f in found for i in range(f.start_token, f.end_token)}
    ends = [f.end for f in named]
    often = Counter(f.place.geonames for f in named if f.place)
    out = []
    for token in doc:
        word = token.lower_
        if word in nouns and token.i not in taken and _stands_alone(token, taken):
            before = named[bisect_right(ends, token.idx - _REACH) : bisect_right(ends, token.idx)]
            place = _meant(token, word, before, land, places, often)
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


def _meant(
    token: Token, word: str, before: list[FoundPlace], land: str | None, places: Gazetteer, often: Counter[int | None]
) -> Place | None:
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
    return _town_spoken_of(token, word, before, often, places)


def _town_spoken_of(
    token: Token, word: str, before: list[FoundPlace], often: Counter[int | None], places: Gazetteer
) -> Place | None:
    """The settlement that "the town" goes back to: lately named, often named, of a fitting size, and no landmark.

    A name that only tells how far another place is ("53 miles from Tripoli") is a landmark.
    """
    best: tuple[float, Place] | None = None
    later: set[int | None] = set()
    for f in reversed(before):
        place = f.place
        if place is None or place.precision != "settlement":
            continue
        later.add(place.geonames)
        score = 0.5 * float(np.log1p(often[place.geonames])) - 0.5 * (len(later) - 1) - (token.idx - f.end) / 900
        score -= 0.8 * _is_landmark(token.doc, f) + _misfit(word, place, places)
        if best is None or score > best[0]:
            best = (score, place)
    return best[1] if best else None


def _is_landmark(doc: Doc, f: FoundPlace) -> bool:
    back = {doc[i].lower_ for i in range(max(0, f.start_token - 4), f.start_token)}
    return doc[f.start_token - 1].lower_ in ("of", "from") and not back.isdisjoint(_AWAY) if f.start_token else False


def _misfit(word: str, place: Place, places: Gazetteer) -> float:
    """How badly a place's size fits the noun: a town of millions, a village of a hundred thousand."""
    if _FACILITY.search(place.name):
        return 1.2
    row = _numbers().get(place.geonames or 0, -1)
    if row < 0 or word not in _LARGEST:
        return 0.0
    people = int(places.population[row])
    return 1.2 if people > _LARGEST[word] or (places.kind[row] == Kind.CAPITAL and word != "city") else 0.0


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


def country_of_demonym(word: str) -> Place | None:
    """The country that a word such as "Syrian" points to, or None when it is no demonym of one country."""
    return _of_country(demonyms().get(names.plain(word)), Kind.COUNTRY, gazetteer())


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
