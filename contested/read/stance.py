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
def _network() -> Network:
    with as_file(files("contested.read").joinpath("stance.npz")) as path:
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
    g = doc if isinstance(doc, Grammar) else grammar(doc)
    rows = [stance_features(g, token, kind, speaker) for (token, kind), speaker in zip(triggers, speakers, strict=True)]
    return softmax(_network().scores(np.zeros((len(rows), 0), np.float32), rows))


def factuality(
    doc: Doc | Grammar, triggers: Sequence[tuple[int, str]], speakers: Sequence[FoundSpeaker | None]
) -> Floats:
    """How far each claim is put forward as fact, from -3 (certainly not) to 3 (certainly), by its stance."""
    likely = stance_probabilities(doc, triggers, speakers)
    values: Floats = _FACTUALITY[likely.argmax(axis=1)]
    return values
