"""The place of an event: which of the places found belongs to a verb."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from contested.places.find import FoundPlace


def place_of_event(doc: Doc, verb_token: int, found: Sequence[FoundPlace]) -> FoundPlace | None:
    """The place where what a verb tells happened, among those of its sentence, or None."""
    verb = doc[verb_token]
    sentence = verb.sent
    best: tuple[int, int, FoundPlace] | None = None
    for place in found:
        if sentence.start <= place.start_token < sentence.end:
            path = _path(verb, doc[place.end_token - 1])
            offer = (path, abs(place.start_token - verb_token), place)
            if best is None or offer[:2] < best[:2]:
                best = offer
    return best[2] if best else None


def _path(a: Token, b: Token) -> int:
    up = {t.i: n for n, t in enumerate([a, *a.ancestors])}
    for n, t in enumerate([b, *b.ancestors]):
        if t.i in up:
            return n + up[t.i]
    return 99
