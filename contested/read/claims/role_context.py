"""What the second look at a role sees: what the first look said of the same phrase for other claims, and of
other phrases for the same claim.

A sentence's claims share their actors and places; deciding each pair of trigger and phrase alone forgets that.
Used alike by ``roles`` (reading) and ``training/roles.py`` (learning).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from contested.learned import Floats
from contested.read.claims.role_features import SHARED

_FLOOR = 1e-4


def kept(row: list[str]) -> list[str]:
    """The sparse features of a pair that the second look uses too."""
    return row[:SHARED]


def context(odds: Floats, members: NDArray[np.bool_], heads: Sequence[int], parents: Sequence[int]) -> Floats:
    """Dense rows for the pairs of one sentence, in the order of ``np.argwhere(members)``.

    ``odds``: (triggers, fillers, roles), the first look's probabilities, zero where a pair was not looked at;
    ``members``: (triggers, fillers), which pairs were; ``heads``: the token of each trigger; ``parents``: for
    each filler the number of the filler that governs it, or -1.
    """
    triggers, fillers = odds.shape[:2]
    others = _without_self(odds, 1)
    elsewhere = _without_self(odds, 0)
    nearest = odds[_nearest(heads)] if triggers > 1 else np.zeros_like(odds)
    above, below = np.zeros_like(odds), np.zeros_like(odds)
    for n, parent in enumerate(parents):
        if parent >= 0:
            above[:, n] = odds[:, parent]
            below[:, parent] = np.maximum(below[:, parent], odds[:, n])
    before = np.zeros_like(odds)
    before[:, 1:] = odds[:, :-1]
    total = np.broadcast_to(odds.sum(axis=1, keepdims=True), odds.shape)
    sizes = np.broadcast_to(
        np.stack([np.full(triggers, triggers - 1), members.sum(axis=1)], axis=1)[:, None, :], (triggers, fillers, 2)
    )
    parts = [
        np.log(odds + _FLOOR), odds, others, np.log(others + _FLOOR), elsewhere, nearest,
        above, below, before, total, sizes,
    ]  # fmt: skip
    rows: Floats = np.concatenate(parts, axis=2)[members].astype(np.float32)
    return rows


def _without_self(odds: Floats, axis: int) -> Floats:
    """For each entry the largest of the others along an axis; zero when there is no other."""
    if odds.shape[axis] < 2:
        return np.zeros_like(odds)
    ordered = np.sort(odds, axis=axis)
    top, second = np.take(ordered, [-1], axis=axis), np.take(ordered, [-2], axis=axis)
    return np.where(odds == top, second, top).astype(np.float32)


def _nearest(heads: Sequence[int]) -> NDArray[np.intp]:
    """For each trigger the number of the nearest other one; the earlier of two as near."""
    at = np.array(heads)
    far = np.abs(at[:, None] - at[None, :]).astype(np.float64)
    np.fill_diagonal(far, np.inf)
    nearest: NDArray[np.intp] = np.argmin(far, axis=1)
    return nearest
