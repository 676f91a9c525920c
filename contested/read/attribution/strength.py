"""How a cue puts what is said: its word's strength, turned by negation and by what is claimed."""

from __future__ import annotations

from contested.model import CueStrength
from contested.read.attribution.grammar import Grammar
from contested.read.attribution.lexicon import Entry, lexicon, words

_GUILT = frozenset(("responsibility", "blame", "fault", "mistake", "error", "guilt", "liability", "wrongdoing"))
_TAKING = frozenset(("claim", "accept", "take", "assume", "acknowledge", "shoulder", "bear"))
_TURNED: dict[CueStrength, CueStrength] = {
    "endorsing": "distancing", "denying": "neutral", "admitting": "denying", "distancing": "neutral",
}  # fmt: skip
_REFUSALS = frozenset(("decline", "refuse", "fail"))


def strength_of(g: Grammar, head: int, entry: Entry | None) -> CueStrength:
    """The strength of the cue headed by a token.

    Who "claimed responsibility" admits; who "could not confirm" keeps a distance; who "did not deny" is neutral.
    """
    if g.lemma[head] in _REFUSALS:
        said = g.child(head, "xcomp")
        inner = lexicon().get((g.lemma[said], "verb")) if said is not None else None
        return _TURNED.get(inner.strength, inner.strength) if inner else "neutral"
    taken = next((c for c in g.children[head] if g.dep[c] == "dobj" and g.lemma[c] in _GUILT), None)
    strength: CueStrength = entry.strength if entry else "neutral"
    if taken is not None and g.lemma[head] in _TAKING:
        strength = "admitting"
    return _TURNED.get(strength, strength) if _negated(g, head, taken) else strength


def _negated(g: Grammar, head: int, taken: int | None) -> bool:
    if any(g.dep[c] == "neg" for c in g.children[head]):
        return True
    subject = g.child(head, "nsubj")
    for noun in (subject, taken):
        if noun is not None and any(g.lower[i] in ("no", "nobody", "none") for i in (noun, *g.children[noun])):
            return True
    above = g.head[head]
    if g.dep[head] != "xcomp" or above == head:
        return False
    unable = g.lemma[above] in ("able", "ready", "willing") and any(
        g.dep[c] == "neg" for c in g.children[g.head[above]]
    )
    return g.lemma[above] in _REFUSALS or g.lemma[above] in words("unable") or unable
