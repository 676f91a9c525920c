"""The commands on control, on a record of invented reports."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from contested.model import Block, Reading, Report, sha256
from contested.record import Incoming, Record, RecordedClaim, Release
from tests.cli.conftest import Cli
from tests.situation.held import A_REBEL, ARMY_IS, REBELS_ARE, THE_MONITOR, day, says
from tests.situation.told import BINNISH, HAMA, SARAQIB

RELEASE = Release("0.1.0", "a" * 64)


def stored(path: Path, reports: list[list[RecordedClaim]]) -> None:
    with Record(path, create=True, clock=lambda: datetime(2016, 4, 1, tzinfo=UTC)) as record:
        for claims in reports:
            about, text = claims[0].report, claims[0].claim.sentence.quote
            report = Report(
                about.id, text, (Block("body", 0, len(text)),), outlet=about.outlet, published=about.published,
                published_basis="given", raw_sha256=sha256(text), url=f"https://example.org/{about.id}",
            )  # fmt: skip
            incoming = Incoming(f"file:///{about.id}.txt", "file", report, text.encode(), date(2016, 4, 1))
            record.store(incoming, Reading(report, tuple(c.claim for c in claims)), release=RELEASE)


@pytest.fixture
def war(tmp_path: Path) -> Path:
    path = tmp_path / "war.db"
    stored(
        path,
        [
            says("a", "hold", ARMY_IS),
            says("b", "capture", REBELS_ARE, on=4, speaker=A_REBEL, filler=" at dawn"),
            says("c", "hold", REBELS_ARE, on=5, speaker=THE_MONITOR, filler=" and its mills"),
            says("d", "capture", ARMY_IS, on=6, stance="planned", filler=" within a week"),
            says("e", "hold", ARMY_IS, on=3, place=HAMA),
            says("f", "capture", REBELS_ARE, on=3, place=BINNISH, stance="possible"),
        ],
    )
    return path


def test_the_contract_of_intervals(cli: Cli, war: Path) -> None:
    ran = cli("control", war, "--since", day(0), "--until", day(6), "--format", "json")
    found = [row for row in json.loads(ran.out) if row["place"]["name"] == "Saraqib"]
    assert (found[0]["from"], found[0]["state"]) == ("2016-03-01", "held")
    assert [row["from"] for row in found[1:]] == [_next(row["to"]) for row in found[:-1]]
    first, last = found[0], found[-1]
    assert set(first) >= {"place", "from", "to", "state", "holder", "tier", "rule", "claims"}
    assert set(first["place"]) == {"geonames", "name", "lat", "lon", "country", "admin1", "precision"}
    assert set(first["holder"][0]) >= {"id", "name", "kind"}
    assert first["holder"][0]["id"] == "SYR-MIL"
    assert last["holder"][0]["id"] == "SYR-REB"
    assert last["to"] == "2016-03-07"


def _next(written: str) -> str:
    return str(date.fromisoformat(written) + timedelta(days=1))


def test_one_day_is_the_same_for_that_day(cli: Cli, war: Path) -> None:
    rows = json.loads(cli("control", war, "--at", day(2), "--format", "json").out)
    assert {(row["place"]["name"], row["from"], row["to"], row["state"]) for row in rows} == {
        ("Saraqib", "2016-03-03", "2016-03-03", "held"), ("Hama", "2016-03-03", "2016-03-03", "unknown"),
        ("Binnish", "2016-03-03", "2016-03-03", "unknown"),
    }  # fmt: skip


def test_as_known_and_place(cli: Cli, war: Path) -> None:
    rows = json.loads(
        cli("control", war, "--at", day(5), "--as-known", day(1), "--place", "Saraqib", "--format", "json").out
    )
    assert [row["holder"][0]["id"] for row in rows] == ["SYR-MIL"]


def test_place_by_place_says_the_same_as_all_together(cli: Cli, war: Path) -> None:
    whole = json.loads(cli("control", war, "--since", day(0), "--format", "json").out)
    alone = json.loads(cli("control", war, "--since", day(0), "--place", "Saraqib", "--format", "json").out)
    assert alone == [row for row in whole if row["place"]["name"] == "Saraqib"]


def test_table_and_csv(cli: Cli, war: Path) -> None:
    ran = cli("control", war, "--at", day(6), columns=160)
    assert ran.status == 0
    assert "Saraqib" in ran.out
    assert "opposition" in ran.out
    assert "1 more" in ran.out, "Binnish, of which only a possibility was told"
    assert "Binnish" in cli("control", war, "--at", day(6), "--all", columns=160).out
    rows = list(csv.DictReader(io.StringIO(cli("control", war, "--at", day(6), "--format", "csv").out)))
    assert {row["place"]: row["state"] for row in rows}["Binnish"] == "unknown"
    assert cli("control", war, "--at", day(6), "--state", "besieged").out == "nothing found\n"


def test_wrong_usage(cli: Cli, war: Path) -> None:
    for arguments in (
        ("control", war, "--at", day(1), "--since", day(0)), ("control", war, "--state", "lost"),
        ("control", war, "--place", "Nowhere"), ("control", war, "--since", day(5), "--until", day(1)),
        ("control", war, "--as-known", "2000-01-01"), ("why", war, "Nowhere", day(1)),
        ("changes", war, "--since", day(5), "--until", day(1)),
        ("routes", war, "--from", "Saraqib", "--to", "Hama", "--at", date.today()),
        ("routes", war, "--from", "Saraqib", "--to", "Hama", "--at", day(9)),
        ("routes", war, "--from", "Nowhere", "--to", "Hama", "--at", day(3)),
    ):  # fmt: skip
        assert cli(*arguments).status == 2, arguments


def test_why_in_plain_sentences_with_quotes_and_links(cli: Cli, war: Path) -> None:
    out = cli("why", war, "Saraqib", day(6)).out
    assert out.startswith("Saraqib, Idlib, SY, 2016-03-07: held by opposition (Syrian rebels).\nRule ")
    assert "For this:" in out
    assert "the Observatory said: “Rebels held Saraqib and its mills, the Observatory said.”" in out
    assert "Outlet c, 2016-03-06; report c, claim " in out
    assert "https://example.org/c" in out
    assert "Against it:" in out
    assert "“Soldiers held Saraqib.”" in out
    assert "no statement of fact: 1 planned." in out


def test_why_as_known_and_as_json(cli: Cli, war: Path) -> None:
    assert "held by government" in cli("why", war, "Saraqib", day(6), "--as-known", day(2)).out
    (found,) = json.loads(cli("why", war, "Saraqib", day(6), "--format", "json").out)
    assert found["for"][0]["sentence"]
    assert found["for"][0]["report"] in "bc"
    assert found["uncounted"] == {"planned": 1}
    assert "nobody says who held it" in cli("why", war, "Binnish", day(6)).out


def test_changes(cli: Cli, war: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(cli("changes", war, "--since", day(1), "--format", "csv").out)))
    assert (rows[0]["place"], rows[0]["turn"]) == ("Hama", "first told")
    assert "Saraqib" in {row["place"] for row in rows}
    assert cli("changes", war, "--place", "Hama", "--since", day(5)).out == f"nothing changed, {day(5)} to {day(6)}\n"
    found = json.loads(cli("changes", war, "--since", day(4), "--format", "json").out)
    assert found[0]["before"]["holder"][0]["id"] == "SYR-MIL"
    assert cli("changes", war, columns=140).status == 0


def test_routes(cli: Cli, war: Path, tmp_path: Path) -> None:
    out = cli("routes", war, "--from", "Saraqib", "--to", "Hama", "--at", day(3), columns=120).out
    assert "an approximation" in out
    roads = tmp_path / "roads.geojson"
    line = [[SARAQIB.lon, SARAQIB.lat], [HAMA.lon, HAMA.lat]]
    roads.write_text(json.dumps({"type": "LineString", "coordinates": line}))
    (found,) = json.loads(
        cli(
            "routes", war, "--from", "Saraqib", "--to", "Hama", "--at", day(3), "--network", roads, "--format", "json"
        ).out
    )  # fmt: skip
    assert not found["approximate"]
    assert [step["place"] for step in found["steps"]] == ["Saraqib", "Hama"]
    assert found["access"] == "one hand"
    assert cli("routes", war, "--from", "Saraqib", "--to", "Hama", "--at", day(3), "--format", "csv").status == 0


@pytest.mark.parametrize("command", ["control", "why", "changes", "routes"])
def test_help_has_examples(cli: Cli, command: str) -> None:
    assert "Examples:" in cli(command, "--help").out
