"""Places and actors of a record, with how many claims name them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from contested.record.days import UNDATED, day
from contested.record.hydrate import Hydrator
from contested.record.index import DOER, ORIGIN, RELAY, TARGET, WHERE
from contested.record.keys import folded
from contested.record.records import ActorTally, PlaceTally, Query
from contested.record.search import Where, claim_keys, conditions
from contested.record.subjects import facets, place_items

Row = tuple[str, int, str, int, int, int, int, int]


def place_tallies(connection: sqlite3.Connection, hydrator: Hydrator, query: Query) -> list[PlaceTally]:
    """Places by how many claims name them, most first. The query's place, point, area and country say which."""
    only = place_items(connection, query)
    rest = replace(query, place=None, point=None, within_km=None, area=None, country=None)
    rows = _tally(connection, rest, ("place",), WHERE)
    tallies = [
        PlaceTally(hydrator.place(item), claims, _day(first), _day(last))
        for _, item, _, claims, _, _, first, last in rows
        if only is None or item in only
    ]
    tallies.sort(key=lambda t: (-t.claims, t.place.name, t.place.geonames or 0))
    return tallies[query.offset : None if query.limit is None else query.offset + query.limit]


def actor_tallies(connection: sqlite3.Connection, hydrator: Hydrator, query: Query) -> list[ActorTally]:
    """Actors, and words no actor was found for, by how many roles they fill, most first.

    ``who`` says which actors: an id, or words of the name. ``actor``, ``speaker`` and ``target`` say of which claims.
    """
    rows = _tally(connection, replace(query, who=None), ("actor", "words"), (ORIGIN, RELAY, DOER, TARGET))
    tallies = []
    for kind, item, name, speaker, doer, target, first, last in rows:
        actor = hydrator.actor(item) if kind == "actor" else None
        words = actor.name if actor else name
        if query.who is None or (actor and actor.id == query.who) or f" {folded(query.who)} " in f" {folded(words)} ":
            tallies.append(ActorTally(actor, words, speaker, doer, target, _day(first), _day(last)))
    tallies.sort(key=lambda t: (-t.claims, t.words, t.actor.id if t.actor else ""))
    return tallies[query.offset : None if query.limit is None else query.offset + query.limit]


def _day(value: int | None) -> date | None:
    return day(value) if value is not None else None


def _tally(
    connection: sqlite3.Connection, query: Query, kinds: tuple[str, ...], roles: tuple[int, ...]
) -> Iterator[Row]:
    """By subject: kind, item, name, claims in speaker or place roles, as doer, as target, first and last day."""
    where = conditions(query)
    if facets(connection, query) or query.text is not None or query.report is not None:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (claim INTEGER PRIMARY KEY)")
        connection.execute("DELETE FROM wanted")
        claims = claim_keys(connection, replace(query, limit=None, offset=0, sort="added"))
        connection.executemany("INSERT INTO wanted VALUES (?)", [(claim,) for claim in claims])
        where = Where("e.claim IN (SELECT claim FROM wanted)")
    first = f"count(DISTINCT CASE WHEN e.role NOT IN ({DOER}, {TARGET}) THEN e.claim END)"
    return iter(
        connection.execute(
            f"SELECT s.kind, s.item, s.name, {first}, count(DISTINCT CASE WHEN e.role = {DOER} THEN e.claim END), "
            f"count(DISTINCT CASE WHEN e.role = {TARGET} THEN e.claim END), "
            f"min(CASE WHEN e.day < {UNDATED} THEN e.day END), max(CASE WHEN e.last < {UNDATED} THEN e.last END) "
            "FROM subject AS s CROSS JOIN entry AS e ON e.subject = s.key "
            f"WHERE s.kind IN ({','.join('?' * len(kinds))}) AND e.role IN ({','.join(map(str, roles))}) "
            f"AND {where.sql} "
            "GROUP BY s.key",
            (*kinds, *where.values),
        ).fetchall()
    )
