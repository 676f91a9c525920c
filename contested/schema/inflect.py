"""The written forms of English verbs and nouns, regular and irregular, for matching without a tagger's lemma.

A tagger's lemma fails on title-case headlines ("Rebels Seize Town") and misspellings, so entries are
expanded into forms once, at load. Doubling of a final consonant is generated both ways ("targeted",
"targetted"), since both are written; a form that nobody writes costs nothing.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from contested.errors import DataFileError

_IRREGULAR = Path(__file__).with_name("triggers.irregular.csv")
_VOWELS = frozenset("aeiou")


@cache
def irregular_forms() -> dict[tuple[str, str], tuple[str, ...]]:
    """(lemma, "V" or "N") to its irregular forms; raises DataFileError naming file and line."""
    table: dict[tuple[str, str], tuple[str, ...]] = {}
    with _IRREGULAR.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file), 1):
            if not row or row[0].startswith("#") or row[0] == "lemma":
                continue
            if len(row) != 3 or row[1] not in ("V", "N") or not row[2].split():
                raise DataFileError(f"{_IRREGULAR.name}:{number}: expected lemma, V or N, forms; found {row}")
            if (row[0], row[1]) in table:
                raise DataFileError(f"{_IRREGULAR.name}:{number}: {row[0]} ({row[1]}) is listed twice")
            table[row[0], row[1]] = tuple(row[2].split())
    return table


def verb_forms(lemma: str) -> frozenset[str]:
    """All written forms of a verb, the base form among them."""
    irregular = irregular_forms().get((lemma, "V"))
    if irregular is not None:
        return frozenset((lemma, *irregular))
    forms = {lemma, _with_s(lemma)}
    if lemma.endswith("ie"):
        forms |= {lemma + "d", lemma[:-2] + "ying"}
    elif lemma.endswith(("ee", "oe")):
        forms |= {lemma + "d", lemma + "ing"}
    elif lemma.endswith("e"):
        forms |= {lemma + "d", lemma[:-1] + "ing"}
    elif lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        forms |= {lemma[:-1] + "ied", lemma + "ing"}
    else:
        forms |= {lemma + "ed", lemma + "ing"}
        if lemma.endswith("c"):
            forms |= {lemma + "ked", lemma + "king"}
        elif _doubles(lemma):
            forms |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return frozenset(forms)


def noun_forms(lemma: str) -> frozenset[str]:
    """The singular and plural of a noun, irregular plurals included."""
    irregular = irregular_forms().get((lemma, "N"))
    if irregular is not None:
        return frozenset((lemma, *irregular))
    return frozenset((lemma, _with_s(lemma)))


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("o") and word[-2:-1] not in _VOWELS:
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _doubles(word: str) -> bool:
    """One vowel before a final consonant that can double: "stop", "target", "shell" not."""
    return len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS
