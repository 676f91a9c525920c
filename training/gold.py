"""The labelled reports, parsed, for the training scripts: labels in ``gold/train``, texts in ``data/reports``."""

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
