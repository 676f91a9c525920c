"""Train the models of incidents on the training part of MUC-4.

    python -m training.muc4 --data ../shared/data/muc4

Writes ``reports.npz`` (what a report is about), ``fillers.npz`` (heads in their place), ``wordings.npz`` (spans as
wordings) and ``candidates.npz`` (trees over all that is known of a wording) beside ``contested/read/incidents``; the
trees learn from what models said that had not seen the report. Prints the cross-validated figures by threshold.
Deterministic. Takes ten minutes or so.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from contested.evaluate.muc4 import Document, load
from contested.evaluate.muc4_score import ROLES as NAMES
from contested.evaluate.muc4_score import Counted, Template, normalised, ree
from contested.evaluate.muc4_score import Role as Name
from contested.learned import Floats, Network, Trees, sigmoid, softmax
from contested.model import Report
from contested.read.claims.page import Page, page_of
from contested.read.incidents import features, relevance, wording
from contested.read.incidents.candidates import Candidate, Head, candidates, heads_of
from contested.read.incidents.entities import entities
from contested.read.incidents.find import CANDIDATES, FILLERS, REPORTS, WORDINGS
from contested.read.incidents.roles import ROLES, TYPES
from contested.read.parse import parse_many
from training.network import Settings, train, vocabulary

FOLDS = 3
ABOUT = (*TYPES[:4], "any")
REPORT_SETTINGS = Settings(
    hidden=(32,), epochs=8, batch=32, dropout=0.5, dropout_sparse=0.5, multi=True, rate=2e-3, decay=1e-3
)
FILLER_SETTINGS = Settings(
    hidden=(96,), epochs=5, batch=512, dropout=0.5, dropout_dense=0.2, dropout_sparse=0.4, multi=True, rate=2.5e-3
)
WORDING_SETTINGS = Settings(hidden=(24,), epochs=6, batch=64, dropout=0.2, dropout_sparse=0.3, rate=3e-3)
THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35)


@dataclass(frozen=True)
class Example:
    """A document with its page, heads and the gold strings of each role."""

    document: Document
    page: Page

    @cached_property
    def heads(self) -> list[Head]:
        return heads_of(self.page)

    @cached_property
    def strings(self) -> list[set[str]]:
        templates = self.document.templates
        return [{normalised(m) for t in templates for e in t.roles[role] for m in e} for role in NAMES]

    @cached_property
    def about(self) -> list[bool]:
        types = [t.type for t in self.document.templates]
        return [*(any(kind in t for t in types) for kind in ABOUT[:-1]), bool(types)]

    @cached_property
    def report_row(self) -> list[str]:
        return relevance.row(self.page)

    @cached_property
    def filler_rows(self) -> tuple[list[list[str]], NDArray[np.float16]]:
        sight, tokens = features.Sight(self.page), [h.token for h in self.heads]
        if not tokens:
            return [], np.zeros((0, 0), dtype=np.float16)
        return features.rows(sight, tokens), features.dense(sight, tokens).astype(np.float16)

    @cached_property
    def roles(self) -> Floats:
        """For each head whether one of its spans is a gold string of each role."""
        rows = [[any(words in strings for words in h.spans) for strings in self.strings] for h in self.heads]
        return np.array(rows, dtype=np.float32).reshape(-1, len(ROLES))

    @cached_property
    def wordings(self) -> tuple[list[list[str]], list[bool]]:
        """The spans of the heads that fill a role, and whether each is a gold string."""
        rows, right = [], []
        for n, r in zip(*np.nonzero(self.roles), strict=True):
            spans = self.heads[n].spans
            if len(spans) > 1:
                for words, phrase in spans.items():
                    rows.append(wording.row(self.page, phrase, words.split(), ROLES[r], len(spans)))
                    right.append(words in self.strings[r])
        return rows, right


def examples(documents: Sequence[Document]) -> list[Example]:
    """The documents parsed."""
    parsed = parse_many(Report(d.id, d.text) for d in documents)
    return [Example(d, page_of(p)) for d, p in zip(documents, parsed, strict=True)]


def _bare(rows: Sequence[object]) -> Floats:
    return np.zeros((len(rows), 0), dtype=np.float32)


def fit_reports(some: Sequence[Example]) -> Network:
    rows = [e.report_row for e in some]
    gold = np.array([e.about for e in some], dtype=np.float32)
    return train(_bare(rows), rows, gold, ABOUT, REPORT_SETTINGS, vocab=vocabulary(rows, at_least=4))


def fit_fillers(some: Sequence[Example]) -> Network:
    some = [e for e in some if e.heads]
    rows = [row for e in some for row in e.filler_rows[0]]
    matrix = np.vstack([e.filler_rows[1] for e in some]).astype(np.float32)
    gold = np.vstack([e.roles for e in some])
    return train(matrix, rows, gold, ROLES, FILLER_SETTINGS, vocab=vocabulary(rows, at_least=6))


def fit_wordings(some: Sequence[Example]) -> Network:
    rows = [row for e in some for row in e.wordings[0]]
    right = np.array([one for e in some for one in e.wordings[1]], dtype=np.int64)
    return train(_bare(rows), rows, right, ("no", "yes"), WORDING_SETTINGS, vocab=vocabulary(rows, at_least=3))


def about_of(network: Network, one: Example) -> Floats:
    return np.asarray(sigmoid(network.scores(_bare([0]), [one.report_row]))[0], dtype=np.float32)


def odds_of(network: Network, one: Example) -> Floats:
    if not one.heads:
        return np.zeros((0, len(ROLES)), dtype=np.float32)
    rows, matrix = one.filler_rows
    return sigmoid(network.scores(matrix.astype(np.float32), rows))


def candidates_of(one: Example, reports: Network, fillers: Network, wordings: Network) -> list[Candidate]:
    def judge(rows: list[list[str]]) -> Floats:
        return np.asarray(softmax(wordings.scores(_bare(rows), rows))[:, 1], dtype=np.float32)

    return candidates(one.page, one.heads, odds_of(fillers, one), about_of(reports, one), judge)


def fold_of(number: int, count: int) -> int:
    """Folds are runs of documents: the corpus is in order of time, and neighbours tell of the same incidents."""
    return number * FOLDS // count


def unseen(all_: Sequence[Example], say: Callable[[str], None]) -> list[list[Candidate]]:
    """For each document its candidates by models that have not seen it."""
    found: list[list[Candidate]] = []
    for fold in range(FOLDS):
        seen = [e for n, e in enumerate(all_) if fold_of(n, len(all_)) != fold]
        models = fit_reports(seen), fit_fillers(seen), fit_wordings(seen)
        found += [candidates_of(e, *models) for n, e in enumerate(all_) if fold_of(n, len(all_)) == fold]
        say(f"fold {fold + 1} of {FOLDS}")
    return found


def right_of(one: Example, found: Iterable[Candidate]) -> list[bool]:
    return [c.words in one.strings[ROLES.index(c.role)] for c in found]


def fit_trees(all_: Sequence[Example], found: Sequence[list[Candidate]]) -> HistGradientBoostingClassifier:
    matrix = np.vstack([c.row for own in found for c in own])
    right = np.array([r for e, own in zip(all_, found, strict=True) for r in right_of(e, own)], dtype=np.int64)
    return HistGradientBoostingClassifier(
        max_iter=150, learning_rate=0.06, max_leaf_nodes=15, min_samples_leaf=25, l2_regularization=5.0,
        max_features=0.3, random_state=0, early_stopping=False,
    ).fit(matrix, right)  # fmt: skip


def cross_validated(all_: Sequence[Example], found: list[list[Candidate]]) -> list[list[float]]:
    """How sure trees that have not seen a document are of its candidates."""
    odds: list[list[float]] = []
    for fold in range(FOLDS):
        seen = [n for n in range(len(all_)) if fold_of(n, len(all_)) != fold]
        trees = fit_trees([all_[n] for n in seen], [found[n] for n in seen])
        for n in range(len(all_)):
            if fold_of(n, len(all_)) == fold:
                own = found[n]
                odds.append(trees.predict_proba(np.vstack([c.row for c in own]))[:, 1].tolist() if own else [])
    return odds


def scored(
    all_: Sequence[Example], found: list[list[Candidate]], odds: list[list[float]], enough: float, *, heads: bool
) -> dict[Name, Counted]:
    """CEAF-REE of each role at one threshold for all."""
    total = {name: Counted() for name in NAMES}
    for one, own, sure in zip(all_, found, odds, strict=True):
        kept = entities(one.page, own, sure, dict.fromkeys(ROLES, enough))
        roles = {
            name: tuple((e.wordings[0].words,) for e in kept if e.role == role)
            for name, role in zip(NAMES, ROLES, strict=True)
        }
        for name, counted in ree([Template("attack", roles)], one.document.templates, heads=heads).items():
            total[name] += counted
    return total


def report(all_: Sequence[Example], found: list[list[Candidate]], odds: list[list[float]]) -> None:
    for enough in THRESHOLDS:
        for heads in (False, True):
            total = scored(all_, found, odds, enough, heads=heads)
            whole = sum(total.values(), Counted())
            own = " ".join(f"{name} {c.f1:.1f}" for name, c in total.items())
            print(f"{enough:.2f} {'head  ' if heads else 'strict'} F1 {whole.f1:.2f}  {own}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the corpus's train.json")
    options = parser.parse_args()
    all_ = examples(load(options.data / "train.json"))
    print(f"{len(all_)} documents parsed", flush=True)
    found = unseen(all_, lambda text: print(text, flush=True))
    report(all_, found, cross_validated(all_, found))
    fit_reports(all_).save(REPORTS)
    fit_fillers(all_).save(FILLERS, eight_bit=True)
    fit_wordings(all_).save(WORDINGS)
    Trees.from_sklearn(fit_trees(all_, found), ("right",)).save(CANDIDATES)
    for path in (REPORTS, FILLERS, WORDINGS, CANDIDATES):
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
