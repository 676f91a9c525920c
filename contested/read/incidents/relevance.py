"""What a report is about: features of its words, for a network that tells whether it has incidents and which."""

from __future__ import annotations

from collections import Counter

from contested.read.claims.page import Page

_CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ"})
_OPENING = 2  # sentences


def row(page: Page) -> list[str]:
    """Sparse features of a report: its content words, those of its opening, and its trigger words by kind."""
    g, pos = page.grammar, page.pos
    words = Counter(lemma for lemma, part in zip(page.lemma, pos, strict=True) if part in _CONTENT)
    kinds = Counter(hits[0].kind for hits in page.hits.values())
    f = [f"l={w}" for w in words] + [f"l2={w}" for w, n in words.items() if n > 1]
    f += [f"k={kind}:{min(n, 4)}" for kind, n in kinds.items()]
    f += [f"f={page.lemma[i]}" for i in range(len(g)) if g.sentence[i] < _OPENING and pos[i] in _CONTENT]
    return f
