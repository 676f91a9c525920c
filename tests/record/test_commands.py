from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from contested.cli import build_app
from contested.cli.adding import Run, Slow, Tally
from contested.intake.web import Answer, Web
from contested.record import Query, Record
from contested.record.add import Added
from tests.record.made_up import LATER, incoming, made_reading, made_report

Command = Callable[..., Result]


@pytest.fixture
def contested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command in a folder of its own, with a made-up reader."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("contested.cli.adding.read_one", made_reading)
    monkeypatch.setenv("CONTESTED_WHO", "ana")

    def run(*arguments: str, input: bytes | None = None) -> Result:
        return CliRunner().invoke(build_app(), arguments, input=input, env={"COLUMNS": "200"})

    return run


@pytest.fixture
def filled(contested: Command, tmp_path: Path) -> Command:
    (tmp_path / "in").mkdir()
    for seed in range(8):
        (tmp_path / "in" / f"{seed}.txt").write_text(made_report(seed).text, encoding="utf-8")
    done = contested("add", "war.db", "in", "--published", "2024-12-05", "--outlet", "Example Times")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("8 reports: 8 new; ")
    return contested


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_adding_again_says_so(filled: Command) -> None:
    assert filled("add", "war.db", "in").stdout == "8 reports: 8 known already; 0 claims added\n"


def test_what_fails_is_named_and_makes_the_status_1(filled: Command, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"title": "no text"}')
    done = filled("add", "war.db", "bad.json", "in")
    assert done.exit_code == 1
    assert "bad.json: failed: " in done.stderr
    assert "8 known already, 1 failed" in done.stdout
    (failed,) = rows(filled("reports", "war.db", "--failed", "--format", "csv"))
    assert failed["reason"] in done.stderr


def test_wrong_usage_has_status_2(filled: Command) -> None:
    for arguments in (
        ("add", "war.db", "no-such-file"), ("add", "war.db"), ("claims", "war.db", "--kind", "fight"),
        ("claims", "war.db", "--point", "x"), ("claims", "war.db", "--since", "yesterday"),
        ("decide", "war.db", "accept"),
        ("decide", "war.db", "edit", "x"), ("decide", "war.db", "bless", "x"), ("diff", "war.db", "--from", "1"),
        ("reports", "war.db", "--copies"),
    ):  # fmt: skip
        done = filled(*arguments)
        assert done.exit_code == 2, (arguments, done.output)


def test_a_missing_record_has_status_1(contested: Command) -> None:
    done = contested("claims", "none.db")
    assert done.exit_code == 1
    assert "there is no such record" in done.stderr


def test_claims_in_three_formats(filled: Command) -> None:
    listed = json.loads(filled("claims", "war.db", "--format", "json").stdout)
    table = rows(filled("claims", "war.db", "--format", "csv"))
    assert [c["id"] for c in listed] == [r["id"] for r in table]
    first = listed[0]
    with Record("war.db") as record:
        text = record.text(first["report"]["id"])
    assert text[first["trigger"]["start"] : first["trigger"]["end"]] == first["trigger"]["quote"]
    assert first["report"]["published"] == "2024-12-05"
    shown = filled("claims", "war.db", "--limit", "2").stdout
    assert listed[0]["id"] in shown
    assert listed[2]["id"] not in shown


def test_filters_reach_the_query(filled: Command) -> None:
    with Record("war.db") as record:
        some = record.claims()
        everything = len(some)
        found = next(
            c for c in some if c.claim.place and c.claim.place[0].place and c.claim.time and c.claim.time.start
        )
        place = found.claim.place[0].place
        time = found.claim.time
        assert place is not None
        assert time is not None
        day = str(time.start)
        narrow = [
            ("--place", place.name), ("--kind", found.claim.kind), ("--stance", found.claim.stance),
            ("--report", found.report.id),
            ("--since", day, "--until", day), ("--text", found.claim.trigger.quote), ("--country", str(place.country)),
            ("--point", f"{place.lat},{place.lon}", "--within", "1"), ("--dated",),
            ("--area", f"{(place.lat or 0) - 1},{(place.lon or 0) - 1},{(place.lat or 0) + 1},{(place.lon or 0) + 1}"),
        ]  # fmt: skip
    for options in narrow:
        ids = [r["id"] for r in rows(filled("claims", "war.db", *options, "--format", "csv"))]
        assert found.claim.id in ids, options
        assert len(ids) < everything, options
    assert rows(filled("claims", "war.db", "--as-known", "2024-12-04", "--format", "csv")) == []
    assert len(rows(filled("claims", "war.db", "--as-known", "2024-12-05", "--format", "csv"))) == everything


def test_reports_places_and_actors(filled: Command) -> None:
    assert len(rows(filled("reports", "war.db", "--format", "csv"))) == 8
    assert "Example Times" in filled("reports", "war.db").stdout
    assert {r["country"] for r in rows(filled("places", "war.db", "--country", "SY", "--format", "csv"))} == {"SY"}
    assert json.loads(filled("actors", "war.db", "--who", "rebels", "--format", "json").stdout)
    assert filled("actors", "war.db", "--who", "zzz").stdout == "nothing found\n"


