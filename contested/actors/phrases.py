"""Noun phrases that describe an actor: their nouns ("nouns.csv"), their extent and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from contested.actors.knowledge import table, word_list
from contested.actors.words import Words
from contested.model import SourceKind


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for actors: its class ("institution", "forces", "fighters", "office" ...), the value of the class
    (a suffix of institutions.csv, an office, a sort of body), its number, and the kind of source it is."""

    phrase: str
    role: str
    value: str
    plural: bool
    source: SourceKind | None


@dataclass(frozen=True, slots=True)
class NounHit:
    """A noun of the lexicon at tokens ``start`` to ``end``; ``head`` is the one the phrase hangs on."""

    start: int
    end: int
    head: int
    noun: Noun


@cache
def nouns() -> dict[str, dict[tuple[str, ...], Noun]]:
    """The lexicon by first word, then by all words of the phrase."""
    found: dict[str, dict[tuple[str, ...], Noun]] = {}
    for phrase, role, value, number, source in table("nouns"):
        words = tuple(phrase.replace("-", " - ").replace("'s", " 's").split())
        plural = number == "p" and words[-1].endswith(("s", "men", "people", "women", "children"))
        noun = Noun(phrase, role, value, plural, source or None)  # type: ignore[arg-type]
        found.setdefault(words[0], {})[words] = noun
    return found


def match_nouns(words: Words, taken: set[int], start: int = 0, stop: int | None = None) -> Iterator[NounHit]:
    """Nouns of the lexicon, longest first, outside the tokens already ``taken``; from ``start`` to ``stop``."""
    lexicon, lowers = nouns(), words.lowers
    n = len(words) if stop is None else min(stop, len(words))
    skip = -1
    for i in range(start, n):
        entries = lexicon.get(lowers[i])
        if entries is None or i <= skip or i in taken:
            continue
        best: tuple[str, ...] | None = None
        for phrase in entries:
            size = len(phrase)
            if (best is None or size > len(best)) and i + size <= n and tuple(lowers[i : i + size]) == phrase:
                best = phrase
        if best is None:
            continue
        end = i + len(best)
        head = words.root(i, end)
        if words.tags[head] in ("NOUN", "PROPN", "ADJ") and not taken.intersection(range(i, end)):
            skip = end - 1
            yield NounHit(i, end, head, entries[best])


_KEPT = frozenset({"compound", "amod", "nmod", "poss", "npadvmod", "punct", "intj", "nummod", "advmod", "prep", "dep"})
_STOP_TAGS = frozenset({"DET", "PRON", "NUM", "AUX", "SCONJ", "CCONJ", "ADP", "PUNCT"})


def left_extent(words: Words, start: int, head: int) -> int:
    """Where a phrase begins: its modifiers without articles, numbers and quantifiers."""
    left = start
    for child in words.lefts(head):
        if child >= left:
            continue
        dep = words.deps[child]
        if (
            dep not in _KEPT
            or words.tags[child] in ("DET", "PRON", "NUM")
            or words.lowers[child] in word_list("quantifiers")
        ):
            break
        if dep == "punct" and words.texts[child] not in ("-", "–", '"', "'"):
            break
        edge = words.left_edge(child)
        if left - child > 1 and dep != "punct" and any(words.tags[k] == "VERB" for k in range(child + 1, left)):
            break
        left = edge
    while left < start and _outside(words, left):
        if words.tags[left] == "PRON" and words.deps[left] == "poss":
            break
        left += 1
    return left


def _outside(words: Words, i: int) -> bool:
    """Whether a word at the left edge is no part of a minimal phrase: articles, numbers, quantifiers, marks."""
    return (
        words.tags[i] in _STOP_TAGS
        or words.lowers[i] in word_list("quantifiers")
        or words.deps[i] in ("det", "punct", "nummod")
    )


def complement(words: Words, head: int) -> tuple[str, int] | None:
    """The preposition and the noun of "forces of X", "spokesman for X", "men loyal to X", if there is one."""
    for child in words.rights(head):
        lower = words.lowers[child]
        if words.deps[child] == "prep" and lower in ("of", "for", "from", "with", "in", "at", "to"):
            inner = words.rights(child)
            if inner and words.deps[inner[0]] in ("pobj", "pcomp"):
                return lower, inner[0]
        elif lower in ("loyal", "allied", "affiliated", "belonging", "linked", "aligned"):
            for prep in words.rights(child):
                inner = words.rights(prep)
                if words.lowers[prep] in ("to", "with") and inner:
                    return "loyal to", inner[0]
    return None
