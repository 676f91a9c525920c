"""Parts of speech, morphology and lemmas, worked out once for each word in each use.

spaCy's attribute ruler and lemmatizer decide from a token's form, tag and relation alone, but for a handful of
two-word patterns ("gon na"); asking them anew for every token takes a fifth of its pipeline's time. Here they
are asked once for each such triple, and the answer is kept.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc

Use = tuple[int, int, int]
COMPONENTS = ("attribute_ruler", "lemmatizer")
_MOST = 400_000  # uses kept; then it starts anew, so that a long run stays small


class Morphology:
    """Remembers what a pipeline's rules say of each word; one for each loaded pipeline."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.known: dict[Use, Use] = {}

    def add(self, doc: Doc) -> None:
        """Set part of speech, morphology and lemma of every token of a tagged and parsed Doc."""
        if not len(doc):
            return
        uses: list[Use] = [(a, b, c) for a, b, c in doc.to_array([ORTH, TAG, DEP]).tolist()]
        new = [use for use in dict.fromkeys(uses) if use not in self.known]
        if len(self.known) + len(new) > _MOST:
            self.known.clear()
            new = list(dict.fromkeys(uses))
        if new:
            self._learn(new)
        rows = np.array([self.known[use] for use in uses], dtype=np.uint64)
        doc.from_array([POS, MORPH, LEMMA], rows)  # type: ignore[arg-type]

    def _learn(self, uses: list[Use]) -> None:
        """Ask the rules about words standing alone, a full stop between any two."""
        strings = self.nlp.vocab.strings
        words: list[str] = []
        tags: list[str] = []
        deps: list[str] = []
        for orth, tag, dep in uses:
            words += [strings[orth], "."]
            tags += [strings[tag], "."]
            deps += [strings[dep], "punct"]
        doc = Doc(self.nlp.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        for name in COMPONENTS:
            doc = self.nlp.get_pipe(name)(doc)
        answers = doc.to_array([POS, MORPH, LEMMA]).tolist()[::2]
        self.known.update((use, (a, b, c)) for use, (a, b, c) in zip(uses, answers, strict=True))


@cache
def morphology(nlp: Language) -> Morphology:
    """The memory of a pipeline."""
    return Morphology(nlp)
