"""Stance by rule: what the words above a trigger do to it (negation, mood, condition, purpose, hedging)."""

from __future__ import annotations

from contested.model import Stance
from contested.read.attribution.found import FoundSpeaker
from contested.read.attribution.grammar import Grammar
from contested.read.attribution.lexicon import words

_UP = frozenset(
    ("ccomp", "xcomp", "advcl", "dobj", "pobj", "prep", "pcomp", "acl", "conj", "amod", "compound", "nsubj",
     "nsubjpass", "agent", "dative", "attr", "relcl", "poss", "oprd", "acomp", "nmod")
)  # fmt: skip


def stance_by_rule(g: Grammar, trigger: int, kind: str, speaker: FoundSpeaker | None = None) -> Stance:
    """Walk from the trigger to the root of its sentence; the nearest word that changes the stance decides."""
    at, via = trigger, ""
    for _ in range(9):
        change = _here(g, at, via, trigger)
        if change is not None:
            return change
        dep, head = g.dep[at], g.head[at]
        if head == at or dep not in _UP:
            break
        change = _above(g, at, head)
        if change is not None:
            return change
        if dep in ("relcl", "advcl") and not _purpose(g, at):
            break
        via, at = dep, head
    if speaker is not None and speaker.strength == "denying" and speaker.attribution is not None and kind:
        return "denied" if speaker.attribution.covers(trigger) else "asserted"
    return "asserted"


def _here(g: Grammar, at: int, via: str, trigger: int) -> Stance | None:
    """Negation, auxiliaries, conditions and hedges that hang on the word itself."""
    verbal = g.tag[at].startswith(("VB", "MD"))
    modal = None
    for c in g.children[at]:
        word, dep = g.lower[c], g.dep[c]
        if dep == "neg" or (
            word in words("negation") and dep in ("det", "preconj", "cc") and via not in ("nsubj", "conj")
        ):
            return "denied"
        if word in words("hedge") and c != trigger:
            return "possible"
        if dep == "mark" and word in words("condition"):
            return "conditional"
        if dep in ("nsubj", "nsubjpass", "dobj") and verbal and any(g.lower[k] == "no" for k in g.children[c]):
            return "denied"
        if dep == "aux" and g.tag[c] == "MD":
            modal = word
    if modal in ("will", "'ll", "shall", "wo"):
        return "planned"
    if modal in ("may", "might", "could"):
        return "possible"
    if modal == "would":
        return "conditional" if _has_condition(g, at) else "planned"
    if modal in ("should", "must", "ought"):
        return "demanded"
    return None


def _has_condition(g: Grammar, verb: int) -> bool:
    return any(
        g.dep[c] == "advcl" and any(g.dep[k] == "mark" and g.lower[k] in words("condition") for k in g.children[c])
        for c in g.children[verb]
    )


def _purpose(g: Grammar, at: int) -> bool:
    return g.tag[at] == "VB" and any(g.lower[c] == "to" and g.dep[c] == "aux" for c in g.children[at])


def _above(g: Grammar, at: int, head: int) -> Stance | None:
    """What the governing word makes of its dependent."""
    dep, lemma = g.dep[at], g.lemma[head]
    if dep == "advcl":
        return "planned" if _purpose(g, at) else None
    if g.lower[at] in ("without", "of") and dep == "prep":
        return "denied" if g.lower[at] == "without" else None
    if dep in ("ccomp", "xcomp", "dobj", "pobj", "pcomp", "acl", "nsubjpass", "prep"):
        if g.lower[head] == "without":
            return "denied"
        if lemma in words("denying") and dep != "nsubjpass":
            return "denied"
        if (
            lemma in words("demanding")
            and dep in ("xcomp", "ccomp", "dobj", "prep", "acl")
            and (_purpose(g, at) or dep != "ccomp")
        ):
            return "demanded"
        if lemma in words("planning") and (dep in ("xcomp", "acl") or (dep == "prep" and g.lower[at] == "to")):
            return "planned"
        if lemma in words("doubting") and dep in ("ccomp", "xcomp", "dobj"):
            return "possible"
        if lemma == "able" and dep == "xcomp":
            return None
    return None
