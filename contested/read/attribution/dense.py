"""Dense features of tokens: spaCy's contextual tensor and its word vectors, in one go for a Doc."""

from __future__ import annotations

import numpy as np
from spacy.tokens import Doc

from contested.learned import Floats

TENSOR = 96
VECTOR = 300


def tensor(doc: Doc) -> Floats:
    """The Doc's contextual rows with one row of zeros before and two after, so that i-1 .. i+1 always exist."""
    rows = np.zeros((len(doc) + 2, TENSOR), dtype=np.float32)
    if len(doc) and getattr(doc.tensor, "shape", (0,))[0] == len(doc):
        rows[1 : len(doc) + 1] = np.asarray(doc.tensor, dtype=np.float32)
    return rows


def vectors(doc: Doc, tokens: list[int]) -> Floats:
    """Word vectors of the tokens, at unit length; zeros for unknown words."""
    if not tokens:
        return np.zeros((0, VECTOR), dtype=np.float32)
    keys = doc.to_array(["ORTH"])[tokens].reshape(-1)
    table = doc.vocab.vectors
    found = table.find(keys=keys)
    rows = np.asarray(table.data, dtype=np.float32)[found]
    rows[found < 0] = 0.0
    norm = np.linalg.norm(rows, axis=1, keepdims=True)
    result: Floats = (rows / np.maximum(norm, 1e-6)).astype(np.float32)
    return result


def of_cues(doc: Doc, head: list[int], tokens: list[int]) -> Floats:
    """Rows for possible cue heads: the token, its neighbours, its governor, its word vector."""
    rows = tensor(doc)
    at = np.array(tokens, dtype=np.int64)
    above = np.array([head[t] for t in tokens], dtype=np.int64)
    return np.hstack([rows[at], rows[at + 1], rows[at + 2], rows[above + 1], vectors(doc, tokens)])


def of_pairs(padded: Floats, cue: int, tokens: list[int]) -> Floats:
    """Rows for the tokens of one cue's window: the token, its neighbours and the cue."""
    at = np.array(tokens, dtype=np.int64)
    own = np.broadcast_to(padded[cue + 1], (len(tokens), TENSOR))
    return np.hstack([padded[at], padded[at + 1], padded[at + 2], own])
