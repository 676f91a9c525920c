from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from contested.errors import DataFileError, UsageError
from contested.record import Query, Record
from contested.web import pagefiles
from contested.web.build import MARK, build, script
from contested.web.pagefiles import index_html
from contested.web.payload import PARTS, Settings
from tests.web.wartime import HOSTILE

SETTINGS = Settings("War")


@pytest.fixture
def site(page: Path, record_file: Path, tmp_path: Path) -> Path:
    with Record(record_file) as record:
        build(record, tmp_path / "site", SETTINGS)
    return tmp_path / "site"


def part(site: Path, name: str) -> Any:
    written = (site / "data" / f"{name}.js").read_text("utf-8")
    found = re.fullmatch(r'window\.contested\("([^"]+)",(".*")\);\n', written, re.DOTALL)
    assert found is not None
    assert found[1] == name
    return json.loads(json.loads(found[2]))


def test_the_site_has_the_page_and_its_data_as_scripts(site: Path) -> None:
    assert {part(site, name)["generation"] for name in (*PARTS, "texts-000")} == {part(site, "meta")["generation"]}
    assert 'data-source="static"' in (site / "index.html").read_text()
    assert (site / "page.js").is_file()
    assert (site / "assets" / "page.css").is_file()
    meta = part(site, "meta")
    assert (meta["title"], meta["review"], meta["token"], meta["reviewer"]) == ("War", False, None, "")


def test_building_again_gives_the_same_bytes_and_leaves_others_files(site: Path, record_file: Path) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    (site / "CNAME").write_text("war.example")
    (site / "data" / "notes.txt").write_text("mine")
    with Record(record_file) as record:
        build(record, site, SETTINGS)
    assert {path: path.read_bytes() for path in before} == before
    assert (site / "CNAME").read_text() == "war.example"
    assert (site / "data" / "notes.txt").read_text() == "mine"


def test_files_of_the_last_build_that_are_gone_are_removed(site: Path, record_file: Path, page: Path) -> None:
    (page / "assets" / "page.css").rename(page / "assets" / "page-2.css")
    with Record(record_file) as record:
        build(record, site, SETTINGS)
    assert not (site / "assets" / "page.css").exists()
    assert (site / "assets" / "page-2.css").exists()


def test_others_files_are_never_replaced(page: Path, record_file: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "index.html").write_text("my own page")
    with Record(record_file) as record, pytest.raises(UsageError, match="is there and is not of a site"):
        build(record, home, SETTINGS)
    assert [path.name for path in home.iterdir()] == ["index.html"]
    assert (home / "index.html").read_text() == "my own page"


def test_a_list_of_files_that_leads_out_of_the_folder_is_not_believed(site: Path, record_file: Path) -> None:
    outside = site.parent / "outside.txt"
    outside.write_text("mine")
    mark = site / MARK
    mark.write_text(mark.read_text() + f"../outside.txt\n{outside}\ndata/../../outside.txt\n")
    with Record(record_file) as record:
        build(record, site, SETTINGS)
    assert outside.read_text() == "mine"


def test_a_build_that_fails_leaves_the_old_site(site: Path, record_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (site / "index.html").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("contested.web.build.os.replace", full)
    with Record(record_file) as record, pytest.raises(UsageError, match="No space left"):
        build(record, site, SETTINGS)
    assert (site / "index.html").read_bytes() == before
    assert not list(site.rglob("*.part"))


def test_a_file_is_no_folder(page: Path, record_file: Path, tmp_path: Path) -> None:
    with Record(record_file) as record, pytest.raises(UsageError, match="is a file"):
        build(record, record_file, SETTINGS)


def test_without_a_built_page_it_says_how_to_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefiles, "files", lambda _package: tmp_path)
    with pytest.raises(DataFileError, match="make page"):
        index_html(server=True)


def test_quotes_alone_keep_the_rest_of_the_reports_out(page: Path, record_file: Path, tmp_path: Path) -> None:
    with Record(record_file) as record:
        build(record, tmp_path / "quotes", Settings("War", whole_texts=False))
        sentences = {claim.claim.sentence.quote for claim in record.claims(Query())}
    texts = part(tmp_path / "quotes", "texts-000")
    assert {words for report in texts["reports"] for _, words in report["pieces"]} == sentences
    assert part(tmp_path / "quotes", "meta")["whole_texts"] is False


def test_reviewers_names_are_not_published(site: Path, record_file: Path) -> None:
    with Record(record_file) as record:
        claim = record.claims(Query(report="r1"))[0].claim.id
        record.decide("accept", [claim], who="Jane Private", why="my own reason")
        build(record, site, SETTINGS)
    written = "".join(path.read_text("utf-8") for path in site.rglob("*.js"))
    assert "Jane Private" not in written
    assert "my own reason" not in written
    assert 1 in part(site, "claims")["status"]


def test_hostile_words_cannot_leave_their_string(site: Path) -> None:
    assert HOSTILE in part(site, "reports")["title"]
    written = (site / "data" / "reports.js").read_text("utf-8")
    assert written.count("\n") == 1
    assert "\u2028" not in script("x", "a\u2028b").decode()
