"""The page of a record of 100,000 claims: its first view, its filters, its memory, in Debian's chromium.

    python benchmarks/web.py [--record FILE | --address URL] [--claims 100000] [--keep FILE]

Without --record the sample reports are read, cut into sentences and shuffled into new reports with other days, places
and numbers until there are so many claims. The record is served, the page opened several times in a fresh browser
profile, and filters are set as a user's address would set them. Prints medians and the slowest. Memory is that of the
page's JavaScript after a collection (heap and buffers), and the renderer's share of the machine's (Linux).
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.record import build as build_record
from contested.intake import take_in_reports
from contested.read import read_reports
from contested.samples import sample_files

OPENED = 5
READY = """
window.contestedReady = [];
new MutationObserver(() => {
  if (document.documentElement.dataset.state === "ready") window.contestedReady.push(performance.now());
}).observe(document, {subtree: true, attributes: true, attributeFilter: ["data-state"]});
"""
FILTER = """async (fragment) => {
  const begun = performance.now();
  const before = window.contestedReady.length;
  location.hash = fragment;
  for (;;) {
    await new Promise((done) => requestAnimationFrame(done));
    if (window.contestedReady.length > before && document.documentElement.dataset.state === "ready")
      return window.contestedReady.at(-1) - begun;
    if (performance.now() - begun > 20000) return NaN;
  }
}"""
FILTERS = {
    "a kind": "kind=attack",
    "a stance": "stance=denied",
    "a kind and two stances": "kind=capture&stance=denied,possible",
    "a grade": "grade=contested",
    "a month": "from=2021-03-01&to=2021-03-31",
    "as known on a day": "known=2021-06-01",
    "nothing again": "",
}


@contextmanager
def served(record: Path) -> Iterator[str]:
    """The record served; its address. Its control is as known today, so that nothing is made meanwhile."""
    command = [sys.executable, "-m", "contested", "serve", str(record), "--port", "0", "--no-history"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            found = re.search(r"http://\S+/", process.stdout.readline())
            if not found:
                raise SystemExit("the server did not start")
            yield found[0]
        finally:
            process.terminate()


def open_page(browser: Browser, address: str) -> tuple[Page, float]:
    """The page in a fresh profile, and milliseconds from asking for it to its first view."""
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    page.add_init_script(READY)
    page.goto(address, wait_until="commit")
    page.wait_for_selector('html[data-state="ready"]', state="attached", timeout=60_000)
    return page, float(page.evaluate("window.contestedReady[0]"))


def memory(page: Page) -> dict[str, float]:
    """Megabytes the page holds."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    return {name: usage.get(name, 0) / 1e6 for name in ("usedSize", "embedderHeapUsedSize", "backingStorageSize")}


def renderer_memory() -> float | None:
    """Megabytes of the largest renderer, shared pages by share; None where /proc does not tell."""
    sizes = []
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"--type=renderer" in status.read_bytes():
                rollup = (status.parent / "smaps_rollup").read_text()
                sizes.append(int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1e3)  # type: ignore[index]
        except (OSError, TypeError):
            continue
    return max(sizes, default=None)


def measure(address: str) -> None:
    """Open, filter, and print."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        first, page = [], None
        for _ in range(OPENED):
            if page:
                page.context.close()
            page, took = open_page(browser, address)
            first.append(took)
        assert page
        tell("first view", first)
        for name, fragment in FILTERS.items():
            page.evaluate(FILTER, "kind=meet")
            tell(f"filter: {name}", [page.evaluate(FILTER, fragment) for _ in range(1)])
        found = memory(page)
        print(f"{'JavaScript: heap, engine, buffers':34}" + " ".join(f"{size:8.0f}" for size in found.values()) + " MB")
        share = renderer_memory()
        if share is not None:
            print(f"{'the whole renderer (PSS)':34}{share:8.0f} MB")
        browser.close()


def tell(name: str, times: list[float]) -> None:
    """A line of figures, in milliseconds."""
    print(f"{name:34}{statistics.median(times):8.0f} ms median {max(times):8.0f} ms slowest", flush=True)


def main() -> int:
    """Make or take a record, serve it, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path, help="a record to measure instead")
    parser.add_argument("--address", help="a server that runs already")
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="keep the made-up record here")
    given = parser.parse_args()
    if given.address:
        measure(given.address)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        record = given.record or given.keep or Path(folder) / "benchmark.db"
        if not record.exists():
            reports = [report for path in sample_files() for report in take_in_reports(path)]
            build_record(record, list(read_reports(reports)), given.claims)
        with served(record) as address:
            measure(address)
    return 0


if __name__ == "__main__":
    sys.exit(main())
