from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contested.web import localnames, pagefiles
from contested.web.live import Live
from tests.web.wartime import attack, fill, war


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page of two files instead of the built one."""
    folder = tmp_path / "page"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text('<!doctype html><html data-source="static"><script src="page.js"></script>')
    (folder / "page.js").write_text("window.contested = () => {};")
    (folder / "assets" / "page.css").write_text("body {}")
    monkeypatch.setattr(pagefiles, "page_folder", lambda: folder)
    return folder


@pytest.fixture(autouse=True)
def few_names(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Local names without loading all of GeoNames, but for the tests about them."""
    if "localnames" not in request.node.path.name and "page" not in request.node.path.name:
        monkeypatch.setattr("contested.web.build.local_names", lambda: {80514: "البريقة"})
        monkeypatch.setattr("contested.web.live.local_names", lambda: {80514: "البريقة"})
        assert localnames.local_names is not None


@pytest.fixture
def record_file(tmp_path: Path) -> Path:
    """The war, and the report that attacks the page."""
    return fill(tmp_path / "war.db", [*war(), attack()])


@pytest.fixture
def live(record_file: Path) -> Iterator[Live]:
    live = Live(record_file)
    live.start()
    yield live
    live.stop()
