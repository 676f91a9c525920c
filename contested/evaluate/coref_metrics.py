"""Coreference metrics over the same mentions: MUC, B-cubed, CEAF-e, and their mean, CoNLL F1.

MUC: Vilain et al. 1995; B-cubed: Bagga and Baldwin 1998; CEAF with the entity similarity phi-4: Luo 2005;
CoNLL F1: Pradhan et al. 2012. Clusters are sets of mention ids; singletons count, where the metric counts them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass

Clusters = Sequence[frozenset[Hashable]]


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1, each from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True)
class CorefScores:
    """The three metrics of one clustering."""

    muc: Score
    b3: Score
    ceaf_e: Score

    @property
    def conll(self) -> float:
        """CoNLL F1, from 0 to 1."""
        return (self.muc.f1 + self.b3.f1 + self.ceaf_e.f1) / 3


def score(gold: Iterable[Collection[Hashable]], found: Iterable[Collection[Hashable]]) -> CorefScores:
    """All metrics; both clusterings must be of the same mentions."""
    key, response = [frozenset(c) for c in gold if c], [frozenset(c) for c in found if c]
    return CorefScores(muc(key, response), b_cubed(key, response), ceaf_e(key, response))


def _index(clusters: Clusters) -> dict[Hashable, int]:
    return {mention: n for n, cluster in enumerate(clusters) for mention in cluster}


def muc(gold: Clusters, found: Clusters) -> Score:
    """Links: of each cluster its size less one, less the links that the other clustering breaks."""

    def part(own: Clusters, other: Clusters) -> float:
        at = _index(other)
        kept = sum(len(c) - len({at.get(m, m) for m in c}) for c in own)
        links = sum(len(c) - 1 for c in own)
        return kept / links if links else 0.0

    return Score(part(found, gold), part(gold, found))


def b_cubed(gold: Clusters, found: Clusters) -> Score:
    """By mention: the share of its cluster that the other clustering puts with it."""

    def part(own: Clusters, other: Clusters) -> float:
        at = _index(other)
        total = 0.0
        for cluster in own:
            together: dict[object, int] = defaultdict(int)
            for mention in cluster:
                together[at.get(mention, mention)] += 1
            total += sum(n * n for n in together.values()) / len(cluster)
        mentions = sum(map(len, own))
        return total / mentions if mentions else 0.0

    return Score(part(found, gold), part(gold, found))


def ceaf_e(gold: Clusters, found: Clusters) -> Score:
    """The best one-to-one pairing of clusters, a pair's worth being 2 |a & b| / (|a| + |b|)."""
    at = _index(found)
    worth: dict[int, dict[int, float]] = {}
    for g, cluster in enumerate(gold):
        shared: dict[int, int] = defaultdict(int)
        for mention in cluster:
            if mention in at:
                shared[at[mention]] += 1
        worth[g] = {f: 2 * n / (len(cluster) + len(found[f])) for f, n in shared.items()}
    total = sum(_best(rows, worth) for rows in _components(worth))
    return Score(total / len(found) if found else 0.0, total / len(gold) if gold else 0.0)


def _components(worth: dict[int, dict[int, float]]) -> list[list[int]]:
    """Gold clusters by connected part: clusters without a mention in common never pair with profit."""
    by_column: dict[int, list[int]] = defaultdict(list)
    for row, columns in worth.items():
        for column in columns:
            by_column[column].append(row)
    seen: set[int] = set()
    found = []
    for row in worth:
        if row in seen:
            continue
        seen.add(row)
        part, stack = [], [row]
        while stack:
            at = stack.pop()
            part.append(at)
            for column in worth[at]:
                for other in by_column[column]:
                    if other not in seen:
                        seen.add(other)
                        stack.append(other)
        found.append(part)
    return found


def _best(rows: list[int], worth: dict[int, dict[int, float]]) -> float:
    """The most that a one-to-one pairing of these rows is worth (the Hungarian method)."""
    columns = sorted({column for row in rows for column in worth[row]})
    if not columns:
        return 0.0
    if len(rows) == 1 or len(columns) == 1:
        return max(worth[row].get(column, 0.0) for row in rows for column in columns)
    if len(rows) > len(columns):
        table = [[worth[row].get(column, 0.0) for row in rows] for column in columns]
    else:
        table = [[worth[row].get(column, 0.0) for column in columns] for row in rows]
    return _assignment(table)


def _assignment(table: list[list[float]]) -> float:
    """The greatest sum of one cell a row, no column twice; at least as many columns as rows. O(rows^2 columns)."""
    n, m = len(table), len(table[0])
    u, v = [0.0] * (n + 1), [0.0] * (m + 1)
    match, way = [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0], j0 = i, 0
        least, used = [float("inf")] * (m + 1), [False] * (m + 1)
        while True:
            used[j0] = True
            row, delta, j1 = match[j0], float("inf"), 0
            for j in range(1, m + 1):
                if not used[j]:
                    cost = -table[row - 1][j - 1] - u[row] - v[j]
                    if cost < least[j]:
                        least[j], way[j] = cost, j0
                    if least[j] < delta:
                        delta, j1 = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
            if match[j0] == 0:
                break
        while j0:
            match[j0], j0 = match[way[j0]], way[j0]
    return sum(table[match[j] - 1][j - 1] for j in range(1, m + 1) if match[j])
