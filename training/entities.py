"""Teach the light entity labeller what spaCy's own recogniser says of news text.

    python -m training.entities TEXTS...   (files of JSON Lines with a field "text", or folders of .txt)

Writes ``contested/read/entities.npz`` and prints how often the two agree on held-out texts.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from contested.read.entities import CLASSES, WEIGHTS, candidates, dense, features
from contested.read.normalise import normalise
from contested.read.parse import language
from training.network import Settings, train, vocabulary

SETTINGS = Settings(hidden=(128,), epochs=5, batch=256, dropout=0.3, dropout_dense=0.1, dropout_sparse=0.3)
WORDS = 350_000
HELD_OUT = 20  # every so manieth text


def texts(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        if path.is_dir():
            for file in sorted(path.glob("*.txt")):
                yield file.read_text("utf-8")
        else:
            for line in path.read_text("utf-8").splitlines():
                yield json.loads(line)["text"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    options = parser.parse_args()
    all_texts = [normalise(text) for text in texts(options.texts) if text.strip()]
    random.Random(0).shuffle(all_texts)
    sparse: list[list[str]] = []
    rows, gold, held = [], [], []
    words = 0
    index = {name: n for n, name in enumerate(CLASSES)}
    for number, doc in enumerate(language().pipe(all_texts, batch_size=32)):
        tokens = candidates([t.text for t in doc])
        if tokens:
            sparse += features([t.text for t in doc], [t.tag_ for t in doc], tokens)
            rows.append(dense(doc, tokens).astype(np.float16))
            gold += [index.get(f"{doc[i].ent_iob_}-{doc[i].ent_type_}", 0) for i in tokens]
            held += [number % HELD_OUT == 0] * len(tokens)
        words += len(doc)
        if words > WORDS:
            break
    matrix, classes, apart = np.vstack(rows), np.array(gold), np.array(held)
    kept = [row for row, out in zip(sparse, held, strict=True) if not out]
    network = train(
        matrix[~apart].astype(np.float32), kept, classes[~apart], CLASSES, SETTINGS, vocab=vocabulary(kept, at_least=5)
    )
    network.save(WEIGHTS)
    said = network.scores(matrix[apart].astype(np.float32), [row for row, out in zip(sparse, held, strict=True) if out])
    agree = (said.argmax(axis=1) == classes[apart]).mean()
    named = classes[apart] > 0
    both = (said.argmax(axis=1)[named] == classes[apart][named]).mean()
    print(f"{len(classes)} tokens of {words}; agreement {100 * agree:.1f} %, where spaCy has a name {100 * both:.1f} %")
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
