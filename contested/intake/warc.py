"""Web archives (WARC, compressed or not): each response with a page becomes an item; broken records are named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from contested.errors import InputError
from contested.intake.addresses import canonical
from contested.intake.items import Found, Item, Refused
from contested.intake.report import Given
from contested.intake.sources import Format

WARC_SUFFIXES = (".warc", ".warc.gz")
_FORMATS: dict[str, Format] = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "application/json": "json",
}  # fmt: skip
_MOST_BYTES = 64 * 1024 * 1024  # of one page
_KINDS = ("response", "resource", "conversion")


def looks_like_warc(head: bytes) -> bool:
    """Whether bytes start like an uncompressed web archive (a compressed one shows only by its name)."""
    return head.startswith(b"WARC/")


def warc_items(stream: BinaryIO, *, address: str, name: str, given: Given) -> Iterator[Found]:
    """The pages of an archive, filed under their own addresses, seen on the day they were captured.

    Redirects, error pages, pictures and the like are passed over silently; a record that cannot be read is
    refused, and so is the rest of an archive that breaks off.
    """
    number, pages, at = 0, 0, 0
    try:
        for record in ArchiveIterator(stream, arc2warc=True):
            number += 1
            here = _position(stream, at)
            found = _item(record, name=f"{name}, record {number}", given=given, weight=here - at)
            at = here
            if found is not None:
                pages += 1
                yield found
    except Exception as error:
        if not _damage(error):
            raise
        reason = f"the archive breaks off after record {number} ({_short(error)}); what came before was taken"
        yield Refused(f"{address}#record={number + 1}", "response", reason)
        return
    if not pages:
        yield Refused(address, "file", "the archive holds no page; is it a WARC of web pages?")


_BROKEN = (ArchiveLoadFailed, OSError, EOFError, ValueError, TypeError, AttributeError, LookupError, AssertionError)


def _damage(error: Exception) -> bool:
    """Whether an error is the archive's fault: the reader's own, or one of whatever inflates the stream."""
    return isinstance(error, _BROKEN) or type(error).__module__ in ("zlib", "brotli")


def _position(stream: BinaryIO, otherwise: int) -> int:
    try:
        return stream.tell()
    except (OSError, ValueError):
        return otherwise


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _item(record: Any, *, name: str, given: Given, weight: int) -> Found | None:
    if record.rec_type not in _KINDS:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI")
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if not url or status != "200":
        return None
    try:
        url = canonical(url)
    except InputError:  # dns:, urn: and the like
        return None
    kind = _content_type(record)
    if kind not in _FORMATS:
        return None
    try:
        raw = record.content_stream().read(_MOST_BYTES + 1)
    except Exception as error:  # whatever the content's own encoding throws: gzip, brotli, chunks
        return Refused(url, "response", f"{name}: its content cannot be unpacked ({_short(error)})", weight=weight)
    if len(raw) > _MOST_BYTES:
        return Refused(url, "response", f"{name}: larger than {_MOST_BYTES // 1024**2} MB", weight=weight)
    own = Given(url=url)
    return Item(
        address=url,
        kind="response",
        raw=raw,
        name=url,
        format=_FORMATS[kind],
        given=given.over(own),
        seen=_seen(record.rec_headers.get_header("WARC-Date")),
        weight=weight,
    )


def _content_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()


def _seen(written: str | None) -> date | None:
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None
