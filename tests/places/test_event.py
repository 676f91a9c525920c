"""The place of what a verb tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from contested.places import event_scores, find_places, place_of_event


@pytest.mark.parametrize(
    ("text", "verb", "place"),
    [
        ("Two policemen were shot dead in Mosul on Friday, officials in Baghdad said.", "shot", "Mosul"),
        ("Speaking in Geneva, the envoy said troops attacked Homs overnight.", "attacked", "Homs"),
        ("Thousands demonstrated in Cairo on Friday.", "demonstrated", "Cairo"),
    ],
)
def test_the_place_of_a_verb(doc: Callable[[str], Doc], text: str, verb: str, place: str) -> None:
    parsed = doc(text)
    token = next(t.i for t in parsed if t.text == verb)
    found = place_of_event(parsed, token, find_places(parsed))
    assert found is not None
    assert text[found.start : found.end] == place


def test_no_place_no_answer(doc: Callable[[str], Doc]) -> None:
    parsed = doc("Rebels shot a soldier on Friday.")
    assert place_of_event(parsed, 1, find_places(parsed)) is None
    assert len(event_scores(parsed, 1, [])) == 0


def test_places_of_other_sentences_are_left_out(doc: Callable[[str], Doc]) -> None:
    parsed = doc("Rebels shot a soldier on Friday. The president was in Paris.")
    assert place_of_event(parsed, 1, find_places(parsed)) is None
