"""The brief's page in a browser: nothing is asked of the network, and axe finds no fault, light or dark."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from contested.situation.brief import brief_of
from contested.situation.brief_render import html
from tests.situation.test_brief import material, reports


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_loaded(scheme: str, tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    page_file = tmp_path / "brief.html"
    page_file.write_text(html(brief_of(material(reports()), facts=[("Record", "war.db")])), encoding="utf-8")
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(
            color_scheme="dark" if scheme == "dark" else "light", viewport={"width": 360, "height": 800}
        )
        page.on("request", lambda request: asked.append(request.url))
        page.goto(page_file.as_uri())
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]][:2]) for v in found] == []
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        browser.close()
    assert not wide
    assert asked == [page_file.as_uri()]
