"""The actor knowledge base: one fact a row, with its dates and its source, from the files in ``data/``.

A fact is ``id,fact,value,from,to,source``. Ids of states are ISO 3166-1 alpha-3 codes; bodies every
state has (government, armed forces, police ...) are built from ``institutions.csv`` as ``SYR-MIL``.
Dates are years, months or days, both ends included; an empty end is open.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from contested.actors.keys import phrase_keys
from contested.errors import DataFileError
from contested.model import Actor

DATA = Path(__file__).parent / "data"
TABLES = ("kinds", "nouns", "institutions", "sources", "conflicts", "generic", "lists")
FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
COLUMNS = ["id", "fact", "value", "from", "to", "source"]
NAMING = {
    "name", "alias", "acronym", "weak alias", "surname", "adjective", "people", "seat", "town",
}  # fmt: skip
FACTS = NAMING | {"kind", "country", "parent", "side", "successor", "controlled by", "office", "gender"}

_HEADS = {
    "president", "prime-minister", "king", "emir", "supreme-leader", "leader", "head-of-government", "pope",
    "chief-executive", "crown-prince", "captains-regent", "sultan",
}  # fmt: skip
_ARMED = {"non-state armed group", "criminal group", "paramilitary group", "pro-government militia"}
_REGULAR = {"armed forces", "military unit", "military alliance", "coalition", "peacekeeping mission", "paramilitary"}


class Fact(NamedTuple):
    """One row: ``value`` holds from ``start`` to ``end``, both included. ``file`` and ``line`` say where it stands."""

    id: str
    fact: str
    value: str
    start: date
    end: date
    source: str
    file: str
    line: int

    def holds(self, on: date | None) -> bool:
        """Whether the fact holds on a day; always when the day is not known."""
        return on is None or self.start <= on <= self.end


class Sense(NamedTuple):
    """One reading of a name: an actor, the kind of naming fact and its dates."""

    id: str
    fact: str
    start: date
    end: date


@dataclass(slots=True)
class Node:
    """A node of the name trie."""

    children: dict[str, Node] = field(default_factory=dict)
    senses: list[Sense] = field(default_factory=list)


@dataclass(frozen=True)
class Institution:
    """A body every state has: its id's suffix, its name with {} for the state, its kind, its parent's suffix."""

    suffix: str
    name: str
    kind: str
    parent: str


class Knowledge:
    """The facts, by actor, with the trie of all names. Make it with ``knowledge()``."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts: dict[str, list[Fact]] = {}
        self.root = Node()
        self.holders: dict[str, list[Fact]] = {}
        self.institutions = {i.suffix: i for i in _institutions()}
        for fact in facts:
            self.facts.setdefault(fact.id, []).append(fact)
            if fact.fact == "office":
                self.holders.setdefault(fact.value, []).append(fact)
        for rows in self.facts.values():
            for fact in rows:
                if fact.fact in NAMING:
                    self._name(fact)

    def _name(self, fact: Fact) -> None:
        node = self.root
        for key in phrase_keys(fact.value):
            node = node.children.setdefault(key, Node())
        if node is not self.root:
            start, end = (FIRST, LAST) if fact.fact == "name" else (fact.start, fact.end)
            node.senses.append(Sense(fact.id, fact.fact, start, end))

    def __contains__(self, actor_id: str) -> bool:
        return actor_id in self.facts or self._made(actor_id) is not None

    def of(self, actor_id: str, fact: str) -> list[Fact]:
        """The facts of one sort an actor has, in the order of the files."""
        return [f for f in self.facts.get(actor_id, ()) if f.fact == fact]

    def value(self, actor_id: str, fact: str, on: date | None = None) -> str | None:
        """The value of a fact on a day, or its last value when none holds then; None without such a fact."""
        rows = self.of(actor_id, fact)
        for row in rows:
            if row.holds(on):
                return row.value
        return rows[-1].value if rows else None

    def _made(self, actor_id: str) -> tuple[str, Institution] | None:
        state, dash, suffix = actor_id.partition("-")
        made = self.institutions.get(suffix) if dash else None
        return (state, made) if made and state in self.facts else None

    @lru_cache(maxsize=65536)  # noqa: B019 - one Knowledge lives as long as the process
    def actor(self, actor_id: str, on: date | None = None) -> Actor:
        """The actor as it was on a day: its name then, its kind then, the sides it stood on then.

        Raises KeyError when no such actor is known.
        """
        if actor_id not in self:
            raise KeyError(actor_id)
        return Actor(actor_id, self._label(actor_id, on), self.kind(actor_id, on), self.sides(actor_id, on))

    def _label(self, actor_id: str, on: date | None) -> str:
        name = self.value(actor_id, "name", on)
        if name is not None:
            return name
        made = self._made(actor_id)
        return made[1].name.format(self.value(made[0], "name", on)) if made else actor_id

    def kind(self, actor_id: str, on: date | None = None) -> str:
        """The kind of an actor (``data/kinds.csv``); a person's kind follows from the office on the day."""
        kind = self.value(actor_id, "kind", on)
        if kind == "person":
            office = self.office(actor_id, on)
            return self._office_kind(office) if office else kind
        made = self._made(actor_id)
        return kind or (made[1].kind if made else "state")

    def _office_kind(self, office: str) -> str:
        body, _, post = office.partition(":")
        body_kind = self.kind(body) if body in self else "state"
        if post.endswith("spokesperson"):
            return "spokesperson"
        if body_kind in _ARMED:
            return "armed group leader"
        if body_kind in ("political party", "political opposition", "activist network"):
            return "party leader"
        if post in _HEADS and body_kind in ("state", "government"):
            return "head of state"
        if post.endswith("minister"):
            return "minister"
        if post in ("army-chief", "deputy-army-chief") or (post == "commander" and body_kind in _REGULAR):
            return "military commander"
        return "official"

    def office(self, person: str, on: date | None) -> str | None:
        """The office ("SYR:president") a person holds on a day; the latest known one when the day is unknown."""
        rows = self.of(person, "office")
        held = [row for row in rows if on is not None and row.start <= on <= row.end]
        if held:
            return held[-1].value
        return rows[-1].value if rows and on is None else None

    def holder(self, body: str, post: str, on: date | None) -> str | None:
        """Who holds an office on a day; None when nobody of record, several do, or the day is unknown."""
        held = {f.id for f in self.holders.get(f"{body}:{post}", ()) if on is not None and f.start <= on <= f.end}
        return held.pop() if len(held) == 1 else None

    def body_of(self, person: str, on: date | None) -> str | None:
        """The body a person speaks for on a day: the office's, else that of the office nearest in time."""
        rows = self.of(person, "office")
        if not rows:
            return None
        if on is None:
            return rows[-1].value.partition(":")[0]
        nearest = min(rows, key=lambda f: max((f.start - on).days, (on - f.end).days, 0))
        return nearest.value.partition(":")[0]

    def country(self, actor_id: str) -> str | None:
        """The state (ISO alpha-3) an actor belongs to, when it belongs to one."""
        made = self._made(actor_id)
        if made:
            return made[0]
        found = self.value(actor_id, "country")
        if found is None and self.of(actor_id, "office"):
            body = self.of(actor_id, "office")[-1].value.partition(":")[0]
            return self.country(body)
        return found

    def parents(self, actor_id: str, on: date | None) -> list[str]:
        """The bodies an actor is part of, controlled by or speaks for on a day, nearest first."""
        found = [f.value for f in self.facts.get(actor_id, ()) if f.fact in ("parent", "controlled by") and f.holds(on)]
        office = self.office(actor_id, on)
        if office:
            found.append(office.partition(":")[0])
        made = self._made(actor_id)
        if made and made[1].parent:
            found.append(f"{made[0]}-{made[1].parent}")
        if self.value(actor_id, "kind") == "state":
            found.append(f"{actor_id}-GOV")
        return found

    def sides(self, actor_id: str, on: date | None = None) -> tuple[str, ...]:
        """The sides ("conflict: side") an actor stands on, on a day: its own, or those of its nearest parents."""
        level, seen = [actor_id], {actor_id}
        while level:
            found = {f.value for i in level for f in self.facts.get(i, ()) if f.fact == "side" and f.holds(on)}
            if found:
                return tuple(sorted(found))
            level = [p for i in level for p in self.parents(i, on) if p not in seen]
            seen.update(level)
        return ()

    @lru_cache(maxsize=4)  # noqa: B019 - one Knowledge lives as long as the process
    def by_surname(self) -> dict[str, list[tuple[str, str]]]:
        """People of record by the last key of their name: (id, first key of the name)."""
        found: dict[str, list[tuple[str, str]]] = {}
        for actor_id, rows in self.facts.items():
            if rows[0].fact == "name" and any(f.fact == "gender" for f in rows):
                keys = phrase_keys(rows[0].value)
                if len(keys) > 1:
                    found.setdefault(keys[-1], []).append((actor_id, keys[0]))
        return found

    def lookup(self, name: str) -> list[Sense]:
        """All readings of a name, whatever the date."""
        node: Node | None = self.root
        for key in phrase_keys(name):
            node = node.children.get(key) if node else None
        return list(node.senses) if node else []


