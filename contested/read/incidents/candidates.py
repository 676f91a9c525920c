"""Candidates: the distinct wordings that may fill a role of a report's incidents, with what speaks for each.

A first network judges each head in its place, a second each span of it as a wording; here all occurrences of a
wording in the report come together in one row of numbers, which boosted trees judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from contested.learned import Floats
from contested.read.claims.page import Page
from contested.read.incidents import wording
from contested.read.incidents.phrases import Phrase, heads, phrases, plain
from contested.read.incidents.roles import ROLES, Role
from contested.schema.nouns import NounClass

LOW = 0.04
"""The probability of a head from which its wordings are candidates."""
_ONLY = 0.97  # how sure the wording is when a head has but one

Judge = Callable[[list[list[str]]], Floats]
"""Rows of a wording's features to the probability of each."""


@dataclass(frozen=True)
class Head:
    """A head token and the spans it may have, by their plain words; the first span of a wording holds."""

    token: int
    spans: dict[str, Phrase]


@dataclass(frozen=True)
class Occurrence:
    """One place where a candidate stands: the head's number and probability, and the wording's."""

    phrase: Phrase
    head: int
    filler: float
    worded: float
    share: float

    @property
    def both(self) -> float:
        """How sure the role and the wording are together."""
        return self.filler * self.worded


@dataclass(frozen=True)
class Candidate:
    """A wording that may fill a role: where it stands, surest first, and its row for the trees."""

    role: Role
    words: str
    occurrences: tuple[Occurrence, ...]
    row: Floats


def heads_of(page: Page) -> list[Head]:
    """The heads of a report with their spans, in text order."""
    found = []
    for token in heads(page):
        spans: dict[str, Phrase] = {}
        for phrase in phrases(page, token):
            words = plain(page, phrase.start, phrase.end)
            if words:
                spans.setdefault(words, phrase)
        if spans:
            found.append(Head(token, spans))
    return found


def candidates(page: Page, found: list[Head], odds: Floats, about: Floats, judge: Judge) -> list[Candidate]:
    """The candidates of every role.

    ``odds``: for each head the probability of each role; ``about``: what the report is about, by probabilities.
    """
    asked = [
        (n, role, words, phrase)
        for n, head in enumerate(found)
        for r, role in enumerate(ROLES)
        if odds[n, r] > LOW
        for words, phrase in head.spans.items()
    ]
    if not asked:
        return []
    worded = judge([wording.row(page, p, w.split(), role, len(found[n].spans)) for n, role, w, p in asked]).copy()
    worded[[len(found[n].spans) == 1 for n, *_ in asked]] = _ONLY
    best: dict[tuple[int, Role], float] = defaultdict(float)
    for (n, role, _, _), probability in zip(asked, worded.tolist(), strict=True):
        best[n, role] = max(best[n, role], probability)
    grouped: dict[tuple[Role, str], list[Occurrence]] = defaultdict(list)
    for (n, role, words, phrase), p in zip(asked, worded.tolist(), strict=True):
        filler = float(odds[n, ROLES.index(role)])
        grouped[role, words].append(Occurrence(phrase, n, filler, p, p / max(best[n, role], 1e-6)))
    view = _View(page, found, odds, about, sorted({words for _, words in grouped}))
    return [
        Candidate(role, words, ranked, view.row(role, words, ranked))
        for (role, words), places in grouped.items()
        for ranked in [tuple(sorted(places, key=lambda o: (-o.both, o.phrase)))]
    ]


class _View:
    """One report while its candidates' rows are made."""

    def __init__(self, page: Page, found: list[Head], odds: Floats, about: Floats, wordings: list[str]) -> None:
        self.page, self.found, self.odds, self.wordings = page, found, odds, wordings
        g = page.grammar
        self.sentences = np.zeros((len(g.starts) + 1, len(ROLES)), dtype=np.float32)  # the last row: no sentence
        for n, head in enumerate(found):
            number = g.sentence[head.token]
            self.sentences[number] = np.maximum(self.sentences[number], odds[n])
        self.alike: dict[str, list[int]] = defaultdict(list)
        for n, head in enumerate(found):
            self.alike[page.lemma[head.token]].append(n)
        self.whole = np.concatenate([odds.max(axis=0), odds.sum(axis=0), about]).astype(np.float32)

    def row(self, role: Role, words: str, places: tuple[Occurrence, ...]) -> Floats:
        """The numbers of one candidate."""
        return np.concatenate([self._own(role, places), self.whole, self._text(words, places)]).astype(np.float32)

    def _own(self, role: Role, places: tuple[Occurrence, ...]) -> Floats:
        r = ROLES.index(role)
        best = places[0]
        fillers = np.array([o.filler for o in places])
        odds = self.odds[[o.head for o in places]]
        highest = float(self.odds[:, r].max())
        rest = np.delete(self.odds[best.head], r)
        numbers = [
            r, best.both, best.filler, best.worded, best.share, fillers[1] if len(places) > 1 else 0.0, fillers.sum(),
            1 - np.prod(1 - fillers), fillers.mean(), len(places), max(o.worded for o in places),
            best.filler / max(highest, 1e-6), (self.odds[:, r] > best.filler).sum(), best.filler - rest.max(),
            len({o.phrase.head for o in places}),
        ]  # fmt: skip
        alike = self.odds[self.alike[self.page.lemma[best.phrase.head]]]
        return np.concatenate(
            [np.array(numbers, dtype=np.float32), odds.max(axis=0), alike.max(axis=0), alike.sum(axis=0)]
        )

    def _text(self, words: str, places: tuple[Occurrence, ...]) -> Floats:
        page, g = self.page, self.page.grammar
        best = places[0].phrase
        head, own = best.head, words.split()
        sentence = g.sentence[head]
        first = min(g.sentence[o.phrase.head] for o in places)
        classes = page.classes[head]
        numbers = [
            first, sentence, sentence / len(g.starts), len(g.starts), len(own), head - best.start, best.end - head - 1,
            len(self.found[places[0].head].spans), own[0].isdigit(),
            sum(words != other and words in other for other in self.wordings),
            sum(words != other and other in words for other in self.wordings),
            page.pos[head] == "PROPN", page.pos[head] == "NOUN", page.entity[head] == "PERSON",
            page.entity[head] == "ORG", page.place_at[head] >= 0, g.quote[head] >= 0,
            *(bool(classes & one) for one in NounClass),
        ]  # fmt: skip
        around = [self.sentences[sentence], self.sentences[sentence - 1]]
        return np.concatenate([np.array(numbers, dtype=np.float32), *around])
