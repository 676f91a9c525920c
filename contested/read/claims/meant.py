"""Which place a phrase stands for that is no resolved place name: by rule.

"The city" is the one named before (``contested.places.refer_back``); "Damascus suburbs" and "parts of Aleppo" take
the place they are part of; a quarter, a street, a market or a base without an id of its own takes the settlement it
lies in (GUIDELINE: quarters and parts of a city take the city's id when they have none); "Turkish territory" is
Turkey; "Syrias" (an apostrophe lost) is Syria.
"""

from __future__ import annotations

from contested.model import Place
from contested.places import country_of_demonym
from contested.read.claims.page import Page

_WITHIN = frozenset({"of", "in", "at", "inside", "within", "near", "around"})
_QUARTER = frozenset(
    {"neighborhood", "neighbourhood", "district", "quarter", "suburb", "street", "road", "avenue", "boulevard",
     "square",
     "roundabout", "market", "marketplace", "bazaar", "souk", "outskirt", "center", "centre", "downtown", "alley",
     "block", "slum", "favela", "shantytown", "township", "ward", "barrio", "colonia", "waterfront", "harbour",
     "harbor", "intersection", "junction", "residential", "housing", "thoroughfare", "promenade", "corniche",
     "entrance",
     "gate", "surroundings", "vicinity", "periphery", "part", "side", "area", "sector", "zone", "half", "edge",
     "frontline", "front", "line", "neighboorhood", "territory", "ground"}
)  # fmt: skip
_FACILITY = frozenset(
    {"hospital", "clinic", "school", "university", "mosque", "church", "temple", "synagogue", "prison", "jail", "hotel",
     "embassy", "consulate", "ministry", "palace", "parliament", "courthouse", "headquarters", "barracks", "compound",
     "complex", "checkpoint", "roadblock", "port", "airport", "airfield", "airbase", "stadium", "station", "factory",
     "refinery", "plant", "warehouse", "depot", "bakery", "bridge", "tower", "building", "house", "residence", "villa",
     "camp", "cemetery", "garden", "park", "theatre", "theater", "restaurant", "cafe", "shop", "mall", "garage",
     "facility", "base", "post", "monastery", "shrine", "citadel", "castle", "terminal", "pier", "dock"}
)  # fmt: skip
_SOIL = frozenset(
    {"territory", "soil", "border", "frontier", "land", "airspace", "coast", "waters", "desert", "capital", "side",
     "city", "town", "village", "province", "region", "countryside", "mainland", "interior", "coastline"}
)  # fmt: skip
_REACH = 10
"""Tokens after a phrase within which "in Aleppo" tells where it is."""
_BACK = 700
"""Characters before a phrase within which the settlement last spoken of is where it is."""


def place_meant(page: Page, head: int) -> Place | None:
    """The place that a phrase without a place name of its own as head stands for, or None."""
    meant = page.meant.get(head)
    if meant is not None:
        return meant
    lower = page.grammar.lower[head]
    if lower.endswith("s") and lower[:-1] in page.named:
        return page.named[lower[:-1]]
    return _whole(page, head) or _land(page, head) or _around(page, head)


def part_of(page: Page, head: int) -> Place | None:
    """The settlement that an unresolved name lies in, if the words say that it is a quarter or the like of one."""
    g = page.grammar
    number = page.place_at[head]
    near = [g.head[head], *g.children[head], *g.children[g.head[head]]]
    if number >= 0:
        near += [page.places[number].end_token] if page.places[number].end_token < len(g) else []
    at, steps = head, 0
    while g.dep[at] in ("conj", "appos", "pobj", "prep", "compound", "nmod") and steps < 8:
        at, steps = g.head[at], steps + 1
        near.append(at)
    if not any(page.lemma[i] in _QUARTER and page.lemma[i] not in ("area", "side", "part", "territory") for i in near):
        return None
    return _settlement(page, head)


def _whole(page: Page, head: int) -> Place | None:
    """The place named inside the phrase as the whole of which it is a part; the nearest word to the head first."""
    g = page.grammar
    owner: Place | None = None
    for child in sorted(g.children[head], key=lambda i: abs(i - head)):
        if page.place_at[child] >= 0 and g.dep[child] in ("compound", "nmod", "amod", "poss", "appos"):
            place = page.places[page.place_at[child]].place
            if g.dep[child] != "poss":
                return place
            owner = owner or place
        if g.dep[child] == "prep" and g.lower[child] in _WITHIN:
            for inner in g.children[child]:
                if g.dep[inner] == "pobj" and page.place_at[inner] >= 0:
                    return page.places[page.place_at[inner]].place
                if g.dep[inner] == "pobj" and inner in page.meant:
                    return page.meant[inner]
    return owner


def _land(page: Page, head: int) -> Place | None:
    """The country of "Turkish territory" and "the Syrian border"."""
    if page.lemma[head] not in _SOIL:
        return None
    for child in page.grammar.children[head]:
        country = country_of_demonym(page.grammar.lower[child])
        if country is not None:
            return country
    return None


def _around(page: Page, head: int) -> Place | None:
    """The settlement that a quarter or a building without a name of a place stands in; "it" is the one spoken of."""
    lemma = page.lemma[head]
    if lemma in _QUARTER or lemma in _FACILITY or page.grammar.lower[head] == "it":
        return _settlement(page, head)
    return None


def _settlement(page: Page, head: int) -> Place | None:
    """The settlement named right after ("in Aleppo city"), else the one last named before, not too far away."""
    g = page.grammar
    sentence = g.sentence[head]
    for place in page.places:
        near = head < place.start_token <= head + _REACH and g.sentence[place.start_token] == sentence
        if near and _is_town(place.place) and g.lower[place.start_token - 1] in _WITHIN | {"city", "the"}:
            return place.place
    begin = page.doc[head].idx
    before = [p for p in page.places if p.end <= begin and begin - p.end <= _BACK and _is_town(p.place)]
    return before[-1].place if before else None


def _is_town(place: Place | None) -> bool:
    return place is not None and place.precision == "settlement"
