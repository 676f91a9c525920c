"""Spans of a text that may name a place: names of the gazetteer among its capitalised words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from contested.places import names
from contested.places.gazetteer import Gazetteer, Hits
from contested.places.store import NameKind

LONGEST = 8


@dataclass(frozen=True)
class Candidate:
    """A span of tokens [start, end) with what the gazetteer has under its name.

    ``stripped``: only without the name's Arabic article.
    """

    start: int
    end: int
    text: str
    hits: Hits
    stripped: bool = False


def runs(doc: Doc) -> list[tuple[int, int]]:
    """Stretches of tokens in which names may lie: capitalised words with what joins them, inside sentences."""
    found: list[tuple[int, int]] = []
    start, last = -1, -1
    words = [t.text for t in doc]
    begins = {s.start for s in doc.sents} if doc.has_annotation("SENT_START") else {0}
    for i, word in enumerate(words):
        if word[0].isupper() or word in _OPENERS:
            if start >= 0 and i in begins:
                found.append((start, last))
                start = -1
            if start < 0:
                start = i
            last = i + 1
        elif start >= 0 and not (i - last < 3 and word in _JOINTS and i not in begins):
            if word[0].isdigit() and i == last:
                last = i + 1
            else:
                found.append((start, last))
                start = -1
    if start >= 0:
        found.append((start, last))
    return found


_OPENERS = frozenset(
    {"al", "el", "ar", "as", "ash", "at", "ad", "az", "d'", "l'", "ez", "es", "ed", "er", "et", "al-", "el-"}
)  # fmt: skip
_JOINTS = frozenset(
    {"-", "of", "the", "and", "de", "del", "la", "las", "los", "le", "les", "di", "da", "do", "dos", "du", "en", "e",
     "i", "upon", "on", "in", "sur", "am", "an", "der", "van", "ez", "el", "al", "as", "ar", "az", "'", "'s", "/",
     "ud", "ul", "u", "bin", "ibn", "abu", "&", ".", "s", "e-", "i-", "under", "y"}
)  # fmt: skip


def candidates(doc: Doc, places: Gazetteer) -> list[Candidate]:
    """All spans whose name the gazetteer knows, in text order, longer first at one start."""
    spans: list[tuple[int, int, str]] = []
    text = doc.text
    words = [t.text for t in doc]
    starts = [t.idx for t in doc]
    for low, high in runs(doc):
        for a in range(low, high):
            if not (words[a][0].isupper() or words[a] in _OPENERS):
                continue
            for b in range(min(high, a + LONGEST), a, -1):
                if words[b - 1][0].isupper() or words[b - 1][0].isdigit():
                    spans.append((a, b, text[starts[a] : starts[b - 1] + len(words[b - 1])]))
    found = look_up([s[2] for s in spans], places)
    return [Candidate(a, b, name, *found[name]) for a, b, name in spans if len(found[name][0])]


def look_up(written: list[str], places: Gazetteer) -> dict[str, tuple[Hits, bool]]:
    """The hits of each written name, with and without its Arabic article; True when only without."""
    unique = list(dict.fromkeys(written))
    keys = [names.key(name) for name in unique]
    found = {n: (h, False) for n, h in zip(unique, places.lookup(keys), strict=True)}
    pairs = [(n, names.bare(k)) for n, k in zip(unique, keys, strict=True) if names.bare(k) != k]
    for (name, _), more in zip(pairs, places.lookup([b for _, b in pairs]), strict=True):
        hits = found[name][0]
        if len(more):
            kinds = np.maximum(more.kinds, NameKind.BARE)
            joined = Hits(np.concatenate([hits.places, more.places]), np.concatenate([hits.kinds, kinds]))
            found[name] = (joined, not len(hits))
    return found
