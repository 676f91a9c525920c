"""What the attribution stage hands on: spans of tokens, not yet of characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contested.model import CueStrength

TokenSpan = tuple[int, int]
"""Half-open: first token, one past the last."""

CueClass = Literal["verb", "noun", "preposition", "adverb", "adjective", "quotation"]


@dataclass(frozen=True)
class FoundAttribution:
    """Who says what, as token spans of one Doc.

    ``sources`` runs from the origin outward; empty when nobody is named ("reportedly"). ``cue`` and
    ``head`` (the cue's main token) are None for a quotation that only its neighbours attribute.
    ``content`` spans are in text order. ``score`` (0 to 1) is how likely
    the cue attributes, ``certainty`` how likely the least sure word of its spans is labelled right.
    """

    sources: tuple[TokenSpan, ...]
    cue: TokenSpan | None
    head: int | None
    lemma: str
    cue_class: CueClass
    strength: CueStrength
    content: tuple[TokenSpan, ...]
    score: float = 1.0
    certainty: float = 1.0

    def covers(self, token: int) -> bool:
        """Whether the token lies in the content."""
        return any(start <= token < end for start, end in self.content)


@dataclass(frozen=True)
class FoundSpeaker:
    """The speakers of one claim, origin first, by GUIDELINE (no articles). Empty chain: the outlet's own voice."""

    chain: tuple[TokenSpan, ...] = ()
    cue: TokenSpan | None = None
    strength: CueStrength | None = None
    attribution: FoundAttribution | None = None
