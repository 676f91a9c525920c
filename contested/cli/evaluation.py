"""How ``contested evaluate`` shows and writes what a suite found."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from contested.errors import UsageError
from contested.evaluate.figures import recorded
from contested.evaluate.outcome import Outcome, Table
from contested.evaluate.registry import SUITES


def print_suites(corpora: Path) -> None:
    """The suites, and whether their corpus is there."""
    table = RichTable("suite", "what it measures", "corpus", box=None, pad_edge=False, header_style="dim")
    for suite in SUITES:
        data = corpora / suite.data
        table.add_row(suite.name, suite.summary, Text(f"{data}{'' if data.exists() else ' (not there)'}"))
    Console().print(table)


def _rich(table: Table) -> RichTable:
    rich = RichTable(box=None, pad_edge=False, header_style="dim")
    for i, name in enumerate(table.header):
        rich.add_column(name, justify="left" if i == 0 else "right", no_wrap=True)
    for row in table.rows:
        rich.add_row(*row)
    return rich


def print_outcome(outcome: Outcome) -> None:
    """All figures and tables of a suite."""
    console = Console(highlight=False)
    counts = ", ".join(f"{n:,} {what}" for what, n in outcome.counts)
    console.print(Text.assemble((outcome.suite, "bold"), f"  {counts}  corpus {outcome.corpus_sha256[:12]}"))
    if outcome.note:
        console.print(Text(outcome.note, style="dim"))
    rows = tuple((f.name, f"{f.value:.1f}", "" if f.n is None else str(f.n)) for f in outcome.figures)
    console.print(_rich(Table("", ("figure", "value", "n"), rows)))
    for table in outcome.tables:
        console.print()
        console.print(_rich(table))


def write_predictions(outcome: Outcome, path: Path) -> None:
    """One JSON Line a document with its id under "doc" (a .jsonl or .json file), or ID.json files in a folder."""
    if path.suffix in (".jsonl", ".json"):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8") as out:
            for p in outcome.predictions:
                out.write(json.dumps({"doc": p.doc, **p.data}, ensure_ascii=False) + "\n")
        return
    path.mkdir(parents=True, exist_ok=True)
    for p in outcome.predictions:
        text = json.dumps(p.data, ensure_ascii=False, indent=1)
        (path / f"{p.doc}.json").write_text(text + "\n", encoding="utf-8")


def _finding_lines(outcome: Outcome) -> Iterator[str]:
    doc = None
    for f in outcome.findings:
        if f.doc != doc:
            doc = f.doc
            yield f"=== {doc}"
        yield f"{f.verdict.upper():7s} {f.what}"
        yield from (f"        {line}" for line in f.detail.splitlines())
        yield f"        | {f.sentence}"


def write_findings(outcome: Outcome, path: Path) -> None:
    """Every miss, false claim and wrong field by document; ``-`` is stdout."""
    if str(path) == "-":
        for line in _finding_lines(outcome):
            sys.stdout.write(line + "\n")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in _finding_lines(outcome))


def commit_name() -> str:
    """The short name of the checked-out commit; with + when the package differs from it; "unknown" without git."""
    try:
        name = _git("rev-parse", "--short", "HEAD")
        return name + ("+" if _git("status", "--porcelain", "--", "contested") else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=True, timeout=30)
    return done.stdout.strip()


def record_figures(outcomes: Sequence[Outcome], page: Path) -> None:
    """Put the figures into the page, with today's date and the commit."""
    try:
        text = page.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{page}: {error.strerror}; name the page of figures with --figures") from error
    for outcome in outcomes:
        text = recorded(text, outcome, day=date.today(), commit=commit_name())
    page.write_text(text, encoding="utf-8")
