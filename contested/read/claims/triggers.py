"""Which words state a claim, and of which kind: the lexicon and the parse propose, a trained network decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from contested.learned import Floats, Network, sigmoid
from contested.model import KINDS, Kind
from contested.read.claims.page import Page
from contested.read.claims.trigger_features import candidates, dense, rows

WEIGHTS = Path(__file__).with_name("triggers.npz")
"""Made by ``training/triggers.py``."""
ENOUGH = 0.2
"""The probability from which a word is a trigger; set by cross-validation on the training reports."""
ENOUGH_TRUSTED = 0.05
"""The same where the lexicon is sure of the kind: rare kinds have too few labels for the network to be."""
TRUSTED = 0.7
"""The weight from which the lexicon is sure."""
_TWO_IN_ONE = (frozenset({"attack", "casualties"}), frozenset({"destroy", "casualties"}))
_BLOCK = 4096


@dataclass(frozen=True)
class FoundTrigger:
    """The head token of a predicate, its kind, and how sure the model is (0 to 1)."""

    token: int
    kind: Kind
    probability: float


@cache
def _network() -> Network:
    return Network.load(WEIGHTS)


def find_triggers(page: Page) -> list[FoundTrigger]:
    """The triggers of a report in text order. Raises DataFileError when the weights are missing.

    One word carries one kind, or two where GUIDELINE allows it ("executed 24 civilians": attack and casualties).
    """
    found: list[FoundTrigger] = []
    tokens = candidates(page)
    for start in range(0, len(tokens), _BLOCK):
        block = tokens[start : start + _BLOCK]
        odds = probabilities(page, block)
        for row in np.flatnonzero(odds.max(axis=1) >= ENOUGH_TRUSTED).tolist():
            kinds = decide(odds[row], sure_kinds(page, block[row]))
            found.extend(FoundTrigger(block[row], kind, p) for kind, p in kinds)
    return found


def probabilities(page: Page, tokens: list[int]) -> Floats:
    """For each token the probability of each kind, columns in the order of KINDS."""
    network = _network()
    return sigmoid(network.scores(dense(page, tokens), rows(page, tokens)))


def sure_kinds(page: Page, token: int) -> frozenset[Kind]:
    """The kinds of which the lexicon is sure at a token."""
    return frozenset(hit.kind for hit in page.hits.get(token, ()) if hit.weight >= TRUSTED)


def decide(
    odds: Iterable[float], sure: frozenset[Kind] = frozenset(), *, enough: float = ENOUGH
) -> list[tuple[Kind, float]]:
    """The kinds a word carries, given the odds of each in the order of KINDS and those the lexicon is sure of."""
    ranked = sorted(
        (
            (float(p), kind)
            for p, kind in zip(odds, KINDS, strict=True)
            if p >= enough or (p >= ENOUGH_TRUSTED and kind in sure)
        ),
        reverse=True,
    )
    if not ranked:
        return []
    best = ranked[0]
    also = [(p, kind) for p, kind in ranked[1:] if frozenset({best[1], kind}) in _TWO_IN_ONE]
    return [(kind, p) for p, kind in (best, *also[:1])]
