"""The page in Debian's chromium: from disk, and served with review."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from contested.record import Record
from contested.web.build import build
from contested.web.payload import Settings
from tests.web.browser import Watched, need_page_and_browser, started, watch
from tests.web.wartime import attack, fill, war

pytestmark = pytest.mark.slow
Open = Callable[..., Watched]
SENTENCE = "Rebels said they captured Brega on Wednesday 🙂."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The war from disk, hostile report and all."""
    need_page_and_browser()
    folder = tmp_path_factory.mktemp("page")
    with Record(fill(folder / "war.db", [*war(), attack()])) as record:
        return build(record, folder / "site", Settings("The war")).index


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The war served, with review; its address and its record."""
    need_page_and_browser()
    record = fill(tmp_path / "war.db", [*war(), attack()])
    command = [sys.executable, "-m", "contested", "serve", str(record), "--port", "0", "--reviewer", "A. Analyst"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            found = re.search(r"http://\S+/", process.stdout.readline())
            assert found
            yield found[0], record
        finally:
            process.terminate()


@pytest.fixture
def opened(browser: Browser, site: Path) -> Iterator[Open]:
    """Opens the page from disk in a state; at the end nothing must have gone wrong in it."""
    watched: list[Watched] = []

    def open_at(view: str = "", address: str | None = None, **options: object) -> Watched:
        one = watch(browser, **options)
        watched.append(one)
        one.open(f"{address or site.as_uri()}#{view}")
        return one

    yield open_at
    for one in watched:
        one.context.close()
        assert one.errors == []


def ledger(page: Page) -> list[str]:
    """The sentences of the ledger's rows, once they are there."""
    rows = page.locator("[role=grid] [role=row][data-claim]")
    expect(rows.locator(".sentence", has_text="…")).to_have_count(0)
    return rows.locator(".sentence").all_inner_texts()


def test_the_page_loads_from_disk_and_nothing_leaves_it(opened: Open) -> None:
    one = opened(offline=True)
    expect(one.page.get_by_role("heading", level=1)).to_have_text("The war")
    assert len(ledger(one.page)) == 7
    expect(one.page.get_by_text("7 claims of 7 in view")).to_be_visible()
    canvas = one.page.locator("canvas.maplibregl-canvas")
    expect(canvas).to_be_visible()
    assert all(url.startswith(("file:", "blob:", "data:")) for url in one.requests)


def test_the_slider_narrows_the_days(opened: Open) -> None:
    one = opened()
    slider = one.page.get_by_role("slider", name="Last day shown")
    assert slider.get_attribute("aria-valuetext") == "20 Mar 2011"
    one.page.get_by_label("To day").fill("2011-03-03")
    one.settle()
    expect(one.page.get_by_text(re.compile("2 claims of 7 in view"))).to_be_visible()
    assert slider.get_attribute("aria-valuetext") == "3 Mar 2011"
    slider.focus()
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "4 Mar 2011")
    one.page.get_by_role("button", name="Mar 2011").click()
    one.page.get_by_role("button", name="All days").click()
    one.settle()
    expect(one.page.get_by_text("7 claims of 7 in view")).to_be_visible()


def test_play_goes_on_day_by_day_until_paused(opened: Open) -> None:
    one = opened("to=2011-03-05")
    slider = one.page.get_by_role("slider", name="Last day shown")
    one.page.get_by_role("button", name="Play").click()
    expect(slider).not_to_have_attribute("aria-valuetext", "5 Mar 2011")
    one.page.get_by_role("button", name="Pause").click()
    expect(one.page.get_by_role("button", name="Play")).to_be_visible()


def test_days_without_reports_are_told_from_calm(opened: Open) -> None:
    one = opened("from=2011-03-04&to=2011-03-10")
    expect(one.page.get_by_text("no reports about 7 of these days")).to_be_visible()


def test_as_known_on_a_day_nothing_later_is_known(opened: Open) -> None:
    one = opened("to=2011-03-13&at=80514")
    panel = one.page.get_by_role("region", name="Details")
    expect(panel).to_contain_text("13 Mar 2011: Held by Armed forces of Libya")
    one.page.get_by_label("As known on").fill("2011-03-03")
    one.settle()
    expect(panel).to_contain_text("3 Mar 2011: Held by Libyan rebels")
    expect(panel).not_to_contain_text("Armed forces of Libya (")
    expect(one.page.get_by_text("2 claims of 7 in view")).to_be_visible()
    one.page.get_by_role("button", name="As known now").click()
    expect(panel).to_contain_text("13 Mar 2011: Held by Armed forces of Libya")


