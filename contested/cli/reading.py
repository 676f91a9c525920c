"""What ``read`` and ``demo`` share: take files in, read them, print each reading as it comes."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

import typer
from rich.console import Console

from contested.cli.guard import FAILED, complain
from contested.cli.progress import Progress
from contested.cli.table import render
from contested.contract import dumps
from contested.errors import InputError, ReadingError
from contested.intake import take_in
from contested.model import Reading, Report
from contested.read import read_outcomes

Format = Literal["table", "json", "jsonl"]


class Printer(Protocol):
    """Prints readings, and what is left at the end."""

    def add(self, reading: Reading, name: str) -> None:
        """One more reading, of the file of that name."""

    def end(self) -> None:
        """There are no more."""


class TablePrinter:
    """A table a report."""

    def __init__(self) -> None:
        self.console = Console(highlight=False)

    def add(self, reading: Reading, name: str) -> None:
        """One more reading, of the file of that name."""
        self.console.print(render(reading, width=self.console.width, name=name))

    def end(self) -> None:
        """Nothing is left."""


class LinePrinter:
    """JSON: an object a line, or with ``single`` one indented object when there is only one reading."""

    def __init__(self, *, single: bool) -> None:
        self.held: Reading | None = None
        self.hold = single
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")

    def add(self, reading: Reading, name: str) -> None:  # noqa: ARG002 - JSON says nothing of the file
        """One more reading."""
        if self.hold and self.held is None:
            self.held = reading
            return
        self._flush(indent=None)
        self.hold = False
        sys.stdout.write(dumps(reading) + "\n")

    def end(self) -> None:
        """Print the only one there was."""
        self._flush(indent=2)

    def _flush(self, *, indent: int | None) -> None:
        if self.held:
            sys.stdout.write(dumps(self.held, indent=indent) + "\n")
            self.held = None


@dataclass(frozen=True)
class Run:
    """One run over files. ``published`` and ``outlet`` hold for all of them."""

    format: Format = "table"
    processes: int = 1
    published: date | None = None
    outlet: str | None = None

    def all(self, files: Sequence[str]) -> None:
        """Read and print them all in order; leaves with status 1 when one could not be read."""
        feed = _Feed(files, self.published, self.outlet)
        printer: Printer = (
            TablePrinter() if self.format == "table" else LinePrinter(single=self.format == "json" and len(files) == 1)
        )
        with Progress(total=feed.total, shown=len(files) > 1) as progress:
            feed.progress = progress
            for outcome in read_outcomes(feed, processes=self.processes):
                name, behind = feed.under_way.popleft()
                if isinstance(outcome, ReadingError):
                    feed.failed += 1
                    feed.complain(InputError(name, outcome.reason))
                else:
                    with progress.set_aside():
                        printer.add(outcome, name)
                progress.reach(behind)
        printer.end()
        if feed.failed:
            sys.stdout.flush()
            if len(files) > 1:
                complain(f"{feed.failed} of {len(files)} files could not be read")
            raise typer.Exit(FAILED)


class _Feed:
    """The reports of files, in order; what cannot be taken in is named on stderr and passed over."""

    def __init__(self, files: Sequence[str], published: date | None, outlet: str | None) -> None:
        self.files, self.published, self.outlet = files, published, outlet
        self.sizes = [_size(name) for name in files]
        self.total = sum(self.sizes)
        self.under_way: deque[tuple[str, int]] = deque()  # file, and bytes behind us once it is read
        self.failed = 0
        self.progress: Progress | None = None

    def __iter__(self) -> Iterator[Report]:
        behind = 0
        for name, size in zip(self.files, self.sizes, strict=True):
            bad = False
            for outcome in take_in(name, published=self.published, outlet=self.outlet):
                if isinstance(outcome, InputError):
                    self.complain(outcome)
                    bad = True
                else:
                    self.under_way.append((Path(name).name, behind + size))
                    yield outcome.report
            self.failed += bad
            behind += size

    def complain(self, error: InputError) -> None:
        aside: AbstractContextManager[None] = self.progress.set_aside(stderr=True) if self.progress else nullcontext()
        with aside:
            complain(error)


def _size(name: str) -> int:
    try:
        return 0 if name == "-" else Path(name).stat().st_size
    except OSError:
        return 0
