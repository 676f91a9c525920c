"""Words that place an event beside a named place: "40 km south of X", "near X", "the outskirts of X"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIRECTION = r"(?:north|south|east|west)(?:[- ]?(?:north|south|east|west)){0,2}(?:ern)?"
_KINDS = r"(?:city|town|village|capital|border|frontier|port|centre|center)"
_DISTANCE = re.compile(
    rf"\b(?P<n>\d+(?:[.,]\d+)?|a few|several|dozens of|tens of|some)[ -]?"
    rf"(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi|metres?|meters?|m|yards?)\b"
    rf"(?: (?:away|drive|to the|by road|inside|deep|further|due)){{0,3}}(?: (?P<way>{_DIRECTION}))?"
    rf" (?:of|from|outside|off|away from|to|beyond|inside)(?: (?:the )?(?:{_KINDS} )?(?:of )?)?(?:the )?$",
    re.I,
)
_BEFORE: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(rf"\b(?P<words>{words})(?: the)?(?: {_KINDS}(?: of)?)?\s$", re.I), radius)
    for words, radius in (
        (rf"(?:the )?(?:{_DIRECTION} )?(?:outskirts|edges?|fringes?|entrances?|gates?|perimeter) of", 8.0),
        (rf"(?:the )?(?:{_DIRECTION} )?suburbs? of", 12.0),
        (rf"(?:the )?(?:{_DIRECTION} )?(?:countryside|rural areas?|hinterland|surroundings) (?:of|around)", 35.0),
        (rf"(?:to the |just |due )?{_DIRECTION} of", 40.0),
        (r"(?:in )?the (?:vicinity|area|environs) of", 15.0),
        (r"near|nearby|close to|adjacent to|not far from|in the direction of", 15.0),
        (r"(?:just )?outside(?: of)?", 12.0),
        (r"around|surrounding", 15.0),
        (r"(?:off )?the coast of|off", 60.0),
        (r"along the border with|bordering", 50.0),
    )
)
_AFTER: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"^(?:'s)?(?P<words> (?:" + _DIRECTION + r" )?(?:countryside|hinterland))\b", re.I), 35.0),
    (re.compile(r"^(?:'s)?(?P<words> (?:" + _DIRECTION + r" )?(?:outskirts|edge|fringes))\b", re.I), 8.0),
    (re.compile(r"^(?:'s)?(?P<words> (?:" + _DIRECTION + r" )?suburbs?)\b", re.I), 12.0),
)
_VAGUE = {"a few": 4.0, "several": 5.0, "some": 10.0, "dozens of": 40.0, "tens of": 40.0}
_UNITS = {"k": 1.0, "mi": 1.609, "m": 0.001, "me": 0.001, "y": 0.0009}


@dataclass(frozen=True)
class Relation:
    """The words, and how far from the named place's point the event may be, in kilometres."""

    words: str
    radius_km: float


def relation_of(text: str, start: int, end: int) -> Relation | None:
    """The relation in the words before or after the name ``text[start:end]``, or None when it is the place itself.

    The radius is the distance given plus a quarter for its roundness; without a distance, what the words
    usually span (outskirts 8 km, suburbs 12, near 15, countryside 35, "north of" 40: our convention).
    """
    before = text[max(0, start - 70) : start]
    match = _DISTANCE.search(before)
    if match:
        return Relation(" ".join(match.group(0).split()), round(_kilometres(match) * 1.25, 1))
    for pattern, radius in _BEFORE:
        match = pattern.search(before)
        if match:
            return Relation(" ".join(match.group("words").split()), radius)
    for pattern, radius in _AFTER:
        match = pattern.match(text[end : end + 40])
        if match:
            return Relation(" ".join(match.group("words").split()), radius)
    return None


def _kilometres(match: re.Match[str]) -> float:
    count, unit = match.group("n").lower(), match.group("unit").lower()
    number = _VAGUE.get(count) or float(count.replace(",", "."))
    for size in (2, 1):
        if unit[:size] in _UNITS:
            return number * _UNITS[unit[:size]]
    return number
