"""Adding items to a record: what is known is passed over, the rest opened, read and stored, one transaction a report.

A bad item is an outcome like any other: it is kept with its reason, and the batch goes on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal

from contested.errors import ContestedError, DataFileError, InputError, RecordError
from contested.intake.items import Fetched, Found, Item, NotChanged, Refused, open_item
from contested.intake.web import Validators
from contested.model import Reading, Report, sha256
from contested.record.record import Record
from contested.record.records import Release
from contested.record.write import Incoming, Status, Stored

Read = Callable[[Report], Reading]


@dataclass(frozen=True)
class Added:
    """What became of one item. ``claims`` is None when it was not read; ``reason`` tells of failures and skips."""

    address: str
    status: Status | Literal["failed", "skipped"]
    report_id: str | None = None
    claims: int | None = None
    reason: str = ""
    weight: int = 0


@dataclass(frozen=True)
class _Ready:
    """An item that waits for its reading (or needs none)."""

    incoming: Incoming
    reading: Future[Reading] | None
    weight: int


class Adder:
    """Adds items to a record with one reader. ``executor`` reads ahead in other processes; the order stays."""

    def __init__(
        self,
        record: Record,
        *,
        read: Read,
        release: Release,
        executor: Executor | None = None,
        ahead: int = 1,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> None:
        self._record = record
        self._read = read
        self._release = release
        self._executor = executor
        self._ahead = ahead if executor else 1
        self._today = today
        self._troubled: set[str] = set()

    def known(self, address: str) -> Validators | None:
        """What to ask a server by, if this release has taken the address in before."""
        return self._record.validators(address, self._release)

    def add(self, found: Iterable[Found]) -> Iterator[Added]:
        """One outcome an item, in order. Raises RecordError when the record itself fails; all before is kept."""
        waiting: deque[_Ready | Added | Fetched] = deque()
        for item in found:
            waiting.extend(self._prepared(item))
            while len(waiting) >= self._ahead or (waiting and not isinstance(waiting[0], _Ready)):
                yield from self._finish(waiting.popleft())
        while waiting:
            yield from self._finish(waiting.popleft())

    def _prepared(self, item: Found) -> Iterator[_Ready | Added | Fetched]:
        if isinstance(item, Fetched):
            yield item
        elif isinstance(item, NotChanged):
            yield Added(item.address, "unchanged")
        elif isinstance(item, Refused):
            yield self._bad(item.address, item.kind, "", item.reason, item.weight, status=item.status)
        else:
            yield from self._opened(item)

    def _opened(self, item: Item) -> Iterator[_Ready | Added]:
        raw_sha256 = sha256(item.raw)
        if self._record.settled(item.address, raw_sha256, self._release) is not None:
            yield Added(item.address, "unchanged", weight=item.weight)
            return
        reason = self._record.failed_before(item.address, raw_sha256, self._release)
        if reason is not None:
            yield Added(item.address, "failed", reason=reason, weight=item.weight)
            return
        for number, outcome in enumerate(open_item(item)):
            address = item.address if number == 0 else f"{item.address}#{number + 1}"
            weight = item.weight if number == 0 else 0
            if isinstance(outcome, InputError):
                yield self._bad(address, item.kind, raw_sha256, outcome.reason, weight)
                continue
            report = storable(outcome.report)
            incoming = Incoming(address, item.kind, report, item.raw, item.seen or self._today())
            plan = self._record.plan(incoming, self._release)
            if plan.status == "unchanged":
                yield Added(address, "unchanged", plan.report_id, weight=weight)
                continue
            incoming = replace(incoming, report=replace(report, id=plan.report_id))
            yield _Ready(incoming, self._reading(incoming.report) if plan.read else None, weight)

    def _reading(self, report: Report) -> Future[Reading]:
        if self._executor is not None:
            return self._executor.submit(self._read, report)
        done: Future[Reading] = Future()
        try:
            done.set_result(self._read(report))
        except Exception as error:  # one report's fault, told when its turn comes
            done.set_exception(error)
        return done

    def _finish(self, ready: _Ready | Added | Fetched) -> Iterator[Added]:
        if isinstance(ready, Fetched):
            if not self._troubled & {ready.address, *ready.parts}:
                self._record.keep_validators(ready.address, Validators(ready.etag, ready.last_modified), self._release)
            return
        added = ready if isinstance(ready, Added) else self._stored(ready)
        if added.status == "failed":
            self._troubled.add(added.address)
        yield added

    def _stored(self, ready: _Ready) -> Added:
        incoming = ready.incoming
        try:
            reading = ready.reading.result() if ready.reading else None
        except (RecordError, DataFileError):
            raise
        except Exception as error:  # whatever it is, it is this report's fault alone
            told = isinstance(error, ContestedError)
            reason = str(error) if told else f"could not be read ({type(error).__name__}: {error})"
            passing = isinstance(error, MemoryError | OSError)  # kept without its bytes' hash, and so tried again
            raw_sha256 = "" if passing else incoming.raw_sha256
            return self._bad(incoming.address, incoming.kind, raw_sha256, reason, ready.weight)
        try:
            stored = self._kept(incoming, reading)
        except RecordError as error:
            if error.action != "skip":
                raise
            return self._bad(incoming.address, incoming.kind, incoming.raw_sha256, str(error), ready.weight)
        return Added(incoming.address, stored.status, stored.report_id, stored.claims, weight=ready.weight)

    def _kept(self, incoming: Incoming, reading: Reading | None) -> Stored:
        try:
            return self._record.store(incoming, reading, release=self._release)
        except ValueError:  # another process changed its part since: read it after all
            return self._record.store(incoming, self._read(incoming.report), release=self._release)

    def _bad(
        self, address: str, kind: str, raw_sha256: str, reason: str, weight: int,
        *, status: Literal["failed", "skipped"] = "failed",
    ) -> Added:  # fmt: skip
        self._record.fail(address, kind, raw_sha256=raw_sha256, status=status, reason=reason, release=self._release)
        return Added(address, status, reason=reason, weight=weight)


def storable(report: Report) -> Report:
    """The report with characters that no SQL text may hold (NUL, lone surrogates) as U+FFFD, one for one."""
    if "\x00" not in report.text and not any("\ud800" <= c <= "\udfff" for c in set(report.text)):
        return report
    return replace(
        report, text="".join("\ufffd" if c == "\x00" or "\ud800" <= c <= "\udfff" else c for c in report.text)
    )
