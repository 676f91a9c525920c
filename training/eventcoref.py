"""Trains the scorer of pairs of event mentions: ``python -m training.eventcoref --data ECBPLUS``.

Learns from the topics of ECB+ that are not in ``contested.evaluate.eventcoref.HELD_OUT``. Prints the CoNLL F1 of
documents pooled, cross-validated by topic over the training topics, for several thresholds; then that of the held-out
topics at the shipped one. Writes ``contested/situation/mentions.npz``.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from contested.evaluate.coref_metrics import score
from contested.evaluate.ecbplus import EcbDocument, load
from contested.evaluate.eventcoref import HELD_OUT, by_cluster, prepared
from contested.learned import Floats, Trees, sigmoid
from contested.situation.clustering import clusters
from contested.situation.mentions import (
    SAME_FROM,
    WEIGHTS,
    MentionDocument,
    bag_of,
    inverse_frequencies,
    likenesses,
    pairs_of,
    stories,
    views_of,
)  # fmt: skip

FOLDS = 4
THRESHOLDS = (0.3, 0.34, 0.38, 0.42, 0.46)


@dataclass(frozen=True)
class Group:
    """The mentions of one story of documents, their pairs with features, and which of these are of one happening."""

    topic: str
    ids: list[str]
    pairs: list[tuple[str, str]]
    features: Floats
    same: Floats


def groups(documents: Sequence[EcbDocument], parsed: Sequence[MentionDocument]) -> list[Group]:
    """The stories of documents with their pairs."""
    gold = {m.id: m.cluster for d in documents for m in d.mentions}
    bags = [bag_of(p.doc) for p in parsed]
    idf = inverse_frequencies(bags)
    cosines = likenesses(bags, idf)
    views = views_of(parsed, idf)
    found = []
    for story in stories(cosines):
        ids = [id_ for n in story for id_, _ in parsed[n].mentions]
        pairs, features = pairs_of(ids, views, cosines, idf)
        same = np.array([gold[a] == gold[b] for a, b in pairs], np.float32)
        found.append(Group(documents[story[0]].topic, ids, pairs, features, same))
    return found


def fit(train: Sequence[Group]) -> Trees:
    """Boosted trees fitted to all pairs."""
    model = HistGradientBoostingClassifier(
        max_iter=120, learning_rate=0.1, max_leaf_nodes=8, min_samples_leaf=200, l2_regularization=5.0, random_state=1
    )
    model.fit(np.concatenate([g.features for g in train]), np.concatenate([g.same for g in train]))
    return Trees.from_sklearn(model, ("same",))


def clustered(model: Trees, given: Sequence[Group], threshold: float) -> list[tuple[str, ...]]:
    """The mentions of groups by happening."""
    found: list[tuple[str, ...]] = []
    for g in given:
        chances = sigmoid(model.scores(g.features))[:, 0]
        found += clusters(g.ids, {p: float(c) - threshold for p, c in zip(g.pairs, chances, strict=True)})
    return found


def main() -> None:
    """Train, print figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    documents = load(data)
    parsed = prepared(documents)
    inside = [n for n, d in enumerate(documents) if d.topic not in HELD_OUT]
    outside = [n for n, d in enumerate(documents) if d.topic in HELD_OUT]
    train, held = (groups([documents[n] for n in own], [parsed[n] for n in own]) for own in (inside, outside))
    topics = sorted({g.topic for g in train}, key=int)
    gold = by_cluster(documents[n] for n in inside)
    found: dict[float, list[tuple[str, ...]]] = {t: [] for t in THRESHOLDS}
    for fold in range(FOLDS):
        left = set(topics[fold::FOLDS])
        model = fit([g for g in train if g.topic not in left])
        for threshold in THRESHOLDS:
            found[threshold] += clustered(model, [g for g in train if g.topic in left], threshold)
    for threshold, own in found.items():
        print(f"cross-validated, from {threshold}: CoNLL F1 {100 * score(gold, own).conll:.1f}")
    model = fit(train)
    own = clustered(model, held, SAME_FROM)
    print(f"held-out topics, from {SAME_FROM}: {100 * score(by_cluster(documents[n] for n in outside), own).conll:.1f}")
    model.save(WEIGHTS)


if __name__ == "__main__":
    main()
