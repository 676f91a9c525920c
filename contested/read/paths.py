"""Ways through the grammar of a sentence from one token to another, as features for linking."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property

from spacy.attrs import DEP, HEAD, LEMMA, LOWER, POS, TAG  # type: ignore[import-not-found]
from spacy.strings import StringStore
from spacy.tokens import Doc

from contested.read.signs import SignTable

_LONGEST = 4  # steps of a way spelled out on each side
_VERBS = frozenset({"VERB", "AUX"})


@cache
def _words(strings: StringStore, lower: bool) -> SignTable:
    return SignTable(strings, str.lower if lower else str)


@dataclass(frozen=True)
class Way:
    """The way from one token up to a common ancestor and down to the other.

    ``up`` and ``down`` are the relations along it; ``top`` the common ancestor; ``passed`` the tokens
    between the two ends, the top among them (unless it is an end).
    """

    up: tuple[str, ...]
    down: tuple[str, ...]
    top: int
    passed: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.up) + len(self.down)

    @property
    def text(self) -> str:
        """The way in letters: "dobj<prep>pobj" style, cut to a few steps on each side."""
        up = "<".join(self.up[:_LONGEST]) + ("<*" if len(self.up) > _LONGEST else "")
        down = ">".join(self.down[-_LONGEST:]) + (">*" if len(self.down) > _LONGEST else "")
        return f"{up}|{down}"


@dataclass(frozen=True)
class Grammar:
    """The relations of one document as plain lists, with each token's line of heads remembered."""

    doc: Doc
    lines: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def heads(self) -> list[int]:
        """Each token's head."""
        steps = self.doc.to_array(HEAD).astype("int64").tolist()
        return [i + step for i, step in enumerate(steps)]

    @cached_property
    def deps(self) -> list[str]:
        """Each token's relation to its head."""
        return self._column(DEP)

    @cached_property
    def pos(self) -> list[str]:
        """Each token's coarse part of speech."""
        return self._column(POS)

    @cached_property
    def tags(self) -> list[str]:
        """Each token's fine part of speech."""
        return self._column(TAG)

    @cached_property
    def lemmas(self) -> list[str]:
        """Each token's lemma in lower case."""
        return self._column(LEMMA)

    @cached_property
    def lowers(self) -> list[str]:
        """Each token in lower case."""
        return self._column(LOWER)

    def _column(self, attribute: int) -> list[str]:
        table = _words(self.doc.vocab.strings, attribute == LEMMA)
        return list(map(table.__getitem__, self.doc.to_array(attribute).tolist()))

    def line(self, token: int) -> tuple[int, ...]:
        """The token and its heads up to the root."""
        known = self.lines.get(token)
        if known is None:
            heads = self.heads
            steps = [token]
            while heads[steps[-1]] != steps[-1]:
                steps.append(heads[steps[-1]])
            known = self.lines[token] = tuple(steps)
        return known

    def way(self, start: int, end: int) -> Way | None:
        """The way between two tokens, None when they stand in different sentences."""
        first, second = self.line(start), self.line(end)
        if first[-1] != second[-1]:
            return None
        shared = 1
        while shared <= min(len(first), len(second)) and first[-shared] == second[-shared]:
            shared += 1
        ups, downs = first[: len(first) - shared + 1], second[: len(second) - shared + 1]
        top = first[len(first) - shared + 1]
        passed = tuple(t for t in (*ups[1:], top, *reversed(downs[1:])) if t not in (start, end))
        deps = self.deps
        return Way(tuple(deps[i] for i in ups), tuple(deps[i] for i in reversed(downs)), top, passed)

    def verb_above(self, token: int, *, itself: bool = True) -> int:
        """The nearest verb at or over a token; the root when there is none."""
        line = self.line(token)
        pos = self.pos
        return next((i for i in line if (itself or i != token) and pos[i] in _VERBS), line[-1])


def root_of(doc: Doc, start: int, end: int) -> int:
    """The token of a stretch that the others hang on: the first whose head lies outside."""
    for token in doc[start:end]:
        if not start <= token.head.i < end or token.head.i == token.i:
            return int(token.i)
    return start


def near(distance: int) -> str:
    """A signed number of tokens in steps: how far one stands from another."""
    size = abs(distance)
    step = size if size < 4 else 4 if size < 7 else 7 if size < 12 else 12 if size < 20 else 20
    return f"{'+' if distance >= 0 else '-'}{step}"