def test_a_place_tells_who_held_it_and_who_said_so(opened: Open) -> None:
    one = opened("to=2011-03-02")
    one.page.get_by_role("tabpanel").get_by_role("button", name=re.compile("^Brega")).click()
    panel = one.page.get_by_role("region", name="Details")
    expect(panel.get_by_role("heading", name=re.compile("Brega"))).to_be_visible()
    expect(panel).to_contain_text("2 Mar 2011: Held by Libyan rebels (claimed)")
    expect(panel).to_contain_text("Libyan rebels → Example Times")
    expect(panel.locator("blockquote").first).to_have_text(SENTENCE)


def test_an_event_leads_to_its_accounts_and_to_the_sentence(opened: Open) -> None:
    one = opened()
    one.page.get_by_role("tab", name="Events").click()
    one.page.get_by_role("tabpanel").get_by_role("button", name=re.compile("Brega.*contested", re.S)).first.click()
    panel = one.page.get_by_role("region", name="Details")
    expect(panel.get_by_role("heading", name=re.compile("side by side"))).to_be_visible()
    assert panel.get_by_role("article").count() == 2
    panel.get_by_role("article").filter(has_text="State News").get_by_role("button", name="Show in the report").click()
    expect(panel.locator(".the-sentence")).to_have_text("The army denied that rebels captured Brega on Wednesday.")
    expect(panel.locator(".the-sentence mark.trigger")).to_have_text("captured")
    expect(panel.get_by_role("link", name="at its source")).to_have_attribute("href", "http://state.example/a?b=1")
    expect(panel.get_by_role("link", name="at its source")).to_have_attribute("rel", "noopener noreferrer")


def test_a_contradiction_has_both_sides(opened: Open) -> None:
    one = opened()
    one.page.get_by_role("tab", name="Contested").click()
    one.page.get_by_role("tabpanel").get_by_role("button").first.click()
    panel = one.page.get_by_role("region", name="Details")
    expect(panel.get_by_role("article")).to_have_count(2)
    expect(panel).to_contain_text("Libyan rebels")
    expect(panel).to_contain_text("Armed forces of Libya")


def test_tolls_say_who_counted(opened: Open) -> None:
    one = opened()
    one.page.get_by_role("tab", name="Tolls").click()
    toll = one.page.get_by_role("tabpanel").get_by_role("button", name=re.compile("12 reported killed"))
    expect(toll).to_contain_text("At least 12 reported killed")
    expect(toll).to_contain_text("counted by Human Rights Watch")


def test_filters_narrow_and_are_taken_off(opened: Open) -> None:
    one = opened()
    one.page.get_by_role("checkbox", name="Denied").check()
    one.settle()
    assert ledger(one.page) == ["The army denied that rebels captured Brega on Wednesday."]
    one.page.get_by_role("button", name="Remove the filter denied").click()
    one.settle()
    one.page.get_by_role("combobox", name="Place").fill("Misrata")
    one.page.get_by_role("combobox", name="Place").press("Tab")
    one.settle()
    assert len(ledger(one.page)) == 1
    one.page.get_by_role("button", name="Clear all filters").click()
    one.settle()
    one.page.get_by_role("combobox", name="Speaker").fill("Human Rights Watch")
    one.page.get_by_role("combobox", name="Speaker").press("Tab")
    one.settle()
    assert len(ledger(one.page)) == 1
    one.page.get_by_role("button", name="Clear all filters").click()
    one.page.get_by_role("combobox", name="Outlet").fill("Wire")
    one.page.get_by_role("combobox", name="Outlet").press("Tab")
    one.settle()
    assert len(ledger(one.page)) == 4


def test_words_are_searched_for_in_all_sentences(opened: Open) -> None:
    one = opened()
    one.page.get_by_role("searchbox").fill("denied captured")
    expect(one.page.get_by_text("1 claim of 7 in view")).to_be_visible()
    assert ledger(one.page) == ["The army denied that rebels captured Brega on Wednesday."]


