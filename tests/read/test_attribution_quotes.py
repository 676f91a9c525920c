"""Quotations: which tokens stand between quotation marks."""

from __future__ import annotations

from contested.read.attribution.quotes import quotations


def spans(text: str) -> list[str]:
    """Quotations of a text whose tokens are parted by blanks; a bar begins a paragraph."""
    marks, paragraph = [], []
    begins = True
    for word in text.split():
        if word == "|":
            begins = True
            continue
        marks.append(word)
        paragraph.append(begins)
        begins = False
    found = quotations(marks, [True] * len(marks), paragraph)
    return [" ".join(marks[a:b]) for a, b in found]


def test_curly_marks_tell_their_side() -> None:
    assert spans("he said “ we left ” and “ they came ” too") == ["“ we left ”", "“ they came ”"]


def test_straight_marks_take_turns() -> None:
    assert spans('" we left " he said " they came "') == ['" we left "', '" they came "']


def test_a_quotation_runs_over_paragraphs_that_open_with_a_mark() -> None:
    assert spans("“ we left . | “ they came . ” he said") == ["“ we left . “ they came . ”"]


def test_a_lost_closing_mark_ends_with_its_paragraph() -> None:
    assert spans('" we left the town . | the army said so') == ['" we left the town .']


def test_an_empty_quotation_is_none() -> None:
    assert spans('he said " " and left') == []


def test_every_sentence_on_a_line_of_its_own() -> None:
    assert spans("“ we left . | they came . ” he said | “ so we ran . ”") == [
        "“ we left . they came . ”",
        "“ so we ran . ”",
    ]
