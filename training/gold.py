"""The labelled reports, parsed, for the training scripts: labels in ``gold/train``, texts in ``data/reports``.

Beside them ``training/labels/chosen.jsonl``: our own labels of single sentences that the models of the day were least
sure of, rare kinds and stances above all, out of reports that nobody had labelled; offsets only, the words stay in
the corpora. Labelled by a language model after the same guideline.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from contested.model import Report
from contested.read.claims.page import Page, page_of
from contested.read.parse import parse_many

Label = dict[str, Any]


@dataclass(frozen=True)
class Labelled:
    """A report with its labelled claims: for each the labels of every reader who found it."""

    id: str
    page: Page
    items: list[Label]
    ranges: tuple[tuple[int, int], ...] | None = None
    """The character ranges that were labelled; None: all of the report."""

    def covers(self, token: int) -> bool:
        """Whether the token lies in what was labelled."""
        if self.ranges is None:
            return True
        at = self.page.doc[token].idx
        return any(start <= at < end for start, end in self.ranges)

    def head(self, span: Label) -> int:
        """The head token of a labelled span (``{"q", "o": [start, end]}``)."""
        start, end = span["o"]
        found = self.page.doc.char_span(start, end, alignment_mode="expand")
        if found is None:
            raise ValueError(f"{self.id}: no token at {span}")
        return int(found.root.i)

    def tokens(self, span: Label) -> range:
        """The tokens a labelled span touches."""
        start, end = span["o"]
        found = self.page.doc.char_span(start, end, alignment_mode="expand")
        if found is None:
            raise ValueError(f"{self.id}: no token at {span}")
        return range(found.start, found.end)


def reports(gold: Path, texts: Path) -> Iterator[tuple[Report, list[Label]]]:
    """The reports of a folder of labels, with publication dates from the texts' index."""
    index = {row["id"]: row for row in map(json.loads, (texts / "index.jsonl").read_text("utf-8").splitlines())}
    for path in sorted(gold.glob("*.json")):
        row = index.get(path.stem, {})
        published = _day(row.get("published"))
        text = (texts / f"{path.stem}.txt").read_text("utf-8")
        report = Report(
            path.stem, text, outlet=row.get("outlet"), published=published,
            published_basis="given" if published else "unknown",
        )  # fmt: skip
        yield report, json.loads(path.read_text("utf-8"))["claims"]


def _day(text: str | None) -> date | None:
    if not text:
        return None
    if "/" in text:
        month, day, year = map(int, text.split("/"))
        return date(year, month, day)
    return date.fromisoformat(text)


def labelled(gold: Path, texts: Path) -> Iterator[Labelled]:
    """The labelled reports with all that is found in them before the claims."""
    pairs = list(reports(gold, texts))
    for (report, items), parsed in zip(pairs, parse_many([r for r, _ in pairs]), strict=True):
        yield Labelled(report.id, page_of(parsed), items)


CHOSEN = Path(__file__).parent / "labels" / "chosen.jsonl"


def chosen(data: Path) -> Iterator[Labelled]:
    """The reports with single labelled sentences; ``data`` is the folder of the corpora."""
    texts: dict[str, Report] = {}
    for folder in ("libya2011", "afghanistan2001"):
        for row in map(json.loads, (data / folder / "reports.jsonl").read_text("utf-8").splitlines()):
            texts[row["id"]] = Report(row["id"], row["text"], published=_day(row.get("published")))
    index = (data / "reports" / "index.jsonl").read_text("utf-8").splitlines()
    days = {row["id"]: _day(row.get("published")) for row in map(json.loads, index)}
    rows = [json.loads(line) for line in CHOSEN.read_text("utf-8").splitlines()]
    found = []
    for row in rows:
        path = data / "reports" / f"{row['doc']}.txt"
        found.append(
            Report(row["doc"], path.read_text("utf-8"), published=days.get(row["doc"]))
            if path.is_file()
            else texts[row["doc"]]
        )
    for row, parsed in zip(rows, parse_many(found), strict=True):
        ranges = tuple((start, end) for start, end in row["sentences"])
        yield Labelled(row["doc"], page_of(parsed), row["claims"], ranges)