def test_the_ledger_is_sorted_by_its_headings(opened: Open) -> None:
    one = opened()
    head = one.page.get_by_role("columnheader", name="Day")
    expect(head).to_have_attribute("aria-sort", "descending")
    head.get_by_role("button").click()
    one.settle()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert ledger(one.page)[-1] != SENTENCE
    assert SENTENCE in ledger(one.page)[:2]


def test_the_address_holds_the_whole_state(opened: Open) -> None:
    view = "from=2011-03-02&to=2011-03-13&known=2011-03-14&kind=capture,retreat&stance=asserted&sort=kind&list=events"
    one = opened(f"{view}&at=80514&map=30.400,19.600,7.50")
    assert one.page.get_by_label("From day").input_value() == "2011-03-02"
    assert one.page.get_by_label("As known on").input_value() == "2011-03-14"
    expect(one.page.get_by_role("checkbox", name="Asserted")).to_be_checked()
    expect(one.page.get_by_role("tab", name="Events")).to_have_attribute("aria-selected", "true")
    expect(one.page.get_by_role("columnheader", name="Kind")).to_have_attribute("aria-sort", "ascending")
    expect(one.page.get_by_role("region", name="Details")).to_contain_text("Brega")
    rows = ledger(one.page)
    one.page.get_by_role("button", name="Close").click()
    one.page.go_back()
    expect(one.page.get_by_role("region", name="Details")).to_be_visible()
    again = opened(one.page.url.split("#", 1)[1])
    assert ledger(again.page) == rows
    assert again.page.url.split("#")[1] == one.page.url.split("#")[1]


def test_an_address_of_nonsense_is_no_harm(opened: Open) -> None:
    one = opened("from=never&kind=nothing&at=999&sort=<b>&map=x&show=,,&list=__proto__")
    expect(one.page.get_by_role("region", name="Details")).to_contain_text("Not here")


@pytest.mark.parametrize("name", ["CSV", "JSON", "GeoJSON"])
def test_the_view_is_saved(opened: Open, name: str, tmp_path: Path) -> None:
    one = opened("place=80514", accept_downloads=True)
    with one.page.expect_download() as waiting:
        one.page.get_by_role("button", name=name, exact=True).click()
    waiting.value.save_as(tmp_path / "view")
    written = (tmp_path / "view").read_text("utf-8")
    if name == "CSV":
        lines = written.splitlines()
        assert len(lines) == 5
        assert lines[0].startswith("id,kind,stance,from,to,")
        assert SENTENCE in written
    elif name == "JSON":
        assert {row["geonames"] for row in json.loads(written)} == {80514}
    else:
        found = json.loads(written)["features"]
        assert len(found) == 4
        assert found[0]["geometry"]["coordinates"] == [19.57393, 30.40624]


def test_a_hostile_report_runs_nothing(opened: Open) -> None:
    one = opened()
    one.page.locator("[role=row][data-claim]", has_text="shelled").click()
    panel = one.page.get_by_role("region", name="Details")
    expect(panel.locator(".the-sentence")).to_contain_text("<script>alert(1)</script>")
    expect(panel.get_by_role("link")).to_have_count(0)
    assert one.page.locator("img, script:not([src])").count() == 0
    one.page.get_by_role("tab", name="Events").click()
    one.page.get_by_role("combobox", name="Outlet").focus()
    assert one.page.evaluate("document.querySelectorAll('[onerror]').length") == 0


