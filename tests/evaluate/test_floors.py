"""Floors hold, rise by themselves when asked, and fall only with a reason on the page of figures."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from contested.errors import DataFileError
from contested.evaluate import floors
from contested.evaluate.corpus import corpus_sha256
from contested.evaluate.figures import BEGIN, END, recorded
from contested.evaluate.floors import Floor, SuiteFloors
from contested.evaluate.outcome import Figure, Outcome

OUTCOME = Outcome(
    "gold",
    (
        Figure("complete F1", 50.04, 100, floored=True),
        Figure("error", 0.71, floored=True, lower_is_better=True),
        Figure("recall", 1.0, 9),
    ),
    corpus_sha256="abc",
    counts=(("documents", 2),),
)


def at(value: float, outcome: Outcome = OUTCOME) -> Outcome:
    figures = tuple(replace(f, value=value) if f.name == "complete F1" else f for f in outcome.figures)
    return replace(outcome, figures=figures)


def first() -> SuiteFloors:
    return floors.updated(OUTCOME, None, commit="c0", lower=False)


def test_first_floors_lie_a_little_below_the_figures() -> None:
    assert first() == SuiteFloors(
        "abc", {"documents": 2}, "c0", {"complete F1": Floor(49.7, 49.7), "error": Floor(1.1, 1.1)}
    )
    assert floors.breaches(OUTCOME, first()) == []


def test_a_fall_below_the_floor_is_a_breach() -> None:
    assert floors.breaches(at(49.7), first()) == []
    assert floors.breaches(at(49.6), first()) == ["gold: complete F1 is 49.6, its floor is 49.7"]
    worse = replace(OUTCOME, figures=(OUTCOME.figures[0], replace(OUTCOME.figures[1], value=1.2)))
    assert floors.breaches(worse, first()) == ["gold: error is 1.2, its floor is 1.1"]


def test_another_corpus_a_missing_figure_and_missing_floors_are_breaches() -> None:
    assert "not the one" in floors.breaches(replace(OUTCOME, corpus_sha256="other"), first())[0]
    assert floors.breaches(OUTCOME, None) == ["gold: no floors yet; run with --raise-floors to write them"]
    assert floors.breaches(replace(OUTCOME, figures=OUTCOME.figures[1:]), first()) == [
        "gold: complete F1 has a floor but was not measured"
    ]


def test_raising_never_lowers() -> None:
    assert floors.updated(at(40), first(), commit="c1", lower=False).floors == first().floors
    assert floors.updated(at(60), first(), commit="c1", lower=False).floors["complete F1"] == Floor(59.7, 59.7)


def test_lowering_keeps_the_best_and_asks_for_a_reason() -> None:
    lowered = floors.updated(at(40), first(), commit="c1", lower=True)
    assert lowered.floors["complete F1"] == Floor(39.7, 49.7)
    line = "- gold, complete F1: floor lowered from 49.7 to 39.7, because "
    assert floors.unexplained({"gold": lowered}, "") == [line + "..."]
    assert floors.unexplained({"gold": lowered}, line + "...") == [line + "..."]
    assert floors.unexplained({"gold": lowered}, f"# Lowered\n{line}the labels were mended.\n") == []
    assert floors.unexplained({"gold": first()}, "") == []


def test_lowered_floors_rise_again() -> None:
    lowered = floors.updated(at(40), first(), commit="c1", lower=True)
    assert floors.updated(at(45), lowered, commit="c2", lower=False).floors["complete F1"] == Floor(44.7, 49.7)
    assert floors.updated(at(55), lowered, commit="c2", lower=False).floors["complete F1"] == Floor(54.7, 54.7)


def test_another_corpus_starts_anew_only_when_told() -> None:
    other = replace(OUTCOME, corpus_sha256="other")
    assert floors.updated(other, first(), commit="c1", lower=False) == first()
    assert floors.updated(other, first(), commit="c1", lower=True).corpus_sha256 == "other"


def test_floors_are_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert floors.load(path) == {}
    floors.save(path, {"gold": first()})
    assert floors.load(path) == {"gold": first()}
    path.write_text('{"gold": 3}')
    with pytest.raises(DataFileError, match=r"floors\.json"):
        floors.load(path)


def test_the_projects_own_floors_are_explained() -> None:
    root = Path(__file__).parents[2]
    held = floors.load(root / "evaluation" / "floors.json")
    assert floors.unexplained(held, (root / "docs" / "figures.md").read_text(encoding="utf-8")) == []


def test_the_page_of_figures_takes_a_suites_rows_and_keeps_the_others() -> None:
    page = f"# Figures\n{BEGIN}\n{END}\nafter\n"
    day = date(2024, 12, 8)
    one = recorded(page, OUTCOME, day=day, commit="c1")
    two = recorded(one, replace(OUTCOME, suite="places"), day=day, commit="c1")
    three = recorded(two, at(60.0), day=day, commit="c2")
    assert three.count("| gold | complete F1 |") == 1
    assert "| gold | complete F1 | 60.0 | 100 | abc | 2024-12-08 | c2 |" in three
    assert "| places | complete F1 | 50.0 | 100 | abc | 2024-12-08 | c1 |" in three
    assert three.startswith("# Figures\n")
    assert three.endswith("\nafter\n")
    with pytest.raises(DataFileError, match="marks"):
        recorded("# Figures\n", OUTCOME, day=day, commit="c1")


def test_the_digest_of_a_corpus_covers_names_and_bytes_but_not_where_it_lies(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for name in ("1.json", "2.json"):
            (tmp_path / folder / name).write_text(name)
    a, b = sorted((tmp_path / "a").iterdir()), sorted((tmp_path / "b").iterdir(), reverse=True)
    assert corpus_sha256(a) == corpus_sha256(b)
    b[0].write_text("changed")
    assert corpus_sha256(a) != corpus_sha256(b)
