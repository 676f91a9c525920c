"""Files, streams and text to reports: formats, encodings, and one clear line for each bad input."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.errors import InputError
from contested.intake import (
    Taken,
    files_in,
    from_bytes,
    from_stream,
    from_text,
    take_in,
    take_in_reports,
)
from contested.model import Report, sha256

WORDS = "Rebels said on Friday that they had entered the town. The army denied it.\n"
PAGE = """<!doctype html><html><head><meta charset="{charset}"><title>Rebels enter Hama</title>
<meta property="og:site_name" content="The Example Times">
<meta property="article:published_time" content="2024-12-05T10:11:00Z">
<link rel="canonical" href="https://example.org/2024/12/05/hama"></head><body><main><article>
<h1>Rebels enter Hama</h1>
<figure><img src="a.jpg"><figcaption>Fighters ride a tank into Hama on Thursday.</figcaption></figure>
<p>Syrian rebels said on Thursday they had entered the city of Hama after days of fighting with the army.</p>
<h2>Thousands flee</h2>
<p>A war monitor counted thousands of people fleeing towards Homs, as jets struck the road. {extra}</p>
</article></main></body></html>"""


def only(outcomes: object) -> Report:
    [taken] = list(outcomes)  # type: ignore[call-overload]
    assert isinstance(taken, Taken), taken
    assert taken.report.raw_sha256 == sha256(taken.raw)
    return taken.report


def refusal(outcomes: object) -> str:
    [error] = list(outcomes)  # type: ignore[call-overload]
    assert isinstance(error, InputError)
    assert "\n" not in str(error)
    assert error.action == "skip"
    return str(error)


def test_text_is_the_files_own(tmp_path: Path) -> None:
    for content in (b"One.\r\nTwo.\rThree.\n", b"\xef\xbb\xbfMarked.\r\n", "Curly “quotes”\u00a0here…".encode()):
        path = tmp_path / "report.txt"
        path.write_bytes(content)
        report = only(take_in(path))
        assert report.text == path.read_text(encoding="utf-8")
        assert report.raw_sha256 == sha256(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    words = "The “army” of Côte d’Ivoire said the café was hit. " * 5
    path = tmp_path / "report.txt"
    path.write_bytes(words.encode(encoding))
    assert only(take_in(path)).text.lstrip("\ufeff") == words


def test_arabic_code_page_is_obeyed_when_named() -> None:
    raw = "قال الجيش إنه استعاد المدينة".encode("cp1256")
    assert "الجيش" in only(from_bytes(raw, name="x", encoding="cp1256")).text


def test_a_few_broken_bytes_do_not_spoil_the_rest() -> None:
    raw = "Rebels entered Ḥamā — “today” — said Ṣāliḥ.".encode() + b" \xff end."
    assert only(from_bytes(raw, name="x")).text == "Rebels entered Ḥamā — “today” — said Ṣāliḥ. \ufffd end."


def test_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(charset="utf-8", extra=""), encoding="utf-8")
    report = only(take_in(path))
    kinds = {report.text[b.start : b.end]: b.kind for b in report.blocks}
    assert kinds["Rebels enter Hama"] == "headline"
    assert kinds["Thousands flee"] == "subhead"
    assert kinds["Fighters ride a tank into Hama on Thursday."] == "caption"
    assert (report.title, report.outlet, report.url) == (
        "Rebels enter Hama",
        "The Example Times",
        "https://example.org/2024/12/05/hama",
    )
    assert (report.published, report.published_basis) == (date(2024, 12, 5), "metadata")


def test_page_in_its_declared_charset() -> None:
    raw = PAGE.format(charset="windows-1251", extra="Москва отрицала это сообщение.").encode("cp1251")
    assert "Москва отрицала" in only(from_bytes(raw, name="page")).text


def test_what_the_caller_knows_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "page.htm"
    path.write_text(PAGE.format(charset="utf-8", extra=""), encoding="utf-8")
    report = only(take_in(path, outlet="Mine", published="2020-02-03", id="a1"))
    assert (report.id, report.outlet, report.published, report.published_basis) == (
        "a1",
        "Mine",
        date(2020, 2, 3),
        "given",
    )


def test_json_shapes(tmp_path: Path) -> None:
    item = {
        "id": 7,
        "text": WORDS,
        "title": "T",
        "outlet": "O",
        "url": "https://example.org/a",
        "published": "2011-03-05",
    }
    for content in (json.dumps(item), json.dumps([item]), json.dumps(item) + "\n\n"):
        path = tmp_path / "reports.json"
        path.write_text(content, encoding="utf-8")
        report = only(take_in(path))
        assert (report.id, report.text, report.title, report.outlet) == ("7", WORDS, "T", "O")
        assert (report.published, report.published_basis) == (date(2011, 3, 5), "given")
    path.write_text("\n".join(json.dumps({"text": f"{WORDS} {i}"}) for i in range(3)), encoding="utf-8")
    assert len(list(take_in_reports(path))) == 3


def test_lines_are_streamed_and_a_bad_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text('{"text": "One."}\n{"text": \n\n{"body": "x"}\n[1]\n{"text": "Two."}\n', encoding="utf-8")
    outcomes = list(take_in(path))
    assert [type(o).__name__ for o in outcomes] == ["Taken", "InputError", "InputError", "InputError", "Taken"]
    assert "line 2: invalid JSON" in str(outcomes[1])
    assert "line 4: the JSON object has no text" in str(outcomes[2])
    assert "line 5: the JSON is not an object" in str(outcomes[3])


def test_streaming_reads_no_further_than_asked() -> None:
    class Stream(io.BytesIO):
        def __next__(self) -> bytes:
            assert self.tell() == 0, "read ahead"
            return super().__next__()

    first = next(from_stream(Stream(b'{"text": "One."}\n{"text": "Two."}\n'), format="jsonl"))
    assert isinstance(first, Taken)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(WORDS.encode())

    monkeypatch.setattr("sys.stdin", Stdin())
    assert only(take_in("-")).text == WORDS


def test_content_tells_the_format(tmp_path: Path) -> None:
    path = tmp_path / "saved"
    path.write_text(PAGE.format(charset="utf-8", extra=""), encoding="utf-8")
    assert only(take_in(path)).title == "Rebels enter Hama"
    path.write_text(json.dumps([{"text": WORDS}]), encoding="utf-8")
    assert only(take_in(path)).text == WORDS


def test_ids_are_stable_and_keep_outlets_apart() -> None:
    assert from_text(WORDS).id == from_text(WORDS).id
    assert from_text(WORDS, outlet="A").id != from_text(WORDS, outlet="B").id
    assert from_text(WORDS, id="mine").id == "mine"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the input is empty"),
        (b" \r\n\t ", "the input is empty"),
        (b"\xef\xbb\xbf\n", "the input is empty"),
        (b"%PDF-1.7 x", "a PDF, not text; extract its text first"),
        (b"PK\x03\x04rest", "a zip archive or office document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0..", "a JPEG image"),
        (b"\x1f\x8b\x08...", "gzip-compressed"),
        (bytes(range(32)) * 50, "binary data, not text"),
    ],
)
def test_bad_bytes(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    message = refusal(take_in(path))
    assert message.startswith(f"{path}: ")
    assert said in message


def test_bad_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "there is no such file; check the path" in refusal(take_in(tmp_path / "none.txt"))
    assert "this is a folder; give the files in it" in refusal(take_in(tmp_path))
    assert "cannot be read" in refusal(take_in("a\0b.txt"))
    path = tmp_path / "locked.txt"
    path.write_text("x", encoding="utf-8")

    def locked(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert "cannot be read (permission denied)" in refusal(take_in(path))


def test_bad_pages_and_json(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>Hi.</p></body></html>", encoding="utf-8")
    assert "the page has no article" in refusal(take_in(page))
    data = tmp_path / "data.json"
    for content, said in (
        ('{"text": ', "invalid JSON at line 1"),
        ("[]", "the JSON array is empty"),
        ('{"headline": "x"}', "the JSON object has no text"),
        ('{"text": ""}', "the input is empty"),
        ('{"text": "x", "url": 3}', 'the field "url" is not a string'),
        ('{"text": "x", "published": "8/3/2015"}', "is not a date; write it as YYYY-MM-DD"),
    ):
        data.write_text(content, encoding="utf-8")
        assert said in refusal(take_in(data))


def test_wrong_encoding_named() -> None:
    assert "unknown encoding 'klingon'" in refusal(from_bytes(b"x", name="x", encoding="klingon"))
    assert "the bytes are not utf-8" in refusal(from_bytes(b"caf\xe9", name="x", encoding="utf-8"))


def test_take_in_reports_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        next(take_in_reports(tmp_path / "none.txt"))


def test_files_in_a_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.jsonl", "d.png", ".hidden/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert [p.relative_to(tmp_path).as_posix() for p in files_in(tmp_path)] == ["a.html", "b.txt", "sub/c.jsonl"]


@given(st.binary(max_size=2000))
def test_no_bytes_crash_the_intake(raw: bytes) -> None:
    for format in (None, "text", "json", "jsonl"):
        for outcome in from_bytes(raw, name="x", format=format):
            assert isinstance(outcome, Taken | InputError)
            if isinstance(outcome, Taken):
                outcome.report.text.encode("utf-8")


@given(st.text(max_size=300).map(lambda t: f"<html><body><article><p>{t}</p></article></body></html>"))
def test_no_page_crashes_the_intake(markup: str) -> None:
    for outcome in from_bytes(markup.encode("utf-8", "replace"), name="x", format="html"):
        assert isinstance(outcome, Taken | InputError)
