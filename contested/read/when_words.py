"""Signs: one character a token for the part it can play in a time expression.

A report becomes a string of signs, as long as it has tokens, and the grammar of time expressions
(``when_grammar``) is regular expressions over that string: fast, and without a look at each token.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from spacy.strings import StringStore
from spacy.tokens import Doc

from contested.read.numerals import is_number_word, number_words
from contested.read.signs import SignTable

OTHER = "."
_LISTS = {  # list of the data file: its sign
    "short_units": "H", "parts_of_day": "P", "standing_parts": "Q", "weekends": "K", "vague": "V", "last": "l",
    "next": "x", "this": "t", "recent": "r", "early": "e", "sooner_later": "b", "edges": "E", "ago": "g",
    "before_after": "a", "since": "i", "from": "s", "until": "u", "prepositions": "p", "approximate": "j",
    "several": "q", "clock_words": "z", "moments": "Z",
}  # fmt: skip
_TABLES = {"units": "U", "seasons": "R", "deictic_days": "T", "decades": "D", "feasts": "F"}
_FIXED = {"the": "h", "a": "A", "an": "A", "of": "f", ",": ",", "-": "-", "–": "-", "/": "-", "and": "&", "&": "&",
          "between": "B", "old": "O", "aged": "O", "so": "1", "far": "2", "'s": "'", "(": "(", ")": ")",
          ".": ";", ";": ";", ":": ";", "!": ";", "?": ";"}  # fmt: skip
_SHAPES = (
    (re.compile(r"(?:19|20)\d\d"), "y"),
    (re.compile(r"(?:post|pre|mid)-(?:19|20)\d\d"), "y"),
    (re.compile(r"(?:[0-2]?[1-9]|[123]0|31)"), "d"),
    (re.compile(r"(?:[0-2]?[1-9]|[123]0|31)(?:st|nd|rd|th)"), "o"),
    (re.compile(r"(?:(?:1[5-9]|20)\d0|'?[1-9]0)'?s"), "D"),
    (re.compile(r"(?:19|20)\d\d[-–/](?:(?:19|20)?\d\d)"), "Y"),
    (re.compile(r"(?:19|20)\d\d-[01]?\d-[0-3]?\d|[0-3]?\d[-./][0-3]?\d[-./](?:(?:19|20)\d\d|\d\d)"), "N"),
    (re.compile(r"[0-2]?\d:[0-5]\d(?:[ap]m)?|[01]?\d(?:\.[0-5]\d)?[ap]m|[012]\d[0-5]\dz?"), "C"),
    (re.compile(r"\d+(?:[.,]\d+)*|\d+/\d+"), "n"),
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
             "twelfth", "thirteenth", "fourteenth", "fifteenth")  # fmt: skip


@dataclass(frozen=True)
class TimeWords:
    """The data file's tables: a word's number, and each word's sign."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, int]
    seasons: Mapping[str, int]
    deictic_days: Mapping[str, tuple[int, int]]
    decades: Mapping[str, int]
    feasts: Mapping[str, str]
    signs: Mapping[str, str]


@cache
def time_words() -> TimeWords:
    """The words of time of the schema's data file, loaded once."""
    path = Path(__file__).parent.parent / "schema" / "time_words.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    signs: dict[str, str] = {name: sign for key, sign in _LISTS.items() for name in data[key]}
    for key, sign in _TABLES.items():
        signs.update(dict.fromkeys(data[key], sign))
    for key, sure, unsure in (("months", "M", "m"), ("weekdays", "W", "S")):
        for name in data[key]:
            sign = unsure if name in data[f"ambiguous_{key}"] else sure
            signs[name] = sign
            if len(name) <= 5:
                signs[name + "."] = sure
    signs.update(_FIXED)
    signs.update(dict.fromkeys(_ORDINALS, "o"))
    days = {name: (first, last) for name, (first, last) in data["deictic_days"].items()}
    return TimeWords(
        data["months"], data["weekdays"], data["units"], data["seasons"], days, data["decades"], data["feasts"], signs
    )


def ordinal(word: str) -> int | None:
    """The number of an ordinal or day number: "third", "3rd", "3", else None."""
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    digits = word.rstrip("stndrh")
    return int(digits) if digits.isdigit() else None


def sign_of(word: str) -> str:
    """The sign of one lower-case word; ``OTHER`` when it plays no part in time expressions."""
    sign = time_words().signs.get(word)
    if sign is not None:
        return sign
    if word[:1].isdigit() or word[-4:].isdigit() or (word[:1] == "'" and word[1:2].isdigit()):
        return next((sign for shape, sign in _SHAPES if shape.fullmatch(word)), OTHER)
    if word == "half" or (is_number_word(word) and word not in number_words().short_scales):
        return "w"
    return OTHER


@cache
def _table(strings: StringStore) -> SignTable:
    return SignTable(strings, sign_of)


def signs(doc: Doc) -> str:
    """The signs of all tokens, one character each."""
    return _table(doc.vocab.strings).signs(doc)
