"""A headline's source put after it or before it: "18 dead in attack: monitor", "Car bomb kills 10, governor"."""

from __future__ import annotations

from contested.read.attribution.found import FoundAttribution
from contested.read.attribution.grammar import Grammar
from contested.read.attribution.lexicon import words

SEARCHED = 30
"""Headlines stand among so many first tokens of a report, or are lines of their own as short as this."""
SHORTEST = 4


def headline_sources(g: Grammar) -> list[FoundAttribution]:
    """The attributions of headlines whose last words, before any dateline, name who says so."""
    out = []
    for start, end in _headlines(g):
        at = _source(g, start, end)
        if at is None:
            continue
        first, last = at
        content = (start, first)
        while content[1] > start and not g.lower[content[1] - 1][:1].isalnum():
            content = (start, content[1] - 1)
        out.append(FoundAttribution(((first, last),), None, None, "headline", "quotation", "neutral", (content,), 0.7))
    return out


def _headlines(g: Grammar) -> list[tuple[int, int]]:
    """The stretch before the first agency, date or full stop; the source is looked for at its end."""
    spans = []
    for number in range(min(2, len(g.starts))):
        start, end = g.starts[number], min(g.ends[number], g.starts[number] + SEARCHED)
        if start > SEARCHED:
            break
        spans.append((start, end))
    return spans


def _source(g: Grammar, start: int, end: int) -> tuple[int, int] | None:
    sources, heads = words("headline source"), words("headline modifier")
    for i in range(start + SHORTEST, end):
        named = g.tag[i].startswith("NN") or g.lower[i - 1] in (":", "-", "–", "—", "|")
        if not named or (g.lemma[i].lower() not in sources and g.lower[i] not in sources):
            continue
        following = next((j for j in range(i + 1, min(end, len(g))) if not g.lower[j].isspace()), None)
        if following is not None and not _ends_headline(g, following):
            continue
        first = i
        while first - 1 > start + 2 and g.lower[first - 1] in heads:
            first -= 1
        if g.tag[first - 1] in ("IN", "DT", "CC", "TO", "POS", "PRP$", "JJ", "VBZ", "VBD", "VBN", "VBG"):
            continue
        return first, i + 1
    return None


def _ends_headline(g: Grammar, token: int) -> bool:
    word = g.lower[token]
    if word in ("-", "–") and not g.spaced[token - 1]:
        return g.paragraph[token]
    return (
        g.paragraph[token]
        or word in words("headline end")
        or (word in (".", "|", "-", "–", "—") and token - 1 >= 0)
        or word in words("weekday")
    )
