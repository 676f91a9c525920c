"""Progress of making a page: a bar in a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from contested.cli.guard import complain

if TYPE_CHECKING:
    from contested.record import Record, RecordedClaim

_WORDS = {
    "claims": "reading claims", "events": "putting events together", "places": "who holds what", "files": "writing",
}  # fmt: skip


class Watching:
    """Called with what is being done, how much is done, and of how much."""

    def __init__(self, *, every_seconds: float = 15.0) -> None:
        console = Console(stderr=True)
        self.bar = Progress(
            TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), console=console, transient=True,
            redirect_stdout=False, redirect_stderr=False, disable=not console.is_terminal,
        )  # fmt: skip
        self.task = self.bar.add_task("reading the record")
        self.every = every_seconds
        self.told = time.monotonic()
        self.over = False

    def __enter__(self) -> Watching:
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """Take the bar off the screen; what comes after goes untold."""
        self.over = True
        self.bar.stop()

    def __call__(self, what: str, done: int, total: int) -> None:
        """So much is done."""
        if self.over:
            return
        self.bar.update(self.task, description=_WORDS.get(what, what), completed=done, total=max(total, 1))
        now = time.monotonic()
        if not sys.stderr.isatty() and now - self.told >= self.every:
            self.told = now
            complain(f"{_WORDS.get(what, what)}, {done} of {total}")


def all_claims(record: Record, *, as_known: date | None = None) -> list[RecordedClaim]:
    """All claims of a record that stand, or stood on a day; shows progress in a terminal."""
    from contested.record import Query

    query = Query(as_known=as_known)
    claims = []
    with Watching() as watching:
        total = record.count(query)
        for number, claim in enumerate(record.iter_claims(query)):
            claims.append(claim)
            if number % 500 == 0:
                watching("claims", number, total)
    return claims
