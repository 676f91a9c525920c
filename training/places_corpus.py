"""Documents for the trainers of places: the geoparsing corpora and the labelled reports, parsed."""

from __future__ import annotations

import json
import pickle
import zlib
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from contested.evaluate.toponyms import Toponym, load
from contested.model import Report
from contested.read.parse import language, parse_many

FOLDS = 5


@dataclass(frozen=True)
class Example:
    """A parsed document with its labelled toponyms. ``whole``: every toponym of the text is labelled."""

    corpus: str
    id: str
    doc: Doc
    toponyms: tuple[Toponym, ...]
    whole: bool

    @property
    def fold(self) -> int:
        """The fold of cross-validation, by document."""
        return zlib.crc32(f"{self.corpus}{self.id}".encode()) % FOLDS


def examples(data: Path, gold: Path | None, texts: Path, *, scratch: Path | None = None) -> list[Example]:
    """The geoparsing corpora below ``data``, then the reports labelled in ``gold``; parses are kept in ``scratch``."""
    rows: list[tuple[str, str, str, tuple[Toponym, ...], bool]] = [
        (d.corpus, d.id, d.text, d.toponyms, True) for d in load(data)
    ]
    if gold:
        for path in sorted(gold.glob("*.json")):
            text = (texts / f"{path.stem}.txt").read_text("utf-8")
            rows.append(("gold", path.stem, text, _labelled(path, text), False))
    docs = _parsed([r[2] for r in rows], scratch)
    return [Example(c, i, doc, t, w) for (c, i, _, t, w), doc in zip(rows, docs, strict=True)]


def _labelled(path: Path, text: str) -> tuple[Toponym, ...]:
    """The named places of a labelled report's claims, with their ids where they have one."""
    found: dict[tuple[int, int], int | None] = {}
    for claim in json.loads(path.read_text("utf-8"))["claims"]:
        for label in claim["labels"]:
            for place in label["place"]:
                start, end = place["o"]
                words = text[start:end].split()
                if any(w[0].isupper() for w in words) or place["geo"]:
                    found[start, end] = place["geo"] or found.get((start, end))
    return tuple(Toponym(a, b, g, None, None) for (a, b), g in sorted(found.items()))


def _parsed(texts: list[str], scratch: Path | None) -> list[Doc]:
    file = scratch / f"parsed-{zlib.crc32(repr(texts).encode()):08x}.pkl" if scratch else None
    if file and file.exists():
        blobs = pickle.loads(file.read_bytes())
        return [Doc(language().vocab).from_bytes(b) for b in blobs]
    docs = [p.doc for p in parse_many(Report(str(i), t) for i, t in enumerate(texts))]
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pickle.dumps([d.to_bytes(exclude=["user_data"]) for d in docs]))
    return docs
