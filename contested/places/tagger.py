"""Which words are place names: a small network over the words' vectors, their context and the gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vocab import Vocab

from contested.learned import Network, softmax
from contested.places import names
from contested.places.demonyms import demonyms
from contested.places.gazetteer import Gazetteer
from contested.places.mentions import Candidate, Scan
from contested.places.store import Kind

Floats = NDArray[np.float32]
CLASSES = ("O", "B", "I", "E", "S")
WIDTH = 48  # dimensions kept of the word vectors
_TENSOR_WINDOW = (-2, -1, 0, 1, 2)
_VECTOR_WINDOW = (-3, -2, -1, 0, 1, 2, 3)
_PREPOSITIONS = frozenset(
    {"in", "at", "near", "from", "to", "outside", "around", "through", "toward", "towards", "into"}
)


@dataclass(frozen=True)
class Input:
    """What the network sees: the tokens asked about (``tokens``), their dense rows, their named features."""

    tokens: NDArray[np.int64]
    dense: Floats
    sparse: list[list[str]]


def inputs(page: Scan, places: Gazetteer, found: Sequence[Candidate], basis: Floats) -> Input:
    """The input for every token that may belong to a name. ``basis`` projects the word vectors (300, WIDTH)."""
    doc, words = page.doc, page.words
    active = np.array([i for low, high in page.runs for i in range(low, high)], dtype=np.int64)
    if not len(active):
        return Input(active, np.zeros((0, 0), dtype=np.float32), [])
    table = np.asarray(doc.to_array(["ENT_TYPE", "ENT_IOB", "TAG"]), dtype=np.uint64)
    parts = [_window(np.asarray(doc.tensor, dtype=np.float32), active, _TENSOR_WINDOW)]
    parts.append(_window(_vectors(doc, basis), active, _VECTOR_WINDOW))
    known, numbers = _gazetteer_features(len(doc), found, places)
    parts.append(_window(numbers, active, (-1, 0, 1)))
    parts.append(_document_features(doc, words, active, table[:, 0]))
    strings = doc.vocab.strings
    names_of = {x: strings[x] for x in set(table[:, 0].tolist()) | set(table[:, 2].tolist())}
    ents = [_IOB[iob] + names_of[label] for label, iob in table[:, :2].tolist()]
    tags = [names_of[x] for x in table[:, 2].tolist()]
    sparse = _named(doc, words, active, known, ents, tags)
    return Input(active, np.concatenate(parts, axis=1), sparse)


_IOB = ("", "I", "O", "B")


def _window(rows: Floats, active: NDArray[np.int64], window: Sequence[int]) -> Floats:
    padded = np.concatenate([rows, np.zeros((1, rows.shape[1]), dtype=np.float32)])
    last = len(rows)
    picks = active[:, None] + np.array(window)[None, :]
    picks = np.where((picks < 0) | (picks >= last), last, picks)
    return padded[picks].reshape(len(active), -1)


@cache
def _projected(vocab: Vocab, basis: bytes) -> Floats:
    matrix = np.frombuffer(basis, dtype=np.float32).reshape(-1, WIDTH)
    table = np.asarray(vocab.vectors.data, dtype=np.float32)
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    unit = table / np.where(lengths == 0, 1.0, lengths)
    return np.concatenate([unit @ matrix * 4.0, np.zeros((1, WIDTH), dtype=np.float32)])


def _vectors(doc: Doc, basis: Floats) -> Floats:
    table = _projected(doc.vocab, basis.tobytes())
    rows = doc.vocab.vectors.find(keys=np.asarray(doc.to_array(["ORTH"])).reshape(-1))
    result: Floats = table[np.asarray(rows)]  # -1, unknown, is the last row: zeros
    return result


def _gazetteer_features(size: int, found: Sequence[Candidate], places: Gazetteer) -> tuple[list[str], Floats]:
    """For each token how the longest known name over it covers it, and numbers on the best place of that name."""
    known = [""] * size
    numbers = np.zeros((size, 10), dtype=np.float32)
    cover = [0] * size
    for c in found:
        length = c.end - c.start
        if length <= max(cover[c.start : c.end]):
            continue
        people = np.log1p(places.population[c.hits.places].astype(np.float32))
        notable = np.log1p(places.alternates[c.hits.places].astype(np.float32))
        weight = people + 2 * notable - 2.0 * c.hits.kinds
        best = int(np.argmax(weight))
        kinds = places.kind[c.hits.places]
        row = (
            people[best] / 10, notable[best] / 3, float(c.hits.kinds[best]) / 2, float(c.stripped),
            np.log1p(len(c.hits)), float((kinds == Kind.COUNTRY).any()), float((kinds == Kind.ADMIN1).any()),
            float((kinds == Kind.ADMIN2).any()), float((kinds >= Kind.REGION).any()), float(kinds.min() <= 1),
        )  # fmt: skip
        kind = Kind(int(kinds[best])).name
        for i in range(c.start, c.end):
            spot = "S" if length == 1 else "B" if i == c.start else "E" if i == c.end - 1 else "I"
            known[i] = f"{spot}:{kind}"
            numbers[i] = row
            cover[i] = length
    return known, numbers


def _document_features(doc: Doc, words: list[str], active: NDArray[np.int64], column: NDArray[np.uint64]) -> Floats:
    """For each token, how the same word stands elsewhere in the document: labels of the parser, prepositions."""
    known = {doc.vocab.strings[x]: k for k, x in enumerate(("GPE", "LOC", "PERSON", "ORG", "FAC", "NORP"), start=1)}
    sums: dict[str, NDArray[np.float32]] = {}
    for i in active.tolist():
        row = sums.setdefault(words[i].lower(), np.zeros(9, dtype=np.float32))
        row[0] += 1
        k = known.get(int(column[i]), 0)
        if k:
            row[k] += 1
        if i:
            before = words[i - 1]
            row[7] += before in _PREPOSITIONS
            row[8] += before[0].isupper()
    rows = np.stack([sums[words[i].lower()] for i in active.tolist()])
    counts = rows[:, :1]
    return np.concatenate([np.log1p(counts), rows[:, 1:] / counts], axis=1)


def _named(
    doc: Doc, words: list[str], active: NDArray[np.int64], known: list[str], ent: list[str], tags: list[str]
) -> list[list[str]]:
    size = len(doc)
    lower = [w.lower() for w in words]
    shapes = {w: _shape(w) for w in set(words)}
    people = demonyms()
    rows = []
    for i in active.tolist():
        word, low, token = words[i], lower[i], doc[i]
        row = [
            f"w{low}", f"s{low[-3:]}", f"s{low[-2:]}", f"p{low[:3]}", f"h{shapes[word]}", f"e{ent[i]}",
            f"t{tags[i]}", f"d{token.dep_}", f"k{known[i]}", f"f{token.head.lower_}",
        ]  # fmt: skip
        for offset in (-3, -2, -1, 1, 2, 3):
            j = i + offset
            if 0 <= j < size:
                row.append(f"w{offset}{lower[j]}")
                if -3 < offset < 3:
                    row += (
                        f"e{offset}{ent[j]}",
                        f"k{offset}{known[j]}",
                        f"h{offset}{shapes[words[j]]}",
                        f"t{offset}{tags[j]}",
                    )
            else:
                row.append(f"w{offset}#")
        if i and i + 1 < size:
            row.append(f"b{lower[i - 1]}_{lower[i + 1]}")
        if names.plain(word) in people:
            row.append("demonym")
        if token.is_sent_start:
            row.append("first")
        rows.append(row)
    return rows


def _shape(word: str) -> str:
    if word.isupper():
        return "X." if "." in word else "X" if len(word) < 4 else "XX"
    if word[0].isupper():
        return "Xx." if word[-1] == "." else "Xx"
    return "d" if word[0].isdigit() else "x" if word.isalpha() else word[:1]


@dataclass(frozen=True)
class Tagger:
    """The trained networks with the projection of the word vectors they were trained on.

    ``first`` (averaged) judge each word in its context; ``second`` judges again, knowing what they believe of
    the same word elsewhere in the document.
    """

    first: tuple[Network, ...]
    second: Network
    basis: Floats

    def probabilities(self, doc: Doc, given: Input) -> Floats:
        """(tokens, classes) probabilities of CLASSES for the tokens asked about."""
        scores = np.mean([softmax(n.scores(given.dense, given.sparse)) for n in self.first], axis=0)
        dense = again(doc, given, scores)
        scores = softmax(self.second.scores(dense, [()] * len(dense)))
        scores[:, 0] *= EAGER
        return scores


EAGER = 0.82
"""Below 1 favours recall: the weight of "no name" against the rest."""


def again(doc: Doc, given: Input, scores: Floats) -> Floats:
    """The second judgement's input: beliefs of the word and its neighbours, and of the word elsewhere."""
    size = len(given.tokens)
    logs = np.log(np.clip(scores, 1e-4, 1.0))
    at = {t: k for k, t in enumerate(given.tokens.tolist())}
    before = [at.get(t - 1, size) for t in given.tokens.tolist()]
    after = [at.get(t + 1, size) for t in given.tokens.tolist()]
    place = 1.0 - scores[:, 0]
    same: dict[str, list[int]] = {}
    for k, t in enumerate(given.tokens.tolist()):
        same.setdefault(doc[t].lower_, []).append(k)
    out = np.empty((size, 13), dtype=np.float32)
    out[:, :6] = (-0.2, -0.2, -0.2, 0.0, -0.2, 0.0)
    for rows in same.values():
        if len(rows) > 1:
            out[rows, :6] = _elsewhere(place[rows], scores[rows, 4])
    beliefs = np.concatenate([out[:, :3], np.zeros((1, 3), dtype=np.float32)])
    out[:, 6:9], out[:, 9:12] = beliefs[before], beliefs[after]
    out[:, 12] = place.mean() if size else 0
    padded = np.concatenate([logs, np.zeros((1, logs.shape[1]), dtype=np.float32)])
    return np.concatenate([logs, padded[before], padded[after], out, given.dense[:, -9:]], axis=1).astype(np.float32)


