"""Whose claim it is: from the attributions of a report to the chain of speakers of each trigger."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from contested.learned import Floats, Network, softmax
from contested.read.attribution import dense
from contested.read.attribution.found import FoundAttribution, FoundSpeaker, TokenSpan
from contested.read.attribution.grammar import Grammar
from contested.read.attribution.speaker_features import Pair, pair_features, pairs

_ARTICLES = frozenset(("the", "a", "an"))
_EDGES = frozenset(("'s", "'", "’s", "’", ",", '"', "``", "''", ";", ":", "-", "(", ")", "”", "“"))
SPOKEN = 0.5
RELAYED = 0.5


@cache
def _network(name: str) -> Network:
    with as_file(files("contested.read.attribution").joinpath(f"{name}.npz")) as path:
        return Network.load(path)


def bare(g: Grammar, span: TokenSpan) -> TokenSpan:
    """The span by GUIDELINE: without article, final possessive and marks at its edges."""
    start, end = span
    while start + 1 < end and (g.lower[start] in _ARTICLES or g.lower[start] in _EDGES or g.lower[start].isspace()):
        start += 1
    while start + 1 < end and (g.lower[end - 1] in _EDGES or g.lower[end - 1].isspace()):
        end -= 1
    return start, end


def dense_rows(g: Grammar, own: Sequence[Pair]) -> Floats:
    """Dense features of pairs: the trigger and the cue in their contexts."""
    rows = dense.tensor(g.doc)
    at = np.array([p.trigger for p in own], dtype=np.int64)
    cue = np.array([_anchor(p.attribution) for p in own], dtype=np.int64)
    return np.hstack([rows[at + 1], rows[cue + 1]]) if len(own) else np.zeros((0, 2 * dense.TENSOR), np.float32)


def _anchor(a: FoundAttribution) -> int:
    return a.head if a.head is not None else a.content[0][0]


def relay_extra(p: Pair, first: Pair) -> list[str]:
    """How a possible relay stands to the first speaker's attribution."""
    a, b = p.attribution, first.attribution
    anchor = _anchor(b)
    within = any(s <= anchor < e for s, e in a.content)
    holds = any(s <= _anchor(a) < e for s, e in b.content)
    return [f"within={within}", f"within={within}|{holds}", f"rl={a.lemma}|{within}", f"fl={b.lemma}|{within}"]


def speakers(
    g: Grammar, triggers: Sequence[tuple[int, str]], attributions: Sequence[FoundAttribution]
) -> list[FoundSpeaker]:
    """The chain of each trigger: the likeliest attribution's sources, then the relays around it."""
    groups = [pairs(g, token, kind, attributions) for token, kind in triggers]
    flat = [p for group in groups for p in group]
    rows = [row for group in groups for row in pair_features(g, group)]
    spoken = _yes("speaker", dense_rows(g, flat), rows)
    chosen: list[int | None] = []
    relays: list[tuple[int, int]] = []
    at = 0
    for group in groups:
        likely = spoken[at : at + len(group)]
        best = int(np.argmax(likely)) if len(group) else -1
        chosen.append(at + best if len(group) and likely[best] >= SPOKEN else None)
        if chosen[-1] is not None:
            mine = group[best].attribution.sources[0]
            relays += [(at + best, at + i) for i, p in enumerate(group) if p.attribution.sources[0] != mine]
        at += len(group)
    extra = [rows[j] + relay_extra(flat[j], flat[i]) for i, j in relays]
    relayed = _yes("relay", dense_rows(g, [flat[j] for _, j in relays]), extra)
    outer: dict[int, list[FoundAttribution]] = {}
    for (i, j), likely_relay in zip(relays, relayed, strict=True):
        if likely_relay >= RELAYED:
            outer.setdefault(i, []).append(flat[j].attribution)
    return [_chain(g, flat[i].attribution, outer.get(i, [])) if i is not None else FoundSpeaker() for i in chosen]


def _yes(name: str, block: Floats, rows: list[list[str]]) -> Floats:
    if not rows:
        return np.zeros(0, np.float32)
    likely: Floats = softmax(_network(name).scores(block, rows))[:, 1]
    return likely


def _chain(g: Grammar, first: FoundAttribution, outer: list[FoundAttribution]) -> FoundSpeaker:
    chain: list[TokenSpan] = []
    for a in (first, *sorted(outer, key=lambda a: sum(e - s for s, e in a.content))):
        for span in a.sources:
            plain = bare(g, span)
            if not any(plain[0] < e and s < plain[1] for s, e in chain):
                chain.append(plain)
    return FoundSpeaker(tuple(chain), first.cue, first.strength, first)


def forget() -> None:
    """Drop loaded weights, so that new ones are read (training only)."""
    _network.cache_clear()
