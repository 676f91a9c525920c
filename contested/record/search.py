"""Finding claims: a walk along the entries of the rarest thing asked for, checking the rest as it goes."""

from __future__ import annotations

import heapq
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from contested.errors import UsageError
from contested.record.days import UNDATED, number
from contested.record.index import EVERY, LONG_DAYS, stance_code
from contested.record.records import Query
from contested.record.subjects import Facet, facets

_FEW = 20_000  # matches of a text that are looked up one by one; more are met on the walk
_TEST_COST = 1  # of testing one claim met on a walk, in lookups of a claim with the words
_MANY_SUBJECTS = 8
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_DAYS_BACK = LONG_DAYS


@dataclass(frozen=True)
class Where:
    """An SQL condition with its values."""

    sql: str
    values: tuple[object, ...] = ()

    def __and__(self, other: Where) -> Where:
        return Where(f"{self.sql} AND {other.sql}", self.values + other.values)


def words_query(text: str) -> str:
    """What people type as an FTS5 query: all words must be there, "a phrase" together, ``begin*`` as a beginning."""
    terms = []
    for phrase, word in _TERM.findall(text):
        start = word.endswith("*")
        bare = (phrase or word.rstrip("*")).replace('"', " ").strip()
        if re.search(r"\w", bare):
            terms.append(f'"{bare}"' + (" *" if start else ""))
    if not terms:
        raise UsageError(f"{text!r} holds no word to look for")
    return " AND ".join(terms)


def claim_keys(connection: sqlite3.Connection, query: Query) -> list[int]:
    """The keys of the claims asked for, in the order asked for, one page."""
    if query.offset < 0 or (query.limit is not None and query.limit < 0):
        raise UsageError("limit and offset cannot be negative")
    stop = None if query.limit is None else query.offset + query.limit
    return list(islice(_matching(connection, query), query.offset, stop))


def count_claims(connection: sqlite3.Connection, query: Query) -> int:
    """How many claims match, whatever the page."""
    return sum(1 for _ in _matching(connection, query))


def _matching(connection: sqlite3.Connection, query: Query) -> Iterator[int]:
    wanted = facets(connection, query)
    if any(not facet.subjects for facet in wanted):
        return
    if query.report is not None:
        yield from _among(connection, query, wanted, _OF_REPORT, (query.report,))
        return
    if query.text is None:
        yield from _walk(connection, query, *_driver(connection, wanted))
        return
    words = words_query(query.text)
    if _few_match(connection, query, wanted, words):
        yield from _among(connection, query, wanted, _WITH_WORDS, (words,))
        return
    sentences = {row[0] for row in connection.execute(_SENTENCES_WITH, (words,))}
    for claim in _walk(connection, query, *_driver(connection, wanted)):
        if connection.execute("SELECT sentence FROM claim WHERE key = ?", (claim,)).fetchone()[0] in sentences:
            yield claim


def _few_match(connection: sqlite3.Connection, query: Query, wanted: list[Facet], words: str) -> bool:
    """Whether looking at every sentence with the words costs less than walking until a page of them is met."""
    matches = _count(connection, _SENTENCES_WITH, words, _FEW + 1)
    if matches > _FEW:
        return False
    claims = connection.execute("SELECT coalesce(max(key), 0) FROM claim").fetchone()[0]
    rarest = min((_size(connection, facet) for facet in wanted), default=claims)
    page = claims if query.limit is None else query.offset + query.limit
    return bool(matches <= _TEST_COST * min(rarest, page * claims / max(1, matches)))


def _count(connection: sqlite3.Connection, sql: str, value: object, most: int) -> int:
    """How many rows there are, counted no further than it matters."""
    return int(connection.execute(f"SELECT count(*) FROM ({sql} LIMIT {most})", (value,)).fetchone()[0])


def _driver(connection: sqlite3.Connection, wanted: list[Facet]) -> tuple[Facet, list[Facet]]:
    if not wanted:
        return Facet((EVERY,)), []
    if len(wanted) > 1:
        wanted.sort(key=lambda facet: _size(connection, facet))
    return wanted[0], wanted[1:]


