from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from contested.errors import DataFileError
from contested.intake.items import Fetched, Found, Item, Refused
from contested.intake.report import Given
from contested.intake.walk import items, sources
from contested.intake.web import Validators
from contested.model import Reading, Report
from contested.record import Query, Record
from contested.record.add import Added, Adder
from contested.record.checking import check
from contested.record.release import current_release
from tests.record.made_up import LATER, NOW, RELEASE, made_reading, made_report

ROOT = Path(__file__).parents[2]


def adder(record: Record, **options: object) -> Adder:
    return Adder(record, **{"read": made_reading, "release": RELEASE, "today": lambda: date(2024, 12, 20), **options})  # type: ignore[arg-type]


def fill(folder: Path, number: int) -> None:
    """Text files, and a file of rows, some bad."""
    folder.mkdir(exist_ok=True)
    for seed in range(number):
        (folder / f"{seed:03}.txt").write_text(made_report(seed).text, encoding="utf-8")
    rows = [{"id": f"row-{seed}", "text": made_report(1000 + seed).text} for seed in range(number)]
    lines = [json.dumps(row) for row in rows] + ["{broken", json.dumps({"id": "empty", "text": ""})]
    (folder / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")


def all_items(folder: Path) -> list[Found]:
    return [item for source in sources([str(folder)]) for item in items(source)]


def run(record: Record, folder: Path) -> list[Added]:
    return list(adder(record).add(all_items(folder)))


def test_a_folder_is_added_and_adding_again_changes_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "in", 5)
    with Record(tmp_path / "war.db", create=True, clock=lambda: NOW) as record:
        first = run(record, tmp_path / "in")
        assert [a.status for a in first].count("added") == 10
        bad = [a for a in first if a.status == "failed"]
        assert [a.address.rsplit("#")[-1] for a in bad] == ["line=6", "empty"]
        assert [f.reason for f in record.failures()] == [a.reason for a in bad]
        dump = list(record.connection.iterdump())
        second = run(record, tmp_path / "in")
        assert [a.status for a in second].count("unchanged") == 10
        assert list(record.connection.iterdump()) == dump
        assert list(check(record)) == []


def test_a_changed_file_is_a_new_version(tmp_path: Path) -> None:
    fill(tmp_path / "in", 2)
    with Record(tmp_path / "war.db", create=True) as record:
        run(record, tmp_path / "in")
        (tmp_path / "in" / "000.txt").write_text(made_report(77).text, encoding="utf-8")
        assert [a.status for a in run(record, tmp_path / "in")].count("version") == 1


def test_a_new_release_reads_again(tmp_path: Path) -> None:
    fill(tmp_path / "in", 2)
    with Record(tmp_path / "war.db", create=True) as record:
        run(record, tmp_path / "in")
        again = list(adder(record, release=LATER).add(all_items(tmp_path / "in")))
        assert {a.status for a in again} == {"reread", "failed"}
        assert list(check(record)) == []


def test_a_reader_that_breaks_on_a_report_does_not_stop_the_batch(tmp_path: Path) -> None:
    fill(tmp_path / "in", 4)
    broken = made_report(1).text

    def read(report: Report) -> Reading:
        if report.text == broken:
            raise ZeroDivisionError("oh")
        return made_reading(report)

    with Record(tmp_path / "war.db", create=True) as record:
        found = list(adder(record, read=read).add(all_items(tmp_path / "in")))
        assert [a.reason for a in found if a.address.endswith("001.txt")] == [
            "could not be read (ZeroDivisionError: oh)"
        ]
        assert [a.status for a in found].count("added") == 7
        again = list(adder(record, read=made_reading).add(all_items(tmp_path / "in")))
        assert [(a.status, a.reason) for a in again if a.address.endswith("001.txt")] == [
            ("failed", "could not be read (ZeroDivisionError: oh)")
        ]
        later = list(adder(record, release=LATER).add(all_items(tmp_path / "in")))
        assert [a.status for a in later if a.address.endswith("001.txt")] == ["added"]


def test_a_passing_fault_is_tried_again(tmp_path: Path) -> None:
    def read(report: Report) -> Reading:
        raise MemoryError

    fill(tmp_path / "in", 1)
    with Record(tmp_path / "war.db", create=True) as record:
        list(adder(record, read=read).add(all_items(tmp_path / "in")))
        assert [a.status for a in run(record, tmp_path / "in")].count("added") == 2


def test_claims_that_share_an_id_get_one_each(tmp_path: Path) -> None:
    def read(report: Report) -> Reading:
        reading = made_reading(report)
        return replace(reading, claims=tuple(replace(claim, id="same") for claim in reading.claims))

    fill(tmp_path / "in", 1)
    with Record(tmp_path / "war.db", create=True) as record:
        list(adder(record, read=read).add(all_items(tmp_path / "in")[:1]))
        assert [c.claim.id for c in record.claims(Query(sort="added", limit=3))] == ["same", "same-2", "same-3"]
        assert list(check(record)) == []


