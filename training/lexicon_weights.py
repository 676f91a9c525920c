"""Measures how often each entry of the trigger lexicon states a claim of its kind, on the labelled training reports.

    python -m training.lexicon_weights GOLD_TRAIN REPORTS

Writes ``contested/schema/triggers.weights.csv``: for entries seen at least ten times, the share of occurrences that
a label of the same kind touches, drawn towards the weight written by hand as if that had been seen ten times more.
Deterministic: the same labels and texts give the same file.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from contested.read.parse import language, normalise
from contested.schema.lexicon import load, parse_frames, parse_triggers
from contested.schema.triggers import match

_LEAST_SEEN = 10
_PRIOR = 10
_OUT = Path(__file__).parents[1] / "contested" / "schema" / "triggers.weights.csv"


def count(gold: Path, reports: Path) -> tuple[Counter[str], Counter[str]]:
    """How often each entry is seen where its part of speech and conditions fit, and how often a label agrees."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    weights = {entry.id: entry.weight for entry in load().entries}
    for path in sorted(gold.glob("*.json")):
        text = (reports / f"{path.stem}.txt").read_bytes().decode("utf-8")
        doc = language()(normalise(text))
        labels = [
            label for claim in json.loads(path.read_text(encoding="utf-8"))["claims"] for label in claim["labels"]
        ]
        spans = [(*label["trigger"]["o"], label["kind"]) for label in labels]
        for hit in match(doc):
            if hit.weight < 0.65 * weights[hit.entry]:
                continue
            places = [(doc[i].idx, doc[i].idx + len(doc[i])) for i in hit.words]
            seen[hit.entry] += 1
            right[hit.entry] += any(
                kind == hit.kind and start < b and a < end for start, end, kind in spans for a, b in places
            )
    return seen, right


def main() -> None:
    """Read the labels, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("reports", type=Path)
    options = parser.parse_args()
    _OUT.write_text("entry,weight\n", encoding="utf-8")  # measure with the weights written by hand
    seen, right = count(options.gold, options.reports)
    schema = _OUT.parent
    frames = parse_frames((schema / "frames.yaml").read_text(encoding="utf-8"))
    lines = ["# Made by training/lexicon_weights.py from the labelled training reports.", "entry,weight"]
    for entry in parse_triggers((schema / "triggers.csv").read_text(encoding="utf-8"), frames):
        if seen[entry.id] >= _LEAST_SEEN:
            weight = (right[entry.id] + _PRIOR * entry.written) / (seen[entry.id] + _PRIOR)
            lines.append(f"{entry.id},{max(weight, 0.001):.3f}")
    _OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 2} weights written to {_OUT.name}")


if __name__ == "__main__":
    main()
