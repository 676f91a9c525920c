"""PolNeAR as training material: each article parsed, each attribution as token spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from contested.evaluate.polnear import Article, Marked, Offsets, load
from contested.model import Report
from contested.read.attribution.found import TokenSpan
from contested.read.attribution.grammar import Grammar, grammar
from contested.read.attribution.spans import LABELS
from contested.read.parse import parse

NUMBER = {label: i for i, label in enumerate(LABELS)}


@dataclass(frozen=True)
class Tokens:
    """One marked attribution on tokens; ``head`` is the cue's main token."""

    head: int
    source: tuple[TokenSpan, ...]
    cue: tuple[TokenSpan, ...]
    content: tuple[TokenSpan, ...]

    def label(self, token: int, previous: int | None) -> int:
        """The label of a token of the window, given the window's token before it."""
        for key, spans in (("C", self.cue), ("S", self.source), ("T", self.content)):
            for a, b in spans:
                if a <= token < b:
                    opens = previous is None or previous < a
                    return NUMBER[key + "["] if opens else NUMBER[key]
        return NUMBER["O"]


@dataclass(frozen=True)
class Example:
    """An article with its grammar and, for each annotator, the attributions that have a cue."""

    article: Article
    grammar: Grammar
    marked: tuple[tuple[Tokens, ...], ...]


def examples(folder: Path) -> Iterator[Example]:
    """The articles of a part of the corpus, parsed, each followed by its copy without commas."""
    for article in (version for whole in load(folder) for version in (whole, unpunctuated(whole))):
        g = grammar(parse(Report(article.id, article.text)).doc, article.text)
        yield Example(article, g, tuple(tuple(_tokens(g, m)) for m in article.annotations))


_LOST = str.maketrans({"\u201c": '"', "\u201d": '"'})


def unpunctuated(article: Article) -> Article:
    """The article as some sources hand reports on: without commas, colons and apostrophes, offsets moved along."""
    kept: list[str] = []
    at: list[int] = []
    for character in article.text:
        at.append(len(kept))
        if character not in ",:;'\u2018\u2019":
            kept.append(character)
    at.append(len(kept))

    def moved(pieces: tuple[Offsets, ...]) -> tuple[Offsets, ...]:
        return tuple((at[a], at[b]) for a, b in pieces if at[a] < at[b])

    annotations = tuple(
        tuple(Marked(moved(m.source), moved(m.cue), moved(m.content)) for m in marked) for marked in article.annotations
    )
    return Article(f"{article.id}-bare", "".join(kept).translate(_LOST), annotations, article.files)


def _tokens(g: Grammar, marked: tuple[Marked, ...]) -> Iterator[Tokens]:
    for m in marked:
        cue = _spans(g, m.cue)
        if cue:
            yield Tokens(head_of(g, cue), _spans(g, m.source), cue, _spans(g, m.content))


def _spans(g: Grammar, pieces: tuple[Offsets, ...]) -> tuple[TokenSpan, ...]:
    out = []
    for a, b in pieces:
        span = g.doc.char_span(a, b, alignment_mode="expand")
        if span is not None and len(span):
            out.append((span.start, span.end))
    return tuple(out)


def head_of(g: Grammar, cue: tuple[TokenSpan, ...]) -> int:
    """The token of the cue that stands highest in the tree; of several, a verb, then the first."""
    inside = [i for a, b in cue for i in range(a, b) if not g.lower[i].isspace()]
    members = set(inside)
    tops = [i for i in inside if g.head[i] not in members or g.head[i] == i] or inside or [cue[0][0]]
    return min(tops, key=lambda i: (not g.tag[i].startswith("VB") or g.dep[i].startswith("aux"), i))
