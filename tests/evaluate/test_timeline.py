"""The suite of timelines: exactly the same days, as many as a reference has, of the days it spans."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from contested.errors import InputError
from contested.evaluate.outcome import Inputs
from contested.evaluate.timeline import Score, chosen_for, load, run, score
from contested.situation.records import Moment

REFERENCE = "2016-03-01\nRebels take a town .\n----------\n\n2016-03-04\nA truce .\nIt holds .\n----------\n"


def moment(day: int, weight: float) -> Moment:
    return Moment(date(2016, 3, day), weight, "A sentence.", "claim", ())


def test_a_reference_is_its_days_with_their_sentences(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REFERENCE)
    reference = load(tmp_path / "a.txt")
    assert reference.name == "a"
    assert reference.days == (
        (date(2016, 3, 1), "Rebels take a town ."), (date(2016, 3, 4), "A truce . It holds ."),
    )  # fmt: skip


def test_as_many_of_the_weightiest_days_of_the_span_as_the_reference_has(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REFERENCE)
    moments = (moment(1, 1.0), moment(2, 3.0), moment(3, 2.0), moment(5, 9.0))
    assert [m.day.day for m in chosen_for(moments, load(tmp_path / "a.txt"))] == [2, 3]


def test_the_score_is_of_exact_days() -> None:
    days = {date(2016, 3, n) for n in (1, 2, 3, 4)}
    assert score({date(2016, 3, 1), date(2016, 3, 9)}, days) == Score(0.5, 0.25, 0.25 / 0.75)
    assert score(set(), days).f1 == 0.0


def test_an_empty_reference_or_a_missing_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("no day here\n")
    with pytest.raises(InputError, match="holds no day"):
        load(tmp_path / "a.txt")
    with pytest.raises(InputError, match="timelines"):
        run(Inputs(tmp_path))


def test_the_suite_runs_on_a_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path / "cache"))
    (tmp_path / "timelines").mkdir()
    (tmp_path / "timelines" / "a.txt").write_text(REFERENCE)
    texts = {
        "2016-03-02": "Rebels captured Saraqib on 1 March, a monitor said. The army fled.",
        "2016-03-20": "Rebels captured Saraqib on 1 March after a long siege of the town.",
    }
    rows = [{"id": f"r{n}", "published": day, "text": text} for n, (day, text) in enumerate(texts.items())]
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    outcome = run(Inputs(tmp_path))
    figures = {figure.name: figure.value for figure in outcome.figures}
    assert figures["date F1, mean over references"] > 0
    (prediction,) = outcome.predictions
    assert "2016-03-01" in {told["day"] for told in prediction.data["timeline"]}
    assert dict(outcome.counts)["references"] == 1
