"""Train the role models on the labelled reports.

    python -m training.roles --gold ../shared/gold/train --reports ../shared/data/reports --data ../shared/data

Writes ``roles.npz`` (the first look) and ``role_context.npz`` (the second, trained on what first looks that had
not seen a report said of it) beside ``contested/read/claims/roles.py``.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.learned import Floats, Network, softmax
from contested.read.claims.role_context import kept
from contested.read.claims.roles import FIRST, ROLES, SECOND, Scene, scene
from training.gold import Labelled, chosen, labelled
from training.network import Settings, train, vocabulary

FIRST_SETTINGS = Settings(hidden=(128,), epochs=8, batch=256, dropout=0.5, dropout_dense=0.2, dropout_sparse=0.4)
SECOND_SETTINGS = Settings(hidden=(64,), epochs=8, batch=256, dropout=0.25, dropout_dense=0.0, dropout_sparse=0.3)
AT_LEAST, AT_LEAST_SECOND = 6, 8
FOLDS = 5


@dataclass(frozen=True)
class Example:
    """A sentence of one labelled report: its scene, and the role number of each pair in the scene's order."""

    report: str
    scene: Scene
    roles: NDArray[np.int64]


def examples_of(one: Labelled) -> list[Example]:
    """The training rows of a labelled report, one example a sentence with claims."""
    sentences: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for item in one.items:
        label: dict[str, Any] = item["labels"][0]
        sentences[one.page.grammar.sentence[one.head(label["trigger"])]].append(label)
    found = []
    for number, labels in sentences.items():
        sight = scene(one.page, number, [(one.head(label["trigger"]), label["kind"]) for label in labels])
        if sight.sparse:
            roles = np.array([_roles(one, label, sight.tokens) for label in labels])
            found.append(Example(one.id, sight, roles[sight.members]))
    return found


def _roles(one: Labelled, label: dict[str, Any], tokens: tuple[int, ...]) -> NDArray[np.int64]:
    """The labelled role of each filler; a labelled span goes to its head, else to its last filler."""
    roles = np.zeros(len(tokens), dtype=np.int64)
    at = {token: n for n, token in enumerate(tokens)}
    for field in ("target", "actor", "place"):
        for span in label[field]:
            head = one.head(span)
            token = head if head in at else next((t for t in reversed(one.tokens(span)) if t in at), None)
            if token is not None:
                roles[at[token]] = ROLES.index(span["role"] if field == "place" else field)
    return roles


def fit_first(examples: list[Example]) -> Network:
    """The first look, trained on these sentences."""
    sparse = [row for e in examples for row in e.scene.sparse]
    matrix = np.vstack([e.scene.dense for e in examples]).astype(np.float32)
    gold = np.concatenate([e.roles for e in examples])
    return train(matrix, sparse, gold, ROLES, FIRST_SETTINGS, vocab=vocabulary(sparse, at_least=AT_LEAST))


def first_look(network: Network, example: Example) -> Floats:
    """What a first look says of a sentence's pairs."""
    return softmax(network.scores(example.scene.dense, example.scene.sparse))


def fit_second(examples: list[Example], looks: list[Floats]) -> Network:
    """The second look, trained on what first looks said of these sentences."""
    sparse = [kept(row) for e in examples for row in e.scene.sparse]
    matrix = np.vstack([e.scene.second_dense(look) for e, look in zip(examples, looks, strict=True)])
    gold = np.concatenate([e.roles for e in examples])
    return train(matrix, sparse, gold, ROLES, SECOND_SETTINGS, vocab=vocabulary(sparse, at_least=AT_LEAST_SECOND))


def unseen_looks(examples: list[Example]) -> list[Floats]:
    """For each sentence the first look of a network that was trained without its report."""
    reports = sorted({e.report for e in examples})
    fold = {report: n % FOLDS for n, report in enumerate(reports)}
    looks: dict[int, Floats] = {}
    for number in range(FOLDS):
        network = fit_first([e for e in examples if fold[e.report] != number])
        looks.update({n: first_look(network, e) for n, e in enumerate(examples) if fold[e.report] == number})
    return [looks[n] for n in range(len(examples))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, help="folder of labels to learn from")
    parser.add_argument("--reports", type=Path, required=True, help="folder of the texts, with index.jsonl")
    parser.add_argument("--data", type=Path, help="folder of the corpora, to learn from the sentences of labels/ too")
    options = parser.parse_args()
    examples = [e for one in labelled(options.gold, options.reports) for e in examples_of(one)]
    if options.data:
        examples += [e for one in chosen(options.data) for e in examples_of(one)]
    second = fit_second(examples, unseen_looks(examples))
    second.save(SECOND)
    fit_first(examples).save(FIRST)
    for path in (FIRST, SECOND):
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
