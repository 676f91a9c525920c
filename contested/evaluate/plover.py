"""The suite ``plover``: the PLOVER event between a marked source and target (PLV, the corpus of ZSP)."""

from __future__ import annotations

import csv
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contested.errors import InputError
from contested.evaluate.corpus import corpus_sha256
from contested.evaluate.outcome import Figure, Finding, Inputs, Outcome, Prediction, Table
from contested.model import Report, sha256
from contested.read.plover import Pair, PloverEvent, fold_of, pair_of, plover_of_many
from contested.schema.plover import QUADS, ROOTS, Quad

COLUMNS = ("sentence_id", "sentence", "marked_sentence", "gold_root", "gold_penta")
_MARK = re.compile(r"</?[st]>")
_BATCH = 64


@dataclass(frozen=True)
class PloverSentence:
    """A sentence with the character offsets of its source and target (None: not in the sentence), and its labels."""

    id: str
    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    root: str
    quad: Quad


def load(folder: Path) -> list[PloverSentence]:
    """All sentences of the ``*.tsv`` files in ``folder`` (or of the one file given); raises InputError."""
    sentences = [s for file in _files(folder) for s in _rows(file)]
    if not sentences:
        raise InputError(str(folder), "no sentence; is the corpus whole?")
    return sentences


def _files(folder: Path) -> list[Path]:
    files = [folder] if folder.is_file() else sorted(folder.glob("*.tsv"))
    if not files:
        raise InputError(str(folder), "no .tsv file; give --data the folder of PLV_train.tsv")
    return files


