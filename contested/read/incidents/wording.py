"""Which of the spans a phrase may have is the one a reader would give: features of each for a trained network."""

from __future__ import annotations

from contested.read.claims.page import Page
from contested.read.incidents.phrases import Phrase
from contested.read.incidents.roles import Role

_JOINTS = frozenset({"of", "in", "from", "to", "for", "with", "and", "on", "at", "by"})


def row(page: Page, phrase: Phrase, words: list[str], role: Role, spans: int) -> list[str]:
    """Sparse features of one span (its plain ``words``) in a role; ``spans``: how many its head has."""
    g, pos, lemma = page.grammar, page.pos, page.lemma
    start, end, head = phrase.start, phrase.end, phrase.head
    f = [
        f"nl={min(head - start, 5)}", f"nr={min(end - head - 1, 6)}", f"w0={words[0]}", f"w-1={words[-1]}",
        f"p0={pos[start]}", f"d0={g.dep[start] if start < head else 'h'}",
        f"before={g.lower[start - 1] if start else '^'}", f"bp={pos[start - 1] if start else '^'}",
        f"after={g.lower[end] if end < len(g) else '$'}", f"ap={pos[end] if end < len(g) else '$'}",
        f"h={lemma[head]}", f"hp={pos[head]}", f"n={min(len(words), 7)}", f"nv={min(spans, 8)}",
        f"last={end - 1 == head}", f"e0={page.entity[start]}", f"e={page.entity[head]}",
        f"shape={' '.join(pos[k][:2] for k in range(start, end))[:24]}",
        f"c0={int(page.classes[start])}", f"ch={int(page.classes[head])}",
    ]  # fmt: skip
    if end > head + 1:
        f += [f"r={lemma[head + 1]}", f"rh={lemma[head]}:{lemma[head + 1]}", f"rl={lemma[end - 1]}"]
    f += [f"prep={word}" for word in words[1:-1] if word in _JOINTS]
    if start and g.head[start - 1] == head:
        f.append(f"bd={g.dep[start - 1]}:{pos[start - 1]}")
    return [*f, *(f"{role}:{name}" for name in f)]
