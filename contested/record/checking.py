"""``check``: every quote equals its text, every hash its bytes, every derived row what it derives from.
``compact``: the derived rows built anew, and the file as small as it goes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from contested.errors import ContestedError, RecordError
from contested.model import sha256
from contested.record.database import guarded, transaction
from contested.record.digest import reading_digest
from contested.record.record import Record, unpacked

_REBUILD = "run: contested compact"
_RESTORE = "restore the file from a backup, or add the reports to a new record"


@dataclass(frozen=True)
class Problem:
    """Something in a record that is not as it should be: where, what, and the remedy."""

    where: str
    what: str
    remedy: str


def check(record: Record) -> Iterator[Problem]:
    """All problems of a record, as they are found; none when it is sound."""
    try:
        for stage in (_file, _kept, _derived):  # what a later stage says would follow from an earlier one's problems
            found = False
            for problem in stage(record):
                found = True
                yield problem
            if found:
                return
    except sqlite3.DatabaseError as error:
        yield Problem(str(record.path), f"cannot be read ({error})", _RESTORE)


def _kept(record: Record) -> Iterator[Problem]:
    for part in (_bytes, _texts, _readings):
        yield from part(record)


def _derived(record: Record) -> Iterator[Problem]:
    for part in (_standings, _entries, _words):
        yield from part(record)


def _file(record: Record) -> Iterator[Problem]:
    connection = record.connection
    for (line,) in connection.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Problem("file", line, _RESTORE)
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Problem(f"{table} {row}", f"points to a row of {parent} that is not there", _RESTORE)


def _bytes(record: Record) -> Iterator[Problem]:
    rows = record.connection.execute("SELECT key, sha256, size, codec, bytes FROM raw ORDER BY key")
    for key, digest, size, codec, data in rows:
        plain = unpacked(codec, data)
        if plain is None or len(plain) != size or sha256(plain) != digest:
            yield Problem(f"raw {key}", f"the bytes no longer have the hash {digest}", _RESTORE)


def _texts(record: Record) -> Iterator[Problem]:
    for key, digest, length, body in record.connection.execute(
        "SELECT key, sha256, length, body FROM text ORDER BY key"
    ):
        if len(body) != length or sha256(body) != digest:
            yield Problem(f"text {key}", f"the text no longer has the hash {digest}", _RESTORE)
    rows = record.connection.execute(
        "SELECT r.id, o.id FROM report AS r JOIN report AS o ON o.key = r.copy_of "
        "WHERE r.text <> o.text OR o.copy_of IS NOT NULL"
    )
    for copy, original in rows:
        yield Problem(f"report {copy}", f"is kept as a copy of {original}, and is none", _RESTORE)


def _readings(record: Record) -> Iterator[Problem]:
    rows = record.connection.execute(
        "SELECT g.key, r.id, g.claims, g.digest FROM reading AS g JOIN report AS r ON r.key = g.report ORDER BY g.key"
    )
    for key, report, claims, digest in rows.fetchall():
        try:
            reading = record.writer.hydrator.reading(key)
        except (ContestedError, ValueError, TypeError) as error:
            yield Problem(f"report {report}, reading {key}", f"a quote is not in the text: {error}", _RESTORE)
            continue
        if len(reading.claims) != claims or reading_digest(reading) != digest:
            yield Problem(f"report {report}, reading {key}", "what was read has been changed", _RESTORE)


def _originals(record: Record) -> list[int]:
    return [row[0] for row in record.connection.execute("SELECT key FROM report WHERE copy_of IS NULL ORDER BY key")]


def _standings(record: Record) -> Iterator[Problem]:
    stored = {
        row[0]: row[1:] for row in record.connection.execute("SELECT report, reading, known, until FROM standing")
    }
    for report in _originals(record):
        if stored.pop(report, None) != record.writer.standings.computed(report):
            yield Problem(f"report {report}", "its standing does not follow from its versions", _REBUILD)
    for report in stored:
        yield Problem(f"report {report}", "a copy has a standing of its own", _REBUILD)


def _entries(record: Record) -> Iterator[Problem]:
    expected = 0
    one = (
        "SELECT 1 FROM entry WHERE subject = ? AND long = ? AND day = ? AND claim = ? AND role = ? AND last = ? "
        "AND known = ? AND until IS ? AND kind = ? AND stance = ? AND dated = ?"
    )
    readings = record.connection.execute(
        "SELECT reading FROM standing WHERE reading IS NOT NULL ORDER BY reading"
    ).fetchall()
    for (reading,) in readings:
        for entry in record.writer.standings.entries(record.writer.standings.claims_of(reading)):
            expected += 1
            if record.connection.execute(one, entry).fetchone() is None:
                yield Problem(f"claim {entry[3]}", "it cannot be looked up by all it should be", _REBUILD)
    if record.connection.execute("SELECT count(*) FROM entry").fetchone()[0] != expected:
        yield Problem("entry", "some entries belong to no claim that stands", _REBUILD)


def _words(record: Record) -> Iterator[Problem]:
    for table in ("text_words", "sentence_words"):
        try:
            record.connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if "readonly" not in str(error):
                yield Problem(table, f"the index of words does not fit the texts ({error})", _REBUILD)


def compact(record: Record) -> tuple[int, int]:
    """Build all derived rows anew and pack the file; its size in bytes before and after. Raises RecordError."""
    before = _size(record)
    connection = record.connection
    with guarded(record.path):
        try:
            with transaction(connection):
                _rebuild(record)
        except BaseException:
            record.writer.forget()
            raise
        record.writer.forget()
        for table in ("text_words", "sentence_words"):
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        connection.execute("ANALYZE")
        if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            raise RecordError(
                f"{record.path}: another process is using it; run this again when it has ended", action="retry"
            )
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before, _size(record)


def _rebuild(record: Record) -> None:
    connection = record.connection
    for table in ("entry", "fit", "standing"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("DELETE FROM called")
    connection.execute("DELETE FROM subject WHERE key <> 0")
    record.writer.keys.forget()
    for table in ("text_words", "sentence_words"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    for (reading,) in connection.execute("SELECT key FROM reading ORDER BY key").fetchall():
        record.writer.decisions.fit_reading(reading)
    for report in _originals(record):
        record.writer.standings.restand(report)
    for (reading,) in connection.execute(
        "SELECT key FROM reading WHERE key NOT IN (SELECT reading FROM standing WHERE reading IS NOT NULL)"
    ).fetchall():
        record.writer.file_subjects(reading)


def _size(record: Record) -> int:
    paths = (record.path, record.path.with_name(record.path.name + "-wal"))
    return sum(path.stat().st_size for path in paths if path.exists())
