"""Train the two deciders of attribution on PolNeAR: which tokens are cues, and what their spans are.

    python -m training.attribution --polnear DIR

Writes ``cue_heads.txt``, ``cues.npz`` and ``spans.npz`` beside the code that loads them.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from contested.learned import Floats, Network, Vocabulary
from contested.read.attribution import dense as dense_features
from contested.read.attribution import finder
from contested.read.attribution.cue_features import candidates, features, known_heads
from contested.read.attribution.finder import first_look
from contested.read.attribution.grammar import Grammar
from contested.read.attribution.lexicon import lexicon
from contested.read.attribution.pair_features import local, pair_rows, window
from contested.read.attribution.refine import refined_rows
from contested.read.attribution.spans import LABELS
from training.attribution_corpus import Example, examples
from training.network import Settings, train, vocabulary
from training.speaker import Document, documents, together

FOLDER = Path(__file__).parent.parent / "contested" / "read" / "attribution"
SEEDS = (0, 1)
CUES = Settings(hidden=(72,), epochs=6, batch=512, rate=2e-3, decay=1e-3, dropout=0.45)
SPANS = Settings(hidden=(112,), epochs=4, batch=1024, rate=2e-3, decay=1e-4, dropout=0.3)
REFINE = Settings(hidden=(48,), epochs=10, batch=512, rate=2e-3, decay=1e-4, dropout=0.1, dropout_dense=0.0)


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


@dataclass(frozen=True)
class WarCues:
    """Tokens of one labelled war report that are surely a cue's head, or surely none."""

    grammar: Grammar
    tokens: tuple[int, ...]
    heads: frozenset[int]


ACTS = frozenset(
    ("attack", "clash", "capture", "retreat", "hold", "advance", "besiege", "deploy", "casualties", "displacement")
)


def war_cues(document: Document) -> WarCues:
    """What the labelled claims of a report tell of its cues.

    A found attribution whose source is labelled as the speaker of a claim in its content has a true cue;
    the trigger of an act of war is none, unless the lexicon of reporting words has it.
    """
    g = document.grammar
    known = {lemma for lemma, _ in lexicon()}
    able = set(candidates(g))
    heads = set()
    for a in document.attributions:
        spoken = [
            speaker["o"]
            for claim in document.claims
            if a.head is not None and a.head != claim.trigger and a.covers(claim.trigger)
            for speaker in claim.labels[0]["speaker"]
        ]
        if a.head is not None and any(document.overlaps(s, o) for s in a.sources for o in spoken):
            heads.add(a.head)
    acts = {c.trigger for c in document.claims if c.kind in ACTS and g.lemma[c.trigger] not in known}
    return WarCues(g, tuple(sorted((heads | acts) & able)), frozenset(heads))


def cue_model(articles: Sequence[Example], war: Sequence[WarCues] = (), settings: Settings = CUES) -> Network:
    """Is this token the head of a cue?"""
    rows: list[list[str]] = []
    blocks: list[Floats] = []
    gold: list[int] = []
    for e in articles:
        tokens = candidates(e.grammar)
        positive = {t.head for marked in e.marked[:1] for t in marked}
        rows += [[sys.intern(f) for f in features(e.grammar, t)] for t in tokens]
        gold += [int(t in positive) for t in tokens]
        blocks.append(dense_features.of_cues(e.grammar.doc, e.grammar.head, tokens))
    for w in war:
        tokens = list(w.tokens)
        rows += [features(w.grammar, t) for t in tokens]
        gold += [int(t in w.heads) for t in tokens]
        blocks.append(dense_features.of_cues(w.grammar.doc, w.grammar.head, tokens))
    vocab = vocabulary(rows, at_least=6)
    dense, numbers = np.concatenate(blocks), np.array(gold)
    return together(
        [train(dense, rows, numbers, ("no", "cue"), replace(settings, seed=seed), vocab=vocab) for seed in SEEDS]
    )


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
    vocab = vocabulary(rows, at_least=10)
    return train(np.concatenate(blocks), rows, np.array(gold), LABELS, settings, vocab=vocab)


def refine_model(articles: Sequence[Example], first: Network, settings: Settings = REFINE) -> Network:
    """The second look, on articles the first look's network was not trained on."""
    blocks: list[Floats] = []
    gold: list[int] = []
    for e in articles:
        marks = [mark for marked in e.marked[:1] for mark in marked]
        if not marks:
            continue
        windows = [window(e.grammar, mark.head) for mark in marks]
        likely = first_look(e.grammar, [mark.head for mark in marks], windows, network=first)
        blocks.append(refined_rows(e.grammar, windows, likely))
        for mark, tokens in zip(marks, windows, strict=True):
            gold += [mark.label(t, tokens[i - 1] if i else None) for i, t in enumerate(tokens)]
    dense = np.concatenate(blocks)
    return train(dense, [()] * len(dense), np.array(gold), LABELS, settings, vocab=Vocabulary(()))


def main(arguments: Sequence[str] | None = None) -> None:
    """Train all three; the labelled war reports, when given, teach the cues what is no report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--reports", type=Path)
    options = parser.parse_args(arguments)
    articles = list(examples(options.polnear / "train"))
    whole = [e for i, e in enumerate(articles) if i % 2 == 0]
    (FOLDER / "cue_heads.txt").write_text(heads(whole), encoding="utf-8")
    known_heads.cache_clear()
    first, second = split(articles)
    network = span_model(first)
    network.save(FOLDER / "spans.npz", eight_bit=True)
    refine_model(second, network).save(FOLDER / "refine.npz")
    mixed = [e for i, e in enumerate(articles) if i % 2 == 0 or i % 4 == 1]
    cue_model(mixed).save(FOLDER / "cues.npz", eight_bit=True)
    if options.gold and options.reports:
        finder.forget()
        war = [war_cues(d) for d in documents(options.gold, options.reports)]
        cue_model(mixed, war).save(FOLDER / "cues.npz", eight_bit=True)


def split(articles: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Articles for the first look at spans (half of the bare copies), and every seventh for the second."""
    first = [e for i, e in enumerate(articles) if i // 2 % 7 != 6 and (i % 2 == 0 or i // 2 % 2 == 0)]
    return first, [e for i, e in enumerate(articles) if i // 2 % 7 == 6]


if __name__ == "__main__":
    main()
