"""Spans of a text that may name a place: names of the gazetteer among its capitalised words."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from contested.places import names
from contested.places.gazetteer import NOTHING, Gazetteer, Hits

LONGEST = 6


@dataclass(frozen=True)
class Candidate:
    """A span of tokens [start, end) with what the gazetteer has under its name."""

    start: int
    end: int
    text: str
    hits: Hits
    stripped: bool = False


def runs(doc: Doc) -> list[tuple[int, int]]:
    """Stretches of tokens in which names may lie: capitalised words with what joins them, inside sentences."""
    found: list[tuple[int, int]] = []
    start, last = -1, -1
    for i, token in enumerate(doc):
        text = token.text
        if text[0].isupper() or text in _OPENERS:
            if start < 0 or token.is_sent_start:
                if start >= 0:
                    found.append((start, last))
                start = i
            last = i + 1
        elif start >= 0 and not (text in _JOINTS and i - last < 3):
            found.append((start, last))
            start = -1
    if start >= 0:
        found.append((start, last))
    return found


_OPENERS = frozenset({"al", "el", "ar", "as", "ash", "at", "ad", "az", "an", "d'", "l'", "ez", "es", "ed", "er", "et"})
_JOINTS = frozenset(
    {"-", "of", "the", "and", "de", "del", "la", "las", "los", "le", "les", "di", "da", "do", "du", "en", "e", "i",
     "upon", "on", "in", "sur", "am", "an", "der", "van", "ez", "el", "al", "as", "ar", "az", "'", "'s", "/", "ud",
     "ul", "u", "bin", "ibn", "abu", "&", ".", "s"}
)  # fmt: skip


def candidates(doc: Doc, places: Gazetteer) -> list[Candidate]:
    """All spans whose name the gazetteer knows, in text order, longer first at one start."""
    spans: list[tuple[int, int, str]] = []
    text = doc.text
    ends = [t.idx + len(t) for t in doc]
    for low, high in runs(doc):
        for a in range(low, high):
            if not (doc[a].text[0].isupper() or doc[a].text in _OPENERS):
                continue
            for b in range(min(high, a + LONGEST + 2), a, -1):
                if doc[b - 1].text[0].isupper() or doc[b - 1].text[0].isdigit():
                    spans.append((a, b, text[doc[a].idx : ends[b - 1]]))
    found = _look_up([s[2] for s in spans], places)
    return [Candidate(a, b, name, *found[name]) for a, b, name in spans if len(found[name][0])]


def _look_up(written: list[str], places: Gazetteer) -> dict[str, tuple[Hits, bool]]:
    unique = list(dict.fromkeys(written))
    keys = [names.key(name) for name in unique]
    hits = places.lookup(keys)
    found = {name: (h, False) for name, h in zip(unique, hits, strict=True)}
    missing = [(name, names.bare(k)) for name, k, h in zip(unique, keys, hits, strict=True) if not len(h)]
    missing = [(name, b) for name, b in missing if b and b != names.key(name)]
    for (name, _), h in zip(missing, places.lookup([b for _, b in missing]), strict=True):
        found[name] = (h if len(h) else NOTHING, True)
    return found
