"""Entities: candidates of one role that name the same one taken together, and the surest wording of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contested.read.claims.page import Page
from contested.read.incidents.candidates import Candidate
from contested.read.incidents.roles import ROLES, Role

_SHARED_NAME = 2  # words of two names that make them one person's
_BRACKETS = frozenset({"(", "[", "-", "--"})
_ALSO = 0.5
"""The share of an entity's probability from which another wording of it counts as a mention."""


@dataclass(frozen=True)
class Entity:
    """Who or what fills a role: its candidates, surest first, and the probability of the surest."""

    role: Role
    wordings: tuple[Candidate, ...]
    probability: float


def entities(
    page: Page, found: Sequence[Candidate], odds: Sequence[float], enough: Mapping[Role, float]
) -> tuple[Entity, ...]:
    """The entities of a report. ``odds``: how sure each candidate is; ``enough``: from where one of a role is taken."""
    kept: list[Entity] = []
    for role in ROLES:
        ranked = sorted(
            ((p, c) for p, c in zip(odds, found, strict=True) if c.role == role and p >= enough[role] * _ALSO),
            key=lambda item: (-item[0], item[1].words),
        )
        groups: list[list[tuple[float, Candidate]]] = []
        for p, candidate in ranked:
            own = next((g for g in groups if any(same(page, other, candidate) for _, other in g[:1])), None)
            if own is not None:
                own.append((p, candidate))
            else:
                groups.append([(p, candidate)])
        kept += [Entity(role, tuple(c for _, c in g), g[0][0]) for g in groups if g[0][0] >= enough[role]]
    return tuple(kept)


def same(page: Page, a: Candidate, b: Candidate) -> bool:
    """Whether two candidates of one role name the same entity, by their words and where they stand."""
    if _share_words(page, a, b) or _abbreviates(a.words, b.words) or _abbreviates(b.words, a.words):
        return True
    return any(
        _touch(page, x.phrase.start, x.phrase.end, x.phrase.head, y.phrase.start, y.phrase.end, y.phrase.head)
        for x in a.occurrences[:4]
        for y in b.occurrences[:4]
    )


def _share_words(page: Page, a: Candidate, b: Candidate) -> bool:
    ours, theirs = set(a.words.split()), set(b.words.split())
    x, y = a.occurrences[0].phrase.head, b.occurrences[0].phrase.head
    names = page.pos[x] == page.pos[y] == "PROPN"
    if names:
        return ours <= theirs or theirs <= ours or len(ours & theirs) >= _SHARED_NAME
    return page.lemma[x] == page.lemma[y]


def _abbreviates(short: str, long: str) -> bool:
    words = long.split()
    if " " in short or not 2 <= len(short) <= len(words) + 1:
        return False
    main = "".join(w[0] for w in words if w not in ("of", "the", "and", "for"))
    return short in (main, "".join(w[0] for w in words))


def _touch(page: Page, s1: int, e1: int, h1: int, s2: int, e2: int, h2: int) -> bool:
    """One head, one inside the other, in apposition, or explained in brackets."""
    if h1 == h2:
        return True
    g = page.grammar
    if s1 < e2 and s2 < e1 and not _joined(page, h1, h2):
        return True
    for upper, lower in ((h1, h2), (h2, h1)):
        if g.head[lower] == upper and g.dep[lower] == "appos":
            return True
    return any(start - end == 1 and g.lower[end] in _BRACKETS for end, start in ((e1, s2), (e2, s1)))


def _joined(page: Page, h1: int, h2: int) -> bool:
    """Whether one is in a list that the other heads ("mortars and rifles")."""
    g = page.grammar
    for upper, lower in ((h1, h2), (h2, h1)):
        at = lower
        for _ in range(6):
            if g.dep[at] != "conj":
                break
            at = g.head[at]
            if at == upper:
                return True
    return False
