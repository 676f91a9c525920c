"""What stands above and around a trigger that changes its stance: an ordered list of operators.

After Karttunen's implicatives and the scope view of negation and modality: start at the trigger,
climb to the root of its sentence, and note at each word what negates, plans, demands, doubts or
conditions it. Coordinated words share what stands above the first of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from contested.read.attribution.grammar import Grammar
from contested.read.attribution.lexicon import words

CLASSES = ("negation", "hedge", "future", "planning", "denying", "doubting", "demanding", "condition", "managing")
MODALS = {
    "will": "will", "'ll": "will", "shall": "will", "wo": "will", "may": "may", "might": "may", "could": "could",
    "can": "can", "ca": "can", "would": "would", "'d": "would", "should": "should", "must": "must", "ought": "should",
}  # fmt: skip
_FREE = frozenset(("advcl", "relcl", "parataxis", "appos"))
CLIMB = 10


@dataclass(frozen=True)
class Operator:
    """One thing that bears on the trigger: its class, the word, how it holds what is below, and how far up."""

    kind: str
    word: str
    via: str
    height: int


@cache
def _classes(name: str) -> frozenset[str]:
    return words(name)


def operators(g: Grammar, trigger: int) -> list[Operator]:
    """The operators over a trigger, nearest first."""
    found: list[Operator] = []
    at, height, came = trigger, 0, ""
    crossed = False
    for _ in range(CLIMB):
        if not crossed:
            found += _at(g, at, height, came, trigger)
        dep, head = g.dep[at], g.head[at]
        if head == at:
            break
        if dep == "conj":
            at = head
            found += [
                o for o in _at(g, at, height, "conj", trigger) if o.kind in ("modal", "to", "negation", "condition")
            ]
            crossed = True
            dep, head = g.dep[at], g.head[at]
            if head == at:
                break
            if dep == "conj":
                continue
        crossed = False
        found += _above(g, at, dep, head, height)
        if dep in _FREE and not purpose(g, at):
            found.append(Operator("out", dep, dep, height))
            if dep != "advcl":
                break
        if dep not in ("prep", "pobj", "pcomp", "agent"):
            height += 1
        at, came = head, dep
    return found


def purpose(g: Grammar, at: int) -> bool:
    """Whether a verb is a to-infinitive."""
    return g.tag[at] == "VB" and any(g.lower[c] == "to" and g.dep[c] == "aux" for c in g.children[at])


def _at(g: Grammar, at: int, height: int, came: str, trigger: int) -> list[Operator]:
    out = []
    for c in g.children[at]:
        if c == trigger:
            continue
        dep, word = g.dep[c], g.lower[c]
        if dep == "neg" or (word in _classes("negation") and dep in ("det", "preconj", "advmod", "amod", "cc")):
            out.append(Operator("negation", word, f"{dep}<{came}", height))
        elif dep == "aux" and word in MODALS:
            out.append(Operator("modal", MODALS[word], came, height))
        elif dep == "aux" and word == "to" and not came:
            out.append(Operator("to", word, g.dep[at], height))
        elif dep in ("mark", "advmod", "prep") and word in _classes("condition"):
            out.append(Operator("condition", word, f"{dep}<{came}", height))
        elif dep in ("advmod", "amod", "acomp", "prep", "npadvmod") and word in _classes("hedge"):
            out.append(Operator("hedge", word, f"{dep}<{came}", height))
        elif dep in ("amod", "compound") and word in _classes("future"):
            out.append(Operator("future", word, f"{dep}<{came}", height))
        elif dep in ("amod", "nmod", "compound", "acomp") and height == 0:
            out += _by_class(g, c, f"{dep}<", height)
        elif dep in ("nsubj", "nsubjpass", "dobj", "attr", "pobj") and dep != came:
            if word in _classes("negation") or any(
                g.lower[k] in _classes("negation") and g.dep[k] in ("det", "neg", "amod") for k in g.children[c]
            ):
                out.append(
                    Operator("negation", word if word in _classes("negation") else "no", f"{dep}<{came}", height)
                )
        elif dep == "advcl" and came != "advcl":
            mark = next((k for k in g.children[c] if g.lower[k] in _classes("condition")), None)
            if mark is not None:
                out.append(Operator("conditioned", g.lower[mark], came, height))
    if at == trigger and at and g.lower[at - 1] in _classes("negation") and not any(o.kind == "negation" for o in out):
        out.append(Operator("negation", g.lower[at - 1], "before", height))
    return out


def _by_class(g: Grammar, token: int, via: str, height: int) -> list[Operator]:
    lemma, word = g.lemma[token], g.lower[token]
    return [
        Operator(name, lemma, via, height)
        for name in ("planning", "denying", "doubting", "demanding", "managing")
        if lemma in _classes(name) or word in _classes(name)
    ]


def _above(g: Grammar, at: int, dep: str, head: int, height: int) -> list[Operator]:
    word = g.lower[at] if dep == "prep" else ""
    out: list[Operator] = []
    if dep in ("pobj", "pcomp") and g.lower[head] in ("without", "against", "despite", "instead"):
        out.append(
            Operator("negation" if g.lower[head] in ("without", "instead") else "against", g.lower[head], dep, height)
        )
    if dep in ("pobj", "pcomp"):
        return out
    mood = "inf" if g.tag[at] == "VB" else g.tag[at][:2]
    out += _by_class(g, head, f"{dep}{word}|{mood}", height)
    if dep == "advcl":
        out.append(Operator("purpose" if purpose(g, at) else "adverbial", mood, dep, height))
    if dep == "acl" and purpose(g, at):
        out.append(Operator("purpose", "acl", dep, height))
    return out
