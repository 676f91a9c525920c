"""What the filler model sees of a phrase's head in its sentence and report: names of sparse features, and a dense row.

Used alike by reading and by ``training/muc4.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from contested.learned import Floats
from contested.model import Kind
from contested.read.claims.page import Page
from contested.read.paths import Grammar as Paths

_VERBS = frozenset({"VERB", "AUX"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_NEGATIONS = frozenset({"not", "no", "never", "deny", "reject", "without", "nobody", "neither"})
_KINDS: frozenset[Kind] = frozenset({"attack", "clash", "casualties", "destroy", "detain", "threaten", "accuse"})
_NEAREST = 5  # triggers of the sentence that a phrase is seen against
_ENOUGH = 0.35  # the lexicon's weight from which a word counts as a trigger


@dataclass(frozen=True)
class Sight:
    """One report as the filler model looks at it."""

    page: Page

    @cached_property
    def paths(self) -> Paths:
        """The ways between its words."""
        return Paths(self.page.doc)

    @cached_property
    def triggers(self) -> list[list[tuple[int, Kind]]]:
        """For each sentence its words of force and the like: token and likeliest kind."""
        g = self.page.grammar
        found: list[list[tuple[int, Kind]]] = [[] for _ in g.starts]
        for token, hits in sorted(self.page.hits.items()):
            best = max(hits, key=lambda hit: (hit.weight, hit.kind))
            if best.weight >= _ENOUGH and best.kind in _KINDS and not self.page.skip[token]:
                found[g.sentence[token]].append((token, best.kind))
        return found

    @cached_property
    def first_sentence(self) -> dict[str, int]:
        """The first sentence of each lemma of a noun or name."""
        g = self.page.grammar
        first: dict[str, int] = {}
        for i, lemma in enumerate(self.page.lemma):
            first.setdefault(lemma, g.sentence[i])
        return first

    @cached_property
    def times_said(self) -> dict[str, int]:
        """How often each lemma stands in the report."""
        said: dict[str, int] = {}
        for lemma in self.page.lemma:
            said[lemma] = said.get(lemma, 0) + 1
        return said

    @cached_property
    def kinds_said(self) -> list[str]:
        """Features of the whole report: which kinds of triggers it has, how many, how early."""
        counts: dict[str, int] = {}
        for number, triggers in enumerate(self.triggers):
            for _, kind in triggers:
                counts[kind] = counts.get(kind, 0) + 1
                if number < 2:
                    counts[f"early-{kind}"] = 1
        sentences = max(len(self.triggers), 1)
        dense = sum(map(len, self.triggers)) / sentences
        return [
            *(f"D{k}={min(n, 4)}" for k, n in counts.items()),
            f"Ddense={int(dense * 4)}",
            f"Dlen={_step(sentences)}",
        ]

    @cached_property
    def sentence_words(self) -> list[list[str]]:
        """For each sentence its content lemmas and the words of its dates, as features."""
        page, g = self.page, self.page.grammar
        found = []
        for a, b in zip(g.starts, g.ends, strict=True):
            words = {page.lemma[i] for i in range(a, b) if page.pos[i] in _CONTENT and page.place_at[i] < 0}
            dates = {_time_word(page, i) for i in range(a, b) if page.time_at[i] >= 0}
            found.append([*(f"S{word}" for word in sorted(words)), *(f"Y{word}" for word in sorted(dates))])
        return found


def rows(sight: Sight, tokens: list[int]) -> list[list[str]]:
    """Sparse features, one list a head."""
    return [_row(sight, i) for i in tokens]


def _row(sight: Sight, i: int) -> list[str]:
    page, g = sight.page, sight.page.grammar
    lemma, n = page.lemma, g.sentence[i]
    own, sort = lemma[i], sort_of(page, i)
    f = [f"l={own}", f"w={g.lower[i]}", f"t={g.tag[i]}", f"d={g.dep[i]}", f"s={sort}", f"e={page.entity[i]}"]
    f += [f"sd={sort}:{g.dep[i]}", f"x={g.lower[i][-3:]}", f"ld={own}:{g.dep[i]}"]
    _around(page, i, f)
    _governors(sight, i, own, sort, f)
    _modifiers(page, i, f)
    _nearest(sight, i, sort, f)
    f += sight.kinds_said
    f += sight.sentence_words[n]
    start = i
    while start > g.left[i] and page.pos[start - 1] in ("NOUN", "PROPN", "ADJ"):
        start -= 1
    f.append(f"np={' '.join(g.lower[start : i + 1])}")
    f += [f"n={_step(n)}", f"first={sight.first_sentence[own] == n}", f"said={_step(sight.times_said[own])}"]
    if n:
        f += [f"P{kind}" for _, kind in sight.triggers[n - 1]]
    if n + 1 < len(g.starts):
        f += [f"N{kind}" for _, kind in sight.triggers[n + 1]]
    if g.quote[i] >= 0:
        f.append("quoted")
    return f


def _around(page: Page, i: int, f: list[str]) -> None:
    lemma, count = page.lemma, len(page.pos)
    for step in (-2, -1, 1, 2):
        if 0 <= i + step < count:
            f.append(f"{step}={lemma[i + step]}")
    if 0 < i < count - 1:
        f.append(f"-1+1={lemma[i - 1]}_{lemma[i + 1]}")
    if page.pos[i] == "PROPN":
        start = i
        while start and page.pos[start - 1] == "PROPN":
            start -= 1
        f += [f"name={min(i - start + 1, 5)}", f"bn={lemma[start - 1] if start else '^'}"]
        f += [f"in={lemma[k]}" for k in range(start, i)]


def _governors(sight: Sight, i: int, own: str, sort: str, f: list[str]) -> None:
    """The words over a head up to its verb and the next, through prepositions, conjunctions and appositions."""
    page, g = sight.page, sight.page.grammar
    lemma = page.lemma
    at, way, steps = i, "", 0
    while g.head[at] != at and steps < 4:
        dep, up = g.dep[at], g.head[at]
        if dep in ("conj", "appos"):
            f.append(f"like:{dep}={lemma[up]}/{sort_of(page, up)}")
            at = up
            steps += 1
            continue
        way += f"{dep}>"
        if page.pos[up] == "ADP":
            way += f"{lemma[up]}>"
            at = up
            continue
        f += [f"g{steps}={way}{lemma[up]}", f"gs{steps}={way}{sort_of(page, up)}", f"gw{steps}={lemma[up]}"]
        if not steps:
            f += [f"gl={own}:{way}{lemma[up]}", f"gss={sort}:{way}{lemma[up]}", f"way={way}"]
        if page.pos[up] in _VERBS:
            _verb(page, up, way, f)
            break
        at = up
        steps += 1


def _verb(page: Page, verb: int, way: str, f: list[str]) -> None:
    g, lemma = page.grammar, page.lemma
    f += [f"v={lemma[verb]}", f"vt={g.tag[verb]}", f"vd={g.dep[verb]}"]
    for child in g.children[verb]:
        dep = g.dep[child]
        if dep in ("nsubj", "nsubjpass", "dobj", "agent", "prt"):
            f += [f"v:{dep}={lemma[child]}", f"v:{way}{dep}={sort_of(page, child)}"]
        if lemma[child] in _NEGATIONS or dep == "neg":
            f.append("negated")
        if g.tag[child] == "MD":
            f.append(f"modal={lemma[child]}")
    up = g.head[verb]
    if up != verb:
        f += [f"vv={g.dep[verb]}>{lemma[up]}"]


def _modifiers(page: Page, i: int, f: list[str]) -> None:
    g, lemma = page.grammar, page.lemma
    determined = "none"
    for child in g.children[i]:
        dep = g.dep[child]
        if dep == "punct":
            continue
        if dep in ("det", "poss", "nummod"):
            determined = f"{dep}:{lemma[child] if dep == 'det' else sort_of(page, child)}"
        f += [f"m:{dep}={lemma[child]}", f"ms:{dep}={sort_of(page, child)}"]
        if dep == "prep":
            f += [
                word
                for o in g.children[child]
                if g.dep[o] == "pobj"
                for word in (f"mp:{lemma[child]}={lemma[o]}", f"mps:{lemma[child]}={sort_of(page, o)}")
            ]
    f.append(f"det={determined}")


def _nearest(sight: Sight, i: int, sort: str, f: list[str]) -> None:
    """The sentence's triggers: the way to each, and whether there are any."""
    g = sight.page.grammar
    triggers = sight.triggers[g.sentence[i]]
    f.append(f"T={min(len(triggers), 3)}")
    for token, kind in sorted(triggers, key=lambda t: (abs(t[0] - i), t[0]))[:_NEAREST]:
        if token == i:
            f.append(f"Tself={kind}")
            continue
        word = sight.page.lemma[token]
        way = sight.paths.way(token, i)
        text = way.text if way is not None and len(way) <= 6 else "far"
        f += [f"Tk={kind}:{text}", f"Tw={word}:{text}", f"Ts={kind}:{sort}:{text}", f"Tn={kind}"]
        f.append(f"Td={kind}:{'-' if token > i else '+'}{_step(abs(token - i))}")


