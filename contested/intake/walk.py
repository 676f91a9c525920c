"""Files, folders, globs and standard input, taken apart into items in a fixed order.

A folder may hold ``index.jsonl``: rows with an ``id`` and no ``text`` that tell title, outlet, url and published
of the file ``ID.txt`` beside it.
"""

from __future__ import annotations

import glob
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from contested.errors import InputError, UsageError
from contested.intake.addresses import file_address
from contested.intake.feeds import FEED_SUFFIXES, feed_items, looks_like_feed
from contested.intake.items import Found, Item, ItemKind, Refused
from contested.intake.report import Given, parse_day
from contested.intake.sources import SUFFIXES, sniff
from contested.intake.warc import WARC_SUFFIXES, looks_like_warc, warc_items
from contested.model import sha256

INDEX = "index.jsonl"
_KNOWN = {*SUFFIXES, *FEED_SUFFIXES}
_MOST_BYTES = 256 * 1024 * 1024  # of one report or feed; web archives and JSON Lines are streamed and have no limit
_META = ("id", "title", "outlet", "url", "published")


@dataclass(frozen=True)
class Source:
    """One thing to open: a file, or standard input (``path`` is None)."""

    path: Path | None
    size: int = 0


def is_address(argument: str) -> bool:
    """Whether an argument is a web address rather than a file."""
    return argument.startswith(("http://", "https://"))


def sources(arguments: Iterable[str]) -> list[Source]:
    """The files that arguments name: files, folders (all below, known suffixes), globs, ``-``. Sorted within each.

    Raises UsageError for an argument that names nothing.
    """
    found: dict[Path | None, Source] = {}
    for argument in arguments:
        if argument == "-":
            found[None] = Source(None)
            continue
        path = Path(argument)
        if path.is_dir():
            paths = in_folder(path)
        elif path.exists() or not glob.has_magic(argument):
            if not path.exists():
                raise UsageError(f"{argument}: there is no such file or folder; check the path")
            paths = [path]
        else:
            paths = [p for p in map(Path, sorted(glob.glob(argument, recursive=True))) if p.is_file()]
            if not paths:
                raise UsageError(f"{argument}: no file fits this pattern")
        for one in paths:
            found.setdefault(one, Source(one, _size(one)))
    return list(found.values())


def in_folder(folder: Path) -> list[Path]:
    """The files below a folder that may be reports, by suffix, sorted by path; hidden ones are left out."""
    found = [
        path
        for path in folder.rglob("*")
        if (path.suffix.lower() in _KNOWN or path.name.lower().endswith(WARC_SUFFIXES))
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    ]
    return sorted(path for path in found if path.name != INDEX or not _is_index(path))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def items(source: Source, *, given: Given | None = None, stdin: BinaryIO | None = None) -> Iterator[Found]:
    """The items of one source, in order. ``given`` holds where the source says nothing itself."""
    facts = given or Given()
    if source.path is None:
        raw = (stdin or sys.stdin.buffer).read()
        yield from _of_bytes(raw, address=f"stdin:{sha256(raw)[:16]}", name="standard input", given=facts, path=None)
        return
    path = source.path
    address = file_address(path)
    try:
        if SUFFIXES.get(path.suffix.lower()) == "jsonl":
            with path.open("rb") as stream:
                yield from _rows(stream, address=address, name=str(path), given=facts)
            return
        with path.open("rb") as stream:
            if path.name.lower().endswith(WARC_SUFFIXES) or looks_like_warc(stream.read(64)):
                stream.seek(0)
                yield from warc_items(stream, address=address, name=str(path), given=facts)
                return
            stream.seek(0)
            raw = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield Refused(address, "file", f"the file cannot be read ({reason}); check its permissions and its path")
        return
    yield from _of_bytes(raw, address=address, name=str(path), given=facts, path=path)


def _of_bytes(raw: bytes, *, address: str, name: str, given: Given, path: Path | None) -> Iterator[Found]:
    size = len(raw)
    if size > _MOST_BYTES:
        yield Refused(
            address, "file", f"larger than {_MOST_BYTES // 1024**2} MB; split it, or give it as JSON Lines", weight=size
        )
        return
    format = SUFFIXES.get(path.suffix.lower()) if path else None
    if looks_like_warc(raw[:64]):
        yield from warc_items(BytesIO(raw), address=address, name=name, given=given)
        return
    if format is None and looks_like_feed(raw):
        yield from feed_items(raw, address=address, name=name, given=given)
        return
    shown = format or sniff(raw)
    if path is not None and path.suffix.lower() in FEED_SUFFIXES and shown == "text":
        yield Refused(address, "file", "XML, but no feed and no page; give RSS, Atom or XHTML", weight=size)
        return
    if shown == "json":
        yield from _json(raw, address=address, name=name, given=given)
        return
    kind: ItemKind = "stdin" if path is None else "file"
    if path is not None:
        given = given.over(_beside(path))
    yield Item(address, kind, raw, name, format=format, given=given, weight=size)


