"""Whose claim it is: from the attributions of a report to the chain of speakers of one trigger."""

from __future__ import annotations

from contested.read.attribution.found import FoundAttribution, FoundSpeaker, TokenSpan
from contested.read.attribution.grammar import Grammar
from contested.read.attribution.lexicon import words

_ARTICLES = frozenset(("the", "a", "an"))
_DOER_KINDS = frozenset(("accuse", "call", "threaten", "meet", "agree", "reject"))


def bare(g: Grammar, span: TokenSpan) -> TokenSpan:
    """The span by GUIDELINE: without article, final possessive and quotation marks at its edges."""
    start, end = span
    while start + 1 < end and (
        g.lower[start] in _ARTICLES or (not g.lower[start].isalnum() and len(g.lower[start]) == 1)
    ):
        start += 1
    while start + 1 < end and g.lower[end - 1] in ("'s", "'", "’s", "’", ",", '"'):
        end -= 1
    return start, end


def covering(attributions: tuple[FoundAttribution, ...], token: int) -> list[FoundAttribution]:
    """The attributions whose content holds the token, innermost (shortest content) first."""
    hits = [a for a in attributions if a.covers(token)]
    return sorted(hits, key=lambda a: sum(e - s for s, e in a.content))


def speaker_by_rule(g: Grammar, trigger: int, kind: str, attributions: tuple[FoundAttribution, ...]) -> FoundSpeaker:
    """The chain of a trigger: the sources of the attributions around it, innermost first."""
    chain: list[TokenSpan] = []
    first: FoundAttribution | None = None
    for a in covering(attributions, trigger):
        if a.head is not None and a.cue_class in ("adverb", "adjective"):
            continue
        if a.head == trigger or (kind in _DOER_KINDS and a.cue is not None and a.cue[0] <= trigger < a.cue[1]):
            continue
        if not a.sources or (a.lemma in words("speech act") and a.cue_class == "verb"):
            continue
        first = first or a
        for span in a.sources:
            plain = bare(g, span)
            if not any(plain[0] < e and s < plain[1] for s, e in chain):
                chain.append(plain)
    if first is None:
        return FoundSpeaker()
    return FoundSpeaker(tuple(chain), first.cue, first.strength, first)
