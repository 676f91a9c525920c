"""Who says what: attributions of whole texts and the speakers of single claims."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model import Report
from contested.read.attribution import (
    FoundAttribution,
    Grammar,
    find_attributions,
    grammar,
    listed,
    speaker_of,
)
from contested.read.attribution.lexicon import lexicon
from contested.read.attribution.strength import strength_of
from contested.read.parse import parse


@cache
def read(text: str) -> tuple[Grammar, tuple[FoundAttribution, ...]]:
    g = grammar(parse(Report("t", text)).doc, text)
    return g, find_attributions(g)


def shown(text: str) -> list[tuple[list[str], str | None, list[str]]]:
    g, found = read(text)
    records = listed(g, Report("t", text), found)
    return [
        ([s.quote for s in a.source], a.cue.quote if a.cue else None, [c.quote for c in a.content]) for a in records
    ]


def chain(text: str, trigger: str, kind: str = "attack") -> list[str]:
    g, found = read(text)
    token = g.lower.index(trigger)
    speaker = speaker_of(g, token, kind, found)
    return [g.doc[a:b].text for a, b in speaker.chain]


def test_indirect_speech() -> None:
    assert shown("The army said that rebels had shelled the town of Saraqib.") == [
        (["The army"], "said", ["that rebels had shelled the town of Saraqib"])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels have left the town, a resident said.",
        "According to a resident, the rebels have left the town.",
        "The rebels, a resident said, have left the town.",
        '"The rebels have left the town," a resident said.',
    ],
)
def test_content_before_after_and_around_the_cue(text: str) -> None:
    assert chain(text, "left", "retreat") == ["resident"]


def test_the_addressee_that_is_an_outlet_is_a_relay() -> None:
    assert chain("A hospital official told AFP that shelling killed three people.", "killed", "casualties") == [
        "hospital official",
        "AFP",
    ]


def test_reporters_are_no_relay() -> None:
    assert chain("A hospital official told reporters that shelling killed three people.", "killed", "casualties") == [
        "hospital official"
    ]


def test_a_quotation_goes_on_after_its_cue() -> None:
    text = 'Troops came.\n"They shelled us at dawn," the mayor said. "Then the tanks attacked the school."'
    assert chain(text, "attacked") == ["mayor"]


def test_the_outlet_speaks_for_itself() -> None:
    assert chain("Rebels shelled the town on Monday. The army said that it had taken a hill.", "shelled") == []


def test_a_strike_is_not_a_report() -> None:
    assert shown("Warplanes targeted a base near the border on Tuesday.") == []


def test_a_headline_names_its_source_at_the_end() -> None:
    text = "Air strikes kill dozens in rebel town: monitor\n\nPlanes struck a market in the town on Friday."
    assert chain(text, "kill", "casualties") == ["monitor"]


def test_without_commas() -> None:
    text = "Shelling killed six people in Aleppo a monitoring group said on Friday."
    assert chain(text, "killed", "casualties") == ["monitoring group"]


def test_chain_of_a_quoted_statement() -> None:
    text = "State television quoted the army as saying that rebels had attacked the village."
    assert chain(text, "attacked")[:1] == ["army"]


def test_articles_stay_in_attributions_and_leave_chains() -> None:
    text = "The ministry confirmed that the bridge was bombed."
    assert shown(text)[0][0] == ["The ministry"]
    assert chain(text, "bombed") == ["ministry"]


def test_strength_of_the_cue_is_kept() -> None:
    text = "The general admitted that his men had attacked the village."
    g, found = read(text)
    assert speaker_of(g, g.lower.index("attacked"), "attack", found).strength == "admitting"


def test_empty_text() -> None:
    assert shown("") == []


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab said \"'“”‘’.,:\n")), max_size=60))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    g, found = read(text)
    for a in found:
        for start, end in (*a.sources, *a.content, *([a.cue] if a.cue else [])):
            assert 0 <= start < end <= len(g)


def test_a_signed_quotation_is_its_signer_s() -> None:
    text = "Readers wrote to us.\n“We will not leave this town.” — Ann Smith\nThe post is closed."
    assert (["Ann Smith"], "—", ["“We will not leave this town.”"]) in shown(text)


def test_a_dash_that_leads_on_signs_nothing() -> None:
    text = "“We will not leave this town.” — Ann Smith, the mayor, left for the capital at dawn with her family."
    assert all(cue != "—" for _, cue, _ in shown(text))


def test_whom_an_outlet_cites_is_the_origin() -> None:
    text = "Shelling killed ten people in the town, The Daily Post reported, citing a hospital official."
    sources = [source for source, cue, _ in shown(text) if cue and "reported" in cue]
    assert sources[0][0] == "a hospital official"
    assert sources[0][-1] == "The Daily Post"


def test_an_outer_report_is_no_content() -> None:
    text = "Lavrov said the reports indicate that fighters already have such weapons Interfax reported."
    contents = [content for source, _, content in shown(text) if source[0] == "Lavrov"]
    assert contents == [["the reports indicate that fighters already have such weapons"]]


def test_a_date_is_no_part_of_the_cue() -> None:
    text = "The army will stay, the minister said on a visit to the front."
    assert [cue for _, cue, _ in shown(text)] == ["said"]


@pytest.mark.parametrize(
    "text",
    [
        "The bombing has claimed the lives of ten people.",
        "They led away ten prisoners said to be officers of the army.",
        "The plan worried critics who fear a long war.",
    ],
)
def test_what_is_no_report(text: str) -> None:
    assert all(cue not in ("has claimed", "claimed", "said", "worried") for _, cue, _ in shown(text))


def test_a_quotation_of_another_sentence_with_a_cue_of_its_own_is_its_speaker_s() -> None:
    text = 'Shells hit the town, a monitor said.\n"Ten people were killed in the market," said Ali Hassan.'
    contents = [content for source, _, content in shown(text) if source == ["a monitor"]]
    assert all("Ten people" not in piece for content in contents for piece in content)


def test_a_headline_does_not_end_inside_a_word_joined_by_a_hyphen() -> None:
    text = "The nomination of a new Prime Minister-designate is a step toward a government of all parties."
    assert shown(text) == []


def test_quoted_words_begin_after_saying() -> None:
    text = "State television quoted an official as saying the army had left the town."
    for _, _, content in shown(text):
        assert not content[0].startswith("an official as")


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("The army admitted that its planes had hit the hospital.", "admitting"),
        ("The general acknowledged that his forces had left the town.", "admitting"),
        ("The ministry denied that its troops had fled.", "denying"),
        ("The rebels claimed that they had taken the hill.", "distancing"),
        ("The monitor confirmed that the village had fallen.", "endorsing"),
        ("The monitor could not confirm that the village had fallen.", "distancing"),
        ("The ministry declined to confirm that the village had fallen.", "distancing"),
        ("The ministry did not deny that its troops had fled.", "neutral"),
        ("The army said that rebels had left.", "neutral"),
    ],
)
def test_the_strength_of_a_cue(text: str, strength: str) -> None:
    _, found = read(text)
    best = max((a for a in found if a.sources), key=lambda a: a.score)
    assert best.strength == strength


def test_who_claims_responsibility_admits() -> None:
    g, _ = read("The group claimed responsibility for the attack.")
    head = g.lower.index("claimed")
    assert strength_of(g, head, lexicon()["claim", "verb"]) == "admitting"
    g, _ = read("No group claimed responsibility for the attack.")
    assert strength_of(g, g.lower.index("claimed"), lexicon()["claim", "verb"]) == "denying"
