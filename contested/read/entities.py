"""Names of people, groups, places and bodies, by a network that learned from spaCy's entity recogniser.

spaCy's own recogniser takes about half of the time of its pipeline; this one reads the contextual rows that the
tagger and the parser have made anyway. Its labels are a weak signal for later stages, no more.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ENT_IOB, ENT_TYPE  # type: ignore[import-not-found]
from spacy.tokens import Doc

from contested.learned import Floats, Network

WEIGHTS = Path(__file__).with_name("entities.npz")
"""Made by ``training/entities.py``."""
TYPES = ("PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")
CLASSES = ("O", *(f"{iob}-{label}" for label in TYPES for iob in "BI"))
_JOINING = frozenset(
    {"of", "the", "and", "for", "de", "del", "la", "al", "el", "bin", "ibn", "in", "on", "-", "'", "'s", "&"}
)
_REACH = 2  # joining words in a row that a name may hold
_BLOCK = 8192


@cache
def _network() -> Network:
    return Network.load(WEIGHTS)


def candidates(words: list[str]) -> list[int]:
    """Tokens that may be part of a name: capitalised or with a digit, and what joins such words."""
    named = [word[:1].isupper() for word in words]
    found: list[int] = []
    for i, word in enumerate(words):
        joins = not named[i] and (word[:1].isdigit() or word.lower() in _JOINING)
        if named[i] or (joins and any(named[max(0, i - _REACH) : i + _REACH + 1])):
            found.append(i)
    return found


def features(words: list[str], tags: list[str], tokens: list[int]) -> list[list[str]]:
    """Sparse features of each candidate: the word, its shape, its neighbours."""
    padded = ["", "", *words, "", ""]
    return [
        [
            f"w={padded[i + 2]}", f"s={padded[i + 2][-3:]}", f"-1={padded[i + 1].lower()}",
            f"+1={padded[i + 3].lower()}",
            f"-2={padded[i].lower()}", f"+2={padded[i + 4].lower()}", f"t={tags[i]}",
            f"c={padded[i + 1][:1].isupper()}{padded[i + 3][:1].isupper()}{padded[i + 2].isupper()}",
        ]
        for i in tokens
    ]  # fmt: skip


def dense(doc: Doc, tokens: list[int]) -> Floats:
    """Contextual rows of each candidate and its neighbours."""
    rows = np.zeros((len(doc) + 4, doc.tensor.shape[1]), dtype=np.float32)
    rows[2:-2] = doc.tensor
    at = np.array(tokens, dtype=np.int64)
    return np.hstack([rows[at + k] for k in range(5)])


def add_entities(doc: Doc) -> None:
    """Set the entity labels of a tagged and parsed Doc. Raises DataFileError when the weights are missing."""
    words = [token.text for token in doc]
    tokens = candidates(words)
    best = np.zeros(len(words), dtype=np.int64)
    for start in range(0, len(tokens), _BLOCK):
        block = tokens[start : start + _BLOCK]
        tags = [token.tag_ for token in doc]
        best[block] = _network().scores(dense(doc, block), features(words, tags, block)).argmax(axis=1)
    doc.from_array([ENT_IOB, ENT_TYPE], _labels(doc, best))


def _labels(doc: Doc, best: NDArray[np.int64]) -> Any:
    """spaCy's codes (3 begins, 1 goes on, 2 outside) of each token's class; an I without its B begins."""
    out = np.zeros((len(best), 2), dtype=np.uint64)
    out[:, 0] = 2
    keys = [doc.vocab.strings.add(label) for label in TYPES]
    before = -1
    for i in np.flatnonzero(best).tolist():
        kind, goes_on = divmod(int(best[i]) - 1, 2)
        joined = goes_on and i - 1 == before and out[i - 1, 1] == keys[kind]
        out[i] = (1 if joined else 3, keys[kind])
        before = i
    return out
