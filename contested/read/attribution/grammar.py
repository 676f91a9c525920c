"""A Doc's parse as plain lists, read once: per-token access to spaCy costs too much at this scale."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from contested.read.attribution.found import TokenSpan
from contested.read.attribution.quotes import quotations

_READ = ("LOWER", "LEMMA", "TAG", "DEP", "HEAD", "SENT_START", "SPACY", "LENGTH")


@dataclass(frozen=True)
class Grammar:
    """Parallel lists over the tokens of one Doc.

    ``left`` and ``right`` are the first and last token of each token's subtree; ``sentence`` numbers
    the sentences, ``starts`` and ``ends`` give their first token and one past their last.
    ``marks`` are the tokens as the report writes them (curly quotation marks kept).
    """

    doc: Doc
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    left: list[int]
    right: list[int]
    children: list[list[int]]
    sentence: list[int]
    starts: list[int]
    ends: list[int]
    marks: list[str] = field(repr=False)
    spaced: list[bool] = field(repr=False)
    paragraph: list[bool] = field(repr=False)

    def __len__(self) -> int:
        return len(self.head)

    @cached_property
    def quotations(self) -> list[TokenSpan]:
        """Token spans of the quotations, marks included, in text order; they may run over sentences."""
        return quotations(self.marks, self.spaced, self.paragraph)

    @cached_property
    def quote(self) -> list[int]:
        """For each token the number of the quotation it lies in (marks included), or -1."""
        numbers = [-1] * len(self)
        for number, (start, end) in enumerate(self.quotations):
            numbers[start:end] = [number] * (end - start)
        return numbers

    @cached_property
    def crossing(self) -> list[int]:
        """For each token how many dependency arcs run over the gap before it; one more entry for the end."""
        own = np.arange(len(self))
        head = np.array(self.head, dtype=np.int64)
        change = np.zeros(len(self) + 2, dtype=np.int64)
        np.add.at(change, np.minimum(own, head) + 1, 1)
        np.add.at(change, np.maximum(own, head) + 1, -1)
        counts: list[int] = np.cumsum(change)[: len(self) + 1].tolist()
        return counts

    def subtree(self, token: int) -> TokenSpan:
        """The span from the first to the last token below ``token``."""
        return self.left[token], self.right[token] + 1

    def child(self, token: int, *deps: str) -> int | None:
        """The first child with one of the relations, or None."""
        for c in self.children[token]:
            if self.dep[c] in deps:
                return c
        return None

    def sentence_of(self, token: int) -> TokenSpan:
        """The token span of the sentence a token stands in."""
        number = self.sentence[token]
        return self.starts[number], self.ends[number]


def grammar(doc: Doc, text: str | None = None) -> Grammar:
    """The view of a parsed Doc. ``text``: the report's own text (curly quotation marks, line breaks), if at hand."""
    rows = np.asarray(doc.to_array(list(_READ)), dtype=np.uint64)
    count = len(doc)
    names = [_strings(doc, rows[:, column]) for column in range(4)] if count else [[], [], [], []]
    lower, lemma, tag, dep = names
    head = (np.arange(count) + rows[:, 4].astype(np.int64)).tolist()
    number = np.cumsum(rows[:, 5].astype(np.int64) == 1) if count else np.zeros(0, dtype=np.int64)
    if count and rows[0, 5] != 1:
        number += 1
    starts = np.flatnonzero(np.diff(number, prepend=0)).tolist()
    ends = [*starts[1:], count] if count else []
    children: list[list[int]] = [[] for _ in range(count)]
    for i, h in enumerate(head):
        if h != i:
            children[h].append(i)
    left, right = _edges(head, children, starts, ends)
    marks, paragraph = _surface(doc, doc.text if text is None else text, rows)
    return Grammar(
        doc, lower, lemma, tag, dep, head, left, right, children, (number - 1).tolist(), starts, ends,
        marks, rows[:, 6].astype(bool).tolist(), paragraph,
    )  # fmt: skip


def _strings(doc: Doc, column: npt.NDArray[np.uint64]) -> list[str]:
    values, inverse = np.unique(column, return_inverse=True)
    table = [doc.vocab.strings[int(v)] for v in values]
    return [table[i] for i in inverse.tolist()]


def _edges(
    head: list[int], children: list[list[int]], starts: list[int], ends: list[int]
) -> tuple[list[int], list[int]]:
    left, right = list(range(len(head))), list(range(len(head)))
    for start, end in zip(starts, ends, strict=True):
        todo = [i for i in range(start, end) if head[i] == i]
        order: list[int] = []
        while todo:
            token = todo.pop()
            order.append(token)
            todo.extend(children[token])
        for token in reversed(order):
            h = head[token]
            if left[token] < left[h]:
                left[h] = left[token]
            if right[token] > right[h]:
                right[h] = right[token]
    return left, right


def _surface(doc: Doc, text: str, rows: npt.NDArray[np.uint64]) -> tuple[list[str], list[bool]]:
    """Each token as written, and whether a line break stands before it (its paragraph's first word)."""
    length = rows[:, 7].astype(np.int64)
    ends = np.cumsum(length + rows[:, 6].astype(np.int64))
    starts = ends - length - rows[:, 6].astype(np.int64)
    marks = [text[a:b] for a, b in zip(starts.tolist(), (starts + length).tolist(), strict=True)]
    breaks = [False] * len(doc)
    at = starts.tolist()
    position = text.find("\n")
    while position >= 0:
        token = bisect_right(at, position)
        while token < len(marks) and marks[token].isspace():
            token += 1
        if token < len(marks):
            breaks[token] = True
            position = text.find("\n", at[token])
        else:
            break
    return marks, breaks
