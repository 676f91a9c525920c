import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from contested.actors.knowledge import knowledge
from contested.cli import build_app

LABELS = Path(__file__).parent.parent.parent / "contested" / "evaluate" / "data" / "actors.jsonl"


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(build_app(), ["actor", *args])
    return result.exit_code, result.output


def test_it_explains_a_name_on_a_day() -> None:
    status, output = run("Hagel", "--on", "2014-03-01")
    assert status == 0
    assert "Chuck Hagel" in output
    assert "USA:defence-minister" in output
    assert "minister (PLOVER GOV, ACLED 1)" in output


def test_as_json_every_fact_leads_to_its_line() -> None:
    status, output = run("Sendero Luminoso", "--format", "json")
    (found,) = json.loads(output)
    assert status == 0
    assert found["id"] == "shining-path"
    assert all(fact["line"] > 1 and fact["file"].endswith(".csv") for fact in found["facts"])


@pytest.mark.parametrize("args", [("No Such Front",), ()])
def test_an_unknown_name_fails(args: tuple[str, ...]) -> None:
    assert run(*args)[0] > 0


def test_the_check_names_the_wrong_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,fact,value,from,to,source\nx-front,kind,army of light,,,own\n", encoding="utf-8")
    status, output = run("--check", "--data", str(path))
    assert status == 1
    assert "mine.csv:2: 'army of light' is no kind" in output


def test_our_files_pass_the_check() -> None:
    status, output = run("--check")
    assert status == 0
    assert "all well" in output


def test_the_labels_hold_known_ids_and_no_words() -> None:
    known = knowledge()
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"doc", "published", "mentions"}
        for mention in row["mentions"]:
            assert set(mention) <= {"start", "end", "roles", "form", "actors", "antecedent"}
            assert 0 <= mention["start"] < mention["end"]
            assert all(a is None or a in known for a in mention["actors"]), mention
