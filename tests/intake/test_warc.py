from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from gzip import compress as pack
from pathlib import Path

import pytest

from contested.intake import Taken
from contested.intake.items import Item, Refused, open_item
from contested.intake.walk import items, sources

PAGE = (
    "<html><body><article><h1>{}</h1><p>"
    + "Rebels seized the town of Saraqib overnight. " * 9
    + "</p></article></body></html>"
)
Row = tuple[str, str, str, bytes]


def archive(rows: Iterable[Row], *, gzip: bool = True) -> bytes:
    """A web archive of (url, status, content type, body)."""
    parts = []
    for url, status, kind, body in rows:
        http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-12-07T08:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        record = head.encode() + http + b"\r\n\r\n"
        parts.append(pack(record) if gzip else record)
    return b"".join(parts)


def page(title: str) -> bytes:
    return PAGE.format(title).encode()


ROWS: list[Row] = [
    ("https://e.example/1#top", "200 OK", "text/html; charset=utf-8", page("One")),
    ("https://e.example/old", "301 Moved", "text/html", page("Moved")),
    ("https://e.example/photo.jpg", "200 OK", "image/jpeg", b"\xff\xd8"),
    ("https://e.example/2", "200 OK", "text/html", page("Two")),
]


@pytest.mark.parametrize("gzip", [True, False])
def test_pages_of_an_archive(tmp_path: Path, gzip: bool) -> None:
    path = tmp_path / ("crawl.warc.gz" if gzip else "crawl.bin")
    path.write_bytes(archive(ROWS, gzip=gzip))
    (source,) = sources([str(path)])
    found = list(items(source))
    assert [f.address for f in found] == ["https://e.example/1", "https://e.example/2"]
    first = found[0]
    assert isinstance(first, Item)
    assert first.seen == date(2024, 12, 7)
    assert first.raw == page("One")
    assert sum(f.weight for f in found if isinstance(f, Item)) <= path.stat().st_size
    (taken,) = open_item(first)
    assert isinstance(taken, Taken)
    assert (taken.report.title, taken.report.url) == ("One", "https://e.example/1")


def test_an_archive_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    whole = archive(ROWS)
    path.write_bytes(whole[: len(whole) - 200])
    found = list(items(sources([str(path)])[0]))
    assert found[0].address == "https://e.example/1"
    last = found[-1]
    assert isinstance(last, Refused)
    assert "archive" in last.reason or "unpacked" in last.reason


@pytest.mark.parametrize(
    "raw", [b"", b"WARC/1.0\r\n", b"WARC/1.0\r\nContent-Length: x\r\n\r\n", b"\x1f\x8b\x08junk", b"garbage"]
)
def test_no_archive_at_all(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(raw)
    found = list(items(sources([str(path)])[0]))
    assert found
    assert all(isinstance(f, Refused) for f in found)
