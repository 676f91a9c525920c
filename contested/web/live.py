"""The record as it is now, kept ready for the page: made anew in the background whenever the file changes."""

from __future__ import annotations

import gzip
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from contested.errors import ContestedError
from contested.record import Record
from contested.record.database import guarded
from contested.web.build import chunk_name
from contested.web.localnames import local_names
from contested.web.material import Material, Progress, gather, no_progress
from contested.web.payload import Payload, dumps, make_payload
from contested.web.payload_texts import by_chunk, texts_part
from contested.web.situated import Derived, derive

_LOG = logging.getLogger(__name__)
_LOOK_EVERY_SECONDS = 1.0
_AT_ONCE = 5000
"""Records with more claims than this are first shown without the history of control, which then follows."""


@dataclass(frozen=True)
class Answer:
    """A part's JSON, plain and compressed."""

    plain: bytes
    packed: bytes


@dataclass
class Snapshot:
    """One generation: material, situation, payload, and the answers made of them so far."""

    material: Material
    derived: Derived
    payload: Payload
    answers: dict[str, Answer] = field(default_factory=dict)

    def part(self, name: str, record: Callable[[], Record]) -> Answer | None:
        """A part or a chunk of texts; None when there is none of this name. ``record`` opens the file for texts."""
        found = self.answers.get(name)
        if found is None:
            text = self.payload.parts.get(name) or self._texts(name, record)
            if text is None:
                return None
            plain = text.encode("utf-8", "replace")
            found = self.answers[name] = Answer(plain, gzip.compress(plain, 4, mtime=0))
        return found

    def _texts(self, name: str, record: Callable[[], Record]) -> str | None:
        number = name.removeprefix("texts-")
        if not number.isascii() or not number.isdecimal() or name != chunk_name(int(number)):
            return None
        for chunk, chapters in by_chunk(self.material.chapters, self.payload.chunks):
            if chunk == int(number):
                with record() as opened:
                    part = texts_part(chapters, opened.report, whole=True)
                return dumps({"generation": self.payload.generation, **part})
        return None


class Live:
    """Keeps the newest snapshot of a record; ``start`` makes the first and goes on watching, ``stop`` ends it.

    ``current`` may be asked from any thread. What fails in the background is told by ``failure`` and tried again at
    the next change; the last snapshot stays. Without ``history`` control is only as known today.
    """

    def __init__(self, path: Path, *, history: bool = True, progress: Progress = no_progress) -> None:
        self.path = path
        self.history = history
        self.failure: str | None = None
        self._progress = progress
        self._current: Snapshot | None = None
        self._pending = threading.Event()
        self._stopping = threading.Event()
        self._look = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def current(self) -> Snapshot:
        """The newest snapshot there is."""
        if self._current is None:
            raise RuntimeError("Live is asked before it was started")
        return self._current

    @property
    def building(self) -> bool:
        """Whether a newer one is on its way."""
        return self._pending.is_set()

    def open(self) -> Record:
        """The record, for one request in one thread."""
        return Record(self.path)

    def start(self) -> None:
        """Make the first snapshot in this thread (errors are raised), then watch in another."""
        with self.open() as record:
            self._make(record)
        self._thread = threading.Thread(target=self._watch, name="contested-live", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End watching; a snapshot being made is finished first."""
        self._stopping.set()
        self._look.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def changed(self) -> None:
        """The record was written to: make a new snapshot without waiting for the next look."""
        self._pending.set()
        self._look.set()

    def _make(self, record: Record) -> None:
        """Bring the snapshot up to date; of a large record the first comes without the history of control."""
        before = self._current
        material = gather(record, before=before.material if before else None, progress=self._progress)
        if before and material == before.material and before.derived.history >= self.history:
            return
        at_once = before is not None or sum(len(c.claims) for c in material.chapters) <= _AT_ONCE
        history = self.history and at_once
        old = before.derived if before else None
        derived = derive(record, material, history=history, before=old, progress=self._progress)
        self._current = Snapshot(material, derived, make_payload(material, derived, local=local_names()))

    def _watch(self) -> None:
        with self.open() as record:
            last: int | None = None  # versions of this connection begin anew: look once at the start
            while not self._stopping.is_set():
                try:
                    version = _version(record)
                    if version != last or self._pending.is_set():
                        self._pending.set()
                        self._look.clear()
                        self._make(record)
                        last, self.failure = version, None
                except ContestedError as error:
                    self.failure = str(error)
                except Exception as error:  # a fault of ours must not end the watch: the page goes on with what it has
                    self.failure = f"the page could not be brought up to date: {error!r}"
                    _LOG.exception("the page could not be brought up to date")
                finally:
                    if not self._look.is_set():
                        self._pending.clear()
                self._look.wait(_LOOK_EVERY_SECONDS)


def _version(record: Record) -> int:
    """A number that changes when another connection wrote to the file."""
    with guarded(record.path):
        return int(record.connection.execute("PRAGMA data_version").fetchone()[0])
