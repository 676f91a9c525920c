"""Reading sources, one function per format, each yielding one outcome per report: taken, or why not.

Feeds, web archives and addresses join by adding a reader to ``READERS`` and, where the content tells, a sign
to ``sniff``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from contested.errors import InputError
from contested.intake.decode import clean, decode
from contested.intake.report import Given, Taken, make_report
from contested.model import Block, BlockKind, sha256

Format = Literal["text", "html", "json", "jsonl"]
Outcome = Taken | InputError

SUFFIXES: dict[str, Format] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip
_HTML_SIGN = re.compile(
    rb"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)
_JSON_SIGN = re.compile(rb"^\s*[\[{]\s*[\]}{\"]")
_FIELDS = ("id", "title", "outlet", "url", "published")


def read_text(raw: bytes, *, name: str, given: Given, encoding: str | None = None) -> Iterator[Outcome]:
    """Plain text or Markdown: the report's text is the file's, unchanged but for universal newlines."""
    text = decode(raw, name=name, encoding=encoding)
    yield Taken(make_report(text, name=name, given=given, raw_sha256=sha256(raw)), raw)


def read_html(raw: bytes, *, name: str, given: Given, encoding: str | None = None) -> Iterator[Outcome]:
    """A web page: the text is its headline and article, paragraphs apart by a blank line."""
    from contested.intake import page  # here, because the extraction library takes long to load

    markup = decode(raw, name=name, declared=page.declared_charset(raw), encoding=encoding).lstrip("\ufeff")
    found = page.article(markup, name=name, url=given.url)
    text, known = _joined(found.parts)
    metadata = Given(title=found.title, outlet=found.outlet, url=found.url, published=found.published)
    report = make_report(text, name=name, given=given, metadata=metadata, known=known, raw_sha256=sha256(raw))
    yield Taken(report, raw)


def _joined(parts: tuple[tuple[str, str], ...]) -> tuple[str, tuple[Block, ...]]:
    kinds: dict[str, BlockKind] = {"title": "headline", "head": "subhead", "caption": "caption"}
    known, words, at = [], [], 0
    for tag, chunk in parts:
        if tag in kinds:
            known.append(Block(kinds[tag], at, at + len(chunk)))
        words.append(chunk)
        at += len(chunk) + 2
    return "\n\n".join(words), tuple(known)


def read_json(raw: bytes, *, name: str, given: Given, encoding: str | None = None) -> Iterator[Outcome]:
    """One object, an array of objects, or (when it is neither) one object a line."""
    text = decode(raw, name=name, encoding=encoding).lstrip("\ufeff")
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and "\n" in text.strip():
            yield from read_jsonl(raw.splitlines(), name=name, given=given, encoding=encoding)
            return
        raise InputError(
            name, f"invalid JSON at line {error.lineno}, column {error.colno} ({error.msg}); mend it there"
        ) from error
    if isinstance(data, list):
        if not data:
            raise InputError(name, "the JSON array is empty; give objects with a text field")
        for number, item in enumerate(data, start=1):
            yield _outcome(item, raw, name=f"{name}, item {number}", given=given)
        return
    yield _outcome(data, raw, name=name, given=given)


def read_jsonl(lines: Iterable[bytes], *, name: str, given: Given, encoding: str | None = None) -> Iterator[Outcome]:
    """One object a line, read as they come; a bad line is an outcome of its own, the others are still read."""
    empty = True
    for number, line in enumerate(lines, start=1):
        raw = line.rstrip(b"\r\n")
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if not raw.strip():
            continue
        empty = False
        where = f"{name}, line {number}"
        try:
            data = json.loads(decode(raw, name=where, encoding=encoding))
        except json.JSONDecodeError as error:
            yield InputError(where, f"invalid JSON at column {error.colno} ({error.msg}); mend or drop the line")
        except RecursionError:
            yield InputError(where, "the JSON is nested too deeply; give objects with a text field")
        except InputError as error:
            yield error
        else:
            yield _outcome(data, raw, name=where, given=given)
    if empty:
        raise InputError(name, "the input is empty; give one JSON object a line")


def _outcome(data: object, raw: bytes, *, name: str, given: Given) -> Outcome:
    try:
        return _from_object(data, raw, name=name, given=given)
    except InputError as error:
        return error


def _from_object(data: object, raw: bytes, *, name: str, given: Given) -> Taken:
    if not isinstance(data, dict):
        raise InputError(name, "the JSON is not an object; give objects with a text field")
    text = data.get("text")
    if not isinstance(text, str):
        raise InputError(name, 'the JSON object has no text; put the report into a field "text"')
    values: dict[str, str | None] = {}
    for field in _FIELDS:
        value = data.get(field)
        if isinstance(value, int) and not isinstance(value, bool) and field == "id":
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise InputError(name, f'the field "{field}" is not a string; write it in quotation marks')
        values[field] = value or None
    own = Given(**values)
    return Taken(make_report(clean(text), name=name, given=own.over(given), raw_sha256=sha256(raw)), raw)


Reader = Callable[..., Iterator[Outcome]]
READERS: dict[Format, Reader] = {"text": read_text, "html": read_html, "json": read_json}


def sniff(raw: bytes) -> Format:
    """The format that the content itself shows; plain text when it shows nothing."""
    head = raw[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML_SIGN.match(head):
        return "html"
    if _JSON_SIGN.match(head):
        return "json"
    return "text"


def from_bytes(
    raw: bytes, *, name: str, format: Format | None = None, given: Given | None = None, encoding: str | None = None
) -> Iterator[Outcome]:
    """The reports in some bytes; ``format`` is found by content when it is not said."""
    wanted = format or sniff(raw)
    facts = given or Given()
    try:
        if wanted == "jsonl":
            yield from read_jsonl(raw.splitlines(), name=name, given=facts, encoding=encoding)
        else:
            yield from READERS[wanted](raw, name=name, given=facts, encoding=encoding)
    except InputError as error:
        yield error


def from_path(
    path: Path, *, format: Format | None = None, given: Given | None = None, encoding: str | None = None
) -> Iterator[Outcome]:
    """The reports in a file, by its suffix, else by its content; JSON Lines are streamed."""
    name = str(path)
    wanted = format or SUFFIXES.get(path.suffix.lower())
    try:
        if path.is_dir():
            raise InputError(name, "this is a folder; give the files in it")
        if wanted == "jsonl":
            with path.open("rb") as stream:
                yield from read_jsonl(stream, name=name, given=given or Given(), encoding=encoding)
            return
        raw = path.read_bytes()
    except InputError as error:
        yield error
        return
    except FileNotFoundError:
        yield InputError(name, "there is no such file; check the path")
        return
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield InputError(name, f"the file cannot be read ({reason.lower()}); check its permissions and its path")
        return
    yield from from_bytes(raw, name=name, format=wanted, given=given, encoding=encoding)


def from_stream(
    stream: BinaryIO | None = None, *, name: str = "standard input", format: Format | None = None,
    given: Given | None = None, encoding: str | None = None,
) -> Iterator[Outcome]:  # fmt: skip
    """The reports in a byte stream, standard input unless told; JSON Lines are streamed when said so."""
    source = stream or sys.stdin.buffer
    if format == "jsonl":
        try:
            yield from read_jsonl(source, name=name, given=given or Given(), encoding=encoding)
        except InputError as error:
            yield error
        return
    yield from from_bytes(source.read(), name=name, format=format, given=given, encoding=encoding)
