"""An item: the bytes of one report and where they come from, before anything is read from them.

Folders, feeds, web archives and addresses are taken apart into items; ``open_item`` makes reports of them.
What cannot be an item is a ``Refused``: its address and the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from contested.errors import InputError
from contested.intake.report import Given
from contested.intake.sources import Format, Outcome, from_bytes

# what parsers throw at broken input, beside their own errors
BROKEN = (
    ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError, AssertionError, OSError,
)  # fmt: skip
ItemKind = Literal["file", "stdin", "row", "entry", "page", "response"]


@dataclass(frozen=True)
class Item:
    """``raw`` are the bytes to keep; ``body``, where it differs, is the part of them to open (a feed's entry).

    ``address`` names the thing that may change (a file, a row of a file, a page); ``seen`` is the day these bytes
    were fetched, when known. ``weight`` is the part of its source's bytes that the item takes, for progress.
    """

    address: str
    kind: ItemKind
    raw: bytes = field(repr=False)
    name: str
    body: bytes | None = field(default=None, repr=False)
    format: Format | None = None
    given: Given = field(default_factory=Given)
    seen: date | None = None
    weight: int = 0


@dataclass(frozen=True)
class Refused:
    """Something that is no item: ``failed`` (it should have been one) or ``skipped`` (on purpose)."""

    address: str
    kind: ItemKind
    reason: str
    status: Literal["failed", "skipped"] = "failed"
    weight: int = 0


@dataclass(frozen=True)
class Fetched:
    """An address has been taken in; what its server gave to ask by next time (see web.Validators).

    ``parts`` are the addresses of a feed's entries: it counts as taken in only when none of them failed.
    """

    address: str
    etag: str | None
    last_modified: str | None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotChanged:
    """The server says that an address has not changed since it was last taken in."""

    address: str


Found = Item | Refused | Fetched | NotChanged


def open_item(item: Item) -> Iterator[Outcome]:
    """The reports of an item (one, as a rule), or why there is none. A parser that breaks is an InputError too."""
    body = item.raw if item.body is None else item.body
    try:
        yield from from_bytes(body, name=item.name, format=item.format, given=item.given)
    except (
        ValueError,
        TypeError,
        AttributeError,
        LookupError,
        ArithmeticError,
        RecursionError,
        AssertionError,
    ) as error:
        yield InputError(item.name, f"its format is broken ({type(error).__name__}: {error}); mend it or leave it out")
