"""From a cue to its spans: each token near it is source, cue word, content or none of them; the best sequence wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from contested.learned import Floats
from contested.read.attribution.found import TokenSpan

LABELS = ("O", "S[", "S", "C[", "C", "T[", "T")
"""Outside; then first and further tokens of source, cue and content."""


@dataclass(frozen=True)
class CueSpans:
    """The token spans found for one cue, each list in text order."""

    source: tuple[TokenSpan, ...]
    cue: tuple[TokenSpan, ...]
    content: tuple[TokenSpan, ...]
    certainty: float = 1.0


def _order() -> Floats:
    """Zero where label b may follow label a (rows a), a large negative number elsewhere."""
    table = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for a, before in enumerate(LABELS):
        for b, after in enumerate(LABELS):
            if len(after) == 1 and after != "O" and before[0] != after:
                table[a, b] = -1e4
    return table


_ORDER = _order()


def decode(scores: Floats, lengths: Sequence[int]) -> list[list[int]]:
    """The best label sequence (Viterbi) of each cue's window.

    ``scores``: log-probabilities of all windows' tokens, laid end to end; ``lengths``: tokens a window.
    All windows go through the steps together.
    """
    if not lengths:
        return []
    count, longest = len(lengths), max(lengths)
    padded = np.zeros((count, longest, len(LABELS)), dtype=np.float32)
    at = 0
    for row, n in enumerate(lengths):
        padded[row, :n] = scores[at : at + n]
        at += n
    first = np.array([0.0 if len(label) == 2 or label == "O" else -1e4 for label in LABELS], dtype=np.float32)
    best = padded[:, 0] + first
    back = np.zeros((count, longest, len(LABELS)), dtype=np.int8)
    ends = np.array(lengths) - 1
    final = np.where((ends == 0)[:, None], best, 0.0)
    for step in range(1, longest):
        reach = best[:, :, None] + _ORDER[None]
        back[:, step] = reach.argmax(axis=1)
        best = reach.max(axis=1) + padded[:, step]
        final = np.where((ends == step)[:, None], best, final)
    out = []
    last = final.argmax(axis=1)
    for row, n in enumerate(lengths):
        label = int(last[row])
        path = [label]
        for step in range(n - 1, 0, -1):
            label = int(back[row, step, label])
            path.append(label)
        out.append(path[::-1])
    return out


def to_spans(tokens: Sequence[int], labels: Sequence[int], *, certainty: float = 1.0) -> CueSpans:
    """Labelled tokens of one window to spans; a span runs over the tokens the window leaves out."""
    found: dict[str, list[list[int]]] = {"S": [], "C": [], "T": []}
    previous = "O"
    for token, number in zip(tokens, labels, strict=True):
        label = LABELS[number]
        if label != "O":
            runs = found[label[0]]
            if len(label) == 2 or previous != label[0] or not runs:
                runs.append([token, token + 1])
            else:
                runs[-1][1] = token + 1
        previous = label[0]
    source, cue, content = (tuple((a, b) for a, b in found[key]) for key in "SCT")
    return CueSpans(source, cue, content, certainty)
