"""Bytes to text: byte order marks, UTF-8, the page's own word, then detection; never a crash.

Line ends become ``\\n`` as Python's text mode does it (universal newlines), so the offsets of a ``.txt``
report are those of ``Path(file).read_text(encoding="utf-8")``. A UTF-8 byte order mark stays in the
text as its first character, because ``read_text`` leaves it there too.
"""

from __future__ import annotations

import codecs
import re

from contested.errors import InputError

_DETECT_BYTES = 65_536
_NEWLINES = re.compile(r"\r\n?")
_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "extract its text first, for instance with pdftotext"),
    (b"PK\x03\x04", "a zip archive or office document", "unpack it, or save the document as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as plain text"),
    (b"{\\rtf", "a rich text document", "save it as plain text"),
    (b"\x1f\x8b", "gzip-compressed", "decompress it first"),
    (b"BZh", "bzip2-compressed", "decompress it first"),
    (b"\xfd7zXZ", "xz-compressed", "decompress it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed", "decompress it first"),
    (b"\x89PNG", "a PNG image", "give the text of the report, not a picture of it"),
    (b"\xff\xd8\xff", "a JPEG image", "give the text of the report, not a picture of it"),
    (b"GIF8", "a GIF image", "give the text of the report, not a picture of it"),
    (b"SQLite format 3", "an SQLite database", "give the reports themselves"),
    (b"\x7fELF", "a program", "give the text of a report"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(raw: bytes, *, name: str, declared: str | None = None, encoding: str | None = None) -> str:
    """The text of some bytes, line ends as ``\\n``.

    ``encoding`` is the user's order and is obeyed to the letter; ``declared`` is what the document says of
    itself and is tried after UTF-8. Bytes that no encoding explains become U+FFFD. Raises InputError,
    naming ``name``, for empty and binary input, and when ``encoding`` is unknown or does not fit.
    """
    if not raw.strip(b"\x00 \t\r\n\f\v\xef\xbb\xbf\xff\xfe"):
        raise InputError(name, "the input is empty; give a report with some text")
    if encoding is not None:
        return clean(_ordered(raw, name, encoding))
    _refuse_binary(raw, name)
    text = _decoded(raw, declared)
    if _too_strange(text):
        raise InputError(name, "the input is binary data, not text; give plain text, HTML or JSON")
    return clean(text)


def clean(text: str) -> str:
    """Universal newlines, and lone surrogates (which no file can hold) as U+FFFD: one character for one."""
    text = _NEWLINES.sub("\n", text) if "\r" in text else text
    return _SURROGATES.sub("\ufffd", text)


def _ordered(raw: bytes, name: str, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except LookupError as error:
        raise InputError(name, f"unknown encoding {encoding!r}; name one such as utf-8 or cp1256") from error
    except UnicodeError as error:
        raise InputError(
            name, f"the bytes are not {encoding}; leave the encoding out to have it found, or name another"
        ) from error


def _refuse_binary(raw: bytes, name: str) -> None:
    for magic, what, remedy in _MAGIC:
        if raw.startswith(magic):
            raise InputError(name, f"the input is {what}, not text; {remedy}")


def _decoded(raw: bytes, declared: str | None) -> str:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    bare = _bare_utf16(raw)
    if bare:
        return raw.decode(bare, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(raw):
        return raw.decode("utf-8", "replace")
    for guess in (declared, _detected(raw), "cp1252"):
        if guess:
            try:
                return raw.decode(guess)
            except (LookupError, UnicodeError):
                continue
    return raw.decode("cp1252", "replace")


def _bare_utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a NUL in every second byte."""
    head = raw[:4096]
    if len(head) < 4 or b"\x00" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _mostly_utf8(raw: bytes) -> bool:
    """A few broken bytes in a text that is UTF-8 otherwise: at least twice as many sound sequences as broken ones."""
    replaced = raw.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    sound = sum(1 for c in replaced if c > "\x7f") - broken
    return sound >= 2 * broken


def _detected(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes  # here, because few texts need it

    best = from_bytes(raw[:_DETECT_BYTES]).best()
    return best.encoding if best is not None else None


def _too_strange(text: str) -> bool:
    head = text[:20_000]
    return len(_CONTROLS.findall(head)) > 0.02 * len(head)
