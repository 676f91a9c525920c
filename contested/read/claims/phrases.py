"""The words of a trigger and of a role's filler: minimal spans by GUIDELINE, without articles and possessive 's."""

from __future__ import annotations

from contested.model import Kind
from contested.read.claims.page import Page

_LEFT = frozenset({"compound", "amod", "nmod", "punct"})
_NUMBERS = frozenset({"NUM", "DET"})
_CLAUSES = frozenset({"advcl", "relcl", "acl", "ccomp", "parataxis", "csubj"})
_LONGEST = 5  # words of a trigger expression


def trigger_span(page: Page, token: int, kind: Kind) -> tuple[int, int]:
    """First token and one past the last of a trigger: the lexicon's expression around its head, else the head."""
    best = (token, token + 1)
    for hit in page.hits.get(token, ()):
        if hit.kind == kind and hit.end - hit.start <= _LONGEST and hit.end - hit.start > best[1] - best[0]:
            best = (hit.start, hit.end)
    return best


def without_clause(page: Page, tokens: tuple[int, int]) -> tuple[int, int]:
    """A phrase up to the relative clause that follows it ("officials, who ...", "the council which ...")."""
    g = page.grammar
    start, end = tokens
    for i in range(start + 1, end):
        if g.tag[i] in ("WDT", "WP", "WP$") and g.lower[i] != "what":
            last = i
            while last - 1 > start and (g.lower[last - 1] == "," or g.tag[last - 1] == "IN"):
                last -= 1
            return start, last
    return tokens


def in_other_clause(page: Page, trigger: int, head: int) -> bool:
    """Whether a role's filler stands in another clause than its trigger, so that a reader has to carry it over.

    The noun a relative clause hangs on, and the subject that coordinated or infinitive verbs share, are no such case.
    """
    g = page.grammar
    up = [trigger]
    while g.head[up[-1]] != up[-1] and len(up) < 40:
        up.append(g.head[up[-1]])
    spot = {token: n for n, token in enumerate(up)}
    down, at = [], head
    while at not in spot and g.head[at] != at:
        down.append(at)
        at = g.head[at]
    if at not in spot:
        return True
    rise = up[: spot[at]]
    if rise and not down and g.dep[rise[-1]] in ("relcl", "acl", "appos"):
        rise = rise[:-1]
    return any(g.dep[i] in _CLAUSES for i in (*rise, *down))


def noun_phrase(page: Page, head: int) -> tuple[int, int]:
    """First token and one past the last of the minimal phrase a token heads: with what names it, without the rest."""
    g, pos = page.grammar, page.pos
    number = page.place_at[head]
    if number >= 0:
        place = page.places[number]
        return place.start_token, place.end_token
    start, end = head, head + 1
    while start - 1 >= 0 and _belongs(page, start - 1, head):
        start -= 1
    while start < head and (pos[start] in _NUMBERS or not g.lower[start][:1].isalnum() or _is_cut(g.lower, start)):
        start += 1
    return start, end


def _is_cut(lower: list[str], i: int) -> bool:
    """Whether a word is the second half of "rebel-held", whose first half stands outside."""
    return i > 0 and lower[i - 1] == "-"


def _belongs(page: Page, i: int, head: int) -> bool:
    """Whether a token left of the phrase names or qualifies its head, itself or through another such word."""
    g = page.grammar
    at = i
    for _ in range(4):
        if g.dep[at] not in _LEFT or (g.dep[at] == "punct" and g.lower[at] not in ("-", "'", "\u2013")):
            return False
        if page.pos[at] in _NUMBERS:
            return False
        at = g.head[at]
        if at == head:
            return True
    return False
