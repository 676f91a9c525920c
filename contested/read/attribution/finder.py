"""Attributions by the trained deciders: cue heads first, then the spans around each."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from contested.learned import Bags, Floats, Network, softmax
from contested.read.attribution import dense
from contested.read.attribution.cue_features import candidates, features
from contested.read.attribution.found import CueClass, FoundAttribution, TokenSpan
from contested.read.attribution.grammar import Grammar
from contested.read.attribution.lexicon import lexicon
from contested.read.attribution.pair_features import local, pair_rows, window
from contested.read.attribution.refine import refined_rows
from contested.read.attribution.spans import CueSpans, decode, to_spans
from contested.read.attribution.strength import strength_of
from contested.read.attribution.whole import inverted, unbroken, whole_source

DOUBT = 0.15
"""Cues less likely than this are not looked at."""

_CLASSES: dict[str, CueClass] = {"VB": "verb", "NN": "noun", "IN": "preposition", "RB": "adverb", "JJ": "adjective"}


@dataclass(frozen=True)
class CueGuess:
    """A token that may head a cue, and how likely it does."""

    head: int
    score: float


@cache
def _network(name: str) -> Network:
    with as_file(files("contested.read.attribution").joinpath(f"{name}.npz")) as path:
        return Network.load(path)


def guess_cues(g: Grammar, *, skip: Container[int] = (), network: Network | None = None) -> list[CueGuess]:
    """The tokens that may head a cue, in text order."""
    tokens = [t for t in candidates(g) if t not in skip]
    if not tokens:
        return []
    scores = (network or _network("cues")).scores(
        dense.of_cues(g.doc, g.head, tokens), [features(g, t) for t in tokens]
    )
    likely = softmax(scores)[:, 1].tolist()
    return [CueGuess(t, p) for t, p in zip(tokens, likely, strict=True) if p >= DOUBT]


def spans_of(g: Grammar, heads: list[int]) -> list[CueSpans]:
    """The spans of each cue."""
    if not heads:
        return []
    windows = [window(g, head) for head in heads]
    likely = first_look(g, heads, windows)
    second = softmax(_network("refine").scores_of_bags(refined_rows(g, windows, likely), _no_names(len(likely))))
    best = decode(np.log(second + 1e-9), [len(tokens) for tokens in windows])
    flat = [label for labels in best for label in labels]
    starts = np.cumsum([0, *(len(tokens) for tokens in windows[:-1])])
    weakest = np.minimum.reduceat(second[np.arange(len(flat)), flat], starts).tolist()
    return [to_spans(t, labels, certainty=c) for t, labels, c in zip(windows, best, weakest, strict=True)]


def first_look(g: Grammar, heads: list[int], windows: list[list[int]], *, network: Network | None = None) -> Floats:
    """The probability of each label for the tokens of all windows, each token by itself."""
    own = local(g, sorted({t for tokens in windows for t in tokens}))
    padded = dense.tensor(g.doc)
    rows = [row for head, tokens in zip(heads, windows, strict=True) for row in pair_rows(g, head, tokens, own)]
    blocks = [dense.of_pairs(padded, head, tokens) for head, tokens in zip(heads, windows, strict=True)]
    return softmax((network or _network("spans")).scores(np.concatenate(blocks), rows))


def _no_names(count: int) -> Bags:
    """Rows without named features: only the constant."""
    return Bags(np.zeros(count, dtype=np.int32), np.arange(count, dtype=np.int32))


def by_model(g: Grammar, *, skip: Container[int] = ()) -> list[FoundAttribution]:
    """All attributions with a cue, doubtful ones among them, in text order of the cues."""
    guesses = guess_cues(g, skip=skip)
    found = []
    for guess, spans in zip(guesses, spans_of(g, [c.head for c in guesses]), strict=True):
        if not spans.content:
            continue
        head = guess.head
        cue = _cue(spans.cue, head)
        word_class = _CLASSES.get(g.tag[head][:2], "verb")
        if g.lower[head] == "according":
            word_class = "preposition"
        entry = lexicon().get((g.lemma[head], word_class))
        source, content = whole_source(g, _nearest(spans.source, head), cue), unbroken(g, spans, head)
        turned = inverted(g, cue, content)
        if turned is not None:
            source, content = (turned[0],), (turned[1],)
        strength = strength_of(g, head, entry)
        found.append(
            FoundAttribution(
                source, cue, head, g.lemma[head], word_class, strength, content, guess.score, spans.certainty
            )
        )
    return found


def _nearest(pieces: tuple[TokenSpan, ...], head: int) -> tuple[TokenSpan, ...]:
    """Of a source in several pieces the one that stands nearest to the cue."""
    return (min(pieces, key=lambda p: min(abs(p[0] - head), abs(p[1] - head))),) if pieces else ()


def _cue(pieces: tuple[TokenSpan, ...], head: int) -> TokenSpan:
    return next(((a, b) for a, b in pieces if a <= head < b), (head, head + 1))


def forget() -> None:
    """Drop loaded weights, so that new ones are read (training only)."""
    _network.cache_clear()