def test_a_reading_that_does_not_fit_together_fails_alone(tmp_path: Path) -> None:
    broken = made_report(1).text

    def read(report: Report) -> Reading:
        reading = made_reading(report)
        if report.text == broken:
            claims = tuple(replace(claim, kind=None) for claim in reading.claims)  # type: ignore[arg-type]
            return replace(reading, claims=claims)
        return reading

    fill(tmp_path / "in", 3)
    with Record(tmp_path / "war.db", create=True) as record:
        found = list(adder(record, read=read).add(all_items(tmp_path / "in")))
        assert [a.status for a in found if a.address.endswith("001.txt")] == ["failed"]
        assert [a.status for a in found].count("added") == 5
        assert list(check(record)) == []


def test_a_missing_knowledge_file_stops_the_run(tmp_path: Path) -> None:
    def read(report: Report) -> Reading:
        raise DataFileError("gone")

    fill(tmp_path / "in", 2)
    with Record(tmp_path / "war.db", create=True) as record, pytest.raises(DataFileError):
        list(adder(record, read=read).add(all_items(tmp_path / "in")))


def test_reading_ahead_gives_the_same(tmp_path: Path) -> None:
    fill(tmp_path / "in", 12)
    with (
        Record(tmp_path / "a.db", create=True) as a,
        Record(tmp_path / "b.db", create=True) as b,
        ThreadPoolExecutor(3) as pool,
    ):
        run(a, tmp_path / "in")
        list(adder(b, executor=pool, ahead=7).add(all_items(tmp_path / "in")))
        assert a.digest() == b.digest()
        assert [r.id for r in a.reports(Query(sort="added"))] == [r.id for r in b.reports(Query(sort="added"))]


def test_characters_that_sql_cannot_hold_are_replaced_one_for_one(tmp_path: Path) -> None:
    text = "Rebels\x00 seized Hama. " + made_report(3).text
    item = Item("a", "file", text.encode(), "a", format="text")
    with Record(tmp_path / "war.db", create=True) as record:
        (added,) = adder(record).add([item])
        assert added.status == "added"
        assert record.text(str(added.report_id)) == text.replace("\x00", "\ufffd")
        assert record.raw(record.reports()[0].raw_sha256) == text.encode()


def test_validators_are_kept_only_when_nothing_failed(tmp_path: Path) -> None:
    good = Item("https://e.example/1", "page", made_report(1).text.encode(), "1", format="text", given=Given(id="1"))
    with Record(tmp_path / "war.db", create=True) as record:
        add = adder(record)
        bad = Refused("https://e.example/2", "page", "no")
        list(
            add.add(
                [good, Fetched(good.address, "tag", None), bad, Fetched("feed", "f", None, (good.address, bad.address))]
            )
        )
        assert add.known(good.address) == Validators("tag", None)
        assert add.known("feed") is None
        assert adder(record, release=LATER).known(good.address) is None


def test_the_release_names_all_data_files() -> None:
    release = current_release()
    names = dict(release.made_of)
    assert "settings" in names
    assert any(name.startswith("schema/") for name in names)
    assert not any(name.endswith((".py", ".pyc")) for name in names)
    assert current_release('{"reader": "other"}').digest != release.digest


def reports_in(record: Path) -> int:
    """How many reports another process has added so far."""
    connection = sqlite3.connect(record)
    try:
        return int(connection.execute("SELECT count(*) FROM report").fetchone()[0])
    except sqlite3.OperationalError:  # the tables are not there yet
        return 0
    finally:
        connection.close()


def killed_run(folder: Path, record: Path, after_seconds: float) -> int:
    """Add in a process of its own, and kill -9 it a while after its first report; its exit status."""
    script = (
        "import sys, time, datasketch; from pathlib import Path; from tests.record.test_adding import *\n"
        "def slow(report):\n    time.sleep(0.01)\n    return made_reading(report)\n"
        "with Record(sys.argv[2], create=True) as record:\n"
        "    print('ready', flush=True)\n"
        "    list(adder(record, read=slow).add(all_items(Path(sys.argv[1]))))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(folder), str(record)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    before = reports_in(record)
    while process.poll() is None and reports_in(record) == before:
        time.sleep(0.001)
    time.sleep(after_seconds)
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.stdout.close()
    return process.wait()


@pytest.mark.slow
def test_killing_it_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "in", 60)
    with Record(tmp_path / "calm.db", create=True) as calm:
        run(calm, tmp_path / "in")
        digest, count = calm.digest(), calm.count()
    rng = random.Random(5)
    killed = 0
    for _ in range(6):
        killed += killed_run(tmp_path / "in", tmp_path / "war.db", rng.uniform(0.0, 0.15)) == -signal.SIGKILL
        with Record(tmp_path / "war.db") as record:
            assert list(check(record)) == []
    assert killed == 6
    with Record(tmp_path / "war.db") as record:
        some = record.count()
        run(record, tmp_path / "in")
        assert list(check(record)) == []
        assert (record.digest(), record.count()) == (digest, count)
    assert 0 < some < count


def test_a_retried_input_keeps_its_reason(tmp_path: Path) -> None:
    with Record(tmp_path / "war.db", create=True) as record:
        (added,) = adder(record).add([Item("x", "file", b"%PDF-1.7 ...", "x.pdf")])
        assert added.status == "failed"
        assert "PDF" in added.reason
        (again,) = adder(record).add([replace(Item("x", "file", made_report(1).text.encode(), "x"), format="text")])
        assert again.status == "added"
        assert record.failures() == ()
