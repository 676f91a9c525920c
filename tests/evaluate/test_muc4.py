"""The scorer of role fillers on small cases, and the reading of the corpus's files."""

import json
from pathlib import Path

import pytest

from contested.errors import InputError
from contested.evaluate.muc4 import load, part_of
from contested.evaluate.muc4_score import Counted, Template, head_word, merged, normalised, ree, rme


def template(type_: str = "attack", **roles: list[list[str]]) -> Template:
    return Template(type_, {role: tuple(map(tuple, entities)) for role, entities in roles.items()})  # type: ignore[misc]


def test_strings_are_compared_without_case_punctuation_and_articles() -> None:
    assert normalised('The "Las Lomas"  bridge') == "las lomas bridge"
    assert normalised("a car-bomb") == "carbomb"


@pytest.mark.parametrize(
    ("words", "head"), [("members of green column", "members"), ("power station", "station"), ("of note", "note")]
)
def test_the_head_word_stands_before_the_first_preposition(words: str, head: str) -> None:
    assert head_word(words) == head


def test_templates_are_merged_and_repeated_entities_count_once() -> None:
    first = template(Victim=[["ana ruiz", "ruiz"]])
    second = template("bombing", Victim=[["ruiz"], ["luis mora"]])
    assert merged([first, second], "Victim") == [("ana ruiz", "ruiz"), ("luis mora",)]


def test_strict_needs_every_string_of_the_predicted_entity_in_one_gold_entity() -> None:
    gold = [template(Weapon=[["two bombs", "bombs"]])]
    assert ree([template(Weapon=[["bombs"]])], gold)["Weapon"] == Counted(1, 1, 1, 1)
    assert ree([template(Weapon=[["bombs", "rockets"]])], gold)["Weapon"] == Counted(0, 1, 0, 1)
    assert ree([template(Weapon=[["four bombs"]])], gold)["Weapon"] == Counted(0, 1, 0, 1)


def test_head_match_takes_each_string_as_its_head_word() -> None:
    gold = [template(Weapon=[["two bombs"]])]
    assert ree([template(Weapon=[["four bombs"]])], gold, heads=True)["Weapon"] == Counted(1, 1, 1, 1)


def test_entities_are_aligned_one_to_one() -> None:
    gold = [template(PerpInd=[["rebels", "armed men"]])]
    counted = ree([template(PerpInd=[["rebels"], ["armed men"]])], gold)["PerpInd"]
    assert counted == Counted(1, 2, 1, 1)
    assert (counted.precision, counted.recall) == (50.0, 100.0)


def test_the_alignment_is_the_best_one_not_the_first() -> None:
    gold = [template(Target=[["bank", "office"], ["bank", "house"]])]
    predicted = [template(Target=[["bank"], ["office"]])]
    assert ree(predicted, gold)["Target"].right == 2


def test_nothing_predicted_and_nothing_there() -> None:
    assert ree([], [])["Victim"] == Counted()
    assert Counted().f1 == 0.0


def test_rme_aligns_templates_of_one_type() -> None:
    gold = [template("bombing / attack", Victim=[["ana ruiz"]]), template("kidnapping", Victim=[["luis mora"]])]
    right = [template("attack", Victim=[["ana ruiz"]]), template("kidnapping", Victim=[["luis mora"]])]
    assert rme(right, gold) == Counted(2, 2, 2, 2)
    assert rme([template("arson", Victim=[["ana ruiz"]])], gold) == Counted(0, 1, 0, 2)


def test_documents_are_loaded_with_their_templates(tmp_path: Path) -> None:
    row = {
        "docid": "d1", "doctext": "rebels took luis mora.",
        "templates": [{"incident_type": "kidnapping", "PerpInd": [[["rebels", 0]]], "PerpOrg": [], "Target": [],
                       "Victim": [[["luis mora", 12]]], "Weapon": []}],
    }  # fmt: skip
    (tmp_path / "train.json").write_text("{}")
    (tmp_path / "dev.json").write_text(json.dumps(row) + "\n")
    (document,) = load(part_of(tmp_path))
    assert document.templates[0].roles["Victim"] == (("luis mora",),)


def test_a_line_that_is_no_document_is_named(tmp_path: Path) -> None:
    (tmp_path / "dev.json").write_text('{"docid": "d1"}\n')
    with pytest.raises(InputError, match=r"dev\.json:1"):
        load(tmp_path / "dev.json")
    with pytest.raises(InputError, match="--data"):
        load(tmp_path / "none.json")
