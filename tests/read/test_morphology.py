"""The remembered morphology says what spaCy's own rules say, but for their two-word patterns."""

import pytest

from contested.model import Report
from contested.read.parse import language, parse

TEXT = (
    "Rebels seized two towns overnight, and the army's spokesmen were not saying whether it'd withdrawn. "
    '"We\'re preparing to send missiles," he told reporters; fighting worsened as the besieged left their homes. '
    "More women and children died than soldiers, residents said."
)


@pytest.mark.parametrize("attribute", ["pos_", "lemma_", "tag_"])
def test_it_agrees_with_spacy(attribute: str) -> None:
    ours = parse(Report("r", TEXT)).doc
    theirs = language()(TEXT)
    assert [t.text for t in ours] == [t.text for t in theirs]
    assert [(t.text, getattr(t, attribute)) for t in ours] == [(t.text, getattr(t, attribute)) for t in theirs]


def test_a_second_reading_of_a_word_asks_nothing() -> None:
    from contested.read.morphology import morphology

    parse(Report("r", TEXT))
    known = dict(morphology(language()).known)
    parse(Report("s", TEXT))
    assert morphology(language()).known == known
    assert len(known) > 20
