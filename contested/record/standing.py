"""When each report's text was known to stand, by which reading it is shown, and the entries that follow from both."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date

from contested.record.days import iso, number
from contested.record.decisions import Decisions
from contested.record.index import Entry, Standing, entries_of, insert, remove
from contested.record.keys import Keys

Row = tuple[int | None, int, int | None]


class Standings:
    """Keeps ``standing`` and ``entry`` true to the rows they derive from."""

    def __init__(self, connection: sqlite3.Connection, keys: Keys, decisions: Decisions) -> None:
        self._connection = connection
        self._keys = keys
        self._decisions = decisions

    def renew(self, report: int) -> None:
        """After a report, copy or reading came: bring up to date the text's original and what it replaced."""
        touched = {self._original(report)}
        before = self._connection.execute(
            "SELECT b.key FROM report AS r JOIN report AS b ON b.source = r.source AND b.version = r.version - 1 "
            "WHERE r.key = ?",
            (report,),
        ).fetchone()
        if before:
            touched.add(self._original(before[0]))
        for key in sorted(touched):
            self.restand(key)

    def _original(self, report: int) -> int:
        row = self._connection.execute("SELECT coalesce(copy_of, key) FROM report WHERE key = ?", (report,)).fetchone()
        return int(row[0])

    def computed(self, report: int) -> Row:
        """(reading, known, until) of an original report, from the reports and readings alone.

        It stands from the first day that it or a copy was known, until the last of them was replaced.
        """
        holders = [
            report,
            *(r[0] for r in self._connection.execute("SELECT key FROM report WHERE copy_of = ?", (report,))),
        ]
        spans = [self.span(holder) for holder in holders]
        ends = [end for _, end in spans]
        until = None if None in ends else max(end for end in ends if end is not None)
        reading = self._connection.execute(
            "SELECT key FROM reading WHERE report = ? ORDER BY release DESC LIMIT 1", (report,)
        ).fetchone()
        return (reading[0] if reading else None, min(start for start, _ in spans), until)

    def span(self, report: int) -> tuple[int, int | None]:
        """The days from which and until which one address had this text."""
        rows = self._connection.execute(
            "SELECT b.version, b.published, b.seen, b.raw FROM report AS r JOIN report AS b "
            "ON b.source = r.source AND b.version <= r.version + 1 WHERE r.key = ? ORDER BY b.version",
            (report,),
        ).fetchall()
        version = self._connection.execute("SELECT version FROM report WHERE key = ?", (report,)).fetchone()[0]
        known: dict[int, int] = {}
        raw_before = None
        for at, published, seen, raw in rows:
            first = _first_known(iso(published), date.fromisoformat(seen), first=at == 1)
            known[at] = known[at - 1] if raw == raw_before else max(first, known.get(at - 1, first))
            raw_before = raw
        return known[version], known.get(version + 1)

    def restand(self, report: int) -> None:
        """Bring the standing and the entries of an original report up to date."""
        old = self._connection.execute(
            "SELECT reading, known, until FROM standing WHERE report = ?", (report,)
        ).fetchone()
        new = self.computed(report)
        if old == new:
            return
        if old is not None and old[0] is not None and old[0] != new[0]:
            remove(self._connection, list(self._entries(self.claims_of(old[0]), report, old[1], old[2])))
        self._connection.execute(
            "INSERT OR REPLACE INTO standing (report, reading, known, until) VALUES (?, ?, ?, ?)", (report, *new)
        )
        if new[0] is not None:
            insert(self._connection, list(self._entries(self.claims_of(new[0]), report, new[1], new[2])))

    def claims_of(self, reading: int) -> list[int]:
        """The keys of a reading's claims, in its order."""
        return [
            r[0] for r in self._connection.execute("SELECT key FROM claim WHERE reading = ? ORDER BY key", (reading,))
        ]

    def _entries(self, claims: list[int], report: int, known: int, until: int | None) -> Iterator[Entry]:
        row = self._connection.execute("SELECT published, outlet FROM report WHERE key = ?", (report,)).fetchone()
        standing = Standing(known, until, iso(row[0]), row[1])
        for key, judged in self._decisions.judged(claims):
            if not judged.rejected:
                yield from entries_of(key, judged.claim, standing=standing, keys=self._keys)

    def entries(self, claims: Iterable[int]) -> list[Entry]:
        """The entries that these claims should have, with the decisions as they are now."""
        by_report: dict[tuple[int, int, int | None], list[int]] = {}
        for key in claims:
            row = self._connection.execute(
                "SELECT s.report, s.known, s.until FROM claim AS c JOIN standing AS s ON s.reading = c.reading "
                "WHERE c.key = ?",
                (key,),
            ).fetchone()
            if row:
                by_report.setdefault(row, []).append(key)
        return [
            entry
            for (report, known, until), keys in by_report.items()
            for entry in self._entries(keys, report, known, until)
        ]

    def replace(self, before: list[Entry], claims: Iterable[int]) -> None:
        """After a decision: the entries these claims had go, those they should have come."""
        remove(self._connection, before)
        insert(self._connection, self.entries(claims))


def _first_known(published: date | None, seen: date, *, first: bool) -> int:
    """The first version is known from its publication; a later one not before it was seen."""
    if published is None:
        return number(seen)
    return number(published) if first else max(number(published), number(seen))
