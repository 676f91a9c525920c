"""Labelled reports for the trainers of times and counts: texts, grammar, and one labelled claim a trigger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from contested.errors import InputError
from contested.model import Report
from contested.read.parse import parse_many
from contested.read.paths import root_of
from contested.read.when_link import Trigger

Json = dict[str, Any]


@dataclass(frozen=True)
class Labelled:
    """One report with its claims: ``claims[i]`` holds the labels of ``triggers[i]``, one a labeller."""

    id: str
    doc: Doc
    published: date | None
    triggers: list[Trigger]
    claims: list[list[Json]]
    core: list[bool]


def published_days(index: Path) -> dict[str, date]:
    """Report id to its day of publication, where the index gives one."""
    days = {}
    for line in index.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if given := row.get("published"):
            month_first = "/" in given
            days[row["id"]] = datetime.strptime(given if month_first else given[:10],
                                                "%m/%d/%Y" if month_first else "%Y-%m-%d").date()  # fmt: skip
    return days


def labelled_reports(gold: Path, reports: Path) -> Iterator[Labelled]:
    """The labelled reports of a folder ``gold`` (ID.json), their texts in ``reports`` (ID.txt, index.jsonl)."""
    days = published_days(reports / "index.jsonl")
    files = sorted(gold.glob("*.json"))
    texts = [Report(f.stem, (reports / f"{f.stem}.txt").read_bytes().decode("utf-8")) for f in files]
    for file, parsed in zip(files, parse_many(texts), strict=True):
        items = json.loads(file.read_text(encoding="utf-8"))["claims"]
        triggers = []
        for item in items:
            first = item["labels"][0]
            start, end = first["trigger"]["o"]
            span = parsed.doc.char_span(start, end, alignment_mode="expand")
            if span is None:
                raise InputError(file.name, f"trigger at {start}:{end} is outside the text")
            triggers.append(Trigger(root_of(parsed.doc, span.start, span.end), first["kind"]))
        yield Labelled(
            file.stem, parsed.doc, days.get(file.stem), triggers,
            [item["labels"] for item in items], [bool(item["core"]) for item in items],
        )  # fmt: skip
