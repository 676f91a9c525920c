from __future__ import annotations

from pathlib import Path

import pytest

from contested.web.localnames import local_name, local_names


@pytest.mark.parametrize(
    ("country", "name", "others", "local"),
    [
        ("LY", "Az Zāwīyah", ["Zawia", "زاوية", "الزاوية", "Эз-Завия"], "الزاوية"),
        ("SY", "Saraqib", ["السراقب", "سراقب", "سراقبک"], "سراقب"),
        ("UA", "Kharkiv", ["Харьков", "Харків", "Charkow"], "Харків"),
        ("IR", "Ahvaz", ["اهواز", "Ahwaz"], "اهواز"),
        ("FR", "Paris", ["باريس", "Париж"], None),
        ("LY", "Nowhere", ["Nowhere", "ⵏⵏ"], None),
    ],
)  # fmt: skip
def test_the_local_name_is_in_the_countrys_script(
    country: str, name: str, others: list[str], local: str | None
) -> None:
    assert local_name(country, name, others) == local


def test_names_are_collected_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path))
    local_names.cache_clear()
    first = local_names()
    assert first[170017] == "حماة"
    assert len(first) > 10_000
    assert len(list(tmp_path.iterdir())) == 1
    local_names.cache_clear()
    assert local_names() == first
    local_names.cache_clear()
