"""``contested events`` of one report: its incidents as table, JSON and CSV."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

TEXT = (
    "Four armed men kidnapped businessman Ramiro Torres Vega yesterday as he was leaving his home in Medellin. "
    "No group has claimed responsibility for the kidnapping.\n"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_table_names_what_and_who(cli: Cli, report: Path) -> None:
    ran = cli("events", report, columns=140)
    assert ran.status == 0
    assert "kidnapping" in ran.out
    assert "Torres Vega" in ran.out


def test_json_anchors_every_filler(cli: Cli, report: Path) -> None:
    ran = cli("events", report, "--format", "json")
    (incident, *_) = json.loads(ran.out)
    assert incident["type"] == "kidnapping"
    fillers = [*incident["victim"], *incident["perpetrator_individual"]]
    assert fillers
    for filler in fillers:
        for span in (filler, *filler["mentions"]):
            assert TEXT[span["start"] : span["end"]] == span["quote"]


def test_csv_has_a_row_for_each_filler(cli: Cli, report: Path) -> None:
    ran = cli("events", report, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert {"victim", "perpetrator_individual"} <= {row["role"] for row in rows}
    assert {row["incident"] for row in rows} == {"1"}


def test_a_report_without_incident_says_so(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "calm.txt"
    path.write_text("The ministers met in Lima on Monday to discuss the price of coffee.\n", encoding="utf-8")
    ran = cli("events", path)
    assert (ran.status, ran.out.strip()) == (0, "no incident found")


def test_several_reports_want_a_record(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": TEXT}) + "\n" for n in range(2)), encoding="utf-8")
    ran = cli("events", path)
    assert ran.status != 0
    assert "contested add war.db" in ran.err
