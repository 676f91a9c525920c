"""The suite plover: its corpus's format, its figures, and who judges what."""

from __future__ import annotations

from pathlib import Path

import pytest

from contested.errors import InputError
from contested.evaluate.outcome import Inputs
from contested.evaluate.plover import COLUMNS, load, macro_f1, run

ROWS = (
    ("1", "<s>Rebels</s> shelled <t>the port of Zenda</t>.", "ASSAULT", "4"),
    ("2", "<t>The mayor</t> was arrested by <s>the police </s>on Monday.", "COERCE", "4"),
    ("3", "<s>Teachers</s> went on strike for better pay.", "PROTEST", "4"),
    ("4", "<s>The premier</s> met <t>the king</t> in Strelsau.", "SUPPORT", "1"),
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    lines = ["\t".join(COLUMNS)]
    for number, marked, root, quad in ROWS:
        plain = marked
        for mark in ("<s>", "</s>", "<t>", "</t>"):
            plain = plain.replace(mark, "")
        lines.append("\t".join((number, plain, marked, root, quad)))
    (tmp_path / "PLV_x.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_offsets_are_those_of_the_sentence_without_marks(corpus: Path) -> None:
    first, second, third, _ = load(corpus)
    assert first.target is not None
    assert first.text[slice(*first.target)] == "the port of Zenda"
    assert second.source is not None
    assert second.text[slice(*second.source)] == "the police"
    assert third.target is None


def test_figures_count_right_and_wrong(corpus: Path) -> None:
    outcome = run(Inputs(corpus))
    figures = {f.name: f.value for f in outcome.figures}
    assert figures["root accuracy"] == 75.0
    assert figures["quad accuracy"] == 100.0
    assert figures["root macro-F1"] == pytest.approx(60.0)  # three of five classes that are labelled or said
    assert figures["sentences a second"] > 0
    assert [(f.doc, f.what, f.detail) for f in outcome.findings] == [("4", "SUPPORT", "said CONSULT")]
    assert outcome.predictions[0].data["penta"] == 4
    assert outcome.predictions[0].data["fold"] is None
    assert outcome.note == "None of these sentences was trained on."


def test_macro_f1_is_the_mean_over_classes() -> None:
    assert macro_f1(["A", "A", "B"], ["A", "B", "B"]) == pytest.approx(2 / 3)
    assert macro_f1([], []) == 0.0


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("gold_root", "root", "lacks the column gold_root"),
        ("ASSAULT", "BITE", "the label BITE, 4"),
        ("Rebels shelled", "Rebels bombed", "is not the sentence with marks"),
    ],
)
def test_a_wrong_file_is_named(corpus: Path, old: str, new: str, wrong: str) -> None:
    file = corpus / "PLV_x.tsv"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=wrong):
        load(corpus)


def test_a_folder_without_a_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.tsv file"):
        load(tmp_path)