def _elsewhere(place: Floats, single: Floats) -> Floats:
    """For each of some occurrences of one word: mean, most and least belief in the others, their count, and 1."""
    count = len(place)
    order = np.sort(place)
    most = np.where(place == order[-1], order[-2], order[-1])
    least = np.where(place == order[0], order[1], order[0])
    mean, alone = (place.sum() - place) / (count - 1), (single.sum() - single) / (count - 1)
    full = np.full(count, np.log(count), dtype=np.float32)
    return np.stack([mean, most, least, full, alone, np.ones(count, dtype=np.float32)], axis=1)


@cache
def tagger() -> Tagger:
    """The shipped tagger, loaded once a process."""
    here = Path(__file__).parent / "data"
    with (here / "basis.npy").open("rb") as stream:
        basis = np.load(stream).astype(np.float32)
    first = tuple(Network.load(file) for file in sorted(here.glob("tagger[0-9].npz")))
    return Tagger(first, Network.load(here / "tagger_again.npz"), basis)


_ABBREVIATED = frozenset(
    {"Twp", "Ave", "Co", "Va", "Pa", "Ala", "Fla", "Ga", "Blvd", "Rd", "Dr", "St", "Mt", "Ft", "Calif", "Tenn", "Mass",
     "Conn", "Ill", "Wis", "Minn"}
)  # fmt: skip


