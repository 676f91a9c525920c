"""Train the two deciders of attribution on PolNeAR: which tokens are cues, and what their spans are.

    python -m training.attribution --polnear DIR

Writes ``cue_heads.txt``, ``cues.npz`` and ``spans.npz`` beside the code that loads them.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from contested.learned import Floats, Network
from contested.read.attribution import dense as dense_features
from contested.read.attribution.cue_features import candidates, features
from contested.read.attribution.pair_features import local, pair_rows, window
from contested.read.attribution.spans import LABELS
from training.attribution_corpus import Example, examples
from training.network import Settings, train, vocabulary

FOLDER = Path(__file__).parent.parent / "contested" / "read" / "attribution"
CUES = Settings(hidden=(96,), epochs=8, batch=512, rate=2e-3, decay=1e-3, dropout=0.4)
SPANS = Settings(hidden=(128,), epochs=5, batch=1024, rate=2e-3, decay=1e-4, dropout=0.2)


def heads(articles: Sequence[Example], *, at_least: int = 2) -> str:
    """The list of cue heads seen at least so often and in at least two of a hundred of their uses."""
    seen: Counter[tuple[str, str]] = Counter()
    used: Counter[tuple[str, str]] = Counter()
    for e in articles:
        g = e.grammar
        used.update((lemma, tag[:2]) for lemma, tag in zip(g.lemma, g.tag, strict=True))
        for marked in e.marked[:1]:
            seen.update({(g.lemma[t.head], g.tag[t.head][:2]) for t in marked})
    keep = sorted(k for k, n in seen.items() if n >= at_least and n >= 0.01 * used[k] and k[0].strip())
    return "# Lemma and word class of cue heads in the training corpus.\n" + "".join(f"{a}\t{b}\n" for a, b in keep)


def cue_model(articles: Sequence[Example], settings: Settings = CUES) -> Network:
    """Is this token the head of a cue?"""
    rows: list[list[str]] = []
    blocks: list[Floats] = []
    gold: list[int] = []
    for e in articles:
        tokens = candidates(e.grammar)
        positive = {t.head for marked in e.marked[:1] for t in marked}
        rows += [[sys.intern(f) for f in features(e.grammar, t)] for t in tokens]
        gold += [int(t in positive) for t in tokens]
        blocks.append(cue_dense(e, tokens))
    vocab = vocabulary(rows, at_least=6)
    return train(np.concatenate(blocks), rows, np.array(gold), ("no", "cue"), settings, vocab=vocab)


def cue_dense(e: Example, tokens: list[int]) -> Floats:
    return dense_features.of_cues(e.grammar.doc, e.grammar.head, tokens)


def span_model(articles: Sequence[Example], settings: Settings = SPANS) -> Network:
    """Which part of the attribution is this token, seen from its cue?"""
    rows: list[list[str]] = []
    blocks: list[Floats] = []
    gold: list[int] = []
    for e in articles:
        g = e.grammar
        padded = dense_features.tensor(g.doc)
        for marked in e.marked[:1]:
            for mark in marked:
                tokens = window(g, mark.head)
                own = local(g, tokens)
                rows += [[sys.intern(f) for f in row] for row in pair_rows(g, mark.head, tokens, own)]
                gold += [mark.label(t, tokens[i - 1] if i else None) for i, t in enumerate(tokens)]
                blocks.append(dense_features.of_pairs(padded, mark.head, tokens))
    vocab = vocabulary(rows, at_least=30)
    return train(np.concatenate(blocks), rows, np.array(gold), LABELS, settings, vocab=vocab)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True)
    options = parser.parse_args(arguments)
    articles = list(examples(options.polnear / "train"))
    (FOLDER / "cue_heads.txt").write_text(heads(articles), encoding="utf-8")
    cue_model(articles).save(FOLDER / "cues.npz")
    span_model(articles).save(FOLDER / "spans.npz")


if __name__ == "__main__":
    main()
