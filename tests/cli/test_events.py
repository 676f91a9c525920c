"""The commands on events, contradictions, casualties and displacement, on a record of invented reports."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from contested.cli import build_app
from contested.model import Reading, Report
from contested.record import Incoming, Record, Release
from tests.situation.told import ARMY, IDLIB, MONITOR, RELIEF, SARAQIB, Told, strike

RELEASE = Release("0.1.0", "a" * 64)


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two outlets on one strike with other tolls, a denial, a flight, and a strike elsewhere."""
    one = strike("a", outlet="Tidende", speaker=[("the Observatory", MONITOR)])
    one.claim("The army denied the raid.", "attack", "raid", stance="denied", speaker=[("The army", ARMY)])
    other = strike("b", outlet="Beispiel", killed=14, speaker=[("the Red Cross", RELIEF)])
    third = Told("c", "Exemple", date(2016, 3, 9)).claim(
        "Some 300 families fled Saraqib to Idlib, residents said.", "displacement", "fled", target=["families"],
        speaker=["residents"], place=[("Saraqib", SARAQIB, "from"), ("Idlib", IDLIB, "to")],
        counts=[("300", "displaced", 300, 300)],
    )  # fmt: skip
    path = tmp_path_factory.mktemp("war") / "war.db"
    clock = datetime(2016, 4, 1, tzinfo=UTC)
    with Record(path, create=True, clock=lambda: clock) as record:
        for told in (one, other, third):
            report = Report(told.id, told.text, outlet=told.outlet, published=told.published, published_basis="given")
            reading = Reading(report, tuple(c.claim for c in told.claims))
            record.store(
                Incoming(f"file:///{told.id}.txt", "file", report, told.text.encode(), date(2016, 4, 1)),
                reading, release=RELEASE,
            )  # fmt: skip
    return path


def run(*words: object) -> str:
    done = CliRunner().invoke(build_app(), [str(w) for w in words])
    assert done.exit_code == 0, done.output
    return done.stdout


def read(*words: object) -> list[dict[str, Any]]:
    return json.loads(run(*words, "--format", "json"))  # type: ignore[no-any-return]


def test_events_tell_what_who_and_how_sure(war: Path) -> None:
    (event,) = read("events", war, "--kind", "attack")
    assert (event["reports"], event["grade"], event["place"]["name"]) == (2, "contested", "Saraqib")
    assert event["rule"] == "alike-tellings"
    assert len(event["claims"]) == 5
    assert len(event["accounts"]) == 3
    assert [(t["low"], t["high"]) for t in event["tolls"]] == [(11, 14)]


def test_filters(war: Path) -> None:
    assert len(read("events", war)) == 2
    assert len(read("events", war, "--place", "Idlib")) == 2
    assert read("events", war, "--place", "Damascus") == []
    assert len(read("events", war, "--actor", "Syrian Observatory for Human Rights")) == 1
    assert len(read("events", war, "--since", "2016-03-05")) == 1
    assert len(read("events", war, "--until", "2016-03-05")) == 1
    assert len(read("events", war, "--as-known", "2016-03-05")) == 1
    assert len(read("events", war, "--grade", "weak")) == 1
    assert len(read("events", war, "--reports", "2")) == 1
    assert read("events", war, "--sort", "reports")[0]["reports"] == 2


def test_one_event_has_its_accounts_side_by_side(war: Path) -> None:
    id_ = read("events", war, "--reports", "2")[0]["id"]
    table = run("events", war, "--event", id_)
    assert "Syrian Observatory" in table
    assert "Red Cross" in table
    assert "denied" in table
    assert "tolls: killed 11 / killed 14" not in table
    (event,) = read("events", war, "--event", id_)
    words = [w["sentence"] for a in event["accounts"] for w in a["words"]]
    assert any("killed 14 civilians" in sentence for sentence in words)


def test_an_unknown_event_and_a_file_that_is_no_record(war: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(build_app(), ["events", str(war), "--event", "e0"])
    assert done.exit_code == 2
    done = CliRunner().invoke(build_app(), ["events", str(tmp_path / "missing.db")])
    assert done.exit_code == 1


def test_contradictions_show_both_sides(war: Path) -> None:
    found = read("contradictions", war)
    assert sorted(x["conflict"] for x in found) == ["denial", "tolls"]
    assert all(len(x["sides"]) == 2 and x["rule"] for x in found)
    assert all(word["sentence"] for x in found for side in x["sides"] for word in side["words"])
    assert [x["conflict"] for x in read("contradictions", war, "--conflict", "denial")] == ["denial"]
    assert "killed: 14" in " ".join(run("contradictions", war, "--format", "csv").split())


def test_casualties_by_event_and_added_up(war: Path) -> None:
    (line,) = read("casualties", war)
    assert (line["what"], line["low"], line["high"], line["cumulative"]) == ("killed", 11, 14, False)
    (total,) = read("casualties", war, "--running", "month", "--place", "Idlib", "--together")
    assert (total["low"], total["high"], total["rule"]) == (11, 14, "no-double-count")
    assert total["steps"]
    done = CliRunner().invoke(build_app(), ["casualties", str(war), "--together"])
    assert done.exit_code == 2


def test_displacement(war: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(run("displacement", war, "--format", "csv")))
    assert (row["origin"], row["destination"], row["low"], row["returning"]) == ("Saraqib", "Idlib", "300", "False")


def test_every_row_names_its_claims_and_its_rule(war: Path) -> None:
    for command in ("events", "casualties", "displacement"):
        assert all(row["claims"] and row["rule"] for row in read(command, war))
    assert all(row["rule"] and all(side["claims"] for side in row["sides"]) for row in read("contradictions", war))


def test_tables_fit(war: Path) -> None:
    for command in ("events", "contradictions", "casualties", "displacement"):
        assert "Saraqib" in run(command, war)
    assert "nothing found" in run("events", war, "--place", "Damascus")


def test_a_decision_parts_an_event(war: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(war.read_bytes())
    (event,) = read("events", copy, "--reports", "2")
    by_report: dict[str, str] = {}
    for account in read("events", copy, "--event", event["id"])[0]["accounts"]:
        for word in account["words"]:
            by_report.setdefault(word["report"], word["claim"])
    run("decide", copy, "different-event", *by_report.values(), "--why", "two raids", "--who", "tester")
    assert read("events", copy, "--reports", "2") == []
    assert len(read("events", copy, "--kind", "attack")) == 2