def test_copies_are_listed(filled: Command, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_bytes((tmp_path / "in" / "3.txt").read_bytes())
    done = filled("add", "war.db", "copy.txt")
    assert "1 copies of others; 0 claims added" in done.stdout
    (original,) = [r for r in rows(filled("reports", "war.db", "--format", "csv")) if r["address"].endswith("/3.txt")]
    (copy,) = rows(filled("reports", "war.db", "--report", original["id"], "--copies", "--format", "csv"))
    assert (copy["copy_of"], copy["jaccard"]) == (original["id"], "1.0")


def test_deciding(filled: Command) -> None:
    (id_,) = [r["id"] for r in rows(filled("claims", "war.db", "--limit", "1", "--format", "csv"))]
    assert filled("decide", "war.db", "edit", id_, "--set", "stance=denied", "--why", "misread").exit_code == 0
    done = filled("decide", "war.db", "reject", id_)
    decision = done.stdout.split(":")[0]
    listed = rows(filled("decide", "war.db", "--list", "--format", "csv"))
    assert [(r["who"], r["action"], r["why"]) for r in listed] == [("ana", "edit", "misread"), ("ana", "reject", "")]
    assert [r["id"] for r in rows(filled("claims", "war.db", "--rejected", "--format", "csv"))] == [id_]
    assert filled("decide", "war.db", "withdraw", decision).exit_code == 0
    assert [r["stance"] for r in rows(filled("claims", "war.db", "--limit", "1", "--format", "csv"))] == ["denied"]
    assert "edit" in filled("decide", "war.db", "--list").stdout


def test_decisions_that_no_longer_fit_are_told_when_adding(filled: Command, tmp_path: Path) -> None:
    (found,) = rows(filled("claims", "war.db", "--limit", "1", "--format", "csv"))
    filled("decide", "war.db", "accept", found["id"])
    with Record("war.db") as record:
        (report,) = record.reports(Query(report=found["report"]))
    Path(report.address.removeprefix("file://")).write_text(made_report(55).text, encoding="utf-8")
    assert "1 decisions fit no claim any more" in filled("add", "war.db", "in").stderr


def test_check_compact_and_diff(filled: Command) -> None:
    assert "is sound" in filled("check", "war.db").stdout
    assert "MB before" in filled("compact", "war.db").stdout
    with Record("war.db") as record:
        report = record.report(record.reports()[0].id)
        address = record.reports()[0].address
        record.store(incoming(report, address=address), made_reading(report, seed=2), release=LATER)
    first, second = filled("diff", "war.db").stdout.split()
    done = filled("diff", "war.db", "--from", first, "--to", second)
    assert "1 reports read by both, 7 only by the first" in done.stdout
    changes = rows(filled("diff", "war.db", "--from", first, "--to", second, "--format", "csv"))
    assert {r["status"] for r in changes} <= {"new", "gone", "changed"}
    with Record("war.db") as record:
        record.connection.execute("UPDATE standing SET known = known + 1")
    done = filled("check", "war.db")
    assert done.exit_code == 1
    assert "run: contested compact" in done.stdout


def test_standard_input(contested: Command) -> None:
    text = made_report(1).text.encode()
    assert contested("add", "war.db", "-", input=text).exit_code == 0
    assert "1 known already" in contested("add", "war.db", "-", input=text).stdout


class Enough(Exception):
    """Ends a watch."""


def test_watching_takes_what_comes_and_what_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    steps = iter(range(4))

    def put(name: str, seed: int) -> None:
        path = folder / name
        path.write_text(made_report(seed).text, encoding="utf-8")
        old = path.stat().st_mtime - 60 + seed
        os.utime(path, (old, old))

    def sleep(seconds: float) -> None:
        step = next(steps, None)
        if step == 0:
            put("a.txt", 1)
        elif step == 1:
            put("b.txt", 2)
        elif step == 2:
            put("a.txt", 3)
        else:
            raise Enough

    put("first.txt", 0)
    run = Run(record=str(tmp_path / "war.db"), read=made_reading)
    with pytest.raises(Enough):
        run.watch([str(folder)], every_seconds=1, sleep=sleep)
    told = capsys.readouterr().out.splitlines()
    assert [line.split(";")[0] for line in told] == [
        "1 reports: 1 new", "1 reports: 1 new", "1 reports: 1 new", "1 reports: 1 changed since",
    ]  # fmt: skip


def test_a_web_address_offline_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def offline(url: str, headers: dict[str, str]) -> Answer:
        raise OSError(101, "Network is unreachable")

    run = Run(record=str(tmp_path / "war.db"), read=made_reading, web=Web(transport=offline))
    with pytest.raises(BaseException, match="1"):
        run.once(["https://e.example/1"])
    assert "are you offline?" in capsys.readouterr().err


def test_progress_in_a_log_tells_the_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    now = iter((0.0, 0.0, 10.0, 40.0))
    tally = Tally()
    with Slow(100, clock=lambda: next(now)) as slow:
        slow.quiet = False
        next(now)
        tally.count(Added("a", "added", weight=10))
        slow.reach(tally)
        tally.count(Added("b", "added", weight=10))
        slow.reach(tally)
    assert capsys.readouterr().err == "contested: 20%, 2 reports, about 2 min 40 s left\n"
