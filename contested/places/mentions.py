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


@dataclass(frozen=True)
class Scan:
    """A document's words, looked at once: ``starts`` are their offsets, ``runs`` where names may lie."""

    doc: Doc
    text: str
    words: list[str]
    starts: list[int]
    runs: list[tuple[int, int]]


def scan(doc: Doc) -> Scan:
    """Look at a document: the stretches of capitalised words with what joins them, inside sentences."""
    words = [t.text for t in doc]
    table = np.asarray(doc.to_array(["IDX", "SENT_START"]), dtype=np.uint64).astype(np.int64)
    begins = (table[:, 1] == 1).tolist()
    return Scan(doc, doc.text, words, table[:, 0].tolist(), _runs(words, begins))


def _runs(words: list[str], begins: list[bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start, last = -1, -1
    for i, word in enumerate(words):
        if word[0].isupper() or word in _OPENERS:
            if start >= 0 and begins[i]:
                found.append((start, last))
                start = -1
            if start < 0:
                start = i
            last = i + 1
        elif start >= 0 and not (i - last < 3 and word in _JOINTS and not begins[i]):
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


def candidates(page: Scan, places: Gazetteer) -> list[Candidate]:
    """All spans whose name the gazetteer knows, in text order, longer first at one start."""
    spans: list[tuple[int, int, str]] = []
    words, starts, text = page.words, page.starts, page.text
    for low, high in page.runs:
        opens = [w[0].isupper() for w in words[low:high]]
        ends = [o or w[0].isdigit() for o, w in zip(opens, words[low:high], strict=True)]
        for a in range(low, high):
            if opens[a - low] or words[a] in _OPENERS:
                for b in range(min(high, a + LONGEST), a, -1):
                    if ends[b - 1 - low]:
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
