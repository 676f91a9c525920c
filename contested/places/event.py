"""The place of an event: which of the places found belongs to a verb.

A small network scores each place of the verb's sentence: the path between verb and place in the parse, what
stands on it, prepositions, order and distance, and the words' contextual vectors. It was trained on sentences
whose verb's place is labelled (event_location, MIT licence); the same features may serve other triggers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from contested.learned import Network, sigmoid
from contested.places.find import FoundPlace

Floats = NDArray[np.float32]
THRESHOLD = 0.3
DENSE = 9 + 3 * 96
_CLAUSES = frozenset({"advcl", "ccomp", "xcomp", "relcl", "acl", "conj", "parataxis", "csubj"})


def place_of_event(
    doc: Doc, verb_token: int, found: Sequence[FoundPlace], *, threshold: float = THRESHOLD
) -> FoundPlace | None:
    """The place where what a verb tells happened, among those of its sentence; None below ``threshold``."""
    sentence = doc[verb_token].sent
    here = [p for p in found if sentence.start <= p.start_token < sentence.end]
    if not here:
        return None
    scores = event_scores(doc, verb_token, [(p.start_token, p.end_token) for p in here])
    best = int(np.argmax(scores))
    return here[best] if scores[best] >= threshold else None


def event_scores(doc: Doc, verb_token: int, spans: Sequence[tuple[int, int]]) -> Floats:
    """For each span of tokens the belief, 0 to 1, that it is the place of what the verb tells."""
    if not spans:
        return np.zeros(0, dtype=np.float32)
    dense, sparse = event_features(doc, verb_token, spans)
    return sigmoid(_network().scores(dense, sparse)[:, 0])


@cache
def _network() -> Network:
    return Network.load(Path(__file__).parent / "data" / "event.npz")


def event_features(doc: Doc, verb_token: int, spans: Sequence[tuple[int, int]]) -> tuple[Floats, list[list[str]]]:
    """Dense rows, (spans, DENSE), and named features of each span for a verb."""
    verb = doc[verb_token]
    heads = [_head(doc, a, b) for a, b in spans]
    distances = [_distance(verb_token, a, b) for a, b in spans]
    ups = {t.i: n for n, t in enumerate([verb, *verb.ancestors])}
    paths = [_path(ups, verb, head) for head in heads]
    lengths = [len(p) for p in paths]
    dense = np.zeros((len(spans), DENSE), dtype=np.float32)
    sparse = []
    nearest, shortest = min(distances), min(lengths)
    for row, (a, b) in enumerate(spans):
        head, far, path = heads[row], distances[row], paths[row]
        dense[row, :9] = (
            np.log1p(far), len(path), far == nearest, len(path) == shortest, a < verb_token, len(spans),
            sum(d < far for d in distances), sum(n < len(path) for n in lengths), a / max(len(doc), 1),
        )  # fmt: skip
        dense[row, 9 : 9 + 96] = doc.tensor[verb_token]
        dense[row, 9 + 96 : 9 + 192] = doc.tensor[head.i]
        dense[row, 9 + 192 :] = doc.tensor[a - 1] if a else 0
        sparse.append(_named(doc, verb, head, a, b, path))
    return dense, sparse


def _head(doc: Doc, a: int, b: int) -> Token:
    for token in doc[a:b]:
        if token.head.i < a or token.head.i >= b or token.head.i == token.i:
            return token
    return doc[b - 1]


def _distance(verb: int, a: int, b: int) -> int:
    return a - verb if a > verb else verb - b + 1


def _path(ups: dict[int, int], verb: Token, place: Token) -> list[str]:
    """The arcs from the verb up to the common ancestor and down to the place."""
    down: list[str] = []
    token = place
    while token.i not in ups:
        down.append(f"v{token.dep_}" + (f":{token.lower_}" if token.dep_ in ("prep", "agent") else ""))
        if token.head.i == token.i:
            return ["none", *down]
        token = token.head
    up: list[str] = []
    walker = verb
    while walker.i != token.i:
        up.append(f"^{walker.dep_}")
        walker = walker.head
    return up + down[::-1]


def _named(doc: Doc, verb: Token, head: Token, a: int, b: int, path: list[str]) -> list[str]:
    bare = [p.split(":")[0] for p in path]
    words = [p.split(":")[1] for p in path if ":" in p]
    between = doc[min(verb.i, b) : max(verb.i, a)]
    row = [
        "path=" + "/".join(bare[:8]), "top=" + "/".join(bare[:3]), "end=" + "/".join(path[-3:]), f"dep={head.dep_}",
        f"verb={verb.lemma_.lower()}", f"tag={verb.tag_}", f"vdep={verb.dep_}",
        f"before={doc[a - 1].lower_ if a else '#'}",
        f"before2={doc[a - 2].lower_ if a > 1 else '#'}", f"after={doc[b].lower_ if b < len(doc) else '#'}",
        f"headlemma={head.head.lemma_.lower()}", f"first={a < verb.i}", f"up={sum(p[0] == '^' for p in path)}",
        f"down={sum(p[0] == 'v' for p in path)}", f"commas={min(3, sum(t.text == ',' for t in between))}",
        f"clauses={sum(p[1:] in _CLAUSES for p in bare)}", f"ent={head.ent_type_}",
        f"verbs={min(4, sum(t.pos_ == 'VERB' for t in between))}", f"said={any(t.lemma_ == 'say' for t in between)}",
    ]  # fmt: skip
    row += [f"on={w}" for w in words]
    row += [f"verb_on={verb.lemma_.lower()}_{words[0]}"] if words else []
    row += [f"to={b < len(doc) and doc[b].text == ','}_{a > 0 and doc[a - 1].text == ','}"]
    return row
