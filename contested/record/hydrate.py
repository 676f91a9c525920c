"""Rows back to the model's frozen records: every quote is cut from the text as it is rebuilt."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from contested.model import (
    Actor,
    ActorRef,
    Attribution,
    Block,
    Claim,
    Codes,
    Count,
    Mention,
    Place,
    PlaceRef,
    Reading,
    Report,
    Span,
    TimeRef,
)
from contested.record.days import iso

T = TypeVar("T")
_CHUNK = 400
_CLAIM = """
SELECT c.key, c.id, c.kind, c.stance, c.trigger_start, c.trigger_end, s.start, s."end", c.cue_start, c.cue_end,
       c.cue_strength, c.time_start, c.time_end, c.event_from, c.event_to, c.time_precision,
       d.plover_event, d.plover_mode, d.acled_event_type, d.acled_sub_event_type, r.id, r.text, c.reading
FROM claim AS c JOIN reading AS g ON g.key = c.reading JOIN report AS r ON r.key = g.report
JOIN sentence AS s ON s.key = c.sentence JOIN code AS d ON d.key = c.code WHERE c.key IN ({})
"""
_ACTORS = """
SELECT a.claim, a.role, a.start, a."end", a.actor, a.source, a.inferred FROM claim_actor AS a
WHERE a.claim IN ({}) ORDER BY a.claim, a.role, a.n
"""
_PLACES = """
SELECT p.claim, p.start, p."end", p.role, p.place, p.relation, p.radius_km, p.inferred FROM claim_place AS p
WHERE p.claim IN ({}) ORDER BY p.claim, p.n
"""
_COUNTS = """
SELECT n.claim, n.start, n."end", n.what, n.low, n.high FROM claim_count AS n
WHERE n.claim IN ({}) ORDER BY n.claim, n.n
"""


class Hydrator:
    """Rebuilds records from one connection's rows; remembers places, actors and a few texts."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.text = lru_cache(maxsize=256)(self._text)
        self.text_key = lru_cache(maxsize=65_536)(self._text_key)
        self.place = lru_cache(maxsize=65_536)(self._place)
        self.actor = lru_cache(maxsize=65_536)(self._actor)

    def forget(self) -> None:
        """Drop what was remembered (after a rollback, when keys may be used again)."""
        for remembered in (self.text, self.text_key, self.place, self.actor):
            remembered.cache_clear()

    def _text(self, key: int) -> str:
        return str(self._connection.execute("SELECT body FROM text WHERE key = ?", (key,)).fetchone()[0])

    def _text_key(self, report_id: str) -> int:
        return int(self._connection.execute("SELECT text FROM report WHERE id = ?", (report_id,)).fetchone()[0])

    def text_of(self, report_id: str) -> str:
        """The text of a report, by the report's id."""
        return self.text(self.text_key(report_id))

    def _place(self, key: int) -> Place:
        row = self._connection.execute(
            "SELECT geonames, name, lat, lon, country, admin1, precision FROM place WHERE key = ?", (key,)
        ).fetchone()
        return Place(*row)

    def _actor(self, key: int) -> Actor:
        row = self._connection.execute("SELECT id, name, kind, party_to FROM actor WHERE key = ?", (key,)).fetchone()
        return Actor(row[0], row[1], row[2], tuple(json.loads(row[3])))

    def claims(self, keys: Sequence[int]) -> Iterator[tuple[int, Claim]]:
        """(key, claim) in the order of ``keys``."""
        for at in range(0, len(keys), _CHUNK):
            chunk = keys[at : at + _CHUNK]
            found = self._chunk(chunk)
            yield from ((key, found[key]) for key in chunk)

    def _chunk(self, keys: Sequence[int]) -> dict[int, Claim]:
        marks = ",".join("?" * len(keys))
        actors, places, counts = (self._by_claim(sql, marks, keys) for sql in (_ACTORS, _PLACES, _COUNTS))
        found: dict[int, Claim] = {}
        for row in self._connection.execute(_CLAIM.format(marks), keys).fetchall():
            span = _Spans(row[20], self.text(row[21])).span
            roles: dict[str, list[ActorRef]] = {"speaker": [], "actor": [], "target": []}
            for role, start, end, actor, source, inferred in actors[row[0]]:
                who = None if actor is None else self.actor(actor)
                roles[role].append(ActorRef(span(start, end), who, source, bool(inferred)))
            found[row[0]] = Claim(
                id=row[1],
                kind=row[2],
                stance=row[3],
                trigger=span(row[4], row[5]),
                sentence=span(row[6], row[7]),
                cue=None if row[8] is None else span(row[8], row[9]),
                cue_strength=row[10],
                speaker=tuple(roles["speaker"]),
                actor=tuple(roles["actor"]),
                target=tuple(roles["target"]),
                place=tuple(
                    PlaceRef(span(p[0], p[1]), p[2], None if p[3] is None else self.place(p[3]), p[4], p[5], bool(p[6]))
                    for p in places[row[0]]
                ),
                time=None if row[11] is None else TimeRef(span(row[11], row[12]), iso(row[13]), iso(row[14]), row[15]),
                counts=tuple(Count(span(n[0], n[1]), n[2], n[3], n[4]) for n in counts[row[0]]),
                codes=Codes(*row[16:20]),
            )
        return found

    def _by_claim(self, sql: str, marks: str, keys: Sequence[int]) -> dict[int, list[Any]]:
        grouped: dict[int, list[Any]] = defaultdict(list)
        for claim, *rest in self._connection.execute(sql.format(marks), keys):
            grouped[claim].append(tuple(rest))
        return grouped

    def report(self, key: int) -> Report:
        """A report with its text."""
        row = self._connection.execute(
            "SELECT r.id, r.text, r.blocks, r.title, r.outlet, r.url, r.published, r.published_basis, w.sha256 "
            "FROM report AS r JOIN raw AS w ON w.key = r.raw WHERE r.key = ?",
            (key,),
        ).fetchone()
        return Report(
            id=row[0],
            text=self.text(row[1]),
            blocks=tuple(Block(*block) for block in json.loads(row[2])),
            title=row[3],
            outlet=row[4],
            url=row[5],
            published=iso(row[6]),
            published_basis=row[7],
            raw_sha256=row[8],
        )

    def reading(self, key: int) -> Reading:
        """All that one release read from one report."""
        report_key = self._connection.execute("SELECT report FROM reading WHERE key = ?", (key,)).fetchone()[0]
        report = self.report(report_key)
        keys = [
            row[0] for row in self._connection.execute("SELECT key FROM claim WHERE reading = ? ORDER BY key", (key,))
        ]
        return Reading(
            report=report,
            claims=tuple(claim for _, claim in self.claims(keys)),
            mentions=tuple(self._mentions(key, report)),
            attributions=tuple(self._attributions(key, report)),
        )

    def _mentions(self, reading: int, report: Report) -> Iterator[Mention]:
        sql = 'SELECT start, "end", kind, place, actor FROM mention WHERE reading = ? ORDER BY n'
        for start, end, kind, place, actor in self._connection.execute(sql, (reading,)).fetchall():
            where = None if place is None else self.place(place)
            yield Mention(report.span(start, end), kind, where, None if actor is None else self.actor(actor))

    def _attributions(self, reading: int, report: Report) -> Iterator[Attribution]:
        sql = 'SELECT n, part, start, "end" FROM attribution WHERE reading = ? ORDER BY n, part, m'
        parts: dict[int, dict[str, list[Span]]] = {}
        for n, part, start, end in self._connection.execute(sql, (reading,)):
            spans = parts.setdefault(n, {"source": [], "cue": [], "content": []})
            if start >= 0:
                spans[part].append(report.span(start, end))
        for spans in parts.values():
            cue = spans["cue"][0] if spans["cue"] else None
            yield Attribution(tuple(spans["source"]), cue, tuple(spans["content"]))


class _Spans:
    """Makes spans of one text."""

    def __init__(self, report: str, text: str) -> None:
        self._report, self._text = report, text

    def span(self, start: int, end: int) -> Span:
        return Span(self._report, start, end, self._text[start:end], self._text)


def in_chunks(keys: Iterable[T], size: int = _CHUNK) -> Iterator[list[T]]:
    """Keys in lists short enough for one SQL statement."""
    chunk: list[T] = []
    for key in keys:
        chunk.append(key)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
