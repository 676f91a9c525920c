"""Train and measure the ranker that says which time dates which claim (contested/read/when_link.npz).

    python -m training.when_link GOLD/train GOLD/dev REPORTS

Trains on the first folder, writes the weights, and prints the figures on the second with the labelled
triggers given: share of claims whose time is right (both none, or overlapping with either labeller's),
and the same where both labellers give one.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from contested.learned import Network
from contested.read.paths import Grammar
from contested.read.when import FoundTime, find_times
from contested.read.when_link import WEIGHTS, Pair, time_pairs, times_of
from training.gold_reports import Json, Labelled, labelled_reports
from training.network import Settings, train, vocabulary

SETTINGS = Settings(hidden=(48,), epochs=14, dropout=0.5, dropout_sparse=0.4, multi=True, decay=1e-3)


def dates(time: FoundTime, label: Json) -> bool:
    """Whether a labelled claim's time overlaps this one."""
    given = label["time"]
    return bool(given) and time.start < given["o"][1] and given["o"][0] < time.end


def pairs_of(report: Labelled) -> tuple[list[Pair], list[bool]]:
    """The candidate pairs of a report, and whether each is labelled."""
    times = find_times(report.doc, published=report.published)
    pairs = time_pairs(Grammar(report.doc), report.triggers, times)
    return pairs, [dates(times[p.time], report.claims[p.claim][0]) for p in pairs]


def fit(reports: list[Labelled]) -> Network:
    """The trained ranker."""
    both = [pairs_of(report) for report in reports]
    rows = [pair.features for pairs, _ in both for pair in pairs]
    gold = np.array([label for _, labels in both for label in labels], dtype=np.float32)[:, None]
    return train(np.zeros((len(rows), 0), np.float32), rows, gold, ("time",), SETTINGS, vocab=vocabulary(rows))


def measure(reports: list[Labelled]) -> str:
    """The two shares, as a line of text."""
    right = total = present = present_right = 0
    for report in reports:
        times = find_times(report.doc, published=report.published)
        found = times_of(report.doc, report.triggers, times)
        for time, labels, core in zip(found, report.claims, report.core, strict=True):
            if not core:
                continue
            ok = any((time is None) == (g["time"] is None) and (time is None or dates(time, g)) for g in labels)
            total, right = total + 1, right + ok
            if all(g["time"] for g in labels):
                present, present_right = present + 1, present_right + ok
    return (
        f"time right {100 * right / total:.1f} of {total}; where both give one {100 * present_right / present:.1f} "
        f"of {present}"
    )


def main(train_folder: str, dev_folder: str, texts: str) -> None:
    """Train, save, measure."""
    fit(list(labelled_reports(Path(train_folder), Path(texts)))).save(WEIGHTS)
    print(measure(list(labelled_reports(Path(dev_folder), Path(texts)))))


if __name__ == "__main__":
    main(*sys.argv[1:4])
