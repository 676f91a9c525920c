"""Debian's chromium for the tests of the page: found, started, watched for requests and errors."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, sync_playwright

from contested.errors import DataFileError
from contested.web.pagefiles import page_folder

IN_CI = bool(os.environ.get("CI"))


def need_page_and_browser() -> str:
    """The browser's path. Without it, or without the built page, tests fail in CI and are skipped elsewhere."""
    chromium = shutil.which("chromium")
    missing = None if chromium else "chromium is not installed (Debian: apt-get install chromium)"
    try:
        page_folder()
    except DataFileError as error:
        missing = str(error)
    if missing:
        if IN_CI:
            pytest.fail(missing)
        pytest.skip(missing)
    assert chromium
    return chromium


@contextmanager
def started() -> Iterator[Browser]:
    """A browser; root needs it without a sandbox, as in a container."""
    chromium = need_page_and_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page with all it asked for and all that went wrong in it."""

    page: Page
    context: BrowserContext
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Open an address and wait for the first view."""
        self.page.goto(address)
        return self.settle()

    def hear(self, message: ConsoleMessage) -> None:
        """Keep what the page complains of."""
        if message.type == "error":
            self.errors.append(message.text)

    def refuse(self, dialog: Dialog) -> None:
        """No dialog is ours."""
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def settle(self) -> Page:
        """Wait until all views show the state."""
        self.page.wait_for_selector('html[data-state="ready"]', state="attached")
        return self.page


def watch(browser: Browser, **options: Any) -> Watched:
    """A page in a fresh profile."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    page = context.new_page()
    watched = Watched(page, context)
    page.on("request", lambda request: watched.requests.append(request.url))
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("console", watched.hear)
    page.on("dialog", watched.refuse)
    return watched
