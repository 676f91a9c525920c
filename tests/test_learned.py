"""Inference in numpy gives what the trainer's own library gives, and weights are stable bytes."""

from pathlib import Path

import numpy as np
import pytest

from contested.errors import DataFileError
from contested.learned import Linear, Network, Trees, Vocabulary

ensemble = pytest.importorskip("sklearn.ensemble")


def test_trees_predict_what_scikit_learn_predicts(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    x = rng.standard_normal((600, 5)).astype(np.float32)
    x[rng.random(x.shape) < 0.1] = np.nan
    y = np.where(np.nan_to_num(x[:, 0]) > 0.5, "a", np.where(np.nan_to_num(x[:, 1]) > 0, "b", "c"))
    model = ensemble.HistGradientBoostingClassifier(max_iter=15, random_state=0).fit(x, y)
    Trees.from_sklearn(model, ("a", "b", "c")).save(tmp_path / "t.npz")
    scores = Trees.load(tmp_path / "t.npz").scores(x)
    np.testing.assert_allclose(scores, model._raw_predict(x), atol=1e-4)


def test_a_network_learns_what_no_line_can_separate(tmp_path: Path) -> None:
    from training.network import Settings, train

    rng = np.random.default_rng(1)
    bits = rng.integers(0, 2, (800, 2))
    rows = [[f"a{a}", f"b{b}"] for a, b in bits]
    gold = bits[:, 0] ^ bits[:, 1]
    settings = Settings(hidden=(16,), epochs=30, dropout=0.0, dropout_sparse=0.0)
    first = train(np.zeros((800, 0), np.float32), rows, gold, ("no", "yes"), settings)
    first.save(tmp_path / "1.npz")
    train(np.zeros((800, 0), np.float32), rows, gold, ("no", "yes"), settings).save(tmp_path / "2.npz")
    scores = Network.load(tmp_path / "1.npz").scores(
        np.zeros((4, 0), np.float32), [["a0", "b0"], ["a0", "b1"], ["a1", "b0"], ["a1", "b1"]]
    )
    assert scores.argmax(axis=1).tolist() == [0, 1, 1, 0]
    assert (tmp_path / "1.npz").read_bytes() == (tmp_path / "2.npz").read_bytes()


def test_a_row_without_known_features_gets_the_bias(tmp_path: Path) -> None:
    Linear(Vocabulary(("x", "y")), ("p", "q"), np.array([[1, 0], [0, 2], [0.5, -0.5]], np.float32)).save(
        tmp_path / "l.npz"
    )
    scores = Linear.load(tmp_path / "l.npz").scores([["x", "y"], ["unknown"], []])
    assert scores.tolist() == [[1.5, 1.5], [0.5, -0.5], [0.5, -0.5]]


def test_broken_weights_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "w.npz").write_bytes(b"PK\x03\x04 not really")
    with pytest.raises((DataFileError), match=r"w\.npz"):
        Linear.load(tmp_path / "w.npz")
