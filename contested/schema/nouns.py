"""Classes of nouns a reader of conflict reports needs: forces, civilians, weapons, buildings, places, talks.

``nouns.csv`` lists the words; an expression of several words gives its class to its last word ("police station"
is a building, "police" alone a force). The classes are flags, since a word can have several.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import IntFlag, auto
from functools import cache
from importlib.resources import files

from spacy.strings import StringStore
from spacy.tokens import Doc, Token

from contested.errors import DataFileError
from contested.schema.inflect import noun_forms


class NounClass(IntFlag):
    """What a noun stands for; a token's classes are the union of those its entries name."""

    FORCE = auto()  # armed people and bodies of them, of any side
    STATE = auto()  # of a state (army, police, ministry)
    NONSTATE = auto()  # not of a state (rebels, militants, gangs)
    CIVILIAN = auto()  # people who take no part in fighting
    PROTECTED = auto()  # medics, relief workers, journalists, peacekeepers
    OFFICIAL = auto()  # office-holders and spokespeople
    RULER = auto()  # heads of state, governments, regimes
    GROUP = auto()  # parties, councils, coalitions, organisations
    WEAPON = auto()
    VEHICLE = auto()  # on land, at sea, in the air
    AIRCRAFT = auto()
    BUILDING = auto()
    INFRASTRUCTURE = auto()  # bridges, dams, grids, pipelines
    POST = auto()  # what forces take and hold: bases, airports, checkpoints, quarters, front lines
    SETTLEMENT = auto()
    AREA = auto()  # provinces, regions, countrysides, borders
    ROUTE = auto()  # roads, crossings, corridors, supply lines
    NATURE = auto()  # hills, rivers, valleys
    EVENT = auto()  # meetings, talks, visits
    DOCUMENT = auto()  # deals, resolutions, statements
    MONEY = auto()
    RELIEF = auto()  # food, medicine, tents
    GOODS = auto()  # property, cattle, crops, fuel
    BODY = auto()  # the dead and the hurt as nouns
    CRIME = auto()
    COUNT = auto()  # nouns that stand for people only by number (dozens, family, percent)
    SOURCE = auto()  # media, monitors, reports


@dataclass(frozen=True)
class NounEntry:
    """A noun or expression, its classes, and for a weapon or vehicle the PLOVER mode of its use."""

    words: tuple[str, ...]
    classes: NounClass
    mode: str | None


@cache
def load_nouns() -> tuple[NounEntry, ...]:
    """The nouns of this release, read and checked once; raises DataFileError naming file and line."""
    return parse_nouns(files("contested.schema").joinpath("nouns.csv").read_text(encoding="utf-8"))


def parse_nouns(text: str, *, name: str = "nouns.csv") -> tuple[NounEntry, ...]:
    """Entries from the text of ``nouns.csv`` (classes,mode,words); raises DataFileError."""
    entries: list[NounEntry] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(("#", "classes,")):
            continue
        fields = next(csv.reader([line]))
        if len(fields) != 3:
            raise DataFileError(f"{name}:{number}: expected 3 fields (classes,mode,words), found {len(fields)}")
        classes = NounClass(0)
        for label in fields[0].split():
            if label.upper() not in NounClass.__members__:
                raise DataFileError(f"{name}:{number}: unknown class {label!r}")
            classes |= NounClass[label.upper()]
        for pattern in fields[2].split("|"):
            for words in _variants(pattern.strip()):
                if not words or any(word != word.lower() for word in words):
                    raise DataFileError(f"{name}:{number}: {pattern.strip()!r} is not lower-case words")
                if words in seen:
                    raise DataFileError(f"{name}:{number}: {' '.join(words)!r} stands already on line {seen[words]}")
                seen[words] = number
                entries.append(NounEntry(words, classes, fields[1].strip() or None))
    return tuple(entries)


def _variants(pattern: str) -> list[tuple[str, ...]]:
    if "_" not in pattern:
        return [tuple(pattern.split())]
    return [tuple(pattern.replace("_", joint).split()) for joint in ("", " ", " - ")]


_MAX_BEFORE = 4  # words of an expression before its last
Table = dict[int, tuple[NounEntry | None, dict[tuple[int, ...], NounEntry]]]


@cache
def _table() -> Table:
    """Last word's form to the single-word entry, and to the longer ones by the forms before it."""
    strings = StringStore()
    table: Table = {}
    for entry in load_nouns():
        before = tuple(strings[word] for word in entry.words[:-1])
        for form in noun_forms(entry.words[-1]):
            alone, longer = table.get(strings[form], (None, {}))
            if before:
                longer.setdefault(before, entry)
            else:
                alone = alone or entry
            table[strings[form]] = (alone, longer)
    return table


def noun_entries(doc: Doc) -> list[NounEntry | None]:
    """The noun entry that ends at each token, the longest one, or None. Linear in the document's length."""
    lower = doc.to_array(["LOWER"]).tolist()
    table = _table()
    found: list[NounEntry | None] = [None] * len(lower)
    for i, key in enumerate(lower):
        row = table.get(key)
        if row is None:
            continue
        entry = _longest(row, lower[max(i - _MAX_BEFORE, 0) : i])
        if entry is not None:
            found[i - len(entry.words) + 1 : i] = [None] * (len(entry.words) - 1)
            found[i] = entry
    return found


def noun_at(token: Token) -> NounEntry | None:
    """The noun entry that ends at this token, the longest one, or None."""
    row = _table().get(token.lower)
    if row is None:
        return None
    return _longest(row, [before.lower for before in token.doc[max(token.i - _MAX_BEFORE, 0) : token.i]])


def _longest(row: tuple[NounEntry | None, dict[tuple[int, ...], NounEntry]], before: list[int]) -> NounEntry | None:
    alone, longer = row
    if longer:
        for size in range(min(_MAX_BEFORE, len(before)), 0, -1):
            entry = longer.get(tuple(before[-size:]))
            if entry is not None:
                return entry
    return alone


def noun_classes(doc: Doc) -> list[NounClass]:
    """The classes of each token, NounClass(0) where none; an expression's stand on its last word."""
    nothing = NounClass(0)
    return [entry.classes if entry else nothing for entry in noun_entries(doc)]
