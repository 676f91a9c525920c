"""What the earlier stages found in a report, gathered for the claims stage; plain lists by token."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ENT_TYPE, LEMMA, ORTH, POS  # type: ignore[import-not-found]
from spacy.tokens import Doc

from contested.learned import Floats
from contested.model import BLOCK_KINDS, Place
from contested.places import FoundPlace, find_places, refer_back
from contested.read.attribution import Grammar, grammar
from contested.read.parse import Parsed
from contested.read.when import FoundTime, find_times
from contested.schema.nouns import NounClass, noun_classes
from contested.schema.triggers import LexiconHit, match

_HEADS = (BLOCK_KINDS.index("headline"), BLOCK_KINDS.index("subhead"))
_NO_HITS: tuple[LexiconHit, ...] = ()


@dataclass(frozen=True)
class Page:
    """A parsed report with its places and times, before its claims are read.

    ``skip`` marks the tokens of page furniture, ``headline`` those of headlines and sub-heads.
    """

    grammar: Grammar
    places: tuple[FoundPlace, ...]
    times: tuple[FoundTime, ...]
    skip: NDArray[np.bool_] = field(repr=False)
    headline: NDArray[np.bool_] = field(repr=False)

    @property
    def doc(self) -> Doc:
        """The parsed Doc."""
        return self.grammar.doc

    @cached_property
    def pos(self) -> list[str]:
        """Universal part of speech of each token."""
        return self._strings(POS)

    @cached_property
    def entity(self) -> list[str]:
        """spaCy's entity label of each token, or an empty string: one weak signal."""
        return self._strings(ENT_TYPE)

    @cached_property
    def lemma(self) -> list[str]:
        """Lower-case lemma of each token."""
        return [lemma.lower() for lemma in self._strings(LEMMA)]

    def _strings(self, attribute: int) -> list[str]:
        values, inverse = np.unique(self.doc.to_array(attribute), return_inverse=True)
        table = [self.doc.vocab.strings[int(v)] for v in values]
        return [table[i] for i in inverse.tolist()]

    @cached_property
    def hits(self) -> dict[int, tuple[LexiconHit, ...]]:
        """The trigger lexicon's entries by head token."""
        found: dict[int, tuple[LexiconHit, ...]] = {}
        named = frozenset(i for i, number in enumerate(self.place_at) if number >= 0)
        for hit in match(self.doc, places=named):
            found[hit.token] = (*found.get(hit.token, _NO_HITS), hit)
        return found

    @cached_property
    def classes(self) -> list[NounClass]:
        """The noun classes of each token."""
        return noun_classes(self.doc)

    @cached_property
    def place_at(self) -> list[int]:
        """For each token the number of the place name it belongs to, or -1."""
        numbers = [-1] * len(self.grammar)
        for n, place in enumerate(self.places):
            for token in range(place.start_token, place.end_token):
                numbers[token] = n
        return numbers

    @cached_property
    def meant(self) -> dict[int, Place]:
        """The places that common nouns stand for ("the capital", "there"), by token."""
        return {f.start_token: f.place for f in refer_back(self.doc, self.places) if f.place}

    @cached_property
    def named(self) -> dict[str, Place]:
        """The resolved places by their lower-case names in the text; the first of a name holds."""
        text = self.doc.text
        return {text[f.start : f.end].lower(): f.place for f in reversed(self.places) if f.place}

    @cached_property
    def time_at(self) -> list[int]:
        """For each token the number of the time expression it belongs to, or -1."""
        numbers = [-1] * len(self.grammar)
        for n, time in enumerate(self.times):
            for token in range(time.start_token, time.end_token):
                numbers[token] = n
        return numbers

    @cached_property
    def tensor(self) -> Floats:
        """spaCy's contextual row of each token, with a row of zeros at the end (index -1)."""
        rows = np.zeros((len(self.doc) + 1, 96), dtype=np.float32)
        if len(self.doc):
            rows[:-1] = self.doc.tensor
        return rows

    @cached_property
    def vectors(self) -> Floats:
        """Word vector of each token (zeros when it has none), with a row of zeros at the end (index -1)."""
        table = self.doc.vocab.vectors
        rows = np.zeros((len(self.doc) + 1, table.shape[1]), dtype=np.float32)
        if len(self.doc):
            found = table.find(keys=self.doc.to_array(ORTH))
            rows[:-1] = np.asarray(table.data)[found] * (found >= 0)[:, None]
        return rows


def page_of(parsed: Parsed) -> Page:
    """Find the places and times of a parsed report and gather them with its grammar."""
    report, doc = parsed.report, parsed.doc
    skip = parsed.boilerplate
    ranges = _ranges(skip)
    return Page(
        grammar=grammar(doc, report.text),
        places=find_places(doc, published=report.published, skip=skip),
        times=find_times(doc, published=report.published, skip=ranges),
        skip=skip,
        headline=np.isin(parsed.kinds, _HEADS),
    )


def _ranges(skip: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The runs of true values, as half-open ranges."""
    edges = np.flatnonzero(np.diff(skip.astype(np.int8), prepend=0, append=0))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
