"""Written forms of verbs and nouns."""

import pytest

from contested.schema.inflect import noun_forms, verb_forms


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("seize", {"seize", "seizes", "seized", "seizing"}),
        ("flee", {"flee", "flees", "fled", "fleeing"}),
        ("occupy", {"occupy", "occupies", "occupied", "occupying"}),
        ("attack", {"attack", "attacks", "attacked", "attacking"}),
        ("die", {"die", "dies", "died", "dying"}),
        ("picnic", {"picnicked", "picnicking"}),
        ("target", {"targeted", "targetted", "targeting"}),
        ("clash", {"clashes", "clashed"}),
        ("free", {"frees", "freed", "freeing"}),
    ],
)
def test_verb_forms(lemma: str, forms: set[str]) -> None:
    assert forms <= verb_forms(lemma)


def test_no_doubling_where_english_has_none() -> None:
    assert "attackked" not in verb_forms("attack")
    assert "deployyed" not in verb_forms("deploy")


@pytest.mark.parametrize(
    ("lemma", "plural"),
    [
        ("child", "children"),
        ("casualty", "casualties"),
        ("clash", "clashes"),
        ("gunman", "gunmen"),
        ("convoy", "convoys"),
    ],
)
def test_noun_forms(lemma: str, plural: str) -> None:
    assert noun_forms(lemma) == {lemma, plural}