def _time_word(page: Page, i: int) -> str:
    """A word of a time expression: years and other numbers by their form only."""
    word = page.grammar.lower[i]
    if not word[:1].isdigit():
        return word
    return "year" if len(word) == 4 and word.startswith(("19", "20")) else "number"


def _step(n: int) -> int:
    return n if n < 4 else 4 if n < 7 else 7 if n < 12 else 12 if n < 25 else 25


def sort_of(page: Page, i: int) -> str:
    """What sort of thing a token names: a place, its noun classes, an entity label, else its part of speech."""
    if page.place_at[i] >= 0:
        return "PLACE"
    classes = page.classes[i]
    if classes:
        return f"c{int(classes)}"
    if page.time_at[i] >= 0:
        return "TIME"
    return page.entity[i] or page.pos[i]


def dense(sight: Sight, tokens: list[int]) -> Floats:
    """Contextual rows of the head and its governor; word vectors of the head, its governor and the verb over it."""
    page = sight.page
    at = np.array(tokens, dtype=np.int64)
    up = np.array([_content_above(page, i) for i in tokens], dtype=np.int64)
    verb = np.array([sight.paths.verb_above(i, itself=False) for i in tokens], dtype=np.int64)
    return np.hstack([page.tensor[at], page.tensor[up], page.vectors[at], page.vectors[up], page.vectors[verb]])


def _content_above(page: Page, i: int) -> int:
    head = page.grammar.head
    at = head[i]
    while page.pos[at] == "ADP" and head[at] != at:
        at = head[at]
    return at
