"""Train and measure what says which counts belong to which claim (contested/read/counting_link.npz).

    python -m training.counting_link GOLD/train GOLD/dev REPORTS

Trains on the first folder, writes the weights, and prints the figures on the second with the labelled
triggers and kinds given: share of claims whose counts (what, low, high) are those of either labeller,
and the same where both labellers give some.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from contested.learned import Network
from contested.read.counting import FoundCount, find_counts
from contested.read.counting_link import NOT_COUNTED, WEIGHTS, WHATS, CountPair, all_counts_of, count_pairs
from contested.read.paths import Grammar
from contested.read.when import find_times
from training.gold_reports import Json, Labelled, labelled_reports
from training.network import Settings, train, vocabulary

SETTINGS = Settings(hidden=(48,), epochs=14, dropout=0.5, dropout_sparse=0.4, decay=1e-3)
CLASSES = (NOT_COUNTED, *WHATS)


def found_in(report: Labelled) -> tuple[FoundCount, ...]:
    """The report's counts, its times left out."""
    times = find_times(report.doc, published=report.published)
    return find_counts(report.doc, skip=[(t.start_token, t.end_token) for t in times])


def class_of(count: FoundCount, label: Json) -> int:
    """What a labelled claim has the number count: a number into CLASSES."""
    for given in label["counts"]:
        if count.start < given["o"][1] and given["o"][0] < count.end:
            return CLASSES.index(given["what"])
    return 0


def pairs_of(report: Labelled) -> tuple[list[CountPair], list[int]]:
    """The candidate pairs of a report, and the class each is labelled with."""
    counts = found_in(report)
    pairs = count_pairs(Grammar(report.doc), report.triggers, counts)
    return pairs, [class_of(counts[p.count], report.claims[p.claim][0]) for p in pairs]


def fit(reports: list[Labelled]) -> Network:
    """The trained classifier."""
    both = [pairs_of(report) for report in reports]
    rows = [pair.features for pairs, _ in both for pair in pairs]
    gold = np.array([number for _, labels in both for number in labels])
    return train(np.zeros((len(rows), 0), np.float32), rows, gold, CLASSES, SETTINGS, vocab=vocabulary(rows))


def _key(what: str, low: float | None, high: float | None) -> str:
    return str((what, low, high))


def measure(reports: list[Labelled]) -> str:
    """The two shares, as a line of text."""
    right = total = present = present_right = 0
    for report in reports:
        found = all_counts_of(report.doc, report.triggers, found_in(report))
        for counts, labels, core in zip(found, report.claims, report.core, strict=True):
            if not core:
                continue
            keys = sorted(_key(what, count.low, count.high) for count, what in counts)
            ok = any(keys == sorted(_key(c["what"], c["low"], c["high"]) for c in g["counts"]) for g in labels)
            total, right = total + 1, right + ok
            if all(g["counts"] for g in labels):
                present, present_right = present + 1, present_right + ok
    return (
        f"counts right {100 * right / total:.1f} of {total}; where both give some {100 * present_right / present:.1f} "
        f"of {present}"
    )


def main(train_folder: str, dev_folder: str, texts: str) -> None:
    """Train, save, measure."""
    fit(list(labelled_reports(Path(train_folder), Path(texts)))).save(WEIGHTS)
    print(measure(list(labelled_reports(Path(dev_folder), Path(texts)))))


if __name__ == "__main__":
    main(*sys.argv[1:4])
