"""Train the role model on the labelled reports.

    python -m training.roles --gold ../shared/gold/train --reports ../shared/data/reports

Writes ``contested/read/claims/roles.npz``.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.read.claims.role_features import dense, fillers, rows, within_reach
from contested.read.claims.roles import ROLES, WEIGHTS
from training.gold import Labelled, labelled
from training.network import Settings, train, vocabulary

SETTINGS = Settings(hidden=(128,), epochs=8, batch=256, dropout=0.5, dropout_dense=0.2, dropout_sparse=0.4)
AT_LEAST = 6


@dataclass(frozen=True)
class Example:
    """One labelled claim: its possible fillers with features and role numbers."""

    tokens: list[int]
    sparse: list[list[str]]
    dense: NDArray[np.float16]
    roles: NDArray[np.int64]


def examples_of(one: Labelled) -> list[Example]:
    """The training rows of a labelled report, one example a claim."""
    page = one.page
    heads = frozenset(one.head(item["labels"][0]["trigger"]) for item in one.items)
    found = []
    for item in one.items:
        label: dict[str, Any] = item["labels"][0]
        trigger = one.head(label["trigger"])
        tokens = within_reach(trigger, fillers(page, page.grammar.sentence[trigger]))
        if tokens:
            sparse = rows(page, trigger, label["kind"], tokens, heads)
            matrix = dense(page, trigger, tokens).astype(np.float16)
            found.append(Example(tokens, sparse, matrix, _roles(one, label, tokens)))
    return found


def _roles(one: Labelled, label: dict[str, Any], tokens: list[int]) -> NDArray[np.int64]:
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, help="folder of labels to learn from")
    parser.add_argument("--reports", type=Path, required=True, help="folder of the texts, with index.jsonl")
    options = parser.parse_args()
    examples = [e for one in labelled(options.gold, options.reports) for e in examples_of(one)]
    sparse = [row for e in examples for row in e.sparse]
    matrix = np.vstack([e.dense for e in examples]).astype(np.float32)
    gold = np.concatenate([e.roles for e in examples])
    network = train(matrix, sparse, gold, ROLES, SETTINGS, vocab=vocabulary(sparse, at_least=AT_LEAST))
    network.save(WEIGHTS)
    print(f"{WEIGHTS.name}: {len(network.vocabulary.names)} features, {WEIGHTS.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
