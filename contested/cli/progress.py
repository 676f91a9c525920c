"""A progress bar on stderr with the time left, shown only in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress


class Progress:
    """Counts bytes read out of ``total``; does nothing when not ``shown`` or stderr is no terminal."""

    def __init__(self, *, total: int, shown: bool) -> None:
        console = Console(stderr=True)
        self.bar = RichProgress(
            TextColumn("reading"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("time left"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            disable=not (shown and total and console.is_terminal),
        )
        self.task = self.bar.add_task("", total=total)

    def __enter__(self) -> Progress:
        self.bar.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.bar.stop()

    def reach(self, done: int) -> None:
        """So many bytes are behind us."""
        self.bar.update(self.task, completed=done)

    @contextmanager
    def set_aside(self, *, stderr: bool = False) -> Iterator[None]:
        """Take the bar off the screen while something is printed to the same terminal."""
        if self.bar.disable or not (stderr or sys.stdout.isatty()):
            yield
            return
        self.bar.stop()
        try:
            yield
            sys.stdout.flush()
        finally:
            self.bar.start()
