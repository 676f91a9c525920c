"""One run of ``contested add``: sources to items, items into the record, progress and what failed."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import typer

from contested.cli.guard import FAILED, complain
from contested.cli.progress import Progress
from contested.errors import UsageError
from contested.intake.items import Found
from contested.intake.report import Given
from contested.intake.walk import Source, is_address, items, sources
from contested.intake.web import Known, Web, web_items
from contested.model import Reading, Report
from contested.record import Record
from contested.record.add import Added, Adder
from contested.record.release import current_release

_NAMED = 20  # failures named in full at the end; the rest: contested reports RECORD --failed
_AHEAD = 4  # reports a process may be ahead


def read_one(report: Report) -> Reading:
    """Read one report; the reader loads with the first."""
    from contested import read_reports

    return next(iter(read_reports([report])))


@dataclass(frozen=True)
class Run:
    """How a run takes in and reads. ``published`` and ``outlet`` hold where sources say nothing."""

    record: str
    published: date | None = None
    outlet: str | None = None
    processes: int = 1
    follow: bool = True
    read: Callable[[Report], Reading] | None = None
    web: Web | None = None

    def once(self, arguments: Sequence[str]) -> None:
        """Add them all; leaves with status 1 when something failed."""
        pages, files = _split(arguments)
        with ExitStack() as stack:
            adder, record = self._opened(stack)
            tally = self._add(adder, pages, files)
            tell(tally, record)
        if tally.failed:
            raise typer.Exit(FAILED)

    def watch(
        self, arguments: Sequence[str], *, every_seconds: float, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Add what is there, then what comes or changes, until interrupted."""
        seen: dict[Path | None, tuple[int, int]] = {}
        with ExitStack() as stack:
            adder, record = self._opened(stack)
            while True:
                pages, files = _split(arguments, patient=bool(seen))
                fresh = [source for source in files if _changed(source, seen)]
                if fresh or pages:
                    tally = self._add(adder, pages, fresh)
                    if tally.news:
                        tell(tally, record)
                sleep(every_seconds)

    def _opened(self, stack: ExitStack) -> tuple[Adder, Record]:
        record = stack.enter_context(Record(self.record, create=True))
        executor: Executor | None = None
        if self.processes > 1:
            executor = stack.enter_context(ProcessPoolExecutor(self.processes, mp_context=get_context("forkserver")))
        release = current_release()
        ahead = _AHEAD * self.processes
        adder = Adder(record, read=self.read or read_one, release=release, executor=executor, ahead=ahead)
        return adder, record

    def _add(self, adder: Adder, pages: list[str], files: list[Source]) -> Tally:
        given = Given(outlet=self.outlet, published=self.published)
        total = sum(source.size for source in files)
        tally = Tally()
        with Progress(total=total, shown=True) as progress, Slow(total) as slow:
            for added in adder.add(self._found(adder.known, pages, files, given)):
                tally.count(added)
                progress.reach(tally.weight)
                slow.reach(tally)
        return tally

    def _found(self, known: Known, pages: list[str], files: list[Source], given: Given) -> Iterator[Found]:
        for source in files:
            yield from items(source, given=given)
        if pages:
            web = self.web or Web()
            for page in pages:
                yield from web_items(page, web=web, known=known, given=given, follow=self.follow)


def _split(arguments: Sequence[str], *, patient: bool = False) -> tuple[list[str], list[Source]]:
    """Web addresses, and files; a file that vanished while watching is passed over."""
    pages = [argument for argument in arguments if is_address(argument)]
    files: dict[Path | None, Source] = {}
    for argument in arguments:
        if is_address(argument):
            continue
        try:
            for source in sources([argument]):
                files.setdefault(source.path, source)
        except UsageError:
            if not patient:
                raise
    return pages, list(files.values())


def _changed(source: Source, seen: dict[Path | None, tuple[int, int]]) -> bool:
    """Whether a file is new or differs from last time, and is no longer being written to."""
    if source.path is None:
        mark = (0, 0)
    else:
        try:
            stat = source.path.stat()
        except OSError:
            return False
        mark = (stat.st_size, stat.st_mtime_ns)
        if time.time() - stat.st_mtime < 1.0 and seen.get(source.path) != mark:
            return False  # perhaps still being written: next time
    changed = seen.get(source.path) != mark
    seen[source.path] = mark
    return changed


class Tally:
    """What became of the items so far."""

    def __init__(self) -> None:
        self.by_status: Counter[str] = Counter()
        self.claims = 0
        self.weight = 0
        self.bad: list[Added] = []

    @property
    def failed(self) -> int:
        """How many failed."""
        return self.by_status["failed"]

    @property
    def news(self) -> bool:
        """Whether anything is worth a word."""
        return any(number for status, number in self.by_status.items() if status != "unchanged")

    def count(self, added: Added) -> None:
        """One more."""
        self.by_status[added.status] += 1
        self.claims += added.claims or 0
        self.weight += added.weight
        if added.status in ("failed", "skipped"):
            self.bad.append(added)


class Slow:
    """Progress for a log: a line now and then when stderr is no terminal."""

    def __init__(self, total: int, *, every_seconds: float = 30.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.total, self.every, self.clock = total, every_seconds, clock
        self.begun = self.told = clock()
        self.quiet = sys.stderr.isatty()

    def __enter__(self) -> Slow:
        return self

    def __exit__(self, *raised: object) -> None:
        """Nothing is left to say."""

    def reach(self, tally: Tally) -> None:
        """So much is behind us."""
        now = self.clock()
        if self.quiet or now - self.told < self.every or not 0 < tally.weight < self.total:
            return
        self.told = now
        left = (now - self.begun) * (self.total - tally.weight) / tally.weight
        complain(f"{tally.weight / self.total:.0%}, {sum(tally.by_status.values())} reports, about {_span(left)} left")


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"


_WORDS = (
    ("added", "new"), ("version", "changed since"), ("reread", "read by a new release"), ("copy", "copies of others"),
    ("unchanged", "known already"), ("skipped", "skipped"), ("failed", "failed"),
)  # fmt: skip


def tell(tally: Tally, record: Record) -> None:
    """The sum on stdout; what failed, and decisions that no longer fit, on stderr."""
    for added in tally.bad[:_NAMED]:
        complain(f"{added.address}: {added.status}: {added.reason}")
    if len(tally.bad) > _NAMED:
        complain(f"and {len(tally.bad) - _NAMED} more: contested reports {record.path} --failed")
    homeless = sum(decision.homeless for decision in record.decisions())
    if homeless:
        complain(f"{homeless} decisions fit no claim any more: contested decide {record.path} --list")
    told = [f"{tally.by_status[status]} {words}" for status, words in _WORDS if tally.by_status[status]]
    print(f"{sum(tally.by_status.values())} reports: {', '.join(told) or 'none'}; {tally.claims} claims added")
