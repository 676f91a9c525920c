"""A second look at each token's label: with the first guesses for its neighbours, its governors and its phrase."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from contested.learned import Floats
from contested.read.attribution.grammar import Grammar

_SHIFTS = (-3, -2, -1, 1, 2, 3)


def refined_rows(g: Grammar, windows: Sequence[Sequence[int]], likely: Floats) -> Floats:
    """Dense rows for the second look.

    ``likely``: the first look's probabilities for the tokens of all windows, laid end to end. Each row
    gets those of the token, of its neighbours in the window, of its governor and its governor's
    governor, and the means over the phrases that the token and its governor head.
    """
    tokens = np.concatenate([np.asarray(w, dtype=np.int64) for w in windows])
    owner = np.repeat(np.arange(len(windows)), [len(w) for w in windows])
    size = len(g) + 1
    keys = owner * size + tokens
    head, left, right = (np.asarray(x, dtype=np.int64) for x in (g.head, g.left, g.right))
    crossing = np.minimum(np.asarray(g.crossing, dtype=np.float32), 5.0)
    blocks = [likely]
    for shift in _SHIFTS:
        at = np.clip(np.arange(len(tokens)) + shift, 0, len(tokens) - 1)
        same = owner[at] == owner
        blocks.append(np.where(same[:, None], likely[at], 0.0))
    above = head[tokens]
    for governor in (above, head[above]):
        blocks.append(_of(governor, owner, keys, size, likely))
    total = np.vstack([np.zeros((1, likely.shape[1]), np.float32), np.cumsum(likely, axis=0)])
    for top in (tokens, above):
        first = np.searchsorted(keys, owner * size + left[top])
        last = np.searchsorted(keys, owner * size + right[top], side="right")
        blocks.append((total[last] - total[first]) / np.maximum(last - first, 1)[:, None])
    blocks.append(np.stack([crossing[tokens], crossing[tokens + 1], above < tokens, above == tokens], axis=1))
    rows: Floats = np.hstack(blocks).astype(np.float32)
    return rows


def _of(
    wanted: npt.NDArray[np.int64],
    owner: npt.NDArray[np.int64],
    keys: npt.NDArray[np.int64],
    size: int,
    likely: Floats,
) -> Floats:
    """The probabilities of the wanted tokens in the same window; zeros where the window lacks them."""
    key = owner * size + wanted
    at = np.clip(np.searchsorted(keys, key), 0, len(keys) - 1)
    found: Floats = np.where((keys[at] == key)[:, None], likely[at], 0.0)
    return found
