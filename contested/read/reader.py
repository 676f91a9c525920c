"""A report read from top to bottom: grammar, places, times, actors, attributions, claims."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from multiprocessing.pool import Pool

from contested.actors import FoundActor, find_actors
from contested.errors import ReadingError
from contested.model import Mention, Reading, Report
from contested.read.attribution import find_attributions, listed
from contested.read.claims.assemble import find_claims
from contested.read.claims.page import Page, page_of
from contested.read.parse import Parsed, parse_many

_TOGETHER = 16  # reports parsed in one go
_AT_ONCE = 8  # reports handed to a process together
_AHEAD = 4  # times as many taken in before they are read, for each process


def read_report(report: Report) -> Reading:
    """All that one report says. Same report, same reading."""
    return next(read_reports((report,)))


def read_reports(reports: Iterable[Report], *, processes: int = 1) -> Iterator[Reading]:
    """The readings of reports, in order, one at a time as they are ready.

    ``processes``: how many reports are read at once, each by a process of its own; 1 reads in this one.
    Raises the first ReadingError; ``read_outcomes`` goes on instead.
    """
    for outcome in read_outcomes(reports, processes=processes):
        if isinstance(outcome, ReadingError):
            raise outcome
        yield outcome


def read_outcomes(reports: Iterable[Report], *, processes: int = 1) -> Iterator[Reading | ReadingError]:
    """One outcome per report, in order: its reading, or why it could not be read. One bad report stops no batch."""
    if processes <= 1:
        stream = iter(reports)
        while batch := list(islice(stream, _TOGETHER)):
            yield from _outcomes(batch)
        return
    room = threading.Semaphore(processes * _AT_ONCE * _AHEAD)
    with _pool(processes) as pool:
        try:
            for outcome in pool.imap(_outcome, _as_room_allows(reports, room), chunksize=_AT_ONCE):
                yield outcome
                room.release()
        finally:
            room.release(processes * _AT_ONCE * _AHEAD)  # the pool's own thread may be waiting for it


def _outcome(report: Report) -> Reading | ReadingError:
    """One report's outcome: whatever goes wrong inside a stage is told, and ends no batch."""
    try:
        return read_parsed(next(parse_many((report,))))
    except MemoryError:
        raise
    except Exception as error:
        return ReadingError(report.id, f"could not be read ({type(error).__name__}: {error}); please report this text")


def _outcomes(batch: list[Report]) -> Iterator[Reading | ReadingError]:
    """The outcomes of a few reports parsed together; from a failure on, each is taken by itself."""
    done = 0
    try:
        for parsed in parse_many(batch):
            reading = read_parsed(parsed)
            done += 1
            yield reading
    except MemoryError:
        raise
    except Exception:
        for report in batch[done:]:
            yield _outcome(report)


def _as_room_allows(reports: Iterable[Report], room: threading.Semaphore) -> Iterator[Report]:
    for report in reports:
        room.acquire()
        yield report


@contextmanager
def _pool(processes: int) -> Iterator[Pool]:
    """Worker processes that leave Ctrl-C to this one, which ends them."""
    main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if main else None  # workers inherit it from their start
    try:
        pool = get_context("spawn").Pool(processes)
    finally:
        if main:
            signal.signal(signal.SIGINT, before)
    with pool:
        yield pool


def read_parsed(parsed: Parsed) -> Reading:
    """The reading of a parsed report."""
    report, doc = parsed.report, parsed.doc
    page = page_of(parsed)
    actors = find_actors(
        doc, published=report.published, places=[(p.start, p.end) for p in page.places], skip=parsed.boilerplate
    )
    skip = frozenset(parsed.boilerplate.nonzero()[0].tolist())
    attributions = find_attributions(page.grammar, skip=skip)
    said = listed(page.grammar, report, attributions)
    claims = find_claims(report, page, actors, attributions)
    return Reading(report, claims, _mentions(report, page, actors), said)


def _mentions(report: Report, page: Page, actors: tuple[FoundActor, ...]) -> tuple[Mention, ...]:
    """All place, actor and time mentions outside page furniture, in text order."""
    found = [Mention(report.span(p.start, p.end), "place", place=p.place) for p in page.places]
    found += [Mention(report.span(a.start, a.end), "actor", actor=a.actor) for a in actors]
    found += [Mention(report.span(t.start, t.end), "time") for t in page.times]
    return tuple(sorted(found, key=lambda m: (m.span.start, m.span.end, m.kind)))
