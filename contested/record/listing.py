"""The reports of a record, listed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace

from contested.record.days import day, iso, moment, number
from contested.record.hydrate import in_chunks
from contested.record.records import Copy, Query, RecordedReport
from contested.record.search import claim_keys, words_query
from contested.record.standing import Standings

_REPORT = """
SELECT r.key, r.id, s.address, r.version, r.title, r.outlet, r.url, r.published, r.published_basis, r.seen, r.added,
       o.id, t.sha256, w.sha256, t.length, n.known, n.until, n.reading, g.claims
FROM report AS r JOIN source AS s ON s.key = r.source JOIN text AS t ON t.key = r.text JOIN raw AS w ON w.key = r.raw
LEFT JOIN report AS o ON o.key = r.copy_of LEFT JOIN standing AS n ON n.report = r.key
LEFT JOIN reading AS g ON g.key = n.reading WHERE r.key IN ({})
"""
_CLAIM_FILTERS = ("place", "point", "area", "country", "actor", "speaker", "target", "who", "since", "until", "dated")


class Reports:
    """Lists reports."""

    def __init__(self, connection: sqlite3.Connection, standings: Standings) -> None:
        self._connection = connection
        self._standings = standings

    def reports(self, keys: Iterable[int]) -> Iterator[RecordedReport]:
        """The reports with these keys, in that order."""
        for chunk in in_chunks(keys):
            rows = self._connection.execute(_REPORT.format(",".join("?" * len(chunk))), chunk).fetchall()
            found = {row[0]: self._report(row) for row in rows}
            yield from (found[key] for key in chunk)

    def _report(self, row: tuple[object, ...]) -> RecordedReport:
        (key, id_, address, version, title, outlet, url, published, basis, seen, added, copy_of,
         text_sha256, raw_sha256, length, known, until, reading, claims) = row  # fmt: skip
        if known is None:
            known, until = self._standings.span(key)  # type: ignore[arg-type]
        status = "copy" if copy_of else "unread" if reading is None else "read" if claims else "empty"
        return RecordedReport(
            id=id_, address=address, version=version, title=title, outlet=outlet, url=url, published=iso(published),  # type: ignore[arg-type]
            published_basis=basis, seen=iso(seen), added=moment(added), known=day(known), until=day(until),  # type: ignore[arg-type]
            copy_of=copy_of, status=status, claims=claims, text_sha256=text_sha256,  # type: ignore[arg-type]
            raw_sha256=raw_sha256, length=length,  # type: ignore[arg-type]
        )  # fmt: skip

    def copies(self, report: int) -> Iterator[Copy]:
        """The copies and near copies of a report."""
        rows = self._connection.execute(
            "SELECT o.key, 1.0, 1.0 FROM report AS r "
            "JOIN report AS o ON o.text = r.text AND o.key <> r.key WHERE r.key = ?1 "
            "UNION ALL SELECT o.key, l.jaccard, l.contained FROM report AS r "
            "JOIN likeness_view AS l ON l.text = r.text JOIN report AS o ON o.text = l.other WHERE r.key = ?1 "
            "ORDER BY 2 DESC, 3 DESC, 1",
            (report,),
        ).fetchall()
        found = self.reports([row[0] for row in rows])
        yield from (Copy(about, row[1], row[2]) for about, row in zip(found, rows, strict=True))

    def near_copies(self, reports: set[str]) -> set[tuple[str, str]]:
        """The pairs among these reports that are near copies."""
        found: set[tuple[str, str]] = set()
        for chunk in in_chunks(sorted(reports)):
            rows = self._connection.execute(
                "SELECT r.id, o.id FROM report AS r JOIN likeness_view AS l ON l.text = r.text "
                f"JOIN report AS o ON o.text = l.other WHERE r.id IN ({','.join('?' * len(chunk))})",
                chunk,
            )
            found.update((a, b) for a, b in rows if b in reports)
        return found

    def report_keys(self, query: Query) -> list[int]:
        """One page of the reports asked for, by day of publication; of each the version that stands (``as_known``)."""
        sql = "SELECT r.key FROM report AS r"
        values: list[object] = []
        where = ["1"]
        if query.text is not None:
            sql += " JOIN text_words AS w ON w.rowid = r.text"
            where.append("text_words MATCH ?")
            values.append(words_query(query.text))
        for column, value in (("r.id", query.report), ("r.outlet", query.outlet)):
            if value is not None:
                where.append(f"{column} = ? COLLATE NOCASE")
                values.append(value)
        if query.reported_since is not None:
            where.append("coalesce(r.published, r.seen) >= ?")
            values.append(query.reported_since.isoformat())
        if query.reported_until is not None:
            where.append("coalesce(r.published, r.seen) <= ?")
            values.append(query.reported_until.isoformat())
        order = "r.key" if query.sort == "added" else "coalesce(r.published, r.seen)"
        way = "DESC" if query.descending else "ASC"
        rows = self._connection.execute(
            f"{sql} WHERE {' AND '.join(where)} ORDER BY {order} {way}, r.key {way}", values
        ).fetchall()
        keys = self._standing_then(self._with_claims([row[0] for row in rows], query), query)
        stop = None if query.limit is None else query.offset + query.limit
        return keys[query.offset : stop]

    def _standing_then(self, keys: list[int], query: Query) -> list[int]:
        """Of several versions of a report the one that stands (or stood on ``as_known``)."""
        many = {
            row[0]
            for row in self._connection.execute(
                "SELECT r.key FROM report AS r WHERE r.source IN (SELECT source FROM report WHERE version > 1)"
            )
        }
        if query.as_known is None and not many:
            return keys
        day_ = None if query.as_known is None else number(query.as_known)
        found = []
        for key in keys:
            if day_ is None and key not in many:
                found.append(key)
                continue
            known, until = self._standings.span(key)
            if (until is None) if day_ is None else (known <= day_ and (until is None or until > day_)):
                found.append(key)
        return found

    def _with_claims(self, keys: list[int], query: Query) -> list[int]:
        """Only reports with a claim that matches, when the query says something of claims."""
        if not (query.kind or query.stance or any(getattr(query, name) is not None for name in _CLAIM_FILTERS)):
            return keys
        claims = claim_keys(self._connection, replace(query, text=None, limit=None, offset=0, report=None))
        wanted: set[int] = set()
        for chunk in in_chunks(claims):
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT g.report FROM claim AS c JOIN reading AS g ON g.key = c.reading WHERE c.key IN ({marks})"
            wanted.update(row[0] for row in self._connection.execute(sql, chunk))
        return [key for key in keys if key in wanted]
