"""Light trained models and their inference in plain numpy.

Three shapes, each loaded from one ``.npz`` that a script in ``training/`` wrote:

* ``Linear``: named sparse features to class scores (logistic regression);
* ``Network``: dense and named sparse features through hidden layers to class scores;
* ``Trees``: boosted regression trees over dense features.

Prediction is batched: one call a document, never one a token. Nothing here trains.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from contested.errors import DataFileError

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


def _open(path: Path) -> dict[str, NDArray[np.generic]]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            return {name: data[name] for name in data.files}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise DataFileError(f"{path}: cannot load these weights ({error}); reinstall contested") from error


def _write(path: Path, arrays: dict[str, NDArray[np.generic]]) -> None:
    """Write weights so that the same arrays give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(arrays):
            info = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as out:
                np.lib.format.write_array(out, np.ascontiguousarray(arrays[name]), allow_pickle=False)


def _names(names: Sequence[str]) -> NDArray[np.generic]:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def _read_names(data: NDArray[np.generic]) -> tuple[str, ...]:
    text = data.tobytes().decode()
    return tuple(text.split("\n")) if text else ()


def _small(array: Floats) -> NDArray[np.generic]:
    return array.astype(np.float16)


@dataclass(frozen=True)
class Bags:
    """Rows of sparse feature numbers, laid end to end; ``starts[i]`` is where row i begins."""

    ids: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True)
class Vocabulary:
    """The named sparse features a model knows; unknown ones are passed over."""

    names: tuple[str, ...]

    @cached_property
    def index(self) -> dict[str, int]:
        """Feature name to its number."""
        return {name: i for i, name in enumerate(self.names)}

    def bags(self, rows: Iterable[Iterable[str]]) -> Bags:
        """Feature names of each row to numbers; every row gets the constant feature (the last number)."""
        get = self.index.get
        constant = len(self.names)
        ids: list[int] = []
        starts: list[int] = []
        for row in rows:
            starts.append(len(ids))
            ids.append(constant)
            ids += [number for number in map(get, row) if number is not None]
        return Bags(np.array(ids, dtype=np.int32), np.array(starts, dtype=np.int32))


def _summed(weights: Floats, bags: Bags) -> Floats:
    """For each row the sum of its features' weight rows; ``weights`` ends with the constant's row."""
    if not len(bags):
        return np.zeros((0, weights.shape[1]), dtype=np.float32)
    summed: Floats = np.add.reduceat(weights[bags.ids], bags.starts, axis=0)
    return summed


def softmax(scores: Floats) -> Floats:
    """Class scores to probabilities, row by row."""
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = np.asarray(shifted / shifted.sum(axis=1, keepdims=True), dtype=np.float32)
    return result


def sigmoid(scores: Floats) -> Floats:
    """Scores to independent probabilities."""
    result: Floats = np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30))), dtype=np.float32)
    return result


@dataclass(frozen=True)
class Linear:
    """Named sparse features to one score a class. ``weights``: (features + 1, classes), last row the bias."""

    vocabulary: Vocabulary
    classes: tuple[str, ...]
    weights: Floats

    @classmethod
    def load(cls, path: Path) -> Linear:
        """Read the weights a training script saved; raises DataFileError."""
        data = _open(path)
        return cls(
            Vocabulary(_read_names(data["names"])), _read_names(data["classes"]), data["weights"].astype(np.float32)
        )

    def save(self, path: Path) -> None:
        """Write the weights (16-bit) to ``path``."""
        _write(
            path,
            {"names": _names(self.vocabulary.names), "classes": _names(self.classes), "weights": _small(self.weights)},
        )

    def scores(self, rows: Iterable[Iterable[str]]) -> Floats:
        """Raw scores, one row of classes for each row of feature names."""
        return _summed(self.weights, self.vocabulary.bags(rows))


@dataclass(frozen=True)
class Network:
    """Dense and sparse features through ReLU layers to one score a class.

    ``first_dense``: (dense, hidden); ``first_sparse``: (features + 1, hidden), last row the bias;
    ``layers``: (weights, bias) of each further layer, the last giving the class scores.
    ``mean`` and ``scale`` standardise the dense input: (x - mean) * scale.
    """

    vocabulary: Vocabulary
    classes: tuple[str, ...]
    mean: Floats
    scale: Floats
    first_dense: Floats
    first_sparse: Floats
    layers: tuple[tuple[Floats, Floats], ...]

    @classmethod
    def load(cls, path: Path) -> Network:
        """Read the weights a training script saved; raises DataFileError."""
        data = _open(path)
        floats = {k: v.astype(np.float32) for k, v in data.items() if k not in ("names", "classes")}
        count = sum(k.startswith("bias_") for k in floats)
        return cls(
            Vocabulary(_read_names(data["names"])),
            _read_names(data["classes"]),
            floats["mean"],
            floats["scale"],
            floats["first_dense"],
            floats["first_sparse"] * floats["first_sparse_scale"]
            if "first_sparse_scale" in floats
            else floats["first_sparse"],
            tuple((floats[f"weights_{i}"], floats[f"bias_{i}"]) for i in range(count)),
        )

    def save(self, path: Path, *, eight_bit: bool = False) -> None:
        """Write the weights (16-bit; standardisation 32-bit) to ``path``.

        ``eight_bit``: the sparse features' weights as 8-bit integers with one scale a feature, at half the size.
        """
        arrays: dict[str, NDArray[np.generic]] = {
            "names": _names(self.vocabulary.names),
            "classes": _names(self.classes),
            "mean": self.mean.astype(np.float32),
            "scale": self.scale.astype(np.float32),
            "first_dense": _small(self.first_dense),
            "first_sparse": _small(self.first_sparse),
        }
        if eight_bit:
            scale = np.maximum(np.abs(self.first_sparse).max(axis=1, keepdims=True), 1e-8) / 127
            arrays["first_sparse"] = np.round(self.first_sparse / scale).astype(np.int8)
            arrays["first_sparse_scale"] = scale.astype(np.float32)
        for i, (weights, bias) in enumerate(self.layers):
            arrays[f"weights_{i}"], arrays[f"bias_{i}"] = _small(weights), _small(bias)
        _write(path, arrays)

    def scores(self, dense: Floats, rows: Iterable[Iterable[str]]) -> Floats:
        """Raw scores for rows of dense input, (rows, dense), and as many rows of feature names."""
        return self.scores_of_bags(dense, self.vocabulary.bags(rows))

    def scores_of_bags(self, dense: Floats, bags: Bags) -> Floats:
        """Like ``scores`` with the feature names already numbered by ``vocabulary.bags``."""
        if not len(bags):
            return np.zeros((0, len(self.classes)), dtype=np.float32)
        hidden: Floats = _summed(self.first_sparse, bags)
        if self.first_dense.shape[0]:
            hidden += ((dense.astype(np.float32) - self.mean) * self.scale) @ self.first_dense
        for weights, bias in self.layers:
            hidden = (np.maximum(hidden, 0.0) @ weights + bias).astype(np.float32)
        return hidden


