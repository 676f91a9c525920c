"""Agglomerative clustering of a sparse graph: average linkage, with pairs that must and pairs that must never meet.

Deterministic whatever the order of what is given.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", str, int)

UNLIKE = -1.0
"""What a pair that was not compared counts in the average."""


def parts(nodes: Iterable[Node], pairs: Iterable[tuple[Node, Node]]) -> list[tuple[Node, ...]]:
    """The connected parts of a graph, each sorted, in order of their first node."""
    near: dict[Node, list[Node]] = {node: [] for node in nodes}
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    seen: set[Node] = set()
    found = []
    for node in sorted(near):
        if node in seen:
            continue
        seen.add(node)
        part, stack = [], [node]
        while stack:
            at = stack.pop()
            part.append(at)
            for other in near[at]:
                if other not in seen:
                    seen.add(other)
                    stack.append(other)
        found.append(tuple(sorted(part)))
    return found


def clusters(
    nodes: Collection[Node],
    scores: Mapping[tuple[Node, Node], float],
    *,
    threshold: float = 0.0,
    must: Collection[tuple[Node, Node]] = (),
    never: Collection[tuple[Node, Node]] = (),
    unlike: float = UNLIKE,
) -> list[tuple[Node, ...]]:
    """The clusters of nodes, each sorted, in order of their first node.

    ``scores`` are those of compared pairs; two clusters are joined, the most alike first, while the mean over all
    their pairs is at least ``threshold``; pairs without a score count as ``unlike``. ``must`` pairs are joined first,
    whatever their score; ``never`` pairs never are, unless they must.
    """
    ordered = sorted(nodes)
    number = {node: n for n, node in enumerate(ordered)}
    numbered = {(number[a], number[b]): score for (a, b), score in scores.items()}
    state = _State(len(ordered), numbered, threshold, unlike)
    for a, b in sorted(must):
        state.join(number[a], number[b])
    state.forbid((number[a], number[b]) for a, b in never)
    state.run()
    return [tuple(ordered[n] for n in members) for members in state.found()]


class _State:
    """Clusters so far, by their least member, with the summed scores between them."""

    def __init__(self, size: int, scores: Mapping[tuple[int, int], float], threshold: float, unlike: float) -> None:
        self.members: dict[int, list[int]] = {node: [node] for node in range(size)}
        self.root = list(range(size))
        self.sums: dict[int, dict[int, tuple[float, int]]] = {node: {} for node in range(size)}
        self.never: dict[int, set[int]] = {node: set() for node in range(size)}
        self.threshold, self.unlike = threshold, unlike
        for (a, b), score in scores.items():
            self.sums[a][b] = self.sums[b][a] = (score, 1)

    def found(self) -> list[list[int]]:
        """The clusters, each sorted, by their first member."""
        return sorted(sorted(members) for members in self.members.values())

    def mean(self, a: int, b: int) -> float:
        """The mean score over all pairs between two clusters."""
        total, count = self.sums[a][b]
        size = len(self.members[a]) * len(self.members[b])
        return (total + self.unlike * (size - count)) / size

    def forbid(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Keep the clusters of these pairs apart."""
        for a, b in pairs:
            x, y = self.root[a], self.root[b]
            if x != y:
                self.never[x].add(y)
                self.never[y].add(x)

    def join(self, a: int, b: int) -> int:
        """Join the clusters of two nodes; gives the root of the joined one."""
        x, y = sorted((self.root[a], self.root[b]))
        if x == y:
            return x
        for node in self.members[y]:
            self.root[node] = x
        self.members[x] += self.members.pop(y)
        for other, (total, count) in self.sums.pop(y).items():
            del self.sums[other][y]
            if other != x:
                old = self.sums[x].get(other, (0.0, 0))
                self.sums[x][other] = self.sums[other][x] = (old[0] + total, old[1] + count)
        for other in self.never.pop(y):
            self.never[other].discard(y)
            if other != x:
                self.never[x].add(other)
                self.never[other].add(x)
        return x

    def run(self) -> None:
        """Join the most alike while any are alike enough; ties in order of the nodes."""
        heap = [
            (-mean, a, b)
            for a, near in self.sums.items()
            for b in near
            if a < b and (mean := self.mean(a, b)) >= self.threshold
        ]
        heapq.heapify(heap)
        while heap:
            least, a, b = heapq.heappop(heap)
            if a not in self.members or b not in self.members or b not in self.sums[a] or b in self.never[a]:
                continue
            if -self.mean(a, b) != least:
                continue  # an older mean; the newer one is in the heap too
            root = self.join(a, b)
            for other in self.sums[root]:
                x, y = sorted((root, other))
                mean = self.mean(x, y)
                if mean >= self.threshold:
                    heapq.heappush(heap, (-mean, x, y))
