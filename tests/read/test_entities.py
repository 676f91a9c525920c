"""The light entity labels: names are found, common words are not."""

from contested.model import Report
from contested.read.parse import parse


def test_names_in_news_text_are_labelled() -> None:
    text = "President Vladimir Putin met officials of the United Nations in Moscow, Russian agencies said on Friday."
    doc = parse(Report("r", text)).doc
    found = {ent.text: ent.label_ for ent in doc.ents}
    assert found.get("Moscow") == "GPE"
    assert found.get("Vladimir Putin") == "PERSON"
    assert any("United Nations" in name for name in found)
    assert not any(word in found for word in ("officials", "agencies", "met"))


def test_without_entities_no_token_has_one() -> None:
    assert not parse(Report("r", "Vladimir Putin was in Moscow."), entities=False).doc.ents


def test_an_empty_report_has_none() -> None:
    assert not parse(Report("r", "")).doc.ents