def _rows(stream: Iterable[bytes], *, address: str, name: str, given: Given) -> Iterator[Found]:
    """JSON Lines: each row an item, filed under its id, else its number."""
    empty, seen = True, set[str]()
    for number, line in enumerate(stream, start=1):
        raw = line.rstrip(b"\r\n")
        raw = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not raw.strip():
            continue
        empty = False
        yield _row(raw, _id_in(raw), number, address, f"{name}, line {number}", given, seen, weight=len(line))
    if empty:
        yield Refused(address, "file", "the input is empty; give one JSON object a line")


def _row(
    raw: bytes,
    own: str | None,
    number: int,
    address: str,
    name: str,
    given: Given,
    seen: set[str],
    *,
    weight: int,
    kept: bytes | None = None,
) -> Item:
    part = quote(own, safe="") if own else f"line={number}"
    if part in seen:  # an id given twice: both rows are kept, neither is a version of the other
        part = f"{part}&line={number}"
    seen.add(part)
    body = None if kept is None else raw
    return Item(
        f"{address}#{part}",
        "row",
        raw if kept is None else kept,
        name,
        body=body,
        format="json",
        given=given,
        weight=weight,
    )


def _id_in(raw: bytes) -> str | None:
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    own = data.get("id") if isinstance(data, dict) else None
    return str(own) if isinstance(own, str | int) and str(own) else None


def _json(raw: bytes, *, address: str, name: str, given: Given) -> Iterator[Found]:
    """A JSON file: one object, an array of them, or one a line."""
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        lines = raw.splitlines()
        if len(lines) > 1 and all(_is_object(line) for line in lines[:2]):
            yield from _rows(lines, address=address, name=name, given=given)
        else:
            yield Item(address, "file", raw, name, format="json", given=given, weight=len(raw))
        return
    if not isinstance(data, list) or not data:
        yield Item(address, "file", raw, name, format="json", given=given, weight=len(raw))
        return
    seen = set[str]()
    for number, row in enumerate(data, start=1):
        body = json.dumps(row, ensure_ascii=True).encode()
        own = str(row["id"]) if isinstance(row, dict) and isinstance(row.get("id"), str | int) else None
        yield _row(
            body, own, number, address, f"{name}, item {number}", given, seen, weight=len(raw) // len(data), kept=raw
        )


def _is_object(line: bytes) -> bool:
    return line.lstrip().startswith(b"{")


def _is_index(path: Path) -> bool:
    """Whether a file tells of texts beside it: its first row has an id and no text."""
    try:
        with path.open("rb") as stream:
            first = json.loads(stream.readline(1 << 20))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(first, dict) and "id" in first and "text" not in first


def _beside(path: Path) -> Given:
    """What the folder's index tells of a file."""
    index = path.parent / INDEX
    try:
        return _index(index, index.stat().st_mtime_ns).get(path.stem, Given())
    except OSError:
        return Given()


@lru_cache(maxsize=8)
def _index(path: Path, changed_ns: int) -> dict[str, Given]:  # noqa: ARG001 - a changed file is another key
    found: dict[str, Given] = {}
    for line in path.read_bytes().splitlines():
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict) and "text" not in row and isinstance(row.get("id"), str):
            values = {name: row[name] for name in _META if isinstance(row.get(name), str) and row[name].strip()}
            day = _day(values.pop("published", None))
            found[row["id"]] = Given(**values, published=day)
    return found


def _day(written: str | None) -> date | None:
    """A day as indexes write it: ISO, RFC 2822, or month/day/year with a four-digit year."""
    if written is None:
        return None
    parts = written.split("/")
    if len(parts) == 3 and len(parts[2]) == 4 and all(part.isdigit() for part in parts):
        written = f"{parts[2]}-{int(parts[0]):02}-{int(parts[1]):02}"
    try:
        return parse_day(written, name=INDEX)
    except InputError:
        return None
