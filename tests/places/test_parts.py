"""Names, relations, demonyms and the gazetteer's file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.errors import DataFileError
from contested.places import candidates, names, store
from contested.places.demonyms import is_demonym
from contested.places.gazetteer import gazetteer, kilometres
from contested.places.relation import relation_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deir ez-Zor", "Dayr az-Zawr"), ("Deir ez-Zor", "Deir Ezzor"), ("Kharkiv", "Kharkov"), ("Qusayr", "Qusair"),
        ("Saraqib", "Saraqeb"), ("Ma'arrat al-Nu'man", "Maaret al-Numan"), ("Hodeidah", "al-Hudaydah"),
        ("Mekelle", "Mek'ele"), ("Kirkuk", "Karkuk"),
    ],
)  # fmt: skip
def test_spellings_share_their_consonants(one: str, other: str) -> None:
    assert names.skeleton(one) == names.skeleton(other)
    assert names.similar(one, other) > 0.6


def test_the_article_is_optional() -> None:
    assert names.bare(names.key("al-Qusayr")) == names.key("Qusayr")
    assert names.bare(names.key("El Paso")) == "paso"
    assert names.key("El Paso") == "el paso"


@given(st.text(max_size=40))
def test_keys_are_plain_and_stable(text: str) -> None:
    key = names.key(text)
    assert key.isascii()
    assert key == " ".join(key.split())
    names.skeleton(text)


@pytest.mark.parametrize("word", ["Syrian", "Afghans", "British", "South Ossetian"])
def test_demonyms(word: str) -> None:
    assert is_demonym(word)


@pytest.mark.parametrize("word", ["Syria", "Georgia", "Turkey", "Ireland"])
def test_countries_are_no_demonyms(word: str) -> None:
    assert not is_demonym(word)


@pytest.mark.parametrize(
    ("before", "words", "radius"),
    [
        ("a base 40 km south of ", "40 km south of", 50.0),
        ("some 10 miles from ", "10 miles from", 20.1),
        ("a village near ", "near", 15.0),
        ("on the eastern outskirts of ", "the eastern outskirts of", 8.0),
        ("north of ", "north of", 40.0),
    ],
)
def test_relations(before: str, words: str, radius: float) -> None:
    found = relation_of(f"{before}Hama", len(before), len(before) + 4)
    assert found is not None
    assert (found.words, found.radius_km) == (words, radius)


def test_a_place_itself_has_no_relation() -> None:
    assert relation_of("They took Hama.", 10, 14) is None


def test_distances() -> None:
    assert float(kilometres(52.52, 13.405, 48.8566, 2.3522)) == pytest.approx(878, abs=5)
    assert float(kilometres(0.0, 0.0, 0.0, 0.0)) == 0.0


def test_candidates_say_why() -> None:
    first = candidates("Tripoli", home="LB")[0]
    assert first.place.country == "LB"
    assert any("people" in reason for reason in first.reasons)
    assert candidates("Qqqqqxx") == ()


def test_the_gazetteer_is_small_and_whole() -> None:
    places = gazetteer()
    assert len(places.kind) > 290_000
    assert np.isfinite(places.lat).all()
    assert (np.abs(places.lat) <= 90).all()
    assert (np.abs(places.lon) <= 180).all()
    unplaced = (places.lat == 0) & (places.lon == 0)
    assert unplaced.mean() < 0.01


def test_a_file_round_trips(tmp_path: Path) -> None:
    file = tmp_path / "sub" / "a.bin"
    arrays = {"a": np.arange(5, dtype=np.int32), "b": np.array([1.5], dtype=np.float32)}
    store.write(file, arrays, meta={"sources": "x"})
    back = store.read(file)
    assert back["a"].tolist() == [0, 1, 2, 3, 4]
    assert back["b"].tolist() == [1.5]
    assert [p.name for p in file.parent.iterdir()] == ["a.bin"]


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bad.bin"
    file.write_bytes(b"nonsense")
    with pytest.raises(DataFileError, match=r"bad\.bin"):
        store.read(file)


_WRITE = """
import sys
from pathlib import Path
import numpy as np
from contested.places import store
store.write(Path(sys.argv[1]), {"a": np.arange(200_000, dtype=np.int64)}, meta={})
"""


def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    file = tmp_path / "g.bin"
    workers = [subprocess.Popen([sys.executable, "-W", "ignore", "-c", _WRITE, str(file)]) for _ in range(2)]
    assert [w.wait(timeout=120) for w in workers] == [0, 0]
    assert store.read(file)["a"][-1] == 199_999
    assert [p.name for p in tmp_path.iterdir()] == ["g.bin"]
