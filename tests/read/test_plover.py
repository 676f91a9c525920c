"""The PLOVER event between a source and a target: readings by rule, the model, and the folds."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from contested.model import Report
from contested.read.parse import parse
from contested.read.plover import Pair, Reading, fold_of, pair_of, plover_of, plover_of_many, readings
from contested.read.plover.features import features
from contested.read.plover.model import FOLDS, digest, fold_number


def doc_of(text: str) -> Doc:
    return parse(Report("r", text), entities=False).doc


def pair(text: str, source: str, target: str | None) -> Pair:
    places = [
        None if words is None else (text.index(words), text.index(words) + len(words)) for words in (source, target)
    ]
    assert places[0] is not None
    return pair_of(doc_of(text), places[0], places[1])


def behind(text: str, source: str, target: str | None) -> Reading:
    return readings(pair(text, source, target))["behind"]


@pytest.mark.parametrize(
    ("text", "source", "target", "root"),
    [
        ("Ruritania has refused to lift the siege of Strelsau.", "Ruritania", "Strelsau", "REJECT"),
        ("Ruritania lifted the siege of Strelsau.", "Ruritania", "Strelsau", "YIELD"),
        ("Ruritania will send food aid to Strelsau.", "Ruritania", "Strelsau", "AGREE"),
        ("Ruritania suspended humanitarian aid to Strelsau.", "Ruritania", "Strelsau", "SANCTION"),
        ("The envoy demanded the release of Rudolf.", "The envoy", "Rudolf", "REQUEST"),
        ("Rebels threatened to shell the port of Zenda.", "Rebels", "the port of Zenda", "THREATEN"),
        ("Rebels shelled the port of Zenda after talks failed.", "Rebels", "the port of Zenda", "ASSAULT"),
        ("The mayor was arrested by the police on Monday.", "the police", "The mayor", "COERCE"),
        ("Ruritania and Graustark held joint naval exercises.", "Ruritania", "Graustark", "COOPERATE"),
        ("Workers at the mine went on strike against Zenda Mining.", "Workers at the mine", "Zenda Mining", "PROTEST"),
        ("The court launched an investigation into the ministry.", "The court", "the ministry", "ACCUSE"),
        ("The premier met the king in Strelsau.", "The premier", "the king", "CONSULT"),
        ("The president praised the minister for her courage.", "The president", "the minister", "SUPPORT"),
    ],
)
def test_an_event_by_rule_and_by_model(text: str, source: str, target: str, root: str) -> None:
    assert behind(text, source, target).root == root
    start, other = text.index(source), text.index(target)
    event = plover_of(doc_of(text), (start, start + len(source)), (other, other + len(target)))
    assert event.root == root
    assert 0 < event.probability <= 1


def test_operators_are_read_from_the_outside_in() -> None:
    found = behind("Ruritania has refused to suspend the new curfew in Zenda.", "Ruritania", "Zenda")
    assert found.operators == ("refuse", "stop")
    assert found.sense == "COERCE.curfew"
    assert found.root == "REJECT"


def test_troops_that_keep_a_peace_are_aid() -> None:
    text = "Ruritania deployed 300 troops on a peacekeeping mission in Zenda."
    assert behind(text, "Ruritania", "Zenda").root == "AID"


def test_what_is_said_of_the_source_beside_does_not_count() -> None:
    text = "Rudolf, who bombed Zenda last year, will meet the king on Friday."
    assert behind(text, "Rudolf", "the king").root == "AGREE"


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Ruritania released the two pilots.", "release"),
        ("Ruritania will release the two pilots.", None),
        ("Ruritania demanded the release of the two pilots.", "yield"),
        ("Ruritania refused to meet the two pilots.", "meet"),
        ("Ruritania threatened to shell the two pilots.", "violence"),
    ],
)
def test_the_mode_is_the_act_or_what_is_asked_refused_or_threatened(text: str, mode: str | None) -> None:
    assert plover_of_many([pair(text, "Ruritania", "the two pilots")])[0].mode == mode


def test_no_target_is_a_pair_too() -> None:
    found = pair("Teachers went on strike for better pay.", "Teachers", None)
    assert found.way is None
    assert "T:none" in features(found)
    assert plover_of_many([found])[0].root == "PROTEST"
    assert plover_of_many([]) == []


def test_a_span_is_a_sentence_of_its_own() -> None:
    doc = doc_of("It rained. Rebels shelled the port of Zenda.")
    second = list(doc.sents)[-1]
    words = str(second.text)
    target = words.index("the port"), words.index(" of")
    assert plover_of(second, (0, 6), target).root == "ASSAULT"


def test_offsets_without_a_token_are_an_error() -> None:
    with pytest.raises(ValueError, match="no token at 50:60"):
        pair_of(doc_of("Rebels fled."), (50, 60), None)


def test_folds_go_by_the_text_alone() -> None:
    assert fold_number("Rebels  fled.") == fold_number("Rebels fled.")
    assert 0 <= fold_number("Rebels fled.") < FOLDS
    assert len(digest("x")) == 12
    assert fold_of("No corpus has this sentence about Zenda's ducks.") is None


def test_a_fold_model_can_judge_any_pair() -> None:
    one = pair("Rebels shelled the port of Zenda.", "Rebels", "the port of Zenda")
    events = plover_of_many([one] * FOLDS, held_out=list(range(FOLDS)))
    assert {event.root for event in events} == {"ASSAULT"}
    assert len({event.probability for event in events}) > 1
