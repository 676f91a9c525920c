"""Broken input of every kind: no crash, and each bad item is an outcome with a reason."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.errors import InputError
from contested.intake import Given, Taken
from contested.intake.feeds import feed_items
from contested.intake.items import Item, Refused, open_item
from contested.intake.walk import Source, items
from contested.intake.warc import warc_items

PAGE = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>T</title></head><body><article>"
    "<h1>A town falls</h1><p>"
    + "Rebels seized the town of Saraqib overnight, déjà vu. " * 8
    + "</p><figure><figcaption>Smoke over the town on Friday</figcaption></figure></article></body></html>"
).encode()
FEED = (
    "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>W</title><item><title>One</title>"
    "<link>https://e.example/1</link><pubDate>Sat, 07 Dec 2024 10:00:00 +0000</pubDate><description>"
    + "Rebels seized the town. " * 20
    + "</description></item></channel></rss>"
).encode()
ROWS = "\n".join(
    json.dumps({"id": str(n), "text": "Rebels seized Saraqib.", "published": "2024-12-07"}) for n in range(3)
).encode()
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.example/1\r\nWARC-Date: 2024-12-07T08:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
    b"Content-Type: application/http; msgtype=response\r\n"
)
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
WARC += b"Content-Length: " + str(len(HTTP)).encode() + b"\r\n\r\n" + HTTP + b"\r\n\r\n"
SEEDS = {
    "page": PAGE,
    "feed": FEED,
    "rows": ROWS,
    "archive": WARC,
    "packed archive": gzip.compress(WARC),
    "text": b"One. Two.",
}
SUFFIX = {
    "page": ".html",
    "feed": ".xml",
    "rows": ".jsonl",
    "archive": ".warc",
    "packed archive": ".warc.gz",
    "text": ".txt",
}
quick = settings(
    max_examples=60, deadline=timedelta(seconds=20), suppress_health_check=list(HealthCheck), derandomize=True
)


@st.composite
def mangled(draw: st.DrawFn, seed: bytes) -> bytes:
    """Good bytes made bad: cut, doubled, overwritten, with rubbish put in."""
    data = bytearray(seed)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        how = draw(st.sampled_from(("cut", "insert", "overwrite", "delete", "double", "encode")))
        rubbish = draw(st.one_of(st.binary(max_size=30), st.sampled_from(RUBBISH)))
        if how == "cut":
            del data[at:]
        elif how == "insert":
            data[at:at] = rubbish
        elif how == "overwrite":
            data[at : at + len(rubbish)] = rubbish
        elif how == "delete":
            del data[at : at + draw(st.integers(1, 200))]
        elif how == "double":
            data[at:at] = data[at : at + 500]
        else:
            data = bytearray(bytes(data).decode("utf-8", "replace").encode(draw(st.sampled_from(ENCODINGS)), "replace"))
    return bytes(data)


ENCODINGS = ("utf-16", "utf-16-be", "cp1256", "latin-1", "utf-7", "shift_jis", "utf-8-sig", "koi8-r")
RUBBISH = (
    b"\x00", b"\x00" * 40, b"\xff\xfe", b"\xed\xa0\x80", b"]]>", b"<![CDATA[", b"<!--", b"&#x110000;", b"&#0;",
    b"&nosuch;", b"<svg>" * 30,
    b'<meta charset="nonsense">', b'<?xml version="1.0" encoding="utf-99"?>', b"<div>" * 3000, b"[" * 3000,
    b'{"a":' * 2000, b"\\ud800",
    b'"published": "2024-13-45"', b"Content-Length: -5\r\n", b"Content-Length: 99999999999\r\n", b"\r\n\r\n",
    b"1e999999", b"\x1f\x8b\x08\x00",
)  # fmt: skip


def opened(raw: bytes, suffix: str, folder: Path) -> int:
    """Take in a file of these bytes; how many outcomes it had. Every one is a report or has a reason."""
    path = folder / f"x{suffix}"
    path.write_bytes(raw)
    outcomes = 0
    for found in items(Source(path, len(raw))):
        outcomes += 1
        if isinstance(found, Refused):
            assert found.reason
            continue
        assert isinstance(found, Item)
        results = list(open_item(found))
        assert results
        for result in results:
            if isinstance(result, Taken):
                assert result.report.text.strip()
                assert all(0 <= b.start < b.end <= len(result.report.text) for b in result.report.blocks)
                result.report.text.encode("utf-8")
            else:
                assert isinstance(result, InputError)
                assert result.reason
    return outcomes


@pytest.mark.parametrize("kind", SEEDS)
def test_the_seeds_are_good(kind: str, tmp_path: Path) -> None:
    assert opened(SEEDS[kind], SUFFIX[kind], tmp_path) == (3 if kind == "rows" else 1)


@pytest.mark.slow
@pytest.mark.parametrize("kind", SEEDS)
def test_mangled_input_is_taken_or_refused(kind: str, tmp_path: Path) -> None:
    @quick
    @given(raw=mangled(SEEDS[kind]))
    def check(raw: bytes) -> None:
        assert opened(raw, SUFFIX[kind], tmp_path) >= 1

    check()


@pytest.mark.parametrize("suffix", [".txt", ".html", ".json", ".jsonl", ".xml", ".warc", ".warc.gz"])
def test_rubbish_is_taken_or_refused(suffix: str, tmp_path: Path) -> None:
    for rubbish in (
        *RUBBISH,
        b"",
        b"\n",
        b"null",
        b"[]",
        b"{}",
        b'[{"text": 5}]',
        b'{"text": "a", "id": {}}',
        b"\xef\xbb\xbf",
    ):
        assert opened(rubbish, suffix, tmp_path) >= 1


@quick
@given(raw=st.binary(max_size=300))
def test_random_bytes_as_feed_and_archive(raw: bytes) -> None:
    assert list(feed_items(b"<rss>" + raw, address="a", name="a", given=Given()))
    assert list(warc_items(BytesIO(b"WARC/1.0\r\n" + raw), address="a", name="a", given=Given()))
