"""A brief as data: sections of sentences, each with the numbers of its sources, and the sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Source:
    """Where a sentence comes from: claims of one sentence of one report, or, without claims, the record itself.

    ``quote`` is the report's wording, shortened, with private people's names withheld.
    """

    number: int
    claims: tuple[str, ...]
    report: str | None
    outlet: str | None
    title: str | None
    published: date | None
    url: str | None
    quote: str


@dataclass(frozen=True)
class Sentence:
    """A sentence with the numbers of its sources, never none; ``level`` 1 is an account under the sentence before."""

    text: str
    sources: tuple[int, ...]
    level: int = 0


@dataclass(frozen=True)
class Section:
    """A part of the brief: an id for links, a heading, its sentences."""

    id: str
    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Brief:
    """A sourced situation report. ``facts`` are what it covers, as labels and values."""

    heading: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
