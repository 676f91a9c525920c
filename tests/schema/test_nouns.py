"""Noun classes."""

import pytest

from contested.errors import DataFileError
from contested.read.parse import language
from contested.schema.nouns import NounClass, load_nouns, noun_at, noun_classes, noun_entries, parse_nouns


def test_the_classes_are_wide() -> None:
    entries = load_nouns()
    assert len(entries) > 1500
    for name in ("FORCE", "CIVILIAN", "WEAPON", "BUILDING", "POST", "SETTLEMENT", "AREA", "EVENT"):
        assert sum(NounClass[name] in entry.classes for entry in entries) >= 40, name


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Villagers hid from the militia.", "Villagers", "CIVILIAN"),
        ("Villagers hid from the militia.", "militia", "NONSTATE"),
        ("Soldiers guarded the airport.", "airport", "POST"),
        ("Shells hit a police station.", "station", "BUILDING"),
        ("They blew up the bridge.", "bridge", "INFRASTRUCTURE"),
        ("Helicopter gunships circled.", "gunships", "AIRCRAFT"),
        ("The children had fled.", "children", "CIVILIAN"),
        ("It cut the supply line.", "line", "ROUTE"),
    ],
)
def test_classes_of_words(text: str, word: str, name: str) -> None:
    doc = language()(text)
    token = next(token for token in doc if token.text == word)
    assert NounClass[name] in noun_classes(doc)[token.i]


def test_an_expression_gives_its_class_to_its_last_word_alone() -> None:
    doc = language()("They stormed the police station.")
    entries = noun_entries(doc)
    assert entries[3] is None
    assert entries[4] is not None
    assert entries[4].words == ("police", "station")
    assert [noun_at(token) for token in doc if token.i != 3] == [entry for i, entry in enumerate(entries) if i != 3]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("force,,army\nforce,,army", r"nouns\.csv:2: 'army' stands already on line 1"),
        ("sloth,,army", r":1: unknown class 'sloth'"),
        ("force,,Army", r":1: 'Army' is not lower-case"),
        ("force,army", r":1: expected 3 fields"),
    ],
)
def test_a_wrong_row_is_named(text: str, reason: str) -> None:
    with pytest.raises(DataFileError, match=reason):
        parse_nouns(text)