def parse_day(text: str, *, last: bool) -> date:
    """A year, month or day as its first (or ``last``) day. Raises ValueError."""
    if not text:
        return LAST if last else FIRST
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else (12 if last else 1)
    if not last:
        return date(year, month, 1)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


_day = lru_cache(maxsize=4096)(parse_day)


def read_facts(path: Path) -> Iterator[Fact]:
    """The facts of one file. Raises DataFileError that names the file and the line."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.reader(handle)
        if next(rows, None) != COLUMNS:
            raise DataFileError(f"{path}:1: the header must be {','.join(COLUMNS)}")
        for row in rows:
            if len(row) != len(COLUMNS):
                raise DataFileError(f"{path}:{rows.line_num}: {len(row)} columns where {len(COLUMNS)} are due")
            try:
                start, end = _day(row[3], last=False), _day(row[4], last=True)
            except ValueError as error:
                raise DataFileError(f"{path}:{rows.line_num}: {row[3]!r} or {row[4]!r} is no date ({error})") from error
            yield Fact(row[0], row[1], row[2], start, end, row[5], path.name, rows.line_num)


def table(name: str) -> list[list[str]]:
    """The rows of one of the small tables in ``data/``, without the header."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))[1:]


def _institutions() -> list[Institution]:
    return [Institution(*row) for row in table("institutions")]


