"""The words of reports in chunks, with what is needed to highlight their claims."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import groupby

from contested.model import Claim, Report, Span
from contested.web.columns import Part
from contested.web.material import Chapter

Json = object
Reports = Callable[[str], Report]
"""Gives a report with its text by its id."""


class Utf16:
    """Offsets in code points to offsets in UTF-16 code units, for one text."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [at for at, letter in enumerate(text) if letter > "\uffff"]

    def __call__(self, offset: int) -> int:
        """The offset in code units."""
        return offset + bisect_left(self._wide, offset)


def texts_part(chapters: Iterable[tuple[int, Chapter]], reports: Reports, *, whole: bool) -> Part:
    """One chunk: these chapters with their rows. Not ``whole``: only the headline and the sentences with claims."""
    return {"reports": [_report(row, chapter, reports(chapter.report.id), whole) for row, chapter in chapters]}


def _report(row: int, chapter: Chapter, report: Report, whole: bool) -> dict[str, Json]:
    units = Utf16(report.text)
    claims = [found.claim for found in chapter.claims]
    kept = [(0, len(report.text))] if whole else _quoted(report, claims)
    return {
        "report": row,
        "pieces": [[units(start), report.text[start:end]] for start, end in kept if end > start],
        "blocks": [[block.kind, units(block.start), units(block.end)] for block in report.blocks],
        "claims": [_claim(claim, units) for claim in claims],
    }


def _quoted(report: Report, claims: list[Claim]) -> list[tuple[int, int]]:
    """The parts of the text that stand in the headline, in sentences with claims or in what these name, merged."""
    wanted = [(block.start, block.end) for block in report.blocks if block.kind == "headline"]
    for claim in claims:
        wanted += [(span.start, span.end) for span in _spans(claim)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(wanted):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _spans(claim: Claim) -> Iterable[Span]:
    yield claim.sentence
    yield claim.trigger
    if claim.cue:
        yield claim.cue
    if claim.time:
        yield claim.time.span
    yield from (ref.span for ref in (*claim.speaker, *claim.actor, *claim.target))
    yield from (ref.span for ref in claim.place)
    yield from (count.span for count in claim.counts)


def _claim(claim: Claim, units: Utf16) -> dict[str, Json]:
    def words(span: Span | None) -> list[int] | None:
        return None if span is None else [units(span.start), units(span.end)]

    codes = claim.codes
    return {
        "trigger": words(claim.trigger),
        "sentence": words(claim.sentence),
        "cue": words(claim.cue),
        "cue_strength": claim.cue_strength,
        "time": words(claim.time.span) if claim.time else None,
        "speaker": [words(ref.span) for ref in claim.speaker],
        "actor": [words(ref.span) for ref in claim.actor],
        "target": [words(ref.span) for ref in claim.target],
        "places": [words(ref.span) for ref in claim.place],
        "count": [words(ref.span) for ref in claim.counts],
        "codes": [codes.plover_event, codes.plover_mode, codes.acled_event_type, codes.acled_sub_event_type],
    }


def by_chunk(chapters: Iterable[Chapter], chunks: list[int]) -> Iterable[tuple[int, list[tuple[int, Chapter]]]]:
    """(chunk, its chapters with their rows) in order."""
    for chunk, group in groupby(enumerate(chapters), key=lambda pair: chunks[pair[0]]):
        yield chunk, list(group)
