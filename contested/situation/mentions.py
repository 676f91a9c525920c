"""Which event mentions of many documents are of one happening: documents by topic first, then mentions within.

1. Documents are clustered by what they are about (tf-idf, average linkage): happenings of different stories are never
   compared, which keeps apart the many mentions that only share a word.
2. Within a cluster of documents every pair of mentions is scored by boosted trees over ``mention_features``
   (``mentions.npz``, made by ``training/eventcoref.py``).
3. Mentions are clustered by the scores (``clustering``: average linkage).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from contested.learned import Floats, Trees, sigmoid
from contested.read.means import hits_by_token
from contested.schema.triggers import match
from contested.situation.clustering import clusters
from contested.situation.mention_features import FEATURES, MentionView, lemma, pair_features, view

WEIGHTS = Path(__file__).with_name("mentions.npz")
TOPIC_FROM = 0.18
"""The mean tf-idf cosine from which documents are of one story; chosen on the training topics."""
SAME_FROM = 0.36
"""The mean probability from which mentions are of one happening; chosen on the training topics."""
_COMPARED_FROM = 0.03


@dataclass(frozen=True)
class MentionDocument:
    """A parsed document with the mentions to cluster: their ids and token spans."""

    doc: Doc
    mentions: tuple[tuple[str, tuple[int, int]], ...]


@cache
def scorer() -> Trees:
    """The trained scorer of pairs; raises DataFileError when its file is missing."""
    return Trees.load(WEIGHTS)


def inverse_frequencies(bags: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """ln(documents / documents with the word) + 1 of every word."""
    counted = Counter(word for bag in bags for word in bag)
    return {word: math.log(len(bags) / n) + 1.0 for word, n in counted.items()}


def bag_of(doc: Doc) -> Counter[str]:
    """A document's content words by lemma."""
    return Counter(lemma(t) for t in doc if t.is_alpha and not t.is_stop and len(t) > 2)


def likenesses(bags: Sequence[Mapping[str, int]], idf: Mapping[str, float]) -> Floats:
    """The tf-idf cosines between documents (sublinear term frequencies)."""
    words = {word: n for n, word in enumerate(sorted(idf))}
    table = np.zeros((len(bags), len(words)), np.float32)
    for row, bag in enumerate(bags):
        for word, n in bag.items():
            table[row, words[word]] = (1.0 + math.log(n)) * idf[word]
    sizes = np.linalg.norm(table, axis=1, keepdims=True)
    table /= np.where(sizes == 0, 1, sizes)
    cosines: Floats = table @ table.T
    return cosines


def stories(cosines: Floats, *, same_from: float = TOPIC_FROM) -> list[tuple[int, ...]]:
    """Documents (by number) by story."""
    pairs = {
        (a, b): float(cosines[a, b]) - same_from
        for a, b in combinations(range(len(cosines)), 2)
        if cosines[a, b] >= _COMPARED_FROM
    }
    return clusters(range(len(cosines)), pairs, unlike=-same_from)


def views_of(documents: Sequence[MentionDocument], idf: Mapping[str, float]) -> dict[str, MentionView]:
    """The views of all mentions by id."""
    found = {}
    for number, document in enumerate(documents):
        if not document.mentions:
            continue
        hits = hits_by_token(match(document.doc))
        for id_, span in document.mentions:
            found[id_] = view(document.doc, span, number=number, hits=hits, idf=idf)
    return found


def pairs_of(
    ids: Sequence[str], views: Mapping[str, MentionView], cosines: Floats, idf: Mapping[str, float]
) -> tuple[list[tuple[str, str]], Floats]:
    """All pairs of some mentions with their features."""
    in_documents: dict[str, set[int]] = defaultdict(set)
    for id_ in ids:
        in_documents[views[id_].lemma].add(views[id_].doc)
    total = len({views[id_].doc for id_ in ids})
    spread = {word: len(docs) / total for word, docs in in_documents.items()}
    pairs = list(combinations(sorted(ids), 2))
    rows = [
        pair_features(
            views[a], views[b], documents=float(cosines[views[a].doc, views[b].doc]), rarity=idf, spread=spread
        )
        for a, b in pairs
    ]
    return pairs, np.array(rows, np.float32).reshape(len(pairs), len(FEATURES))


def coreferent(
    documents: Sequence[MentionDocument],
    *,
    groups: Iterable[Sequence[int]] | None = None,
    model: Trees | None = None,
    same_from: float = SAME_FROM,
) -> list[tuple[str, ...]]:
    """The mentions of all documents by happening. ``groups``: documents (by number) compared with each other; by
    default those of one story."""
    bags = [bag_of(document.doc) for document in documents]
    idf = inverse_frequencies(bags)
    cosines = likenesses(bags, idf)
    views = views_of(documents, idf)
    trees = model or scorer()
    found: list[tuple[str, ...]] = []
    for group in groups if groups is not None else stories(cosines):
        ids = [id_ for n in group for id_, _ in documents[n].mentions]
        pairs, features = pairs_of(ids, views, cosines, idf)
        chances = sigmoid(trees.scores(features))[:, 0] if pairs else np.zeros(0, np.float32)
        scores = {pair: float(chance) - same_from for pair, chance in zip(pairs, chances, strict=True)}
        found += clusters(ids, scores)
    return sorted(found)
