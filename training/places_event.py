"""Trains the ranker of places for a verb: ``python -m training.places_event --data EVENT_LOCATION``.

Prints cross-validated figures beside two baselines, the nearest place and the shortest path in the parse,
both over the same places found; writes ``contested/places/data/event.npz``.
"""

from __future__ import annotations

import argparse
import pickle
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from contested.evaluate.event_sentences import EventSentence, load
from contested.learned import Floats, Network, sigmoid
from contested.model import Report
from contested.places import event, find
from contested.places.gazetteer import gazetteer
from contested.read.parse import language, parse_many
from training.network import Settings, train, vocabulary

FOLDS = 5
SETTINGS = Settings(
    hidden=(48,), epochs=8, batch=256, dropout=0.3, dropout_dense=0.3, dropout_sparse=0.2, multi=True, seed=3
)


@dataclass(frozen=True)
class Case:
    """A sentence with the places found in it and, for each, whether it is the verb's."""

    sentence: EventSentence
    spans: list[tuple[int, int]]
    offsets: list[tuple[int, int]]
    dense: Floats
    sparse: list[list[str]]
    paths: list[int]
    label: Floats


def case(sentence: EventSentence, doc: Doc) -> Case:
    """The places of the verb's sentence with their features and labels."""
    verb = next((t.i for t in doc if t.idx + len(t) > sentence.verb[0]), len(doc) - 1)
    sent = doc[verb].sent
    found = [s for s in find.recognise(doc, gazetteer()) if sent.start <= s.start_token < sent.end]
    spans = [(s.start_token, s.end_token) for s in found]
    offsets = [(s.start, s.end) for s in found]
    if spans:
        dense, sparse = event.event_features(doc, verb, spans)
    else:
        dense, sparse = np.zeros((0, event.DENSE), dtype=np.float32), []
    label = np.array([any(a < d and c < b for c, d in sentence.places) for a, b in offsets], dtype=np.float32)
    return Case(sentence, spans, offsets, dense, sparse, [int(d[1]) for d in dense], label)


def fit(cases: list[Case]) -> Network:
    """The network fitted to the cases."""
    dense = np.concatenate([c.dense for c in cases])
    sparse = [row for c in cases for row in c.sparse]
    gold = np.concatenate([c.label for c in cases])[:, None]
    return train(dense, sparse, gold, ("place",), SETTINGS, vocab=vocabulary(sparse, at_least=4))


def f1(cases: list[Case], picks: list[int]) -> tuple[float, float, float]:
    """Precision, recall and F1 of exact spans; ``picks`` is the number of the chosen place, or -1."""
    hit = sum(p >= 0 and c.offsets[p] in c.sentence.places for c, p in zip(cases, picks, strict=True))
    given, gold = sum(p >= 0 for p in picks), sum(len(c.sentence.places) for c in cases)
    return hit / max(given, 1), hit / max(gold, 1), 2 * hit / max(given + gold, 1)


def parsed(sentences: list[EventSentence], scratch: Path | None) -> list[Doc]:
    """The sentences parsed, each alone."""
    file = scratch / "event-parsed.pkl" if scratch else None
    if file and file.exists():
        return [Doc(language().vocab).from_bytes(b) for b in pickle.loads(file.read_bytes())]
    docs = [p.doc for p in parse_many(Report(s.id, s.text) for s in sentences)]
    if file:
        file.write_bytes(pickle.dumps([d.to_bytes(exclude=["user_data"]) for d in docs]))
    return docs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of labeled.jsonl")
    parser.add_argument("--scratch", type=Path, help="a folder to keep parses in")
    given = parser.parse_args()
    sentences = load(given.data)
    cases = [case(s, d) for s, d in zip(sentences, parsed(sentences, given.scratch), strict=True)]
    nearest = [int(np.argmin(c.dense[:, 0])) if len(c.dense) else -1 for c in cases]
    shortest = [min(range(len(c.paths)), key=lambda i: (c.paths[i], c.dense[i, 0])) if c.paths else -1 for c in cases]
    print("nearest place    P {:.3f} R {:.3f} F1 {:.3f}".format(*f1(cases, nearest)))
    print("dependency path  P {:.3f} R {:.3f} F1 {:.3f}".format(*f1(cases, shortest)))
    folds = np.array([zlib.crc32(c.sentence.text[:60].encode()) % FOLDS for c in cases])
    scores: list[Floats] = [np.zeros(0, dtype=np.float32)] * len(cases)
    for fold in range(FOLDS):
        network = fit([c for c, f in zip(cases, folds, strict=True) if f != fold and c.spans])
        for i in np.flatnonzero(folds == fold):
            if cases[i].spans:
                scores[i] = sigmoid(network.scores(cases[i].dense, cases[i].sparse)[:, 0])
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5):
        picks = [int(np.argmax(s)) if len(s) and s.max() >= threshold else -1 for s in scores]
        print(f"trained at {threshold:.2f}  " + "P {:.3f} R {:.3f} F1 {:.3f}".format(*f1(cases, picks)))
    fit([c for c in cases if c.spans]).save(Path(event.__file__).parent / "data" / "event.npz")


if __name__ == "__main__":
    main()
