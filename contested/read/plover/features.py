"""What the PLOVER model sees of a sentence with its source and target: the readings by rule, the grammar, the words."""

from __future__ import annotations

import itertools

from contested.read.plover.clause import Pair, Reading, readings

_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "dative"})
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl"})
_HELPERS = frozenset({"aux", "auxpass", "neg", "prt", "agent"})


def features(pair: Pair) -> list[str]:
    """The sparse features of a pair, by name."""
    found = readings(pair)
    return [f for name, reading in found.items() for f in _of_reading(name, reading, pair)] + [
        *_verb("g", pair.governor, pair),
        *_verb("o", pair.own_verb, pair),
        *_way(pair),
        *_words(pair),
        *_ends(pair),
    ]


def _of_reading(name: str, reading: Reading, pair: Pair) -> list[str]:
    operators = ">".join(o for o in reading.operators if o != "light")
    out = [
        f"{name}:root={reading.root}",
        f"{name}:ops={operators}",
        f"{name}:sense={operators}>{reading.sense}",
        f"{name}:s={reading.sense}",
    ]
    if reading.head is not None:
        out += [f"{name}:lemma={pair.grammar.lemmas[reading.head]}", f"{name}:late={reading.late}/{reading.root}"]
    return out + [f"{name}:op={o}" for o in sorted(set(reading.operators))]


def _verb(label: str, verb: int, pair: Pair) -> list[str]:
    """A verb with its helpers, objects, clauses and prepositions."""
    g = pair.grammar
    lemma = g.lemmas[verb]
    out = [f"{label}={lemma}", f"{label}:tag={g.tags[verb]}", f"{label}:dep={g.deps[verb]}"]
    for i, head in enumerate(g.heads):
        if head != verb or i == verb:
            continue
        dep, own = g.deps[i], g.lemmas[i]
        if dep in _OBJECTS or dep in _HELPERS:
            out += [f"{label}:{dep}={own}", f"{label}={lemma}:{dep}"]
        if dep in _OBJECTS:
            out.append(f"{label}={lemma}>{own}")
        elif dep in _CLAUSES:
            out += [f"{label}:{dep}={own}", f"{label}={lemma}>>{own}"]
        elif dep == "prep":
            out.append(f"{label}={lemma}/{own}")
    return out


def _way(pair: Pair) -> list[str]:
    way, lemmas = pair.way, pair.grammar.lemmas
    if way is None:
        return ["way=none"]
    out = [f"way={way.text}", f"top={lemmas[way.top]}", f"ups={len(way.up)}", f"downs={len(way.down)}"]
    return out + [f"on={lemmas[i]}" for i in way.passed]


def _words(pair: Pair) -> list[str]:
    """The words, with the source and the target as one word each; pairs of words from the first of the two on."""
    g = pair.grammar
    words: list[str] = []
    for i, lemma in enumerate(g.lemmas):
        if pair.source[0] <= i < pair.source[1]:
            lemma = "<S>"
        elif pair.target is not None and pair.target[0] <= i < pair.target[1]:
            lemma = "<T>"
        elif g.pos[i] == "NUM":
            lemma = "<NUM>"
        if not (words and lemma == words[-1] and lemma in ("<S>", "<T>")):
            words.append(lemma)
    tail = words[next((i for i, word in enumerate(words) if word in ("<S>", "<T>")), 0) :]
    return [
        *(f"w={word}" for word in sorted(set(words))),
        *(f"b={a} {b}" for a, b in itertools.pairwise(tail)),
        *(f"k={a} * {b}" for a, b in zip(tail, tail[2:], strict=False)),
        *(f"n{n}={word}" for n, word in enumerate(tail[1:5])),
    ]


def _ends(pair: Pair) -> list[str]:
    """The heads of source and target, and how they hang in the sentence."""
    g, s, t = pair.grammar, pair.source_root, pair.target_root
    out = [f"S={g.lemmas[s]}", f"S:dep={g.deps[s]}"]
    if pair.target is None or t is None:
        return [*out, "T:none"]
    out += [f"T={g.lemmas[t]}", f"T:dep={g.deps[t]}", f"T:head={g.lemmas[g.heads[t]]}", f"T:pos={g.pos[t]}"]
    out.append(f"order={pair.source < pair.target}")
    return out + [f"Tw={g.lemmas[i]}" for i in range(*pair.target)]
