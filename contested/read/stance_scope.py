"""What stands above and around a trigger that changes its stance: an ordered list of operators.

After Karttunen's implicatives and the scope view of negation and modality: start at the trigger,
climb to the root of its sentence, and note at each word what negates, plans, demands, doubts or
conditions it. Coordinated words share what stands above the first of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from contested.read.attribution.grammar import Grammar
from contested.read.stance_words import classes_of, is_a, particle

MODALS = {
    "will": "will", "'ll": "will", "shall": "will", "wo": "will", "may": "may", "might": "may", "could": "could",
    "can": "can", "ca": "can", "would": "would", "'d": "would", "should": "should", "must": "must", "ought": "should",
    "’ll": "will", "’d": "would",
}  # fmt: skip
_FREE = frozenset(("advcl", "relcl", "parataxis", "appos"))
_SHARED = frozenset(("modal", "to", "negation", "condition", "conditioned"))
_GOVERNED = ("planning", "attempting", "denying", "ceasing", "doubting", "hearsay", "fearing", "demanding", "managing",
             "enabling")  # fmt: skip
_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "agent", "pobj", "nummod", "poss", "compound", "nmod"))
_LINKS = frozenset(("prep", "pobj", "pcomp", "agent"))
CLIMB = 12


@dataclass(frozen=True)
class Operator:
    """One thing that bears on the trigger: its class, the word, how it holds what is below, and how far up."""

    kind: str
    word: str
    via: str
    height: int


def operators(g: Grammar, trigger: int) -> list[Operator]:
    """The operators over a trigger, nearest first."""
    found: list[Operator] = _parts(g, trigger)
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
            found += [o for o in _at(g, at, height, "conj", trigger) if o.kind in _SHARED]
            crossed = True
            continue
        crossed = False
        found += _above(g, at, dep, head, height)
        if dep in _FREE and not purpose(g, at):
            found.append(Operator("out", dep, dep, height))
            if dep != "advcl":
                break
        if dep not in _LINKS:
            height += 1
        at, came = head, dep
    return found


def purpose(g: Grammar, at: int) -> bool:
    """Whether a verb is a to-infinitive."""
    return g.tag[at] == "VB" and any(g.lower[c] == "to" and g.dep[c] == "aux" for c in g.children[at])


def _parts(g: Grammar, trigger: int) -> list[Operator]:
    """Hedges on what takes part: "suspected rebels attacked", "by alleged militants"."""
    out = []
    for c in g.children[trigger]:
        if g.dep[c] not in _ARGUMENTS and g.dep[c] != "prep":
            continue
        inner = [k for k in g.children[c] if g.dep[k] == "pobj"] if g.dep[c] in ("prep", "agent") else [c]
        for noun in inner:
            out += [
                Operator("part hedge", g.lower[k], g.dep[c], 0)
                for k in g.children[noun]
                if g.dep[k] in ("amod", "advmod", "nmod", "compound") and is_a("hedge", g.lower[k])
            ]
    return out


def _at(g: Grammar, at: int, height: int, came: str, trigger: int) -> list[Operator]:
    out = []
    for c in g.children[at]:
        if c == trigger:
            continue
        dep, word = g.dep[c], g.lower[c]
        if dep == "neg" or (dep in ("det", "preconj", "advmod", "amod", "cc") and is_a("negation", word)):
            out.append(Operator("negation", word, f"{dep}<{came}", height))
        elif dep == "aux" and word in MODALS:
            out.append(Operator("modal", MODALS[word], came, height))
        elif dep == "aux" and word == "to" and c and g.lower[c - 1] == "yet":
            out.append(Operator("negation", "yet", f"{dep}<{came}", height))
        elif dep == "aux" and word == "to" and not came:
            out.append(Operator("to", word, g.dep[at], height))
        elif dep in ("mark", "advmod", "prep") and is_a("condition", word):
            out.append(Operator("condition", word, f"{dep}<{came}", height))
        elif dep == "advmod" and word in ("long", "soon") and c and g.lower[c - 1] in ("as", "so"):
            out.append(Operator("conditioned", word, came, height))
        elif dep in ("advmod", "amod", "acomp", "prep", "npadvmod") and is_a("hedge", word):
            out.append(Operator("hedge", word, f"{dep}<{came}", height))
        elif dep in ("amod", "compound") and is_a("future", word):
            out.append(Operator("future", word, f"{dep}<{came}", height))
        elif dep in ("amod", "nmod", "compound", "acomp") and height == 0:
            out += _by_class(g, c, f"{dep}<", height)
        elif dep in ("acomp", "attr", "oprd") and came in ("nsubj", "nsubjpass", "csubj"):
            out += _by_class(g, c, f"{dep}^", height)
        elif dep in ("nsubj", "nsubjpass", "dobj", "attr", "pobj") and dep != came:
            out += _no_one(g, c, f"{dep}<{came}", height)
        elif dep == "advcl" and came != "advcl":
            out += _conditioned(g, c, came, height)
    if at == trigger and at and is_a("negation", g.lower[at - 1]) and not any(o.kind == "negation" for o in out):
        out.append(Operator("negation", g.lower[at - 1], "before", height))
    return out


def _no_one(g: Grammar, noun: int, via: str, height: int) -> list[Operator]:
    """A negated argument: "nobody came", "no troops entered"."""
    word = g.lower[noun]
    if is_a("negation", word):
        return [Operator("negation", word, via, height)]
    inner = any(is_a("negation", g.lower[k]) and g.dep[k] in ("det", "neg", "amod") for k in g.children[noun])
    return [Operator("negation", "no", via, height)] if inner else []


def _conditioned(g: Grammar, clause: int, came: str, height: int) -> list[Operator]:
    """A conditional clause beside the trigger's: what it states holds only if."""
    first = g.left[clause]
    opener = next((k for k in g.children[clause] if is_a("condition", g.lower[k])), None)
    if opener is None and first + 1 < len(g) and f"{g.lower[first]} {g.lower[first + 1]}" in (
        "as long", "so long", "as soon", "in case", "in return", "provided that", "on condition"
    ):  # fmt: skip
        opener = first + 1
    return [] if opener is None else [Operator("conditioned", g.lower[opener], came, height)]


def _by_class(g: Grammar, token: int, via: str, height: int, *joined: str) -> list[Operator]:
    off = particle(g, token)
    names = classes_of(g.lemma[token], g.lower[token], g.tag[token], *((off,) if off else ()), *joined)
    word = f"{g.lemma[token]}_{off}" if off else g.lemma[token]
    return [Operator(name, word, via, height) for name in names if name in _GOVERNED]


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
    joined = word or ("to" if purpose(g, at) else "")
    out += _by_class(g, head, f"{dep}{word}|{mood}", height, *((joined,) if joined else ()))
    if dep == "advcl":
        out.append(Operator("purpose" if purpose(g, at) else "adverbial", mood, dep, height))
    if dep in ("acl", "relcl") and purpose(g, at):
        out.append(Operator("purpose", "acl", dep, height))
    return out
