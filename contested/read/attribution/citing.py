"""Whom a source cites: "the paper reported, citing two officials", "the Journal quoting officials said"."""

from __future__ import annotations

from dataclasses import replace

from contested.read.attribution.found import FoundAttribution, TokenSpan
from contested.read.attribution.grammar import Grammar

_CITING = frozenset(("citing", "quoting"))
_NOUN = ("NN", "NNS", "NNP", "NNPS")
_WITHIN = frozenset((*_NOUN, "DT", "JJ", "JJR", "JJS", "CD", "VBN", "PRP$", "POS", "HYPH", "IN", "CC", "RB"))
_LINKS = frozenset(("of", "in", "from", "for", "at", "and", "&"))
LONGEST = 16


def citing(g: Grammar, a: FoundAttribution) -> FoundAttribution:
    """The attribution with whom its source cites as origin, taken out of source, cue and content."""
    if a.cue is None or a.head is None or not a.sources or a.cue_class != "verb":
        return a
    at = _citing(g, a)
    if at is None:
        return a
    cited = _cited(g, at + 1)
    if cited is None:
        return a
    sources = tuple(s for s in (_before(s, at) for s in a.sources) if s is not None)
    content = tuple(c for c in a.content if not at - 1 <= c[0] <= cited[1])
    cue = a.cue if not a.cue[0] < at < a.cue[1] else (a.cue[0], at)
    others = tuple(s for s in sources if not (s[0] < cited[1] and cited[0] < s[1]))
    return replace(a, sources=(cited, *others), cue=cue, content=content or a.content)


def _citing(g: Grammar, a: FoundAttribution) -> int | None:
    """The "citing" in the source, or after the cue and outside the content."""
    assert a.cue is not None
    for start, end in a.sources:
        for i in range(start + 1, end - 1):
            if g.lower[i] in _CITING:
                return i
    end = g.sentence_of(a.cue[0])[1]
    for i in range(a.cue[0], min(end, a.cue[1] + 6)):
        inside = any(s < i < e for s, e in a.content)
        if g.lower[i] in _CITING and i != a.head and not inside and g.quote[i] < 0:
            return i
    return None


def _cited(g: Grammar, start: int) -> TokenSpan | None:
    """The noun phrase that begins at a token, without clauses."""
    stop = g.sentence_of(start)[1] if start < len(g) else 0
    end = start
    while end < stop and end - start < LONGEST and g.tag[end] in _WITHIN:
        if g.tag[end] in ("IN", "CC") and g.lower[end] not in _LINKS:
            break
        end += 1
    while end > start and g.tag[end - 1] not in _NOUN:
        end -= 1
    return (start, end) if end > start else None


def _before(span: TokenSpan, at: int) -> TokenSpan | None:
    """The part of a source before "citing"."""
    start, end = span
    return span if not start <= at < end else (start, at) if at > start else None
