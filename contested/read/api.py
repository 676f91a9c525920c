"""Reading from Python: a path or a text in, a Reading out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from os import PathLike
from pathlib import Path

from contested.errors import InputError, UsageError
from contested.intake import SUFFIXES, from_text, take_in_reports
from contested.model import Place, Reading, Report
from contested.read.reader import read_report

_LONGEST_PATH = 1000  # characters; anything longer, or with a line break, is text


def read(path_or_text: str | PathLike[str], *, published: date | str | None = None) -> Reading:
    """The claims, mentions and attributions of one report.

    ``path_or_text`` is a Path, a string that names a file (text, Markdown, HTML, JSON of one report), or the
    text itself. ``published`` is the day of publication, where the source does not tell.
    Raises InputError when a file cannot be read, UsageError when it holds several reports.
    """
    return read_report(_one_report(path_or_text, published))


def _one_report(source: str | PathLike[str], published: date | str | None) -> Report:
    if isinstance(source, str) and not _names_a_file(source):
        return from_text(source, published=published)
    reports = take_in_reports(source, published=published)
    first = next(reports, None)
    if first is None:
        raise InputError(str(source), "holds no report")
    if next(reports, None) is not None:
        raise UsageError(f"{source} holds several reports; use contested.read_reports(contested.take_in(...))")
    return first


def _names_a_file(text: str) -> bool:
    """Whether a string is a path: a file that exists, or one word ending like a file of ours."""
    if len(text) > _LONGEST_PATH or "\n" in text or "\0" in text:
        return False
    path = Path(text)
    if path.suffix.lower() in SUFFIXES and " " not in text.strip():
        return True
    try:
        return path.exists()
    except OSError:
        return False


def resolve_places(text: str, spans: Sequence[tuple[int, int]]) -> list[Place | None]:
    """The place each character span (start, end) of a text names, resolved together; None where it is not known."""
    from contested.places import resolve_spans
    from contested.read.parse import parse

    return resolve_spans(parse(from_text(text)).doc, spans)
