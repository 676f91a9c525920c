"""Quotations: which tokens stand between quotation marks, over sentences and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from contested.read.attribution.found import TokenSpan

_OPEN = frozenset(("\u201c", "\u00ab", "\u201e", "``"))
_CLOSE = frozenset(("\u201d", "\u00bb"))
_STRAIGHT = frozenset(('"', "''", "\u201f", "\uff02"))
LONGEST = 1200
"""A quotation left open runs to the end of its paragraph; one of more tokens than this is a lost mark."""


SEARCHED = 300
"""How many tokens ahead the mark is looked for that closes a quotation left open at a line's end."""


def quotations(marks: Sequence[str], spaced: Sequence[bool], paragraph: Sequence[bool]) -> list[TokenSpan]:
    """The spans between matching marks, marks included.

    ``marks``: each token as the report writes it (curly marks kept); ``spaced``: whether a blank
    follows the token; ``paragraph``: whether a paragraph begins at the token. A quotation left open at
    a paragraph's end goes on when the next paragraph opens with a mark, as newspapers write it, or when
    the next mark is a closing one (some sources put every sentence on a line of its own).
    """
    found: list[TokenSpan] = []
    opened: int | None = None
    count = len(marks)
    for i, mark in enumerate(marks):
        if opened is not None and paragraph[i] and not _continues(marks, spaced, i):
            found.append((opened, _back(marks, i)))
            opened = None
        if mark in _OPEN or (mark in _STRAIGHT and opened is None):
            if opened is None:
                if mark in _STRAIGHT and i + 1 < count and paragraph[i + 1]:
                    continue
                opened = i
        elif mark in _CLOSE or mark in _STRAIGHT:
            if opened is None:
                continue
            if mark in _STRAIGHT and paragraph[i]:
                continue
            found.append((opened, i + 1))
            opened = None
    if opened is not None:
        found.append((opened, _back(marks, count)))
    return sorted([q for q in found if 2 < q[1] - q[0] <= LONGEST] + single_quotations(marks, spaced, paragraph, found))


def _continues(marks: Sequence[str], spaced: Sequence[bool], at: int) -> bool:
    """Whether an open quotation goes on in the paragraph at ``at``: it opens with a mark, or the next mark closes."""
    while at < len(marks) and marks[at].isspace():
        at += 1
    if at < len(marks) and (marks[at] in _OPEN or marks[at] in _STRAIGHT):
        return True
    for i in range(at, min(at + SEARCHED, len(marks))):
        if marks[i] in _OPEN:
            return False
        if marks[i] in _CLOSE:
            return True
        if marks[i] in _STRAIGHT:
            return not spaced[i - 1] and not marks[i - 1].isspace()
    return False


def _back(marks: Sequence[str], at: int) -> int:
    while at > 0 and marks[at - 1].isspace():
        at -= 1
    return at


def single_quotations(
    marks: Sequence[str], spaced: Sequence[bool], paragraph: Sequence[bool], double: Sequence[TokenSpan]
) -> list[TokenSpan]:
    """Quotations in single marks outside double ones: 'so' after a blank, closed before one, in one paragraph."""
    inside = [False] * (len(marks) + 1)
    for start, end in double:
        inside[start:end] = [True] * (end - start)
    found: list[TokenSpan] = []
    opened: int | None = None
    for i, mark in enumerate(marks):
        if opened is not None and (paragraph[i] or i - opened > 150):
            opened = None
        if mark not in ("'", "\u2018", "\u2019") or inside[i]:
            continue
        before = i == 0 or spaced[i - 1] or marks[i - 1].isspace()
        if mark != "\u2019" and before and not spaced[i]:
            opened = i
        elif opened is not None and mark != "\u2018" and not before:
            if i - opened > 2:
                found.append((opened, i + 1))
            opened = None
    return found