@dataclass(frozen=True)
class Trees:
    """Boosted trees, as scikit-learn's HistGradientBoosting grows them.

    Nodes of all trees are laid end to end; ``roots[t]`` is tree t's first node and ``outputs[t]``
    the class its leaves add to. A leaf is its own child. Missing values (NaN) go where
    ``missing_left`` says.
    """

    classes: tuple[str, ...]
    base: Floats
    roots: Ints
    outputs: Ints
    feature: Ints
    threshold: Floats
    left: Ints
    right: Ints
    missing_left: NDArray[np.bool_]
    value: Floats
    depth: int

    @classmethod
    def load(cls, path: Path) -> Trees:
        """Read the trees a training script saved; raises DataFileError."""
        d = _open(path)
        return cls(
            _read_names(d["classes"]), d["base"].astype(np.float32), d["roots"].astype(np.int32),
            d["outputs"].astype(np.int32), d["feature"].astype(np.int32), d["threshold"].astype(np.float32),
            d["left"].astype(np.int32), d["right"].astype(np.int32), d["missing_left"].astype(np.bool_),
            d["value"].astype(np.float32), int(d["depth"].item()),
        )  # fmt: skip

    def save(self, path: Path) -> None:
        """Write the trees to ``path``."""
        _write(
            path,
            {
                "classes": _names(self.classes), "base": self.base, "roots": self.roots, "outputs": self.outputs,
                "feature": self.feature.astype(np.int16), "threshold": self.threshold, "left": self.left,
                "right": self.right, "missing_left": self.missing_left, "value": self.value,
                "depth": np.array(self.depth),
            },
        )  # fmt: skip

    def scores(self, dense: Floats) -> Floats:
        """Raw scores, (rows, classes), for rows of dense input."""
        rows = len(dense)
        out = np.tile(self.base, (rows, 1)).astype(np.float32)
        if not rows:
            return out
        at = np.tile(self.roots, (rows, 1))
        index = np.arange(rows)[:, None]
        for _ in range(self.depth):
            values = dense[index, self.feature[at]]
            with np.errstate(invalid="ignore"):
                goes_left = np.where(np.isnan(values), self.missing_left[at], values <= self.threshold[at])
            at = np.where(goes_left, self.left[at], self.right[at])
        leaf = self.value[at]
        for output in range(len(self.base)):
            out[:, output] += leaf[:, self.outputs == output].sum(axis=1)
        return out

    @classmethod
    def from_sklearn(cls, model: object, classes: Sequence[str]) -> Trees:
        """The trees of a fitted HistGradientBoostingClassifier or -Regressor (numeric features only)."""
        fields: dict[str, list[NDArray[np.generic]]] = {k: [] for k in ("f", "t", "l", "r", "m", "v")}
        roots: list[int] = []
        outputs: list[int] = []
        depth, offset = 0, 0
        for iteration in model._predictors:  # type: ignore[attr-defined]
            for output, predictor in enumerate(iteration):
                nodes = predictor.nodes
                own = np.arange(len(nodes))
                leaf = nodes["is_leaf"].astype(bool)
                fields["f"].append(np.where(leaf, 0, nodes["feature_idx"]))
                fields["t"].append(np.where(leaf, 0, nodes["num_threshold"]))
                fields["l"].append(np.where(leaf, own, nodes["left"]) + offset)
                fields["r"].append(np.where(leaf, own, nodes["right"]) + offset)
                fields["m"].append(nodes["missing_go_to_left"].astype(bool))
                fields["v"].append(np.where(leaf, nodes["value"], 0.0))
                roots.append(offset)
                outputs.append(output)
                depth = max(depth, int(nodes["depth"].max()))
                offset += len(nodes)
        joined = {k: np.concatenate(v) for k, v in fields.items()}
        base = np.asarray(model._baseline_prediction, dtype=np.float32).reshape(-1)  # type: ignore[attr-defined]
        return cls(
            tuple(classes), base, np.array(roots, dtype=np.int32), np.array(outputs, dtype=np.int32),
            joined["f"].astype(np.int32), joined["t"].astype(np.float32), joined["l"].astype(np.int32),
            joined["r"].astype(np.int32), joined["m"].astype(np.bool_), joined["v"].astype(np.float32), depth,
        )  # fmt: skip
