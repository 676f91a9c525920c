"""``contested read``: formats, several files, bad input, exit status."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from contested.contract import reading_from_json, reading_to_json
from contested.samples import sample_files

Cli = Callable[..., Any]  # see conftest.py

REPORT = """Rebels captured Hama on Thursday, the Syrian Observatory for Human Rights said.

The army denied that it had withdrawn from Homs. At least 13 soldiers were killed near Rastan.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "hama.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_one_file_gives_one_object_whose_offsets_are_the_files(cli: Cli, report: Path) -> None:
    ran = cli("read", report, "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    data = json.loads(ran.out)
    assert {c["kind"] for c in data["claims"]} >= {"capture", "casualties"}
    for claim in data["claims"]:
        trigger = claim["trigger"]
        assert REPORT[trigger["start"] : trigger["end"]] == trigger["quote"]
    assert reading_to_json(reading_from_json(data, text=REPORT)) == data


def test_several_files_give_a_line_each_in_order(cli: Cli, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("The army shelled Idlib on Monday, killing two people.", encoding="utf-8")
    ran = cli("read", report, other, report, "--format", "json")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 0
    assert [line["report"]["id"] for line in lines] == [
        lines[0]["report"]["id"],
        lines[1]["report"]["id"],
        lines[0]["report"]["id"],
    ]
    assert lines[0] != lines[1]
    assert cli("read", report, "--format", "jsonl").out.count("\n") == 1


def test_one_file_of_several_reports_gives_lines(cli: Cli) -> None:
    bulletin = next(p for p in sample_files() if p.suffix == ".jsonl")
    ran = cli("read", bulletin, "--format", "json")
    assert [json.loads(line)["report"]["outlet"] for line in ran.out.splitlines()] == [
        "Sample Kurdish Agency", "Sample Monitor", "Sample Capital Post",
    ]  # fmt: skip


def test_day_and_outlet_may_be_given(cli: Cli, report: Path) -> None:
    ran = cli("read", report, "--format", "json", "--published", "2024-12-05", "--outlet", "Sample")
    data = json.loads(ran.out)["report"]
    assert (data["published"], data["published_basis"], data["outlet"]) == ("2024-12-05", "given", "Sample")


def test_real_output_keeps_the_contract(cli: Cli) -> None:
    schema = json.loads(cli("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    ran = cli("read", *sample_files(), "--format", "jsonl")
    readings = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 0
    assert len(readings) >= 14
    for reading in readings:
        validator.validate(reading)
    stances = {claim["stance"] for reading in readings for claim in reading["claims"]}
    assert stances == {"asserted", "denied", "possible", "planned", "conditional", "demanded"}


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\n ",
    "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
    "noise.txt": bytes(range(256)) * 20,
    "no-article.html": b"<html><head><title>x</title></head><body><script>var a = 1;</script></body></html>",
    "broken.jsonl": b'{"text": "cut off',
}


@pytest.mark.parametrize("name", [*BAD, "missing.txt", "folder.txt"])
def test_a_bad_file_is_named_with_the_reason_and_the_others_are_read(
    name: str, cli: Cli, report: Path, tmp_path: Path
) -> None:
    bad = tmp_path / name
    if name in BAD:
        bad.write_bytes(BAD[name])
    elif name == "folder.txt":
        bad.mkdir()
    ran = cli("read", bad, report, "--format", "jsonl")
    assert ran.status == 1
    assert len(ran.out.splitlines()) == 1
    complaint, summary = ran.err.splitlines()
    assert complaint.startswith("contested: ")
    assert name in complaint
    assert len(complaint.split(name, 1)[1]) > 12, "no reason given"
    assert summary == "contested: 1 of 2 files could not be read"
    alone = cli("read", bad)
    assert (alone.status, alone.out, len(alone.err.splitlines())) == (1, "", 1)


def test_a_report_in_an_old_encoding_is_read(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Rebels captured the town of Abu al-Duhur – “after a siege”, they said.".encode("cp1252"))
    ran = cli("read", path, "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    assert any(claim["kind"] == "capture" for claim in json.loads(ran.out)["claims"])


def test_no_claims_is_no_failure(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "cooking.txt"
    path.write_text("Peel the onions and fry them in butter for ten minutes.", encoding="utf-8")
    ran = cli("read", path, "--format", "json")
    assert (ran.status, json.loads(ran.out)["claims"]) == (0, [])
    assert "0 claims" in cli("read", path).out


@pytest.mark.parametrize(
    "arguments", [("read",), ("read", "x.txt", "--format", "xml"), ("read", "x.txt", "--processes", "0"), ("nothing",)]
)
def test_wrong_usage_has_status_2(arguments: tuple[str, ...], cli: Cli) -> None:
    ran = cli(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err


@pytest.mark.parametrize("columns", [80, 160])
def test_the_table_shows_every_claim_and_keeps_the_width(columns: int, cli: Cli, report: Path) -> None:
    ran = cli("read", report, columns=columns)
    assert ran.status == 0
    assert max(len(line) for line in ran.out.splitlines()) <= columns
    for word in ("capture", "denied", "Hama", "killed", "13", "who says"):
        assert word in ran.out, word


def test_the_demo_reads_the_samples_by_itself(cli: Cli) -> None:
    ran = cli("demo", "--format", "jsonl")
    assert (ran.status, ran.err) == (0, "")
    assert len(ran.out.splitlines()) >= 14


def test_the_version_is_printed(cli: Cli) -> None:
    assert cli("--version").out.startswith("contested 0.")
