"""Opening a record file: its pragmas, its migrations, and SQLite's faults in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path

from contested.errors import RecordError, SpanError

APPLICATION_ID = 0x436F6E74  # "Cont", in the file's header
_MIGRATIONS = ("0001_start.sql",)
VERSION = len(_MIGRATIONS)


def open_database(path: Path, *, create: bool = False, wait_seconds: float = 60.0) -> sqlite3.Connection:
    """A connection to the record at ``path``, migrated to this release's shape.

    With ``create`` a missing file is made. Raises RecordError when the file is missing, is no record, is
    damaged, locked for longer than ``wait_seconds``, or was made by a newer release.
    """
    if not create and not path.exists():
        raise RecordError(f"{path}: there is no such record; make one with: contested add {path} REPORTS")
    if path.is_dir() or not path.parent.is_dir():
        raise RecordError(f"{path}: not a file in an existing folder; name a file such as war.db")
    with guarded(path):
        connection = _connect(str(path), wait_seconds)
        try:
            if not create and _out_of_reach(connection):  # a folder that cannot be written to has no room for the log
                connection.close()
                connection = _connect(f"{path.absolute().as_uri()}?immutable=1", wait_seconds, uri=True)
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _out_of_reach(connection: sqlite3.Connection) -> bool:
    try:
        _empty(connection)
    except sqlite3.OperationalError as error:
        if "unable to open" in str(error):
            return True
        raise
    return False


def _connect(name: str, wait_seconds: float, *, uri: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=wait_seconds, isolation_level=None, uri=uri)
    connection.execute(f"PRAGMA busy_timeout = {int(wait_seconds * 1000)}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    if _empty(connection):
        connection.execute("PRAGMA journal_mode = WAL")
    elif connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise RecordError(f"{path}: an SQLite file, but not a record of contested; name another file")
    connection.execute("PRAGMA synchronous = NORMAL")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise RecordError(
            f"{path}: made by a newer release of contested (shape {version}, this one knows {VERSION}); "
            "upgrade contested"
        )
    if version < VERSION:
        _migrate(connection)


def _empty(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT count(*) = 0 FROM sqlite_master").fetchone()[0])


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to the current shape, all or nothing; a second process waits and finds it done."""
    with transaction(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for number, name in enumerate(_MIGRATIONS[version:], start=version + 1):
            script = files("contested.record").joinpath("migrations", name).read_text(encoding="utf-8")
            for statement in statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def statements(script: str) -> Iterator[str]:
    """The single statements of an SQL script (``executescript`` would commit an open transaction)."""
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(part):
            yield part
            part = ""
    if part.strip():
        yield part


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One write transaction, from the first moment a writer's; rolled back when anything is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """SQLite's faults (and quotes that are not in their text) as RecordError: the file, the reason, the remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explained(path, error) from error
    except SpanError as error:
        raise RecordError(f"{path}: a quote is not in its text: {_DAMAGED} ({error})") from error


_DAMAGED = "the file is damaged; run: contested check, and restore it from a backup or add the reports again"
_REMEDIES: tuple[tuple[str, str], ...] = (
    ("disk is full", "the disk is full; nothing of the report under way was kept; free some space and run it again"),
    ("disk i/o error", "the disk could not be read or written (full, or failing?); nothing half-done was kept"),
    ("locked", "another process holds the record; wait for it to end, then run this again"),
    ("malformed", _DAMAGED),
    ("corrupt", _DAMAGED),
    ("not a database", "not a record of contested (or a damaged one); name another file"),
    ("unable to open", "cannot be opened; is the folder there, and may it be written to?"),
    ("readonly", "may not be written to; change its permissions or copy it elsewhere"),
)


def _explained(path: Path, error: sqlite3.Error) -> RecordError:
    message = str(error)
    if isinstance(error, sqlite3.IntegrityError):
        return RecordError(f"{path}: refuses what does not fit together ({message})", action="skip")
    low = message.casefold()
    for sign, remedy in _REMEDIES:
        if sign in low:
            return RecordError(
                f"{path}: {remedy} (SQLite says: {message})", action="retry" if sign == "locked" else "stop"
            )
    return RecordError(f"{path}: {message}; run: contested check {path}")
