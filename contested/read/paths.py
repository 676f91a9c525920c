"""Ways through the grammar of a sentence from one token to another, as features for linking."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

_LONGEST = 4  # steps of a way spelled out on each side
_VERBS = frozenset({"VERB", "AUX"})


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
    """The relations of one document, with each token's line of heads remembered."""

    doc: Doc
    lines: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def line(self, token: int) -> tuple[int, ...]:
        """The token and its heads up to the root."""
        known = self.lines.get(token)
        if known is None:
            node = self.doc[token]
            known = (token, *(a.i for a in node.ancestors))
            self.lines[token] = known
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
        doc = self.doc
        return Way(tuple(doc[i].dep_ for i in ups), tuple(doc[i].dep_ for i in reversed(downs)), top, passed)

    def verb_above(self, token: int, *, itself: bool = True) -> int:
        """The nearest verb at or over a token; the root when there is none."""
        line = self.line(token)
        doc = self.doc
        return next((i for i in line if (itself or i != token) and doc[i].pos_ in _VERBS), line[-1])


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
