"""Who says what: attributions of a whole report, and the chain of speakers of each claim.

``find_attributions`` reads a parsed Doc; ``speakers_of`` gives each trigger of a claim its speakers.
A caller that asks more than one question of a Doc makes its ``grammar`` once and hands that over.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from spacy.tokens import Doc

from contested.model import Kind
from contested.read.attribution.found import CueClass, FoundAttribution, FoundSpeaker, TokenSpan
from contested.read.attribution.grammar import Grammar, grammar
from contested.read.attribution.rules import by_rule
from contested.read.attribution.speaker import speaker_by_rule

__all__ = [
    "CueClass", "FoundAttribution", "FoundSpeaker", "Grammar", "TokenSpan", "find_attributions", "grammar",
    "speaker_of", "speakers_of",
]  # fmt: skip


def find_attributions(
    doc: Doc | Grammar, *, text: str | None = None, skip: Container[int] | None = None
) -> tuple[FoundAttribution, ...]:
    """All attributions of a report, about the conflict or not, in text order.

    ``text``: the report's own text when the Doc's is normalised (it tells opening from closing quotation
    marks). ``skip``: tokens in which no cue is looked for (boilerplate).
    """
    g = doc if isinstance(doc, Grammar) else grammar(doc, text)
    found = by_rule(g, skip=skip or ())
    return tuple(sorted(found, key=lambda a: (a.content[0], a.cue or (0, 0))))


def speaker_of(
    doc: Doc | Grammar, trigger: int, kind: Kind, attributions: tuple[FoundAttribution, ...]
) -> FoundSpeaker:
    """The speakers of the claim whose trigger's head is the token ``trigger``."""
    return speakers_of(doc, [(trigger, kind)], attributions)[0]


def speakers_of(
    doc: Doc | Grammar, triggers: Sequence[tuple[int, Kind]], attributions: tuple[FoundAttribution, ...]
) -> tuple[FoundSpeaker, ...]:
    """The speakers of many claims of one Doc at once, in the order of ``triggers``."""
    g = doc if isinstance(doc, Grammar) else grammar(doc)
    return tuple(speaker_by_rule(g, token, kind, attributions) for token, kind in triggers)
