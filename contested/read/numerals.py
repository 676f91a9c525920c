"""Numbers in digits and in words, as values: "1,300", "1.2 million", "thirty-five", "two dozen"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_GLUED = re.compile(r"(\d[\d,.]*)(k|m|mn|mln|bn|bln)")


@dataclass(frozen=True)
class NumberWords:
    """The words of numbers: plain ones, tens, scales ("million") and fractions, with their values."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    short_scales: dict[str, int]
    fractions: dict[str, float]


@cache
def number_words() -> NumberWords:
    """The number words of the schema's data file, loaded once."""
    path = Path(__file__).parent.parent / "schema" / "number_words.yaml"
    return NumberWords(**yaml.safe_load(path.read_text(encoding="utf-8")))


def digits_value(text: str) -> float | None:
    """The value of a number written in digits ("13", "1,300", "2.5", "40k"), or None when it is not one."""
    plain = text.strip()
    if _DIGITS.fullmatch(plain):
        return float(plain.replace(",", ""))
    glued = _GLUED.fullmatch(plain.lower())
    if glued and _DIGITS.fullmatch(glued[1]):
        return float(glued[1].replace(",", "")) * number_words().short_scales[glued[2]]
    return None


def value(words: Sequence[str]) -> float | None:
    """The value of a number phrase's words in lower case, or None when they make no number.

    Hyphens, "and", "a" and "of" inside are passed over: ["thirty", "-", "five"] is 35,
    ["half", "a", "million"] 500000, ["2", "-", "1/2"] is None.
    """
    table = number_words()
    total, current, seen = 0.0, 0.0, False
    for position, word in enumerate(words):
        if word in ("-", "and", "of", ",", "–"):
            continue
        if word in ("a", "an"):
            if not seen and position + 1 < len(words) and words[position + 1] in table.scales:
                current, seen = 1.0, True
            continue
        if word in table.scales or (seen and word in table.short_scales):
            scale = table.scales.get(word) or table.short_scales[word]
            current = (current if seen else 1.0) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
            seen = True
            continue
        number = _plain(word, table)
        if number is None:
            return None
        current, seen = current + number, True
    return total + current if seen else None


def _plain(word: str, table: NumberWords) -> float | None:
    if word in table.units:
        return float(table.units[word])
    if word in table.tens:
        return float(table.tens[word])
    if word in table.fractions:
        return table.fractions[word]
    if "-" in word:
        tens, _, unit = word.partition("-")
        if tens in table.tens and unit in table.units:
            return float(table.tens[tens] + table.units[unit])
    return digits_value(word)


def is_number_word(word: str) -> bool:
    """Whether the lower-case word is a number word by itself ("thirteen", "thirty-five", "million")."""
    table = number_words()
    return (
        word in table.units
        or word in table.tens
        or word in table.scales
        or ("-" in word and _plain(word, table) is not None and not word[0].isdigit())
    )
