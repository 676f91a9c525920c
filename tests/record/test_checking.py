from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from contested.errors import RecordError
from contested.record import Query, Record
from contested.record.checking import check, compact
from contested.record.diffing import compare
from tests.record.made_up import LATER, NOW, RELEASE, incoming, made_reading, made_report


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "war.db"
    with Record(path, create=True, clock=lambda: NOW) as record:
        for seed in range(8):
            report = made_report(seed)
            record.store(incoming(report), made_reading(report), release=RELEASE)
        report = made_report(0)
        record.store(incoming(report, address="copy"), None, release=RELEASE)
        record.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "war.db"))


def test_a_sound_record_has_no_problems(path: Path) -> None:
    with Record(path) as record:
        assert list(check(record)) == []


SPOILED = {
    "a hash": "UPDATE raw SET sha256 = 'f' || substr(sha256, 2) WHERE key = 1",
    "bytes": "UPDATE raw SET bytes = x'00' WHERE key = 2",
    "a length": "UPDATE text SET length = length + 1 WHERE key = 1",
    "a text": "DROP TRIGGER text_fixed; UPDATE text SET body = 'x' || body WHERE key = 1",
    "a span": "UPDATE claim_actor SET start = start + 1 WHERE n = 0",
    "a span off the text": 'UPDATE claim_place SET "end" = 99999',
    "a stance": "DROP TRIGGER claim_fixed; UPDATE claim SET stance = 'denied' WHERE stance <> 'denied'",
    "a claim lost": "DROP TRIGGER claim_kept; DELETE FROM claim_actor; DELETE FROM claim_place; "
    "DELETE FROM claim_count; DELETE FROM entry; DELETE FROM claim WHERE key = 1",
    "a standing": "UPDATE standing SET known = known + 1",
    "an entry lost": "DELETE FROM entry WHERE claim = 3 AND subject > 5",
    "an entry too many": "INSERT INTO entry SELECT subject, long, day + 1, claim, role, last, known, until, kind, "
    "stance, dated FROM entry WHERE claim = 3",
    "a mention": "DELETE FROM mention WHERE n = 0",
    "a copy that is none": "UPDATE report SET text = 2 WHERE copy_of IS NOT NULL",
    "a row that points nowhere": "UPDATE claim_actor SET actor = 9999",
    "words": "DELETE FROM sentence_words_data WHERE id > 10",
}


@pytest.mark.parametrize("how", SPOILED)
def test_whatever_is_spoiled_is_found(path: Path, how: str) -> None:
    spoiler = sqlite3.connect(path)
    spoiler.executescript(SPOILED[how])
    spoiler.close()
    with Record(path) as record:
        assert list(check(record))


@pytest.mark.parametrize("how", ["a standing", "an entry lost", "an entry too many"])
def test_derived_rows_are_mended_by_compact(path: Path, how: str) -> None:
    spoiler = sqlite3.connect(path)
    spoiler.executescript(SPOILED[how])
    spoiler.close()
    with Record(path) as record:
        compact(record)
        assert list(check(record)) == []


def test_a_damaged_file_gives_a_clear_message(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(4096 * 3, len(data), 4096):
        data[at : at + 600] = b"\xff" * 600
    path.write_bytes(bytes(data))
    before = path.read_bytes()
    with pytest.raises(RecordError, match="damaged"):
        ask_and_add(path)
    assert path.read_bytes() == before


def ask_and_add(path: Path) -> None:
    with Record(path) as record:
        assert list(check(record))
        record.claims(Query(text="rebels"))
        report = made_report(50)
        record.store(incoming(report), made_reading(report), release=RELEASE)


def test_a_full_disk_leaves_what_was_there(path: Path) -> None:
    with Record(path) as record:
        digest = record.digest()
        pages = record.connection.execute("PRAGMA page_count").fetchone()[0]
        record.connection.execute(f"PRAGMA max_page_count = {pages}")
        report = made_report(70, sentences=900)
        with pytest.raises(RecordError, match="disk is full"):
            record.store(incoming(report), made_reading(report), release=RELEASE)
        assert list(check(record)) == []
        assert record.digest() == digest
        record.connection.execute("PRAGMA max_page_count = 1000000")
        record.store(incoming(report), made_reading(report), release=RELEASE)
        assert list(check(record)) == []


def test_a_locked_file_is_named(path: Path) -> None:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Record(path, wait_seconds=0.05) as record:
        report = made_report(70)
        with pytest.raises(RecordError, match="another process") as caught:
            record.store(incoming(report), made_reading(report), release=RELEASE)
        assert caught.value.action == "retry"
        assert record.claims()  # readers are not in the way
        holder.execute("ROLLBACK")
        holder.close()
        record.store(incoming(report), made_reading(report), release=RELEASE)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"not a database at all, but long enough to be one" * 40, "not a record"), (b"", None)],
)
def test_other_files(tmp_path: Path, content: bytes, words: str | None) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    if words is None:
        with Record(path, create=True) as record:
            assert record.claims() == ()
    else:
        with pytest.raises(RecordError, match=words):
            Record(path)
        assert path.read_bytes() == content


def test_missing_foreign_and_newer_files_are_refused(tmp_path: Path, path: Path) -> None:
    with pytest.raises(RecordError, match="no such record"):
        Record(tmp_path / "none.db")
    with pytest.raises(RecordError, match="folder"):
        Record(tmp_path / "no" / "where.db", create=True)
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(RecordError, match="not a record"):
        Record(tmp_path / "other.db")
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 999")
    newer.close()
    with pytest.raises(RecordError, match="newer release"):
        Record(path)


def test_two_processes_may_make_and_fill_one_record(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    script = (
        "import sys; from contested.record import Record\n"
        "from tests.record.made_up import *\n"
        "with Record(sys.argv[1], create=True) as record:\n"
        "    for seed in range(int(sys.argv[2]), int(sys.argv[3])):\n"
        "        report = made_report(seed)\n"
        "        record.store(incoming(report), made_reading(report), release=RELEASE)\n"
    )
    root = Path(__file__).parents[2]
    runs = [
        subprocess.Popen([sys.executable, "-c", script, str(path), str(a), str(b)], cwd=root)
        for a, b in ((0, 30), (20, 50))
    ]
    assert [run.wait(120) for run in runs] == [0, 0]
    with Record(path) as both, Record(tmp_path / "one.db", create=True) as one:
        assert list(check(both)) == []
        for seed in range(50):
            report = made_report(seed)
            one.store(incoming(report), made_reading(report), release=RELEASE)
        assert both.digest() == one.digest()
        assert both.count() == one.count()


def test_releases_are_compared(path: Path) -> None:
    with Record(path) as record:
        report = made_report(0)
        old = made_reading(report)
        new = made_reading(report, seed=3)
        record.store(incoming(report), new, release=LATER)
        summary = compare(record, "0.1.0", "0.2.0")
        assert (summary.both, summary.only_before, summary.only_after) == (1, 7, 0)
        assert summary.same + sum(c.status != "new" for c in summary.changes) == len(old.claims)
        assert summary.same + sum(c.status != "gone" for c in summary.changes) == len(new.claims)
        for change in summary.changes:
            if change.status == "changed":
                assert change.before is not None
                assert change.after is not None
                assert change.before.trigger == change.after.trigger
                assert ("stance" in change.fields) == (change.before.stance != change.after.stance)
        assert compare(record, "0.1.0", "0.1.0").changes == ()
        assert list(check(record)) == []
