"""``contested timeline`` and ``contested brief`` on a record of the bundled sample reports."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import contested
from contested.cli import build_app
from contested.record import Query, Record
from contested.situation.brief_words import vocabulary

Command = Callable[..., Result]
SAMPLES = Path(contested.__file__).parent / "samples" / "reports"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build_app(), [str(a) for a in arguments], env={"COLUMNS": "200"})


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brief") / "war.db"
    done = run("add", path, SAMPLES)
    assert done.exit_code == 0, done.output
    return path


def test_a_timeline_has_as_many_days_as_asked_for_each_with_a_sentence_of_its_claim(war: Path) -> None:
    rows = json.loads(run("timeline", war, "--most", "4", "--format", "json").stdout)
    assert len(rows) == 4
    assert [row["day"] for row in rows] == sorted(row["day"] for row in rows)
    with Record(war) as record:
        for row in rows:
            assert row["sentence"] == " ".join(record.claim(row["claim"]).claim.sentence.quote.split())
            assert record.claim(row["claim"]).report.id == row["report"]


def test_a_timeline_of_a_place_an_actor_and_a_past_day(war: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("timeline", war, "--place", "Homs", "--format", "csv").stdout)))
    assert rows
    early = json.loads(run("timeline", war, "--as-known", "2024-12-01", "--format", "json").stdout)
    assert all(row["published"] <= "2024-12-01" for row in early)
    assert "2024-12-0" in run("timeline", war, "--actor", "Syrian Army", "--since", "2024-12-01").stdout
    assert "nothing found" in run("timeline", war, "--since", "2030-01-01").stdout


def test_a_brief_cites_claims_of_the_record_and_uses_no_other_words(war: Path) -> None:
    done = run("brief", war, "--since", "2024-11-27", "--until", "2024-12-08")
    assert done.exit_code == 0, done.output
    body, sources = done.stdout.split("\n## Sources\n")
    said = [line for line in body.splitlines() if line.lstrip().startswith("- ") and "Record:" not in line]
    assert len(said) > 40
    assert all(re.search(r"\(#source-\d+\)$", line) for line in said)
    cited = {one for line in re.findall(r" · claims? (.+)$", sources, re.MULTILINE) for one in line.split(", ")}
    with Record(war) as record:
        claims = {c.claim.id: c for c in record.claims(Query())}
    assert cited <= set(claims)
    data = [c.claim.sentence.quote for c in claims.values()] + [c.report.outlet or "" for c in claims.values()]
    for c in claims.values():
        refs = [ref.actor for ref in (*c.claim.actor, *c.claim.target, *c.claim.speaker) if ref.actor]
        data += [f"{actor.name} {' '.join(actor.party_to)}" for actor in refs]
        data += [f"{ref.place.name} {ref.place.admin1}" for ref in c.claim.place if ref.place]
    known = vocabulary() | words(" ".join(data))
    for line in said:
        assert words(re.sub(r"\[\[\d+\]\]\(#source-\d+\)", "", line)) <= known, line


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def test_a_brief_as_known_on_a_day_knows_nothing_later(war: Path) -> None:
    done = run("brief", war, "--since", "2024-11-27", "--until", "2024-12-01", "--as-known", "2024-12-01")
    published = re.findall(r"^\d+\. <a .*, (\d+ \w+ 2024)$", done.stdout, re.MULTILINE)
    assert published
    assert not [day for day in published if re.match(r"[2-9] December|\d\d December", day)]


def test_a_brief_of_a_place_or_an_actor_and_its_page(war: Path, tmp_path: Path) -> None:
    page = tmp_path / "brief.html"
    done = run("brief", war, "--since", "2024-12-01", "--place", "Homs", "--format", "html", "--output", page)
    assert done.exit_code == 0, done.output
    assert "sources" in done.stdout
    assert "<dt>Place</dt><dd>Homs</dd>" in page.read_text(encoding="utf-8")
    assert "Damascus" in run("brief", war, "--since", "2024-12-01", "--place", "Syria").stdout.split("\n## ")[1]
    told = run("brief", war, "--since", "2024-12-01", "--actor", "Turkey").stdout
    assert "Turkey" in told
    assert run("brief", war).stdout.startswith("# Situation, 2 to 8 December 2024")


def test_wrong_usage_is_told(war: Path, tmp_path: Path) -> None:
    done = run("brief", war, "--since", "2024-12-08", "--until", "2024-12-01")
    assert done.exit_code == 2
    assert "is after" in done.output
    nothing = run("brief", war, "--as-known", "2001-01-01")
    assert nothing.exit_code == 2
    assert "no reports known" in nothing.output
    unwritable = run("brief", war, "--output", tmp_path / "no" / "such" / "brief.md")
    assert unwritable.exit_code == 2
    assert "name a file that can be written" in unwritable.output
