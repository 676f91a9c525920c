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
ENOUGH = 0.24
"""The probability from which a word is a trigger; set by cross-validation on the training reports."""
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
        for row in np.flatnonzero(odds.max(axis=1) >= ENOUGH).tolist():
            found.extend(FoundTrigger(block[row], kind, p) for kind, p in decide(odds[row]))
    return found


def probabilities(page: Page, tokens: list[int]) -> Floats:
    """For each token the probability of each kind, columns in the order of KINDS."""
    network = _network()
    return sigmoid(network.scores(dense(page, tokens), rows(page, tokens)))


def decide(odds: Iterable[float], *, enough: float = ENOUGH) -> list[tuple[Kind, float]]:
    """The kinds a word carries, given the probability of each in the order of KINDS."""
    ranked = sorted(((float(p), kind) for p, kind in zip(odds, KINDS, strict=True) if p >= enough), reverse=True)
    if not ranked:
        return []
    best = ranked[0]
    also = [(p, kind) for p, kind in ranked[1:] if frozenset({best[1], kind}) in _TWO_IN_ONE]
    return [(kind, p) for p, kind in (best, *also[:1])]
