"""The scorer of attributions and the loader of its corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from contested.errors import InputError
from contested.evaluate.polnear import Marked, Tally, compare, load, parts, words_of
from contested.evaluate.stance import class_of, scores

TEXT = "The army said the town fell. Rebels denied it."
ARMY = Marked(((0, 8),), ((9, 13),), ((14, 27),))
REBELS = Marked(((29, 35),), ((36, 42),), ((43, 45),))


def tallies(mine: list[Marked], theirs: list[Marked]) -> dict[str, Tally]:
    out: dict[str, Tally] = {}
    words = words_of(TEXT)
    compare(out, parts(words, mine), parts(words, theirs))
    return out


def test_the_same_is_all_right() -> None:
    assert {t.f1 for t in tallies([ARMY, REBELS], [REBELS, ARMY]).values()} == {100.0}


def test_a_longer_content_overlaps_but_is_not_exact() -> None:
    longer = Marked(ARMY.source, ARMY.cue, ((14, 35),))
    found = tallies([longer], [ARMY])
    assert found["content overlap"].f1 == 100.0
    assert found["content exact"].f1 == 0.0
    assert found["all exact"].f1 == 0.0
    assert found["content words"].precision == pytest.approx(60.0)


def test_sources_count_only_by_their_cue() -> None:
    other_cue = Marked(ARMY.source, REBELS.cue, ARMY.content)
    found = tallies([other_cue], [ARMY])
    assert found["source overlap"].hit == 0
    assert found["source words"].f1 == 100.0


def test_a_missed_attribution_costs_recall() -> None:
    found = tallies([ARMY], [ARMY, REBELS])
    assert found["all exact"].precision == 100.0
    assert found["all exact"].recall == 50.0


def test_loading_stand_off(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions" / "a_1f.ann").write_text(
        "T1\tSource 0 8\tThe army\nT2\tCue 9 13\tsaid\nT3\tContent 14 17;23 27\tthe fell\n"
        "T4\tAttribution 9 13\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n",
        encoding="utf-8",
    )
    (article,) = load(tmp_path)
    assert article.annotations == ((Marked(((0, 8),), ((9, 13),), ((14, 17), (23, 27))),),)


def test_a_folder_without_texts_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="text"):
        load(tmp_path)


def test_factuality_scores() -> None:
    assert [class_of(x) for x in (-3, 0, 3)] == ["denied", "uncertain", "certain"]
    error, table = scores([3.0, -3.0], [3.0, 3.0])
    assert error == 3.0
    assert table["denied"] == (0.0, 0.0, 0.0, 1)
    assert table["certain"][0] == 50.0
