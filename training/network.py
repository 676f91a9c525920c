"""Train `contested.learned.Network`s: mini-batch Adam in numpy, deterministic for a seed."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from contested.learned import Bags, Floats, Network, Vocabulary


@dataclass(frozen=True)
class Settings:
    """How a network is trained. ``multi``: independent yes/no classes (sigmoid) instead of one of many (softmax)."""

    hidden: tuple[int, ...] = (128,)
    epochs: int = 12
    batch: int = 128
    rate: float = 2e-3
    decay: float = 1e-4
    dropout: float = 0.3
    dropout_dense: float = 0.1
    dropout_sparse: float = 0.1
    multi: bool = False
    seed: int = 0
    smoothing: float = 0.0


def vocabulary(rows: Iterable[Iterable[str]], *, at_least: int = 3) -> Vocabulary:
    """The features that occur in at least so many rows, in alphabetical order."""
    counts = Counter(name for row in rows for name in set(row))
    return Vocabulary(tuple(sorted(name for name, n in counts.items() if n >= at_least)))


def merged(networks: Sequence[Network]) -> Network:
    """One network whose scores are the mean of those of several, which saw the same rows and have one hidden layer."""
    first, count = networks[0], len(networks)
    if any(n.vocabulary.names != first.vocabulary.names or len(n.layers) != 1 for n in networks):
        raise ValueError("only networks of one hidden layer over the same features can be merged")
    weights: Floats = (np.vstack([n.layers[0][0] for n in networks]) / count).astype(np.float32)
    bias: Floats = (np.sum([n.layers[0][1] for n in networks], axis=0) / count).astype(np.float32)
    return Network(
        first.vocabulary, first.classes, first.mean, first.scale,
        np.hstack([n.first_dense for n in networks]), np.hstack([n.first_sparse for n in networks]), ((weights, bias),),
    )  # fmt: skip


def csr(bags: Bags, width: int) -> sp.csr_matrix:
    """Bags as a matrix of ones (rows, width)."""
    ends = np.append(bags.starts, len(bags.ids)).astype(np.int64)
    return sp.csr_matrix((np.ones(len(bags.ids), dtype=np.float32), bags.ids, ends), shape=(len(bags), width))


def train(
    dense: Floats,
    rows: Sequence[Sequence[str]],
    gold: NDArray[np.generic],
    classes: Sequence[str],
    settings: Settings,
    *,
    vocab: Vocabulary | None = None,
    weights: Floats | None = None,
) -> Network:
    """A network for ``gold``: class numbers (one of many) or a 0/1 matrix (``multi``). ``weights``: one a row."""
    vocab = vocab or vocabulary(rows)
    return Trainer(dense, csr(vocab.bags(rows), len(vocab.names) + 1), gold, classes, settings, weights).run(vocab)


class Trainer:
    """One training run; made for one call of ``run``."""

    def __init__(
        self,
        dense: Floats,
        sparse: sp.csr_matrix,
        gold: NDArray[np.generic],
        classes: Sequence[str],
        settings: Settings,
        weights: Floats | None,
    ) -> None:
        self.s, self.classes = settings, tuple(classes)
        self.rng = np.random.default_rng(settings.seed)
        self.mean = dense.mean(axis=0).astype(np.float32) if dense.shape[1] else np.zeros(0, np.float32)
        spread = dense.std(axis=0) if dense.shape[1] else np.zeros(0, np.float32)
        self.scale = (1.0 / np.maximum(spread, 1e-2)).astype(np.float32)
        self.dense = ((dense - self.mean) * self.scale).astype(np.float32)
        self.sparse = sparse.tocsr()
        if settings.multi:
            self.target = gold.astype(np.float32)
        else:
            self.target = np.eye(len(classes), dtype=np.float32)[gold.astype(np.int64)]
            self.target = self.target * (1 - settings.smoothing) + settings.smoothing / len(classes)
        self.weights = np.ones(len(self.target), np.float32) if weights is None else weights.astype(np.float32)
        sizes = [*settings.hidden, len(classes)]
        width = self.dense.shape[1]
        self.p: list[Floats] = [
            self._draw(width, sizes[0], 1 / np.sqrt(max(width, 1))),
            self._draw(sparse.shape[1], sizes[0], 0.05),
        ]
        for a, b in itertools.pairwise(sizes):
            self.p += [self._draw(a, b, np.sqrt(2 / a)), np.zeros(b, np.float32)]
        self.m = [np.zeros_like(x) for x in self.p]
        self.v = [np.zeros_like(x) for x in self.p]
        self.step = 0

    def _draw(self, rows: int, columns: int, spread: float) -> Floats:
        return (self.rng.standard_normal((rows, columns)) * spread).astype(np.float32)

    def run(self, vocab: Vocabulary) -> Network:
        """Train for the set epochs; the rate falls to zero along a cosine."""
        n, batch = len(self.target), self.s.batch
        total = self.s.epochs * ((n + batch - 1) // batch)
        for _ in range(self.s.epochs):
            order = self.rng.permutation(n)
            for i in range(0, n, batch):
                self._update(order[i : i + batch], 0.5 * (1 + np.cos(np.pi * self.step / total)))
        layers = tuple((self.p[i], self.p[i + 1]) for i in range(2, len(self.p), 2))
        return Network(vocab, self.classes, self.mean, self.scale, self.p[0], self.p[1], layers)

    def _keep(self, shape: tuple[int, ...], rate: float) -> Floats:
        return ((self.rng.random(shape, dtype=np.float32) >= rate) / (1 - rate)).astype(np.float32)

    def _update(self, rows: NDArray[np.int64], pace: float) -> None:
        x = self.dense[rows]
        if self.s.dropout_dense:
            x = x * self._keep(x.shape, self.s.dropout_dense)
        z = self.sparse[rows]
        touched, columns = np.unique(z.indices, return_inverse=True)
        values = z.data * self._keep(z.data.shape, self.s.dropout_sparse) if self.s.dropout_sparse else z.data
        z = sp.csr_matrix((values, columns, z.indptr), shape=(len(rows), len(touched)))
        acts: list[Floats] = []
        masks: list[Floats] = []
        h = x @ self.p[0] + z @ self.p[1][touched]
        for i in range(2, len(self.p), 2):
            a = np.maximum(h, 0)
            mask = self._keep(a.shape, self.s.dropout)
            acts.append(a * mask)
            masks.append(mask * (h > 0))
            h = acts[-1] @ self.p[i] + self.p[i + 1]
        if self.s.multi:
            prob = 1 / (1 + np.exp(-np.clip(h, -30, 30)))
        else:
            e = np.exp(h - h.max(axis=1, keepdims=True))
            prob = e / e.sum(axis=1, keepdims=True)
        w = self.weights[rows]
        delta = ((prob - self.target[rows]) * w[:, None] / len(rows)).astype(np.float32)
        grads: list[Floats] = [np.zeros(0, np.float32)] * len(self.p)
        for k in range(len(acts) - 1, -1, -1):
            i = 2 + 2 * k
            grads[i], grads[i + 1] = acts[k].T @ delta, delta.sum(axis=0)
            delta = (delta @ self.p[i].T) * masks[k]
        grads[0] = x.T @ delta
        self._adam(grads, touched, z, delta, self.s.rate * pace)

    def _adam(
        self, grads: list[Floats], touched: NDArray[np.int64], z: sp.csr_matrix, delta: Floats, rate: float
    ) -> None:
        """Adam on every layer; of the sparse layer only the rows of features that the batch has."""
        self.step += 1
        fix1, fix2 = 1 - 0.9**self.step, 1 - 0.999**self.step
        for i, (p, m, v) in enumerate(zip(self.p, self.m, self.v, strict=True)):
            if i == 1:
                g = np.asarray(z.T @ delta)
                m1, v1 = 0.9 * m[touched] + 0.1 * g, 0.999 * v[touched] + 0.001 * g * g
                m[touched], v[touched] = m1, v1
                p[touched] -= rate * ((m1 / fix1) / (np.sqrt(v1 / fix2) + 1e-8) + self.s.decay * p[touched])
                continue
            g = grads[i]
            m += 0.1 * (g - m)
            v += 0.001 * (g * g - v)
            p -= rate * ((m / fix1) / (np.sqrt(v / fix2) + 1e-8) + self.s.decay * p)