def _size(connection: sqlite3.Connection, facet: Facet) -> int:
    """About how many entries a facet has."""
    some = facet.subjects[:_MANY_SUBJECTS]
    size = sum(_count(connection, "SELECT 1 FROM entry WHERE subject = ?", subject, 5000) for subject in some)
    return size * max(1, len(facet.subjects) // _MANY_SUBJECTS)


def with_words(connection: sqlite3.Connection, text: str) -> list[int]:
    """The keys of the claims whose sentence holds these words."""
    return [row[0] for row in connection.execute(_WITH_WORDS, (words_query(text),))]


def conditions(query: Query) -> Where:
    """What every entry must satisfy by itself."""
    if query.as_known is not None:
        day = number(query.as_known)
        where = Where("e.known <= ? AND (e.until IS NULL OR e.until > ?)", (day, day))
    else:
        where = Where("e.until IS NULL")
    if query.stance:
        codes = tuple(stance_code(stance) for stance in query.stance)
        where &= Where(f"e.stance IN ({','.join('?' * len(codes))})", codes)
    if query.since is not None:
        where &= Where("e.last >= ? AND e.day < ?", (number(query.since), UNDATED))
    if query.until is not None:
        where &= Where("e.day <= ?", (number(query.until),))
    if query.dated is not None:
        where &= Where("e.dated = ?", (int(query.dated),))
    if query.reported_since is not None:
        where &= Where("e.known >= ?", (number(query.reported_since),))
    if query.reported_until is not None:
        where &= Where("e.known <= ?", (number(query.reported_until),))
    return where


def also(facet: Facet) -> Where:
    """The claim is filed under this facet too; found by the same day, so at once."""
    sql = (
        f"EXISTS (SELECT 1 FROM entry AS f WHERE f.subject IN ({','.join('?' * len(facet.subjects))}) "
        "AND f.long = e.long AND f.day = e.day AND f.claim = e.claim"
    )
    return Where(sql + _roles("f", facet.roles) + ")", facet.subjects)


def _roles(table: str, roles: tuple[int, ...]) -> str:
    return f" AND {table}.role IN ({','.join(map(str, roles))})" if roles else ""


def _walk(connection: sqlite3.Connection, query: Query, driver: Facet, rest: list[Facet]) -> Iterator[int]:
    where = conditions(query)
    for facet in rest:
        where &= also(facet)
    roles = _roles("e", driver.roles)
    if query.sort == "event" and len(driver.subjects) <= _MANY_SUBJECTS:
        yield from _walk_by_day(connection, query, driver, where, roles)
        return
    if query.sort == "reported" and driver.subjects == (EVERY,):
        rows = connection.execute(
            f"SELECT e.claim FROM entry AS e INDEXED BY entry_known WHERE e.subject = 0 AND {where.sql} "
            f"ORDER BY e.known {_direction(query)}, e.claim {_direction(query)}",
            where.values,
        )
        yield from (row[0] for row in rows)
        return
    order = {"event": "e.day", "reported": "e.known", "added": "e.claim"}[query.sort]
    rows = connection.execute(
        f"SELECT DISTINCT {order}, e.claim FROM entry AS e WHERE e.subject IN ({','.join('?' * len(driver.subjects))})"
        f"{roles} AND {where.sql} ORDER BY {order} {_direction(query)}, e.claim {_direction(query)} LIMIT ?",
        (*driver.subjects, *where.values, _page(query)),
    )
    yield from (row[1] for row in rows)


def _page(query: Query) -> int:
    """How many rows a sorted walk must give: all of them when a text is still to be looked for."""
    return -1 if query.limit is None or query.text is not None else query.offset + query.limit


def _direction(query: Query) -> str:
    return "DESC" if query.descending else "ASC"


def _walk_by_day(
    connection: sqlite3.Connection, query: Query, driver: Facet, where: Where, roles: str
) -> Iterator[int]:
    """The entries of a few subjects lie in the order of days already: merged, never sorted."""
    streams: list[Iterator[tuple[int, int]]] = []
    for subject in driver.subjects:
        for long in (0, 1):
            window = where
            if query.since is not None and not long:
                window &= Where("e.day >= ?", (number(query.since) - _DAYS_BACK,))
            way = _direction(query)
            streams.append(
                connection.execute(
                    f"SELECT e.day, e.claim FROM entry AS e WHERE e.subject = ? AND e.long = ?{roles} AND {window.sql} "
                    f"ORDER BY e.day {way}, e.claim {way}",
                    (subject, long, *window.values),
                )
            )
    last = None
    for row in heapq.merge(*streams, reverse=query.descending):
        if row != last:
            last = row
            yield row[1]


def _among(
    connection: sqlite3.Connection, query: Query, rest: list[Facet], claims: str, values: tuple[object, ...]
) -> Iterator[int]:
    """Of a few claims (given as SQL) those that satisfy the rest, sorted."""
    where = conditions(query)
    for facet in rest:
        where &= also(facet)
    if query.report is not None and query.text is not None:
        where &= Where(f"e.claim IN ({_WITH_WORDS})", (words_query(query.text),))
    order = {"event": "e.day", "reported": "e.known", "added": "e.claim"}[query.sort]
    rows = connection.execute(
        f"SELECT e.claim FROM ({claims}) AS w CROSS JOIN entry AS e INDEXED BY entry_claim "
        f"ON e.subject = 0 AND e.claim = w.key WHERE {where.sql} "
        f"ORDER BY {order} {_direction(query)}, e.claim {_direction(query)} LIMIT ?",
        (*values, *where.values, -1 if query.limit is None else query.offset + query.limit),
    ).fetchall()
    yield from (row[0] for row in rows)


_SENTENCES_WITH = "SELECT rowid FROM sentence_words WHERE sentence_words MATCH ?"
_WITH_WORDS = (
    "SELECT c.key FROM sentence_words AS m CROSS JOIN claim AS c ON c.sentence = m.rowid WHERE sentence_words MATCH ?"
)
_OF_REPORT = (
    "SELECT c.key FROM report AS r JOIN standing AS s ON s.report = coalesce(r.copy_of, r.key) "
    "JOIN claim AS c ON c.reading = s.reading WHERE r.id = ?"
)
