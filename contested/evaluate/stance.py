"""The suite ``stance``: factuality of events in the UW corpus, from the stance decider alone.

The corpus gives each event the mean of several readers' judgements from -3 (certainly did not happen) to
3 (certainly did). Classes: denied at most -1.5, certain at least 1.5, uncertain between.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from contested.errors import InputError
from contested.evaluate.corpus import corpus_sha256
from contested.evaluate.outcome import Figure, Inputs, Outcome, Prediction, Table

EDGE = 1.5
CLASSES = ("denied", "uncertain", "certain")


@dataclass(frozen=True)
class Sentence:
    """A sentence with its events: character offset of each and its factuality."""

    id: str
    text: str
    events: tuple[tuple[int, float], ...]


def load(path: Path) -> Iterator[Sentence]:
    """The sentences of one file of the corpus; raises InputError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(str(path), f"{error.strerror}; give the folder with UW_dev.jsonl") from error
    for number, line in enumerate(lines):
        row = json.loads(line)
        starts, at = [], 0
        for word in row["text"].split(" "):
            starts.append(at)
            at += len(word) + 1
        events = tuple((starts[t["span1"][0]], float(t["label"])) for t in row["targets"])
        yield Sentence(f"{path.stem}-{number}", row["text"], events)


def class_of(value: float) -> str:
    """The class of a factuality."""
    return CLASSES[0] if value <= -EDGE else CLASSES[2] if value >= EDGE else CLASSES[1]


def predict(sentence: Sentence) -> list[float]:
    """The factuality of each event of a sentence."""
    from contested.model import Report
    from contested.read.attribution import find_attributions, grammar, speakers_of
    from contested.read.parse import parse
    from contested.read.stance import factuality

    doc = parse(Report(sentence.id, sentence.text)).doc
    g = grammar(doc, sentence.text)
    starts = np.array([token.idx for token in doc])
    triggers = [(int(np.searchsorted(starts, at, side="right")) - 1, "") for at, _ in sentence.events]
    speakers = speakers_of(g, triggers, find_attributions(g))
    return [float(x) for x in factuality(g, triggers, speakers)]


Row = tuple[float, float, float, int]
"""Precision, recall, F1 (percent) and number of a class."""


def scores(gold: Sequence[float], predicted: Sequence[float]) -> tuple[float, dict[str, Row]]:
    """Mean absolute error, and of each class precision, recall, F1 (percent) and how many there are."""
    error = float(np.mean(np.abs(np.array(gold) - np.array(predicted)))) if gold else 0.0
    table = {}
    for name in CLASSES:
        mine = [class_of(p) == name for p in predicted]
        theirs = [class_of(g) == name for g in gold]
        hit = sum(a and b for a, b in zip(mine, theirs, strict=True))
        p, r = hit / max(1, sum(mine)), hit / max(1, sum(theirs))
        table[name] = (100 * p, 100 * r, 200 * p * r / (p + r) if p + r else 0.0, sum(theirs))
    return error, table


def run(inputs: Inputs) -> Outcome:
    """Decide every event of UW's dev part and score; raises InputError."""
    path = inputs.data / "UW_dev.jsonl" if inputs.data.is_dir() else inputs.data
    gold: list[float] = []
    predicted: list[float] = []
    predictions = []
    for sentence in load(path):
        values = predict(sentence)
        gold += [value for _, value in sentence.events]
        predicted += values
        predictions.append(Prediction(sentence.id, {"doc": sentence.id, "factuality": values}))
    error, table = scores(gold, predicted)
    constant, _ = scores(gold, [3.0] * len(gold))
    figures = [
        Figure("mean absolute error", error, len(gold), lower_is_better=True),
        Figure("mean absolute error of constant 3", constant, len(gold), lower_is_better=True),
    ]
    figures += [Figure(f"{name} F1", f1, n, floored=True) for name, (_, _, f1, n) in table.items()]
    rows = tuple((k, f"{p:.1f}", f"{r:.1f}", f"{f:.1f}", str(n)) for k, (p, r, f, n) in table.items())
    return Outcome(
        suite="stance",
        figures=tuple(figures),
        corpus_sha256=corpus_sha256([path]),
        counts=(("sentences", len(predictions)), ("events", len(gold))),
        tables=(Table("Factuality", ("class", "P", "R", "F1", "n"), rows),),
        predictions=tuple(predictions),
    )
