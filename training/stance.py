"""Train the decider of a claim's stance on the labelled reports, and that of an event's factuality.

    python -m training.stance --gold DIR --reports DIR --factuality DIR

Writes ``stance.npz`` and ``factuality.npz`` beside the code that loads them. Small networks and a logistic
regression over the same features give their mean scores as one network. What is added to each stance's score, so
that rare stances are seen as often as they can be at little cost, is chosen on scores of reports that the scorer was
not trained on (five folds by report), and becomes part of the last layer's bias. Factuality is learnt from the same
claims and UW's train part; these events would cost the stances of claims about two points.
"""

from __future__ import annotations

import argparse
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from contested.evaluate.stance import EDGE, load
from contested.learned import Floats, Network, Vocabulary, softmax
from contested.model import STANCES, Report, Stance
from contested.read.attribution import grammar, speakers_of
from contested.read.parse import parse
from contested.read.stance_features import stance_features
from contested.read.stance_rules import composed
from contested.read.stance_scope import operators
from training.network import Settings, csr, train, vocabulary
from training.speaker import FOLDER, Document, documents, together

NETWORK = Settings(hidden=(48,), epochs=14, batch=128, rate=2e-3, decay=3e-3, dropout=0.5)
SEEDS = (0, 1, 2, 3, 4)
FEWER_SEEDS = SEEDS[:3]
STRENGTH = 0.02
"""Inverse of the regression's L2 penalty."""
BALANCE = 0.5
"""A stance that is n times as rare weighs n to this power as much."""
FOLDS = 5
GIVEN_UP = 0.016
"""The share of claims that may be decided worse for the sake of rare stances."""
LEAST_ASSERTED = 0.92
TRIALS = 4000

EVENTS, DENIED, CERTAIN = 0.1, -1.2, 2.0
"""Weight of UW's events; those at most so factual are denied, at least so asserted."""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Cases:
    """Labelled claims: their features, stances (numbers in STANCES) and reports (numbers)."""

    rows: list[list[str]]
    gold: Ints
    report: Ints

    def part(self, chosen: NDArray[np.bool_]) -> Cases:
        """Those chosen."""
        at = np.flatnonzero(chosen)
        return Cases([self.rows[i] for i in at], self.gold[at], self.report[at])


def cases(docs: Sequence[Document]) -> Cases:
    """The claims of labelled reports."""
    rows: list[list[str]] = []
    gold: list[int] = []
    report: list[int] = []
    for number, d in enumerate(docs):
        triggers = [(c.trigger, c.kind) for c in d.claims]
        found = speakers_of(d.grammar, triggers, d.attributions)
        rows += [stance_features(d.grammar, t, k, s) for (t, k), s in zip(triggers, found, strict=True)]
        gold += [STANCES.index(c.labels[0]["stance"]) for c in d.claims]
        report += [number] * len(d.claims)
    return Cases(rows, np.array(gold), np.array(report))


def events(folder: Path) -> Cases:
    """The events of UW's train part: denied and asserted by their factuality, the rest by the rule."""
    rows: list[list[str]] = []
    gold: list[int] = []
    for sentence in load(folder / "UW_train.jsonl"):
        g = grammar(parse(Report(sentence.id, sentence.text)).doc, sentence.text)
        starts = [token.idx for token in g.doc]
        for at, value in sentence.events:
            trigger = bisect_right(starts, at) - 1
            stance = judged(value, composed(operators(g, trigger)))
            if stance is not None:
                rows.append(stance_features(g, trigger, "", None))
                gold.append(STANCES.index(stance))
    return Cases(rows, np.array(gold), np.full(len(gold), -1))


def judged(value: float, rule: Stance) -> Stance | None:
    """The stance of an event of UW by its factuality (-3 to 3); None where that leaves too much open."""
    if value <= DENIED:
        return "denied"
    if value >= CERTAIN:
        return "asserted"
    if value >= EDGE:
        return None
    return rule if rule not in ("asserted", "denied") else "possible"


def weights_of(gold: Ints) -> Floats:
    """The rarer a stance, the heavier."""
    count = np.maximum(np.bincount(gold, minlength=len(STANCES)), 1)
    weights: Floats = ((count.max() / count) ** BALANCE).astype(np.float32)[gold]
    return weights


NO_EVENTS = Cases([], np.zeros(0, np.int64), np.zeros(0, np.int64))


