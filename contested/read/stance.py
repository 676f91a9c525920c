"""The stance of a claim: asserted, denied, possible, planned, conditional or demanded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from spacy.tokens import Doc

from contested.learned import Floats, Network, softmax
from contested.model import STANCES, Stance
from contested.read.attribution import FoundSpeaker, Grammar, grammar
from contested.read.stance_features import stance_features

__all__ = ["factuality", "stance_of", "stance_probabilities", "stances_of"]


_FACTUALITY = np.array([2.9, -2.4, 0.9, 0.9, 0.6, 0.6], dtype=np.float32)
"""What each stance comes to on UW's scale of -3 to 3."""


@cache
def _network(name: str) -> Network:
    with as_file(files("contested.read").joinpath(f"{name}.npz")) as path:
        return Network.load(path)


def stance_of(doc: Doc | Grammar, trigger: int, kind: str, speaker: FoundSpeaker | None = None) -> Stance:
    """The stance of the claim whose trigger's head is the token ``trigger``."""
    return stances_of(doc, [(trigger, kind)], [speaker])[0]


def stances_of(
    doc: Doc | Grammar, triggers: Sequence[tuple[int, str]], speakers: Sequence[FoundSpeaker | None]
) -> tuple[Stance, ...]:
    """The stances of many claims of one Doc at once, in the order of ``triggers``."""
    return tuple(STANCES[i] for i in stance_probabilities(doc, triggers, speakers).argmax(axis=1).tolist())


def stance_probabilities(
    doc: Doc | Grammar, triggers: Sequence[tuple[int, str]], speakers: Sequence[FoundSpeaker | None]
) -> Floats:
    """How likely each stance is: one row a trigger, one column a stance in the order of ``STANCES``."""
    return softmax(_scores("stance", doc, triggers, speakers))


def _scores(
    name: str, doc: Doc | Grammar, triggers: Sequence[tuple[int, str]], speakers: Sequence[FoundSpeaker | None]
) -> Floats:
    g = doc if isinstance(doc, Grammar) else grammar(doc)
    rows = [stance_features(g, token, kind, speaker) for (token, kind), speaker in zip(triggers, speakers, strict=True)]
    return _network(name).scores(np.zeros((len(rows), 0), np.float32), rows)


def factuality(
    doc: Doc | Grammar, triggers: Sequence[tuple[int, str]], speakers: Sequence[FoundSpeaker | None]
) -> Floats:
    """How far each claim is put forward as fact, from -3 (certainly not) to 3 (certainly).

    By its likeliest stance; the weights are those learnt from events of all sorts, not from claims about conflicts
    alone, and favour no rare stance.
    """
    scores = _scores("factuality", doc, triggers, speakers)
    values: Floats = _FACTUALITY[scores.argmax(axis=1)] if len(scores) else np.zeros(0, np.float32)
    return values
