"""Train the PLOVER model: ten models for ten folds of the corpus and one for all of it, in one file of weights.

    python -m training.plover --data ../shared/data/plover

Writes ``plover.npz`` and ``plover.folds.txt`` below ``contested/read/plover/`` and prints the cross-validated
figures. With ``--seed N --dry-run`` it only prints them, for another seed.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from contested.evaluate.plover import PloverSentence, load, macro_f1, parsed
from contested.learned import Floats, Linear, softmax
from contested.read.plover.features import features
from contested.read.plover.model import FOLDS, FOLDS_FILE, WEIGHTS, digest, fold_number
from contested.schema.plover import ROOTS, quad_of
from training.network import Settings, train, vocabulary

SETTINGS = Settings(hidden=(), epochs=40, batch=32, rate=2e-3, dropout=0.0, dropout_sparse=0.5)
RUNS = 5
AT_LEAST = 2
NOISE = 0.01
"""Weights smaller than this are left out."""


def fit(rows: list[list[str]], gold: list[str], *, seed: int) -> Linear:
    """The linear model for these rows of feature names: the mean of a few, since dropout makes them differ."""
    classes = np.array([ROOTS.index(g) for g in gold])
    vocab, none = vocabulary(rows, at_least=AT_LEAST), np.zeros((len(rows), 0), np.float32)
    runs = [
        train(none, rows, classes, ROOTS, replace(SETTINGS, seed=seed * RUNS + n), vocab=vocab).first_sparse
        for n in range(RUNS)
    ]
    return Linear(vocab, ROOTS, np.mean(runs, axis=0))


def joined(models: list[Linear], whole: Linear) -> Linear:
    """The models of the folds and of the whole as one, outputs side by side; unseen features weigh nothing."""
    names = whole.vocabulary.names
    weights = np.zeros((len(names) + 1, len(ROOTS) * (FOLDS + 1)), dtype=np.float32)
    for n, model in enumerate([*models, whole]):
        own = model.vocabulary.index
        for row, name in enumerate(names):
            if name in own:
                weights[row, n * len(ROOTS) : (n + 1) * len(ROOTS)] = model.weights[own[name]]
        weights[-1, n * len(ROOTS) : (n + 1) * len(ROOTS)] = model.weights[-1]
    weights[np.abs(weights) < NOISE] = 0.0
    classes = [f"{root}/{n}" for n in [*range(FOLDS), "all"] for root in ROOTS]
    return Linear(whole.vocabulary, tuple(classes), weights)


def cross_validated(model: Linear, rows: list[list[str]], folds: list[int]) -> Floats:
    """Probabilities of every row by the model of its fold."""
    scores = model.scores(rows).reshape(len(rows), FOLDS + 1, len(ROOTS))
    return softmax(np.asarray([row[fold] for row, fold in zip(scores, folds, strict=True)], dtype=np.float32))


def report(sentences: list[PloverSentence], odds: Floats) -> None:
    """Print macro-F1 and accuracy of root and quad class."""
    gold, said = [s.root for s in sentences], [ROOTS[k] for k in odds.argmax(axis=1)]
    for name, a, b in (("root", gold, said), ("quad", [s.quad for s in sentences], [quad_of(r) for r in said])):
        right = sum(x == y for x, y in zip(a, b, strict=True)) / len(a)
        print(f"{name}: macro-F1 {100 * macro_f1(a, b):.1f}, accuracy {100 * right:.1f} (cross-validated, n={len(a)})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of PLV_train.tsv")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write nothing")
    options = parser.parse_args()
    sentences = load(options.data)
    rows = [features(pair) for pair in parsed(sentences)]
    gold, folds = [s.root for s in sentences], [fold_number(s.text) for s in sentences]
    models = []
    for fold in range(FOLDS):
        inside = [n for n, own in enumerate(folds) if own != fold]
        models.append(fit([rows[n] for n in inside], [gold[n] for n in inside], seed=options.seed))
    model = joined(models, fit(rows, gold, seed=options.seed))
    if not options.dry_run:
        model.save(WEIGHTS)
        FOLDS_FILE.write_text("\n".join(sorted({digest(s.text) for s in sentences})) + "\n", encoding="ascii")
        model = Linear.load(WEIGHTS)
        print(f"{WEIGHTS.name}: {len(model.vocabulary.names)} features, {WEIGHTS.stat().st_size / 1e6:.1f} MB")
    report(sentences, cross_validated(model, rows, folds))


if __name__ == "__main__":
    main()
