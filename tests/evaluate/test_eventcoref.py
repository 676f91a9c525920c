"""The suite eventcoref on an invented corpus in the form of ECB+."""

from __future__ import annotations

from pathlib import Path

import pytest

from contested.errors import InputError
from contested.evaluate import eventcoref
from contested.evaluate.ecbplus import load
from contested.evaluate.outcome import Inputs

STORIES = {
    "36_1ecb": (
        [("A fire destroyed the old mill of Lindau on Monday .", ["destroyed"]),
         ("The mill burnt to the ground , firefighters of Lindau said .", ["said"])],
        {"destroyed": "ACT1"},
    ),
    "36_2ecb": (
        [("Firefighters could not save the old mill of Lindau , which a fire destroyed .", ["destroyed"])],
        {"destroyed": "ACT1"},
    ),
    "36_1ecbplus": (
        [("An earthquake destroyed hundreds of houses on the island of Rhodes .", ["destroyed"])],
        {"destroyed": "ACT2"},
    ),
}  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three documents on two happenings, one sentence of which is not checked."""
    (tmp_path / "36").mkdir()
    rows = ["Topic,File,Sentence Number"]
    for name, (sentences, clusters) in STORIES.items():
        tokens, marks, relations, t = [], [], [], 0
        for n, (sentence, triggers) in enumerate(sentences):
            for word in sentence.split():
                t += 1
                tokens.append(f'<token t_id="{t}" sentence="{n}" number="0">{word}</token>')
                if word in triggers:
                    anchor = f'<token_anchor t_id="{t}"/>'
                    marks.append(f'<ACTION_OCCURRENCE m_id="{t}">{anchor}</ACTION_OCCURRENCE>')
                    if word in clusters:
                        inside = f'<source m_id="{t}"/>'
                        relations.append(f'<CROSS_DOC_COREF note="{clusters[word]}">{inside}</CROSS_DOC_COREF>')
        body = "".join(tokens) + f"<Markables>{''.join(marks)}</Markables><Relations>{''.join(relations)}</Relations>"
        (tmp_path / "36" / f"{name}.xml").write_text(f"<Document>{body}</Document>", encoding="utf-8")
        rows.append(f"36,{name.partition('_')[2]},0")
    (tmp_path / "sentences.csv").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def test_only_checked_sentences_and_offsets_that_fit(corpus: Path) -> None:
    documents = load(corpus)
    assert [d.id for d in documents] == ["36_1ecb", "36_1ecbplus", "36_2ecb"]
    assert [len(d.mentions) for d in documents] == [1, 1, 1]
    for document in documents:
        (mention,) = document.mentions
        assert document.text[mention.start : mention.end] == "destroyed"
    assert documents[0].subtopic == "36_ecb"


def test_one_fire_in_two_documents_is_one_happening_and_the_earthquake_another(corpus: Path) -> None:
    outcome = eventcoref.run(Inputs(corpus))
    figures = {f.name: f.value for f in outcome.figures}
    assert figures["pooled CoNLL F1"] == pytest.approx(100.0)
    assert figures["pooled CoNLL F1 of same head lemma"] < 100
    numbers = {p.doc: p.data["mentions"][0]["cluster"] for p in outcome.predictions}
    assert numbers["36_1ecb"] == numbers["36_2ecb"] != numbers["36_1ecbplus"]


def test_a_folder_that_is_no_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"sentences\.csv"):
        load(tmp_path)