def fact_files() -> list[Path]:
    """The bundled files of facts, in order."""
    return sorted(p for p in DATA.glob("*.csv") if p.stem not in TABLES)


@cache
def knowledge(extra: Sequence[Path] = ()) -> Knowledge:
    """The knowledge base with a user's own files (a tuple of paths) added; loaded once a process.

    A user's row adds to what is there: a new alias, a new actor, a new term of office.
    Raises DataFileError when a file is missing or wrong.
    """
    for path in extra:
        if not path.is_file():
            raise DataFileError(f"{path}: no such file of actor facts")
    return Knowledge(fact for path in (*fact_files(), *extra) for fact in read_facts(path))


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of words of ``data/lists.csv``: "titles", "saying", "linked", "locative", "women"."""
    return next(frozenset(words.split()) for key, words in table("lists") if key == name)


@dataclass(frozen=True)
class Conflict:
    """A conflict of record: its name as in the sides, the state it is fought in, its days, "war" or "low"."""

    name: str
    country: str
    start: date
    end: date
    scale: str


@dataclass(frozen=True)
class Generic:
    """Whom a term such as "rebels" or "coalition" means in reports on a country in some years."""

    term: str
    country: str
    start: date
    end: date
    actor: str


@cache
def conflicts() -> tuple[Conflict, ...]:
    """The conflicts of ``data/conflicts.csv``."""
    return tuple(Conflict(r[0], r[1], _day(r[2], last=False), _day(r[3], last=True), r[4]) for r in table("conflicts"))


@cache
def generics() -> tuple[Generic, ...]:
    """The rows of ``data/generic.csv``."""
    return tuple(Generic(r[0], r[1], _day(r[2], last=False), _day(r[3], last=True), r[4]) for r in table("generic"))
