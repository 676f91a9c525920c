"""Tables as columns, as frontend/src/types.ts has them: days as numbers, lists a row, words that stand once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from contested.record.days import number

NONE = -1
NO_DAY = -99999
Part = dict[str, object]
"""One part of the page's data, ready for JSON."""


def day_number(day: date | None) -> int:
    """Days since 1970-01-01, or NO_DAY."""
    return NO_DAY if day is None else number(day)


def bound(value: int | None) -> int:
    """A number told, or NONE; JavaScript's 32 bits are enough for anything counted here."""
    return NONE if value is None else max(NONE, min(value, 2**31 - 1))


class Ragged:
    """A list a row: how many values each row has, and all values in order."""

    def __init__(self) -> None:
        self.n: list[int] = []
        self.v: list[int] = []

    def add(self, values: Iterable[int]) -> None:
        """The values of the next row."""
        before = len(self.v)
        self.v.extend(values)
        self.n.append(len(self.v) - before)

    def json(self) -> dict[str, list[int]]:
        """As the page gets it."""
        return {"n": self.n, "v": self.v}


class Strings:
    """Words that stand once, by index."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._index: dict[str, int] = {}

    def index(self, word: str | None) -> int:
        """The word's index; NONE for none."""
        if word is None:
            return NONE
        found = self._index.get(word)
        if found is None:
            found = self._index[word] = len(self.words)
            self.words.append(word)
        return found
