from __future__ import annotations

import json
import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from contested.errors import UsageError
from contested.intake import Given, Taken
from contested.intake.addresses import canonical, file_address
from contested.intake.items import Found, Item, Refused, open_item
from contested.intake.walk import Source, items, sources

ARTICLE = (
    "<html><body><article><h1>A town falls</h1><p>"
    + "Rebels seized the town of Saraqib overnight. " * 9
    + "</p></article></body></html>"
)


def found(path: Path, given: Given | None = None) -> list[Found]:
    return [item for source in sources([str(path)]) for item in items(source, given=given)]


def only(path: Path) -> Item:
    (item,) = found(path)
    assert isinstance(item, Item)
    return item


def report_of(item: Found) -> Taken:
    assert isinstance(item, Item)
    (taken,) = open_item(item)
    assert isinstance(taken, Taken)
    return taken


def test_a_folder_is_walked_in_order_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.html", "b/.secret.txt", ".git/x.txt", "photo.jpg", "c.md", "z.rss", "w.warc.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Some text.")
    names = [s.path.relative_to(tmp_path).as_posix() for s in sources([str(tmp_path)]) if s.path]
    assert names == ["a/1.html", "b/2.txt", "c.md", "w.warc.gz", "z.rss"]


def test_patterns_files_and_repeats(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.html"):
        (tmp_path / name).write_text("x")
    listed = sources([f"{tmp_path}/*.txt", str(tmp_path / "b.txt"), "-"])
    assert [s.path and s.path.name for s in listed] == ["a.txt", "b.txt", None]
    odd = tmp_path / "[odd].txt"
    odd.write_text("x")
    assert [s.path for s in sources([str(odd)])] == [odd]
    for missing in (f"{tmp_path}/*.pdf", str(tmp_path / "none.txt")):
        with pytest.raises(UsageError):
            sources([missing])


def test_a_text_is_one_item_with_its_own_bytes(tmp_path: Path) -> None:
    path = tmp_path / "é 1.txt"
    path.write_text("Rebels seized Saraqib.", encoding="utf-8")
    item = only(path)
    assert item.address == file_address(path)
    assert item.raw == path.read_bytes()
    assert item.weight == len(item.raw)
    assert report_of(item).report.text == "Rebels seized Saraqib."


def test_rows_are_filed_under_their_ids(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [
        {"id": "a/1", "text": "One."},
        {"text": "Two."},
        {"id": "a/1", "text": "Three."},
        {"id": 7, "text": "Four."},
    ]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n\nnot json\n")
    got = found(path)
    assert [f.address.split("#")[1] for f in got] == ["a%2F1", "line=2", "a%2F1&line=3", "7", "line=6"]
    assert isinstance(got[0], Item)
    assert got[0].raw == json.dumps(rows[0]).encode()
    assert sum(f.weight for f in got if isinstance(f, Item)) == path.stat().st_size - 1
    assert report_of(got[3]).report.id == "7"
    assert isinstance(got[4], Item)
    (broken,) = open_item(got[4])
    assert "invalid JSON" in str(broken)


def test_an_array_keeps_the_file_and_opens_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    path.write_text(json.dumps([{"id": "x", "text": "Ein Bericht: Überfall."}, {"text": "Two."}, 5]))
    got = found(path)
    assert [report_of(f).report.text for f in got[:2]] == ["Ein Bericht: Überfall.", "Two."]
    assert isinstance(got[0], Item)
    assert got[0].raw == path.read_bytes()
    single = tmp_path / "one.json"
    single.write_text('{"text": "One."}')
    assert report_of(only(single)).report.text == "One."
    lines = tmp_path / "lines.json"
    lines.write_text('{"text": "One."}\n{"text": "Two."}\n')
    assert [report_of(f).report.text for f in found(lines)] == ["One.", "Two."]


def test_an_index_tells_of_the_texts_beside_it(tmp_path: Path) -> None:
    (tmp_path / "r-1.txt").write_text("Rebels seized Saraqib.")
    (tmp_path / "r-2.txt").write_text("The army left.")
    rows = [
        {"id": "r-1", "title": "A town", "outlet": "Example", "published": "3/12/2016", "other": 1},
        {"id": "r-2", "published": "no date", "url": "https://e.example/2"},
    ]
    (tmp_path / "index.jsonl").write_text("\n".join(map(json.dumps, rows)))
    first, second = (report_of(f).report for f in found(tmp_path))
    assert (first.id, first.title, first.outlet, first.published) == ("r-1", "A town", "Example", date(2016, 3, 12))
    assert (second.id, second.url, second.published_basis) == ("r-2", "https://e.example/2", "unknown")


def test_an_index_with_texts_is_rows(tmp_path: Path) -> None:
    (tmp_path / "index.jsonl").write_text('{"id": "a", "text": "One."}')
    assert report_of(only(tmp_path)).report.id == "a"


def test_standard_input(tmp_path: Path) -> None:
    (item,) = items(Source(None), stdin=BytesIO(ARTICLE.encode()))
    assert isinstance(item, Item)
    assert item.kind == "stdin"
    assert report_of(item).report.title == "A town falls"
    rows = list(items(Source(None), stdin=BytesIO(b'{"text": "One."}\n{"text": "Two."}')))
    assert [report_of(row).report.text for row in rows] == ["One.", "Two."]


def test_what_the_caller_gives_holds_where_the_source_is_silent(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One.", "outlet": "Own"}\n{"text": "Two."}')
    given = Given(outlet="Given", published=date(2020, 1, 2))
    assert [report_of(f).report.outlet for f in found(path, given=given)] == ["Own", "Given"]


def test_a_file_that_vanishes_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    (refused,) = items(Source(tmp_path / "gone.txt"))
    assert isinstance(refused, Refused)
    assert "cannot be read" in refused.reason
    (folder,) = items(Source(tmp_path))
    assert isinstance(folder, Refused)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    (refused,) = items(Source(path))
    assert isinstance(refused, Refused)


@pytest.mark.parametrize(
    ("url", "filed"),
    [
        ("https://E.example/a?utm_source=x&id=3#top", "https://e.example/a?id=3"),
        ("https://e.example", "https://e.example/"),
        ("http://e.example/a?b=1&c=", "http://e.example/a?b=1&c="),
    ],
)
def test_one_page_one_address(url: str, filed: str) -> None:
    assert canonical(url) == filed


def test_xml_that_is_no_feed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "corpus.xml"
    path.write_text("<articles><article><text>Rebels seized Saraqib.</text></article></articles>")
    (refused,) = found(path)
    assert isinstance(refused, Refused)
    assert "no feed" in refused.reason
