"""The record of a corpus folder, made once and kept in the user's cache for the suites that need one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path

from contested.errors import InputError
from contested.evaluate.corpus import corpus_sha256
from contested.intake.items import Found
from contested.intake.walk import Source, items, sources
from contested.model import Reading, Report, sha256
from contested.places.store import cache_dir
from contested.record import Record
from contested.record.add import Added, Adder
from contested.record.release import current_release

REPORTS = "reports.jsonl"
_READERS = ("schema", "intake", "places", "actors", "read", "record")  # rooms whose code shapes a record
_AHEAD = 4  # reports a process may be ahead


def recorded(folder: Path, *, processes: int = 1) -> Path:
    """The file of the record of a corpus folder: built when it is not in the cache, else the one that is there.

    Of a folder with ``reports.jsonl`` only that file is recorded (what lies beside it are references), of any other
    all that ``contested add FOLDER`` takes. A record is reused while reports, release and the code that reads are the
    same; an older one of the same reports is then removed. Open it for asking only: others share it. It lies in
    ``evaluate/`` of the cache (``CONTESTED_CACHE``, else the user's).

    Raises InputError when there is nothing to record, or when a report fails.
    """
    files = sources([str(report_file(folder))])
    corpus = corpus_sha256(one.path for one in files if one.path)
    cache = cache_dir() / "evaluate"
    path = cache / f"{corpus[:16]}-{_reader_sha256()[:16]}.db"
    if path.exists():
        return path
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="making-") as making:
        fresh = Path(making, "record.db")
        _build(fresh, files, folder, processes)
        os.replace(fresh, path)
    for old in cache.glob(f"{corpus[:16]}-*.db"):
        if old != path:
            old.unlink(missing_ok=True)
    return path


def report_file(folder: Path) -> Path:
    """What of a corpus folder is reports: its ``reports.jsonl``, or else the folder. Raises InputError."""
    if not folder.exists():
        raise InputError(str(folder), "not there; name the folder of the corpus")
    return folder / REPORTS if (folder / REPORTS).is_file() else folder


def _reader_sha256() -> str:
    """A digest of all that shapes a record: the release with its data files, and the code."""
    package = Path(__file__).parent.parent
    code = [package / "model.py", *(path for room in _READERS for path in sorted((package / room).rglob("*.py")))]
    parts = [f"{path.relative_to(package).as_posix()} {sha256(path.read_bytes())}" for path in code]
    return sha256("\n".join([current_release().digest, *parts]))


def _build(path: Path, files: list[Source], folder: Path, processes: int) -> None:
    with ExitStack() as stack:
        record = stack.enter_context(Record(path, create=True))
        executor: Executor | None = None
        if processes > 1:
            executor = stack.enter_context(ProcessPoolExecutor(processes, mp_context=get_context("forkserver")))
        adder = Adder(
            record, read=_read, release=current_release(), executor=executor, ahead=max(1, _AHEAD * processes)
        )
        added = 0
        for one in adder.add(_found(files)):
            _checked(one)
            added += one.status in ("added", "copy")
    if not added:
        raise InputError(str(folder), f"holds no reports; a corpus has {REPORTS} or files of text")


def _found(files: list[Source]) -> Iterator[Found]:
    for source in files:
        yield from items(source)


def _checked(one: Added) -> None:
    if one.status == "failed":
        raise InputError(one.address, f"{one.reason}; a figure on part of a corpus would mislead")


def _read(report: Report) -> Reading:
    """Read one report; the reader loads with the first."""
    from contested.read.reader import read_reports

    return next(iter(read_reports([report])))
