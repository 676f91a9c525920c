"""Train the trigger model on the labelled reports.

    python -m training.triggers --gold ../shared/gold/train --reports ../shared/data/reports --data ../shared/data

Writes ``contested/read/claims/triggers.npz``. With ``--folds 5`` it cross-validates by report instead and prints
the figures for a row of thresholds.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.learned import Floats, Network, sigmoid
from contested.model import KINDS, Kind
from contested.read.claims.trigger_features import candidates, dense, rows
from contested.read.claims.triggers import WEIGHTS, decide, sure_kinds
from training.gold import Labelled, chosen, labelled
from training.network import Settings, merged, train, vocabulary

SETTINGS = Settings(
    hidden=(128,), epochs=24, batch=256, rate=2e-3, dropout=0.5, dropout_dense=0.2, dropout_sparse=0.5, multi=True
)
AT_LEAST = 4
SEEDS = (0, 1, 2)
"""The mean of so many networks decides: it errs less than any one of them."""


@dataclass(frozen=True)
class Example:
    """One report's candidates: token numbers, features, and the labelled kinds as a 0/1 matrix."""

    tokens: list[int]
    sparse: list[list[str]]
    dense: NDArray[np.float16]
    kinds: Floats
    sure: list[frozenset[Kind]]


def example(one: Labelled) -> Example:
    """The training rows of a labelled report."""
    tokens = [token for token in candidates(one.page) if one.covers(token)]
    at = {token: n for n, token in enumerate(tokens)}
    kinds = np.zeros((len(tokens), len(KINDS)), dtype=np.float32)
    for item in one.items:
        label: dict[str, Any] = item["labels"][0]
        row = at.get(one.head(label["trigger"]))
        if row is not None:
            kinds[row, KINDS.index(label["kind"])] = 1
    sure = [sure_kinds(one.page, token) for token in tokens]
    return Example(tokens, rows(one.page, tokens), dense(one.page, tokens).astype(np.float16), kinds, sure)


def fit(examples: list[Example], settings: Settings = SETTINGS) -> Network:
    """One network trained on these reports."""
    sparse = [row for e in examples for row in e.sparse]
    matrix = np.vstack([e.dense for e in examples]).astype(np.float32)
    gold = np.vstack([e.kinds for e in examples])
    return train(matrix, sparse, gold, KINDS, settings, vocab=vocabulary(sparse, at_least=AT_LEAST))


def fit_mean(examples: list[Example]) -> Network:
    """The mean of the networks of all seeds."""
    return merged([fit(examples, replace(SETTINGS, seed=seed)) for seed in SEEDS])


def figures(odds: list[Floats], examples: list[Example], enough: float) -> tuple[float, float, float]:
    """F1, precision and recall of (token, kind) pairs, in percent."""
    hit = said = real = 0
    for matrix, e in zip(odds, examples, strict=True):
        for row, sure, gold in zip(matrix, e.sure, e.kinds, strict=True):
            kinds = {KINDS[k] for k in np.flatnonzero(gold)}
            found = {kind for kind, _ in decide(row, sure, enough=enough)}
            hit, said, real = hit + len(kinds & found), said + len(found), real + len(kinds)
    p, r = hit / max(said, 1), hit / max(real, 1)
    return 200 * p * r / max(p + r, 1e-9), 100 * p, 100 * r


def cross_validate(examples: list[Example], folds: int) -> None:
    """Print figures by threshold, each report predicted by a model that did not see it."""
    odds: list[Floats] = [np.zeros((0, len(KINDS)), np.float32)] * len(examples)
    for fold in range(folds):
        network = fit([e for n, e in enumerate(examples) if n % folds != fold])
        for n in range(fold, len(examples), folds):
            e = examples[n]
            odds[n] = sigmoid(network.scores(e.dense.astype(np.float32), e.sparse))
    for enough in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4):
        print("threshold {:.2f}: F1 {:.1f} P {:.1f} R {:.1f}".format(enough, *figures(odds, examples, enough)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, help="folder of labels to learn from")
    parser.add_argument("--reports", type=Path, required=True, help="folder of the texts, with index.jsonl")
    parser.add_argument("--data", type=Path, help="folder of the corpora, to learn from the sentences of labels/ too")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate instead of writing weights")
    options = parser.parse_args()
    examples = [example(one) for one in labelled(options.gold, options.reports)]
    if options.folds:
        cross_validate(examples, options.folds)
        return
    if options.data:
        examples += [example(one) for one in chosen(options.data)]
    network = fit_mean(examples)
    network.save(WEIGHTS, eight_bit=True)
    print(f"{WEIGHTS.name}: {len(network.vocabulary.names)} features, {WEIGHTS.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
