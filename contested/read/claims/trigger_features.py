"""What the trigger model sees of a token: names of sparse features, and a dense row.

Used alike by ``triggers`` (reading) and ``training/triggers.py`` (learning).
"""

from __future__ import annotations

import numpy as np

from contested.learned import Floats
from contested.read.claims.page import Page

_CONTENT = ("dobj", "pobj", "nsubj", "nsubjpass", "compound", "prep", "amod", "conj")


def candidates(page: Page) -> list[int]:
    """Tokens that can head a trigger: what the lexicon names, and any verb, outside page furniture."""
    pos, skip, hits = page.pos, page.skip.tolist(), page.hits
    return [i for i in range(len(pos)) if not skip[i] and (pos[i] == "VERB" or i in hits)]


def rows(page: Page, tokens: list[int]) -> list[list[str]]:
    """Sparse features, one list a token."""
    return [_row(page, i) for i in tokens]


def _row(page: Page, i: int) -> list[str]:
    g, lemma, pos = page.grammar, page.lemma, page.pos
    own, h = lemma[i], g.head[i]
    above = lemma[h]
    f = [
        f"l={own}", f"t={g.tag[i]}", f"d={g.dep[i]}", f"lp={own}/{pos[i]}", f"hl={above}", f"hp={pos[h]}",
        f"dh={g.dep[i]}>{above}", f"lh={own}>{above}", f"s={g.lower[i][-3:]}", f"w={g.lower[i]}",
    ]  # fmt: skip
    if i:
        f += [f"-1={lemma[i - 1]}", f"-1l={lemma[i - 1]}_{own}"]
    if i > 1:
        f.append(f"-2={lemma[i - 2]}")
    if i + 1 < len(pos):
        f += [f"+1={lemma[i + 1]}", f"l+1={own}_{lemma[i + 1]}"]
    if i + 2 < len(pos):
        f.append(f"+2={lemma[i + 2]}")
    f.append(f"hhl={above}<{lemma[g.head[h]]}" if pos[h] == "ADP" else f"hh={lemma[g.head[h]]}")
    for k in g.children[i]:
        if g.dep[k] != "punct":
            _child(page, i, k, f)
    _lexicon(page, i, f)
    f.append(_sort(page, h) + "<h")
    if page.headline[i]:
        f.append("headline")
    return f


def _child(page: Page, i: int, k: int, f: list[str]) -> None:
    g, lemma = page.grammar, page.lemma
    dep, own = g.dep[k], lemma[i]
    f += [
        f"k:{dep}={lemma[k]}",
        f"lk={own}:{dep}",
        f"kd={dep}",
        f"lkl={own}:{dep}={lemma[k]}",
        f"ks:{dep}={_sort(page, k)}",
    ]
    if dep in ("prep", "agent"):
        for o in g.children[k]:
            if g.dep[o] == "pobj":
                sort = _sort(page, o)
                f += [f"p:{lemma[k]}={lemma[o]}", f"ps:{lemma[k]}={sort}", f"lps={own}:{lemma[k]}={sort}"]


def _sort(page: Page, i: int) -> str:
    """What sort of thing a token names: a place, a noun class, an entity label, else its part of speech."""
    if page.place_at[i] >= 0:
        return "PLACE"
    classes = page.classes[i]
    if classes:
        return f"c{int(classes)}"
    if page.time_at[i] >= 0:
        return "TIME"
    return page.entity[i] or page.pos[i]


def _lexicon(page: Page, i: int, f: list[str]) -> None:
    hits = page.hits.get(i)
    if not hits:
        f.append("lex=none")
        return
    best = hits[0]
    for hit in hits:
        step = min(9, int(hit.weight * 10))
        f += [f"x={hit.kind}", f"x={hit.kind}:{step}", f"xf={hit.kind}:{hit.fit}", f"xr={hit.frame.name}"]
        if hit.weight > best.weight:
            best = hit
    f.append(f"xb={best.kind}:{min(9, int(best.weight * 10))}:{len(best.words) > 1}")


def dense(page: Page, tokens: list[int]) -> Floats:
    """Dense rows: contextual rows of the token, its governor, neighbours and children; word vectors likewise."""
    at = np.array(tokens, dtype=np.int64)
    head = np.array(page.grammar.head, dtype=np.int64)[at] if tokens else at
    tensor, vectors = page.tensor, page.vectors
    count = len(page.grammar)
    following = np.where(at + 1 < count, at + 1, -1)
    children, words = _below(page)
    parts = [
        tensor[at], tensor[head], tensor[at - 1], tensor[following], children[at],
        vectors[at], vectors[head], words[at], _around(page)[at],
    ]  # fmt: skip
    return np.hstack(parts)


def _below(page: Page) -> tuple[Floats, Floats]:
    """For each token the mean contextual row of its children, and the sum of its main children's word vectors."""
    g = page.grammar
    count = len(g)
    rows = np.zeros((count, page.tensor.shape[1]), dtype=np.float32)
    words = np.zeros((count, page.vectors.shape[1]), dtype=np.float32)
    if not count:
        return rows, words
    head, own = np.array(g.head), np.arange(count)
    real = (head != own) & (np.array(g.dep) != "punct")
    np.add.at(rows, head[real], page.tensor[own[real]])
    rows /= np.maximum(np.bincount(head[real], minlength=count), 1)[:, None].astype(np.float32)
    main = real & np.isin(np.array(g.dep), _CONTENT)
    np.add.at(words, head[main], page.vectors[own[main]])
    return rows, words


def _around(page: Page) -> Floats:
    """For each token the mean word vector of its sentence beside that of the report."""
    g = page.grammar
    count = len(g)
    width = page.vectors.shape[1]
    out = np.zeros((count, 2 * width), dtype=np.float32)
    if not count:
        return out
    sums = np.add.reduceat(page.vectors[:-1], g.starts, axis=0)
    sizes = (np.array(g.ends) - np.array(g.starts)).astype(np.float32)
    out[:, :width] = (sums / sizes[:, None])[np.array(g.sentence)]
    out[:, width:] = page.vectors[:-1].mean(axis=0)
    return out
