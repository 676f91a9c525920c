"""Quotations that are signed: the quotation, a dash, and who said it ("“...” — Ann Smith")."""

from __future__ import annotations

from contested.read.attribution.found import FoundAttribution
from contested.read.attribution.grammar import Grammar

_DASHES = frozenset(("—", "–", "-", "--", "―", "~"))
_JOINING = frozenset(
    (",", "of", "and", "de", "al", "el", "van", "von", "bin", "the", "(", ")", ".", "in", "from", "'s")
)
LONGEST = 12
SHORTEST = 4
"""Tokens of the signature at most, and of the quotation at least."""
SURE = 0.8


def signed(g: Grammar) -> list[FoundAttribution]:
    """The attributions of quotations followed by a dash and a name, up to the paragraph's or the text's end."""
    out = []
    for start, end in g.quotations:
        dash = _next(g, end)
        if end - start < SHORTEST or dash is None or g.lower[dash] not in _DASHES:
            continue
        first = _next(g, dash + 1)
        if first is None or not g.tag[first].startswith("NNP"):
            continue
        last = _last(g, first)
        if last is not None:
            cue, content = (dash, dash + 1), ((start, end),)
            out.append(
                FoundAttribution(((first, last),), cue, dash, g.lower[dash], "quotation", "neutral", content, SURE)
            )
    return out


def _next(g: Grammar, token: int) -> int | None:
    while token < len(g) and g.lower[token].isspace():
        token += 1
    return token if token < len(g) else None


def _last(g: Grammar, first: int) -> int | None:
    """One past the signature's last token; None when what follows the dash is no signature."""
    opens = {a for a, _ in g.quotations}
    at = first
    while at < len(g) and at - first < LONGEST:
        blank = g.lower[at].isspace()
        if at > first and ((blank and "\n" in g.doc[at].text) or g.paragraph[at] or at in opens):
            break
        if not blank and not (g.tag[at].startswith(("NN", "CD", "JJ")) or g.lower[at] in _JOINING):
            return None
        at += 1
    else:
        if at < len(g):
            return None
    while at > first + 1 and not g.lower[at - 1][:1].isalnum():
        at -= 1
    return at
