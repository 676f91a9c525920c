"""The suite ``gold``: read the labelled reports, measure the claims, list every miss and every false claim."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contested.contract import reading_to_json
from contested.errors import InputError
from contested.evaluate import gold
from contested.evaluate.corpus import corpus_sha256
from contested.evaluate.gold import Document, Label, Offsets, Prf, Row, Score
from contested.evaluate.outcome import Figure, Finding, Inputs, Outcome, Prediction, Table

_SENTENCE_END = re.compile(r"(?<=[.!?\u201d\"])\s+(?=[\u201c\"(]?[A-Z0-9])|\n+")


@dataclass(frozen=True)
class _Gold:
    id: str
    text: Path
    items: tuple[gold.Item, ...]


def _load(inputs: Inputs) -> tuple[list[_Gold], list[Path]]:
    labels = sorted(inputs.data.glob("*.json"))
    if not labels:
        raise InputError(str(inputs.data), "no labelled reports (ID.json) in this folder; give --data the gold folder")
    if inputs.reports is None:
        raise InputError(str(inputs.data), "the texts lie elsewhere; give their folder with --reports")
    loaded = []
    for path in labels:
        text = inputs.reports / f"{path.stem}.txt"
        if not text.is_file():
            raise InputError(str(text), f"the text of {path.name} is missing; is --reports the folder of the texts?")
        items = json.loads(path.read_text(encoding="utf-8"))["claims"]
        loaded.append(_Gold(path.stem, text, tuple(gold.item_from_json(item) for item in items)))
    return loaded, [*labels, *(g.text for g in loaded)]


def _figures(s: Score) -> tuple[Figure, ...]:
    out = []
    for name, prf in (("found", s.found), ("complete", s.complete)):
        out.append(Figure(f"{name} F1", prf.f1, prf.gold, floored=True))
        out.append(Figure(f"{name} precision", prf.precision, prf.predicted))
        out.append(Figure(f"{name} recall", prf.recall, prf.gold))
    out += [Figure(f"{name} right, of the found", rate.percent, rate.of) for name, rate in s.fields.items()]
    out += [Figure(f"{name} right where present", rate.percent, rate.of) for name, rate in s.where_present.items()]
    out += [Figure(f"recall of {name}", rate.percent, rate.of) for name, rate in s.stance_recall.items()]
    out += [Figure(f"stance right, of the found {name}", r.percent, r.of) for name, r in s.found_stance.items()]
    return tuple(out)


def _prf(prf: Prf) -> tuple[str, ...]:
    return (f"{prf.precision:.1f}", f"{prf.recall:.1f}", f"{prf.f1:.1f}")


def _table(title: str, rows: tuple[Row, ...]) -> Table:
    header = (title, "gold", "read", "found P", "R", "F1", "complete F1")
    return Table(
        f"By {title}",
        header,
        tuple(
            (r.name, str(r.found.gold), str(r.found.predicted), *_prf(r.found), f"{r.complete.f1:.1f}") for r in rows
        ),
    )


def sentence_around(text: str, span: Offsets) -> str:
    """The sentence, roughly, in which the span stands, on one line."""
    start = max((m.end() for m in _SENTENCE_END.finditer(text, 0, span[0])), default=0)
    after = _SENTENCE_END.search(text, span[1])
    return " ".join(text[start : after.start() if after else len(text)].split())


class _Writer:
    """Puts one document's disagreements into words."""

    def __init__(self, document: Document, text: str) -> None:
        self.document, self.text = document, text

    def quote(self, span: Offsets | None) -> str:
        return "none" if span is None else f'"{" ".join(self.text[span[0] : span[1]].split())}"'

    def value(self, label: Label, field: str) -> str:
        if field == "stance":
            return label.stance
        if field == "time":
            return self.quote(label.time)
        if field == "counts":
            return ", ".join(f"{what} {low}..{high}" for what, low, high in label.counts) or "none"
        if field == "place":
            return ", ".join(f"{p.role} {self.quote(p.at)} {p.geo}" for p in label.place) or "none"
        spans = label.speaker if field in ("speaker", "chain") else getattr(label, field)
        return ", ".join(self.quote(s) for s in spans) or "none"

    def finding(self, verdict: str, label: Label, detail: str = "") -> Finding:
        what = f"{label.kind} {label.stance} {self.quote(label.trigger)}"
        return Finding(
            self.document.id, verdict, what, detail, sentence_around(self.text, label.trigger), label.trigger[0]  # type: ignore[arg-type]
        )  # fmt: skip

    def wrong(self, predicted: Label, item: gold.Item) -> Finding | None:
        wrong = gold.wrong_fields(predicted, item)
        if not wrong:
            return None
        parts = []
        for field in wrong:
            right = " or ".join(dict.fromkeys(self.value(label, field) for label in item.labels))
            parts.append(f"{field}: read {self.value(predicted, field)}; labelled {right}")
        return self.finding("wrong", predicted, "\n".join(parts))


def findings(document: Document, text: str) -> Iterator[Finding]:
    """Every core claim missed, every false claim, and every found one with a wrong field, in the text's order."""
    writer = _Writer(document, text)
    matched = gold.align(document.predicted, document.items)
    out: list[Finding | None] = []
    for j, item in enumerate(document.items):
        if j in matched:
            out.append(writer.wrong(document.predicted[matched[j]], item) if item.core else None)
        elif item.core:
            out.append(writer.finding("missed", item.labels[0]))
    taken = set(matched.values())
    out += [writer.finding("false", p) for i, p in enumerate(document.predicted) if i not in taken]
    yield from sorted((f for f in out if f), key=lambda f: (f.start, f.verdict, f.what))


def run(inputs: Inputs) -> Outcome:
    """Read every labelled report as ``contested read ID.txt`` does, and score; raises InputError."""
    from contested.intake import take_in_reports
    from contested.read import read_reports

    loaded, files = _load(inputs)
    reports = [report for g in loaded for report in take_in_reports(g.text)]
    documents: list[Document] = []
    predictions: list[Prediction] = []
    listed: list[Finding] = []
    for g, reading in zip(loaded, read_reports(reports, processes=inputs.processes), strict=True):
        data: dict[str, Any] = reading_to_json(reading)
        document = Document(g.id, tuple(gold.label_from_json(c) for c in data["claims"]), g.items)
        documents.append(document)
        predictions.append(Prediction(g.id, data))
        listed += findings(document, reading.report.text)
    s = gold.score(documents)
    return Outcome(
        suite="gold",
        figures=_figures(s),
        corpus_sha256=corpus_sha256(files),
        counts=(("documents", len(documents)), ("core claims", s.found.gold), ("read", s.found.predicted)),
        tables=(_table("kind", s.by_kind), _table("stance", s.by_stance)),
        predictions=tuple(predictions),
        findings=tuple(listed),
        note="Labels by two independent language-model readers following the guideline, not by human experts.",
    )
