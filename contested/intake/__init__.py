"""Bytes to reports: files, standard input, or text held in Python.

``take_in`` yields one outcome per report, in order: ``Taken`` (the report and its raw bytes) or the InputError
that says why not. ``take_in_reports`` yields reports and raises the first error instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from os import PathLike
from pathlib import Path

from contested.errors import InputError
from contested.intake.blocks import find_blocks
from contested.intake.published import Dateline, date_of_publication, find_dateline
from contested.intake.report import Given, Taken, from_text, make_report, with_blocks
from contested.intake.sources import SUFFIXES, Format, Outcome, from_bytes, from_path, from_stream
from contested.model import Report

__all__ = [
    "SUFFIXES", "Dateline", "Format", "Given", "Outcome", "Taken", "date_of_publication", "files_in", "find_blocks",
    "find_dateline", "from_bytes", "from_path", "from_stream", "from_text", "make_report", "take_in",
    "take_in_reports", "with_blocks",
]  # fmt: skip


def take_in(
    source: str | PathLike[str],
    *,
    format: Format | None = None,
    encoding: str | None = None,
    id: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: date | str | None = None,
) -> Iterator[Outcome]:
    """The reports of a file, or of standard input when ``source`` is "-".

    The format goes by suffix (SUFFIXES), else by content. What is given by keyword holds where the source
    says nothing itself (JSON fields) and overrides what a page's metadata say. Never raises InputError: a
    source that cannot be read yields it.
    """
    given = Given(id=id, title=title, outlet=outlet, url=url, published=published)
    if source == "-":
        return from_stream(format=format, given=given, encoding=encoding)
    return from_path(Path(source), format=format, given=given, encoding=encoding)


def take_in_reports(
    source: str | PathLike[str],
    *,
    format: Format | None = None,
    encoding: str | None = None,
    published: date | str | None = None,
) -> Iterator[Report]:
    """The reports of a source; raises the first InputError met."""
    for outcome in take_in(source, format=format, encoding=encoding, published=published):
        if isinstance(outcome, InputError):
            raise outcome
        yield outcome.report


def files_in(folder: str | PathLike[str]) -> list[Path]:
    """The files under a folder whose suffix is known, sorted by path; hidden ones are left out."""
    root = Path(folder)
    found = (p for p in root.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(root).parts))