def bounds(doc: Doc, text: str, first: int, end: int) -> tuple[int, int]:
    """The characters of a span of tokens; the full stop of an abbreviation that ends it is its own ("W.Va.")."""
    start, last = doc[first].idx, doc[end - 1]
    stop = last.idx + len(last)
    name = text[start:stop]
    if text[stop : stop + 1] == "." and ("." in name or name.rsplit(" ", 1)[-1] in _ABBREVIATED):
        stop += 1
    return start, stop


def decode(tokens: NDArray[np.int64], scores: Floats) -> list[tuple[int, int, float]]:
    """The best spans of tokens [start, end) with the mean probability of their tags, by Viterbi over CLASSES."""
    if not len(tokens):
        return []
    logs = np.log(np.maximum(scores, 1e-9))
    spans: list[tuple[int, int, float]] = []
    breaks = np.flatnonzero(np.diff(tokens) != 1) + 1
    for low, high in zip([0, *breaks.tolist()], [*breaks.tolist(), len(tokens)], strict=True):
        tags = _viterbi(logs[low:high])
        first = -1
        for i, tag in enumerate(tags):
            if tag in (1, 4):
                first = i
            if tag in (3, 4):
                inside = [scores[low + j, tags[j]] for j in range(first, i + 1)]
                spans.append((int(tokens[low + first]), int(tokens[low + i]) + 1, float(np.min(inside))))
    return spans


_NEXT = np.full((5, 5), -np.inf, dtype=np.float32)  # which class may follow which
for _a, _bs in ((0, (0, 1, 4)), (1, (2, 3)), (2, (2, 3)), (3, (0, 1, 4)), (4, (0, 1, 4))):
    for _b in _bs:
        _NEXT[_a, _b] = 0.0


def _viterbi(logs: Floats) -> list[int]:
    best = logs[0] + np.array([0, 0, -np.inf, -np.inf, 0], dtype=np.float32)
    back = []
    for row in logs[1:]:
        total = best[:, None] + _NEXT
        back.append(total.argmax(axis=0))
        best = total.max(axis=0) + row
    best = best + np.array([0, -np.inf, -np.inf, 0, 0], dtype=np.float32)
    tag = int(best.argmax())
    path = [tag]
    for step in reversed(back):
        tag = int(step[tag])
        path.append(tag)
    return path[::-1]
