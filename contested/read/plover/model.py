"""The PLOVER event of a sentence: readings by rule, weighed by a linear model.

The weights (``plover.npz``, made by ``training/plover.py``) hold one model for all of the training corpus and one for
each fold of it, and ``plover.folds.txt`` the digests of its sentences. So a sentence of that corpus can be judged by
a model that never saw it (``held_out``), which keeps ``contested evaluate plover`` honest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from spacy.tokens import Doc, Span

from contested.errors import DataFileError
from contested.learned import Floats, Linear, softmax
from contested.model import sha256
from contested.read.plover.clause import Pair, folded
from contested.read.plover.features import features
from contested.schema.plover import ROOTS, Quad, quad_of

WEIGHTS = Path(__file__).with_name("plover.npz")
FOLDS_FILE = Path(__file__).with_name("plover.folds.txt")
FOLDS = 10
_DIGITS = 12
_BATCH = 256


@dataclass(frozen=True)
class PloverEvent:
    """A PLOVER event (``root``), its quad class, its mode where the words tell it, and the model's probability."""

    root: str
    quad: Quad
    mode: str | None
    probability: float


def digest(sentence: str) -> str:
    """What the training corpus's sentences are known by: the first digits of the SHA-256 of the text."""
    return sha256(" ".join(sentence.split()))[:_DIGITS]


def fold_number(sentence: str) -> int:
    """The fold a sentence falls into, decided by its text alone: the same text never stands in two folds."""
    return int(digest(sentence), 16) % FOLDS


@cache
def _trained_on() -> frozenset[str]:
    try:
        return frozenset(FOLDS_FILE.read_text(encoding="ascii").split())
    except OSError as error:
        raise DataFileError(f"{FOLDS_FILE}: cannot be read ({error.strerror}); reinstall contested") from error


def fold_of(sentence: str) -> int | None:
    """The fold of a sentence of the training corpus, None for any other sentence."""
    return fold_number(sentence) if digest(sentence) in _trained_on() else None


@cache
def _model() -> Linear:
    model = Linear.load(WEIGHTS)
    if len(model.classes) != len(ROOTS) * (FOLDS + 1):
        raise DataFileError(f"{WEIGHTS}: has {len(model.classes)} outputs; make it anew with training/plover.py")
    return model


def pair_of(doc: Doc | Span, source: tuple[int, int], target: tuple[int, int] | None) -> Pair:
    """A parsed sentence with its source and target as character offsets into it (half-open); target may be None.

    A Span is taken as a sentence of its own, offsets counting from its start. Raises ValueError when no token
    stands at the offsets.
    """
    own = doc.as_doc() if isinstance(doc, Span) else doc
    return Pair(own, _tokens(own, source), None if target is None else _tokens(own, target))


def _tokens(doc: Doc, span: tuple[int, int]) -> tuple[int, int]:
    touched = [t.i for t in doc if t.idx < span[1] and t.idx + len(t) > span[0] and not t.is_space]
    if not touched:
        raise ValueError(f"no token at {span[0]}:{span[1]} of {doc.text[:60]!r}")
    return touched[0], touched[-1] + 1


def plover_of(doc: Doc | Span, source: tuple[int, int], target: tuple[int, int] | None) -> PloverEvent:
    """The PLOVER event that a parsed sentence tells between source and target (character offsets; see ``pair_of``)."""
    return plover_of_many([pair_of(doc, source, target)])[0]


def plover_of_many(pairs: Sequence[Pair], *, held_out: Sequence[int | None] = ()) -> list[PloverEvent]:
    """The PLOVER events of pairs, in order.

    ``held_out`` gives for each pair the fold (``fold_of``) whose model must judge it, or None for all models' mean.
    """
    if not pairs:
        return []
    odds = probabilities(pairs, held_out=held_out or [None] * len(pairs))
    best = odds.argmax(axis=1)
    return [_event(pair, ROOTS[k], float(row[k])) for pair, row, k in zip(pairs, odds, best, strict=True)]


def probabilities(pairs: Sequence[Pair], *, held_out: Sequence[int | None]) -> Floats:
    """Probabilities of ROOTS, (pairs, roots); ``held_out`` as in ``plover_of_many``."""
    model = _model()
    parts = [
        model.scores([features(pair) for pair in pairs[i : i + _BATCH]])  # a batch at a time, to stay small
        for i in range(0, len(pairs), _BATCH)
    ]
    scores = np.concatenate(parts).reshape(len(pairs), FOLDS + 1, len(ROOTS))
    chosen = [row.mean(axis=0) if fold is None else row[fold] for row, fold in zip(scores, held_out, strict=True)]
    return softmax(np.asarray(chosen, dtype=np.float32))


def _event(pair: Pair, root: str, probability: float) -> PloverEvent:
    reading = folded(pair, pair.behind, len(pair.doc))
    return PloverEvent(root, quad_of(root), reading.mode if reading.root == root else None, probability)