def stance_model(
    given: Cases, more: Cases = NO_EVENTS, settings: Settings = NETWORK, seeds: Sequence[int] = SEEDS
) -> Network:
    """Networks of several seeds and a regression, as one."""
    rows, gold = [*given.rows, *more.rows], np.concatenate([given.gold, more.gold])
    weights = np.concatenate([weights_of(given.gold), EVENTS * weights_of(more.gold)])
    vocab = vocabulary(rows)
    none = np.zeros((len(rows), 0), np.float32)
    runs = [
        train(none, rows, gold, STANCES, replace(settings, seed=seed), vocab=vocab, weights=weights) for seed in seeds
    ]
    return _joined(together(runs), regression(rows, gold, vocab, weights))


def regression(rows: list[list[str]], gold: Ints, vocab: Vocabulary, weights: Floats) -> Floats:
    """Logistic regression's weights, (features + 1, stances); the last row is the constant's."""
    bags = csr(vocab.bags(rows), len(vocab.names) + 1)
    model = LogisticRegression(C=STRENGTH, max_iter=300).fit(bags, gold, sample_weight=weights)
    out = np.zeros((len(vocab.names) + 1, len(STANCES)), np.float32)
    out[:, model.classes_] = model.coef_.T
    out[-1, model.classes_] += model.intercept_
    return out


def _joined(network: Network, linear: Floats) -> Network:
    """The mean of a network's scores and a linear model's: as max(x, 0) - max(-x, 0) is x."""
    weights, bias = network.layers[0]
    unit = np.eye(linear.shape[1], dtype=np.float32) / 2
    return replace(
        network,
        first_dense=np.hstack([network.first_dense, np.zeros((0, 2 * linear.shape[1]), np.float32)]),
        first_sparse=np.hstack([network.first_sparse, linear, -linear]),
        layers=((np.vstack([weights / 2, unit, -unit]).astype(np.float32), (bias / 2).astype(np.float32)),),
    )


def crossed(given: Cases, seeds: Sequence[int] = SEEDS) -> Floats:
    """Scores of every claim by a model that saw nothing of its report."""
    out = np.zeros((len(given.rows), len(STANCES)), np.float32)
    for fold in range(FOLDS):
        held = given.report % FOLDS == fold
        network = stance_model(given.part(~held), seeds=seeds)
        rows = given.part(held).rows
        out[held] = network.scores(np.zeros((len(rows), 0), np.float32), rows)
    return out


def offsets(scores: Floats, gold: Ints, *, given_up: float = GIVEN_UP) -> Floats:
    """What to add to each stance's score: least missed (squared) of every rare one at little cost in all."""
    likely = np.log(softmax(scores) + 1e-9)
    floor = float((likely.argmax(axis=1) == gold).mean()) - given_up
    rng = np.random.default_rng(0)

    def worth(added: Floats) -> float:
        found = (likely + added).argmax(axis=1)
        recall = np.array([(found[gold == i] == i).mean() for i in range(len(STANCES))])
        lost = max(0.0, floor - float((found == gold).mean()))
        missed = float(((1 - recall[1:]) ** 2).sum())
        return -missed - 30 * lost - 5 * max(0.0, LEAST_ASSERTED - float(recall[0]))

    best = np.zeros(len(STANCES), np.float32)
    most = worth(best)
    for trial in range(TRIALS):
        step = rng.normal(0, 0.5 if trial < TRIALS // 2 else 0.2, len(STANCES)) * (rng.random(len(STANCES)) < 0.5)
        step[0] = 0.0
        other = (best + step).astype(np.float32)
        if (value := worth(other)) > most:
            best, most = other, value
    return best


def finished(given: Cases) -> Network:
    """The model of all claims with the offsets in its last bias."""
    added = offsets(crossed(given), given.gold)
    network = stance_model(given)
    ((weights, bias),) = network.layers
    return replace(network, layers=((weights, (bias + added).astype(np.float32)),))


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on the labelled reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--factuality", type=Path, required=True)
    options = parser.parse_args(arguments)
    given, more = cases(list(documents(options.gold, options.reports))), events(options.factuality)
    finished(given).save(FOLDER / "stance.npz", eight_bit=True)
    stance_model(given, more, seeds=FEWER_SEEDS).save(FOLDER / "factuality.npz", eight_bit=True)


if __name__ == "__main__":
    main()