def test_everything_is_reached_by_keyboard(opened: Open) -> None:
    one = opened()
    one.page.keyboard.press("Tab")
    expect(one.page.get_by_role("link", name="Skip to the ledger")).to_be_focused()
    one.page.keyboard.press("Enter")
    row = one.page.locator("[role=row][data-claim]:focus")
    expect(row).to_have_count(1)
    first = row.get_attribute("data-claim")
    one.page.keyboard.press("ArrowDown")
    expect(row).not_to_have_attribute("data-claim", first or "")
    one.page.keyboard.press("Enter")
    panel = one.page.get_by_role("region", name="Details")
    expect(panel).to_be_visible()
    expect(panel).to_be_focused()
    one.page.keyboard.press("Tab")
    expect(panel.get_by_role("button", name="Close")).to_be_focused()
    one.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    one.page.keyboard.press("/")
    expect(one.page.get_by_role("searchbox")).to_be_focused()
    one.page.get_by_role("tab", name="Places").focus()
    one.page.keyboard.press("ArrowRight")
    expect(one.page.get_by_role("tab", name="Events")).to_be_focused()
    outline = one.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_it_fits_a_phone(opened: Open) -> None:
    one = opened(viewport={"width": 375, "height": 740}, has_touch=True, is_mobile=True)
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 375
    one.page.get_by_role("tabpanel").get_by_role("button", name=re.compile("^Brega")).tap()
    panel = one.page.get_by_role("region", name="Details")
    expect(panel).to_contain_text("Who held it")
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["", "at=80514", "list=conflicts", "known=2011-03-03&stance=denied", "claim"])
def test_axe_finds_nothing(opened: Open, scheme: str, view: str) -> None:
    one = opened("" if view == "claim" else view, color_scheme=scheme, reduced_motion="reduce")
    if view == "claim":
        one.page.locator("[role=row][data-claim]").nth(2).click()
        expect(one.page.locator(".the-sentence")).to_be_visible()
    ledger(one.page)
    found = Axe().run(one.page, options={"resultTypes": ["violations"], "preload": False})
    assert found.violations_count == 0, found.generate_report()


def test_review_decides_and_takes_back(served: tuple[str, Path], opened: Open) -> None:
    address, record = served
    one = opened("stance=denied", address)
    one.page.locator("[role=row][data-claim]").first.click()
    review = one.page.get_by_role("region", name="Review")
    expect(review.get_by_label("Reviewer")).to_have_value("A. Analyst")
    review.get_by_label("Reason").fill("seen on video")
    review.get_by_role("button", name="Accept").click()
    expect(review).to_contain_text("Done: accept")
    expect(one.page.get_by_text("1 decided on")).to_be_visible()
    review.get_by_role("button", name="Undo").click()
    expect(review).to_contain_text("Taken back: accept")
    expect(one.page.get_by_text("0 decided on")).to_be_visible()
    with Record(record) as kept:
        decision = kept.decisions()[0]
    assert (decision.who, decision.why) == ("A. Analyst", "seen on video")
    assert decision.withdrawn is not None


def test_what_is_rejected_no_longer_counts(served: tuple[str, Path], opened: Open) -> None:
    one = opened("to=2011-03-02&stance=asserted&kind=capture", served[0])
    one.page.locator("[role=row][data-claim]").first.click()
    review = one.page.get_by_role("region", name="Review")
    review.get_by_role("button", name="Reject").click()
    expect(one.page.get_by_text(re.compile("0 claims of 7"))).to_be_visible()
    one.page.goto(f"{served[0]}#to=2011-03-02&at=80514")
    expect(one.page.get_by_role("region", name="Details")).not_to_contain_text("Held by Libyan rebels")
    one.page.goto(f"{served[0]}#review=rejected")
    one.settle()
    expect(one.page.locator("[role=row][data-claim]")).to_have_count(1)


def test_a_claim_is_edited_in_the_page(served: tuple[str, Path], opened: Open) -> None:
    one = opened("kind=displacement", served[0])
    one.page.locator("[role=row][data-claim]").first.click()
    review = one.page.get_by_role("region", name="Review")
    review.get_by_text("Edit", exact=True).click()
    review.get_by_role("combobox", name="Stance").select_option("possible")
    review.get_by_role("button", name="Set stance").click()
    expect(one.page.locator("[role=row][data-claim] .tag")).to_have_text("possible")
    review.get_by_text("Edit", exact=True).click()
    review.get_by_role("textbox", name="Place").fill("Atlantis")
    review.get_by_role("button", name="Set place").click()
    expect(review).to_contain_text("'Atlantis' are not in the report")
    one.errors = [error for error in one.errors if "400 (Bad Request)" not in error]


def test_the_served_page_searches_on_the_server(served: tuple[str, Path], opened: Open) -> None:
    one = opened("q=denied", served[0])
    expect(one.page.get_by_text("1 claim of 7 in view")).to_be_visible()
    assert all(url.startswith((served[0], "blob:", "data:")) for url in one.requests)
