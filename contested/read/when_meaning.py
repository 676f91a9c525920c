"""What the parts of time resolution speak: anchors, meanings, and the expression being resolved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from spacy.tokens import Doc, Token

from contested.read.when_grammar import Parts
from contested.read.when_words import ordinal

Precision = Literal["day", "part-of-day", "week", "month", "season", "year", "decade", "interval", "open"]
Basis = Literal["explicit", "relative", "narrative", "duration", "event", "vague"]
Ends = tuple[date | None, date | None]


_FUTURE_WORDS = frozenset({"due", "scheduled", "expected", "set", "planned", "slated"})
_FUTURE_MODALS = frozenset({"will", "'ll", "wo", "shall", "may", "might", "would", "should", "must"})


@dataclass(frozen=True)
class Anchors:
    """What times are counted from: the day of publication, and the last day named in the text."""

    published: date | None
    named: date | None = None

    def after(self, low: date | None, high: date | None, *, precise: bool) -> Anchors:
        """The anchors after an expression that meant these days."""
        return replace(self, named=low) if precise and low and high and (high - low).days <= 1 else self

    @property
    def latest(self) -> date | None:
        """The day named last, else the day of publication."""
        return self.named or self.published


@dataclass(frozen=True)
class Meaning:
    """The days an expression means (None: unknown), how exact, and what it was counted from."""

    days: Ends | None
    precision: Precision
    basis: Basis
    deictic: bool = False


@dataclass(frozen=True)
class Expression:
    """One expression's words in lower case, with what it is counted from."""

    doc: Doc
    parts: Parts
    anchors: Anchors
    words: tuple[str, ...]
    signs: str

    def word(self, sign: str) -> str:
        """The first word of the core with one of the signs, or an empty string."""
        return next((w for w, s in zip(self.words, self.signs, strict=True) if s in sign), "")

    def numbers(self, sign: str) -> list[int]:
        """The ordinals or day numbers of the core with the sign."""
        found = (ordinal(w) for w, s in zip(self.words, self.signs, strict=True) if s in sign)
        return [n for n in found if n is not None]


def tense(token: Token) -> Literal["past", "future"] | None:
    """Whether the clause a token stands in speaks of the past or the future; None when it does not say."""
    node = token
    for _ in range(6):
        if node.pos_ in ("VERB", "AUX") or node.lower_ in _FUTURE_WORDS:
            break
        if node.head.i == node.i:
            return None
        node = node.head
    else:
        return None
    if node.lower_ in _FUTURE_WORDS and node.tag_ in ("VBN", "JJ"):
        return "future"
    auxiliaries = {child.lower_ for child in node.children if child.dep_ in ("aux", "auxpass")}
    if auxiliaries & {"have", "has", "had", "was", "were", "did"}:
        return "past"
    if auxiliaries & _FUTURE_MODALS:
        return "future"
    if "to" in auxiliaries and node.head.tag_ in ("VBZ", "VBP") and node.dep_ == "xcomp":
        return "future"
    return "past" if node.tag_ == "VBD" else None
