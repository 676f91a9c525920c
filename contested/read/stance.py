"""The stance of a claim: asserted, denied, possible, planned, conditional or demanded."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from contested.model import Kind, Stance
from contested.read.attribution import FoundSpeaker, Grammar, grammar
from contested.read.stance_rules import stance_by_rule

__all__ = ["stance_of", "stances_of"]


def stance_of(doc: Doc | Grammar, trigger: int, kind: Kind, speaker: FoundSpeaker | None = None) -> Stance:
    """The stance of the claim whose trigger's head is the token ``trigger``."""
    return stances_of(doc, [(trigger, kind)], [speaker])[0]


def stances_of(
    doc: Doc | Grammar, triggers: Sequence[tuple[int, Kind]], speakers: Sequence[FoundSpeaker | None]
) -> tuple[Stance, ...]:
    """The stances of many claims of one Doc at once, in the order of ``triggers``."""
    g = doc if isinstance(doc, Grammar) else grammar(doc)
    return tuple(
        stance_by_rule(g, token, kind, speaker) for (token, kind), speaker in zip(triggers, speakers, strict=True)
    )
