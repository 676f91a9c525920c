"""Keys of the rows that many claims share (places, actors, codes, subjects): found, or made on first use."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Hashable

from contested.model import Actor, Codes, Place

_WORD = re.compile(r"\w+")
_STRANGE = re.compile(r"[^\x00-\x7f]+")
_PLACE_COLUMNS = ("geonames", "name", "lat", "lon", "country", "admin1", "precision")
_CODE_COLUMNS = ("plover_event", "plover_mode", "acled_event_type", "acled_sub_event_type")


def folded(words: str) -> str:
    """Words as they are compared: lower case, no accents, single blanks, no punctuation."""
    return " ".join(_WORD.findall(_STRANGE.sub(_plain, words).lower()))


def _plain(strange: re.Match[str]) -> str:
    letters = unicodedata.normalize("NFKD", strange.group().casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


class Keys:
    """Looks keys up and remembers them. ``forget`` after a rollback: rows made since are gone.

    With ``make=False`` nothing is written, and what is not there has the key -1.
    """

    def __init__(self, connection: sqlite3.Connection, *, make: bool = True) -> None:
        self._connection = connection
        self._make = make
        self._known: dict[Hashable, int] = {}
        self._names: set[tuple[str, int]] = set()

    def forget(self) -> None:
        """Drop all that was remembered."""
        self._known.clear()
        self._names.clear()

    def place(self, place: Place | None) -> int | None:
        """The key of a place, or None for none."""
        if place is None:
            return None
        values = tuple(getattr(place, name) for name in _PLACE_COLUMNS)
        return self._key("place", _PLACE_COLUMNS, values)

    def actor(self, actor: Actor | None) -> int | None:
        """The key of an actor, or None for none."""
        if actor is None:
            return None
        party_to = json.dumps(list(actor.party_to), ensure_ascii=False)
        return self._key("actor", ("id", "name", "kind", "party_to"), (actor.id, actor.name, actor.kind, party_to))

    def code(self, codes: Codes) -> int:
        """The key of a claim's codes."""
        return self._key("code", _CODE_COLUMNS, tuple(getattr(codes, name) for name in _CODE_COLUMNS))

    def subject(self, kind: str, item: int, name: str) -> int:
        """The key of something that claims can be looked up by (see docs/record.md)."""
        return self._key("subject", ("kind", "item", "name"), (kind, item, name))

    def called(self, quote: str, subject: int) -> int:
        """Remember that reports call a subject so; gives the subject back."""
        words = folded(quote)
        if self._make and (words, subject) not in self._names:
            self._connection.execute("INSERT OR IGNORE INTO called (words, subject) VALUES (?, ?)", (words, subject))
            self._names.add((words, subject))
        return subject

    def _key(self, table: str, columns: tuple[str, ...], values: tuple[object, ...]) -> int:
        known = self._known.get((table, values))
        if known is not None:
            return known
        where = " AND ".join(f"{name} IS ?" for name in columns)
        row = self._connection.execute(f"SELECT key FROM {table} WHERE {where}", values).fetchone()
        if row is None and not self._make:
            return -1
        if row is None:
            marks = ", ".join("?" for _ in columns)
            sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) RETURNING key"
            row = self._connection.execute(sql, values).fetchone()
        self._known[(table, values)] = key = int(row[0])
        return key