def _rows(file: Path) -> Iterator[PloverSentence]:
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            table = csv.DictReader(lines, delimiter="\t")
            missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
            if missing:
                raise InputError(
                    str(file), f"lacks the column {', '.join(missing)}; it should be the corpus's own table"
                )
            for number, row in enumerate(table, 2):
                yield _sentence(row, f"{file}:{number}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(str(file), f"{error}; is the corpus whole?") from error


def _sentence(row: dict[str, str], where: str) -> PloverSentence:
    marked, text = row["marked_sentence"], row["sentence"]
    if _MARK.sub("", marked) != text:
        raise InputError(where, "the marked sentence is not the sentence with marks; is the row whole?")
    root, quad = row["gold_root"], row["gold_penta"]
    if root not in ROOTS or quad not in ("1", "2", "3", "4"):
        raise InputError(where, f"the label {root}, {quad} is no PLOVER event and quad class 1 to 4")
    spans = (_marked(marked, "s"), _marked(marked, "t"))
    return PloverSentence(row["sentence_id"], text, *spans, root, QUADS[int(quad) - 1])


def _marked(marked: str, tag: str) -> tuple[int, int] | None:
    """The offsets, in the sentence without marks, of the first stretch marked so."""
    found = re.search(f"<{tag}>(.*?)</{tag}>", marked, re.DOTALL)
    if found is None:
        return None
    words = _MARK.sub("", found[1])
    start = len(_MARK.sub("", marked[: found.start()])) + len(words) - len(words.lstrip())
    return (start, start + len(words.strip())) if words.strip() else None


def parsed(sentences: Sequence[PloverSentence]) -> Iterator[Pair]:
    """The sentences with their grammar, in order."""
    from contested.read.parse import parse_many

    reports = (Report(s.id, s.text) for s in sentences)
    for sentence, found in zip(sentences, parse_many(reports, batch_size=_BATCH, entities=False), strict=True):
        yield pair_of(found.doc, sentence.source or (0, len(sentence.text)), sentence.target)


def macro_f1(gold: Sequence[str], said: Sequence[str]) -> float:
    """The mean of the F1 of every class that stands in ``gold`` or ``said``, from 0 to 1."""
    scores = _f1(gold, said)
    return sum(scores.values()) / max(len(scores), 1)


def _f1(gold: Sequence[str], said: Sequence[str]) -> dict[str, float]:
    real, claimed = Counter(gold), Counter(said)
    hit = Counter(a for a, b in zip(gold, said, strict=True) if a == b)
    return {name: 2 * hit[name] / (real[name] + claimed[name]) for name in sorted(real | claimed)}


def run(inputs: Inputs) -> Outcome:
    """Judge every sentence below ``inputs.data``; raises InputError.

    Sentences the shipped weights were trained on are judged by the model of the fold that never saw them.
    """
    from contested.read.parse import language

    sentences = load(inputs.data)
    language()
    started = time.perf_counter()
    folds = [fold_of(s.text) for s in sentences]
    events = plover_of_many(list(parsed(sentences)), held_out=folds)
    speed = len(sentences) / (time.perf_counter() - started)
    seen = sum(fold is not None for fold in folds)
    pairs = list(zip(sentences, events, strict=True))
    unread = [(s, e) for (s, e), fold in zip(pairs, folds, strict=True) if fold is not None and _unread(s.text)]
    return Outcome(
        suite="plover",
        figures=(
            *_figures(pairs, "", floored=True),
            *_figures(unread, ", lexicon's unread part"),
            Figure("sentences a second", speed, len(sentences)),
        ),
        corpus_sha256=corpus_sha256(_files(inputs.data)),
        counts=(("sentences", len(sentences)), ("cross-validated", seen), ("not trained on", len(sentences) - seen)),
        tables=(_table([s.root for s in sentences], [e.root for e in events]),),
        predictions=tuple(_prediction(s, e, f) for s, e, f in zip(sentences, events, folds, strict=True)),
        findings=tuple(_wrong(s, e) for s, e in pairs if s.root != e.root),
        note=_note(seen, len(sentences)),
    )


def _unread(text: str) -> bool:
    """Whether a sentence of the training corpus is of the fifth that nobody read when the lexicon was written."""
    return int(sha256(text), 16) % 10 >= 8


def _figures(pairs: Sequence[tuple[PloverSentence, PloverEvent]], part: str, *, floored: bool = False) -> list[Figure]:
    """Macro-F1 and accuracy of root and quad class; none for no pairs."""
    figures = []
    for name in ("root", "quad") if pairs else ():
        gold, said = ([str(getattr(item, name)) for item in side] for side in zip(*pairs, strict=True))
        right = sum(a == b for a, b in zip(gold, said, strict=True))
        figures.append(Figure(f"{name} macro-F1{part}", 100 * macro_f1(gold, said), len(gold), floored=floored))
        figures.append(Figure(f"{name} accuracy{part}", 100 * right / len(gold), len(gold)))
    return figures


def _note(seen: int, total: int) -> str:
    if not seen:
        return "None of these sentences was trained on."
    return (
        f"Cross-validated: {seen} of the {total} sentences are of the corpus the weights were trained on; each is "
        "judged by the model of the fold (of ten, by the text's hash) that never saw it. The lexicon of patterns was "
        "written with four fifths of them read; the unread fifth is the nearest to new text."
    )


def _table(gold: Sequence[str], said: Sequence[str]) -> Table:
    scores, real, claimed = _f1(gold, said), Counter(gold), Counter(said)
    rows = [
        (root, f"{100 * scores[root]:.1f}", str(real[root]), str(claimed[root])) for root in ROOTS if root in scores
    ]
    return Table("by event", ("event", "F1", "labelled", "said"), tuple(rows))


def _prediction(sentence: PloverSentence, event: PloverEvent, fold: int | None) -> Prediction:
    data = {
        "root": event.root, "penta": QUADS.index(event.quad) + 1, "mode": event.mode,
        "probability": round(event.probability, 3), "fold": fold,
    }  # fmt: skip
    return Prediction(sentence.id, data)


def _wrong(sentence: PloverSentence, event: PloverEvent) -> Finding:
    start = sentence.source[0] if sentence.source else 0
    return Finding(sentence.id, "wrong", sentence.root, f"said {event.root}", sentence.text, start)
