"""The record: one SQLite file that keeps reports, what was read from them, and what people decided."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from contested.errors import RecordError, UsageError
from contested.intake.web import Validators
from contested.model import Reading, Report, sha256
from contested.record.database import guarded, open_database, transaction
from contested.record.days import moment
from contested.record.deciding import Deciding
from contested.record.decisions import Judged
from contested.record.digest import record_digest
from contested.record.flat import frame
from contested.record.listing import Reports
from contested.record.older import claim_key, older_claim_keys, release_key
from contested.record.origins import Origin, common_origins
from contested.record.records import (
    Action,
    ActorTally,
    Copy,
    Decision,
    Failure,
    PlaceTally,
    Query,
    RecordedClaim,
    RecordedReport,
    Release,
)
from contested.record.search import claim_keys, count_claims
from contested.record.tallies import actor_tallies, place_tallies
from contested.record.write import Incoming, Plan, Status, Stored, Writer

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


class Record:
    """A record file, open for asking and for writing; close it, or use it in a ``with`` statement.

    ``create`` makes the file when it is missing. ``clock`` stamps what is added and decided. Every method raises
    RecordError when the file is locked, full or damaged. One thread at a time may use it; many processes may.
    """

    def __init__(
        self, path: str | PathLike[str], *, create: bool = False, clock: Clock = _now, wait_seconds: float = 60.0
    ) -> None:
        self.path = Path(path)
        self._clock = clock
        self.connection = open_database(self.path, create=create, wait_seconds=wait_seconds)
        self.writer = Writer(self.connection)
        self._reports = Reports(self.connection, self.writer.standings)
        self._deciding = Deciding(self.connection, self.writer)

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One write transaction; what was remembered is dropped when it fails."""
        with guarded(self.path):
            try:
                with transaction(self.connection):
                    yield
            except BaseException:
                self.writer.forget()
                raise

    # -- adding

    def settled(self, address: str, raw_sha256: str, release: Release) -> Status | None:
        """Whether these bytes of this address are here and read by this release already (see Writer.settled)."""
        with guarded(self.path):
            return self.writer.settled(address, raw_sha256, release)

    def plan(self, incoming: Incoming, release: Release) -> Plan:
        """What an incoming report is to the record, and whether it must be read; changes nothing."""
        with guarded(self.path):
            return self.writer.plan(incoming, release)

    def store(self, incoming: Incoming, reading: Reading | None, *, release: Release) -> Stored:
        """Add a report and its reading in one transaction: all of it is there afterwards, or nothing."""
        with self._writing():
            return self.writer.store(incoming, reading, release=release, added=self._clock())

    def fail(
        self, address: str, kind: str, *, raw_sha256: str = "", status: str = "failed", reason: str, release: Release
    ) -> None:
        """Keep that an input ``failed`` or was ``skipped``, and why; the same again changes nothing."""
        with self._writing():
            self.writer.fail(address, kind, raw_sha256, status, reason, release=release, added=self._clock())

    def validators(self, address: str, release: Release) -> Validators | None:
        """What the server of an address gave when this release last took it in whole."""
        with guarded(self.path):
            row = self.connection.execute(
                "SELECT v.etag, v.last_modified FROM validator AS v JOIN source AS s ON s.key = v.source "
                "JOIN release AS l ON l.key = v.release WHERE s.address = ? AND l.version = ? AND l.digest = ?",
                (address, release.version, release.digest),
            ).fetchone()
        return Validators(*row) if row else None

    def keep_validators(self, address: str, validators: Validators, release: Release) -> None:
        """Keep what the server gave, to ask by next time."""
        if validators == self.validators(address, release) or validators == Validators():
            return
        with self._writing():
            self.connection.execute(
                "INSERT OR REPLACE INTO validator (source, release, etag, last_modified) VALUES (?, ?, ?, ?)",
                (
                    self.writer.source(address, "page"),
                    self.writer.release(release, self._clock()),
                    validators.etag,
                    validators.last_modified,
                ),
            )

    def failed_before(self, address: str, raw_sha256: str, release: Release) -> str | None:
        """Why this release failed on these very bytes of this address, if it did: it would again."""
        with guarded(self.path):
            row = self.connection.execute(
                "SELECT o.reason FROM outcome AS o JOIN source AS s ON s.key = o.source "
                "JOIN release AS l ON l.key = o.release WHERE s.address = ? AND o.raw_sha256 = ? "
                "AND o.status = 'failed' "
                "AND l.version = ? AND l.digest = ? ORDER BY o.key DESC LIMIT 1",
                (address, raw_sha256, release.version, release.digest),
            ).fetchone()
        return str(row[0]) if row else None

    # -- asking

    def claims(self, query: Query | None = None) -> tuple[RecordedClaim, ...]:
        """The claims asked for. Claims of replaced versions and rejected ones are left out unless asked for."""
        return tuple(self.iter_claims(query))

    def iter_claims(self, query: Query | None = None) -> Iterator[RecordedClaim]:
        """The same one by one, for long lists."""
        with guarded(self.path):
            keys = self._claim_keys(query or Query())
            yield from self._recorded(keys)

    def _claim_keys(self, query: Query) -> list[int]:
        if query.rejected or query.release is not None:
            return older_claim_keys(
                self.connection, query, standings=self.writer.standings, decisions=self.writer.decisions
            )
        return claim_keys(self.connection, query)

    def count(self, query: Query | None = None) -> int:
        """How many claims match, whatever the page."""
        query = replace(query or Query(), limit=None, offset=0)
        with guarded(self.path):
            if query.rejected or query.release is not None:
                return len(self._claim_keys(query))
            return count_claims(self.connection, query)

    def claim(self, claim_id: str, *, release: str | None = None) -> RecordedClaim:
        """The claim with this id, as the newest release read it (or the one asked for). Raises UsageError."""
        with guarded(self.path):
            return next(self._recorded([claim_key(self.connection, claim_id, release)]))

    def _recorded(self, keys: list[int]) -> Iterator[RecordedClaim]:
        for at in range(0, len(keys), 200):
            chunk = keys[at : at + 200]
            marks = ",".join("?" * len(chunk))
            rows = self.connection.execute(
                "SELECT c.key, g.report, l.version, l.digest, g.added "
                "FROM claim AS c JOIN reading AS g ON g.key = c.reading "
                f"JOIN release AS l ON l.key = g.release WHERE c.key IN ({marks})",
                chunk,
            ).fetchall()
            about = {row[0]: row[1:] for row in rows}
            wanted = sorted({row[1] for row in rows})
            reports = dict(zip(wanted, self._reports.reports(wanted), strict=True))
            for key, judged in self.writer.decisions.judged(chunk):
                report, version, digest, added = about[key]
                yield _recorded(judged, reports[report], f"{version}+{digest[:12]}", moment(added))

    def reports(self, query: Query | None = None) -> tuple[RecordedReport, ...]:
        """The reports asked for; ``text`` looks in the whole text, conditions on claims ask for such a claim."""
        with guarded(self.path):
            return tuple(self._reports.reports(self._reports.report_keys(query or Query())))

    def places(self, query: Query | None = None) -> tuple[PlaceTally, ...]:
        """The places that claims name, most claims first."""
        with guarded(self.path):
            return tuple(place_tallies(self.connection, self.writer.hydrator, query or Query()))

    def actors(self, query: Query | None = None) -> tuple[ActorTally, ...]:
        """The actors (and unresolved words) in claims' roles, most first."""
        with guarded(self.path):
            return tuple(actor_tallies(self.connection, self.writer.hydrator, query or Query()))

    def report(self, report_id: str) -> Report:
        """A report with its text, as the model has it. Raises UsageError when there is none."""
        with guarded(self.path):
            return self.writer.hydrator.report(self._report_key(report_id))

    def text(self, report_id: str) -> str:
        """The text of a report."""
        return self.report(report_id).text

    def reading(self, report_id: str, *, release: str | None = None) -> Reading | None:
        """All that was read from a report, decisions aside; None when it was not read (a copy: see its original)."""
        with guarded(self.path):
            key = self._report_key(report_id)
            sql, values = "SELECT key FROM reading WHERE report = ?", [key]
            if release is not None:
                sql, values = sql + " AND release = ?", [key, release_key(self.connection, release)]
            row = self.connection.execute(sql + " ORDER BY release DESC LIMIT 1", values).fetchone()
            return self.writer.hydrator.reading(row[0]) if row else None

    def _report_key(self, report_id: str) -> int:
        row = self.connection.execute("SELECT key FROM report WHERE id = ?", (report_id,)).fetchone()
        if row is None:
            raise UsageError(f"there is no report {report_id!r} in {self.path}")
        return int(row[0])

    def raw(self, raw_sha256: str) -> bytes:
        """The bytes a report was made of, by their SHA-256; raises RecordError when they no longer have that hash."""
        with guarded(self.path):
            row = self.connection.execute("SELECT codec, bytes FROM raw WHERE sha256 = ?", (raw_sha256,)).fetchone()
        if row is None:
            raise UsageError(f"no bytes with SHA-256 {raw_sha256} are in {self.path}")
        data = unpacked(row[0], row[1])
        if data is None or sha256(data) != raw_sha256:
            raise RecordError(f"{self.path}: the bytes {raw_sha256} are damaged; restore the file from a backup")
        return data

    def failures(self) -> tuple[Failure, ...]:
        """Inputs that failed or were skipped and of which no later report came, oldest first."""
        with guarded(self.path):
            rows = self.connection.execute(
                "SELECT s.address, o.status, o.reason, l.version, l.digest, o.added FROM outcome AS o "
                "JOIN source AS s ON s.key = o.source JOIN release AS l ON l.key = o.release "
                "WHERE NOT EXISTS (SELECT 1 FROM report AS r WHERE r.source = s.key AND r.added >= o.added) "
                "ORDER BY o.key"
            ).fetchall()
        return tuple(Failure(row[0], row[1], row[2], f"{row[3]}+{row[4][:12]}", moment(row[5])) for row in rows)

    def releases(self) -> tuple[str, ...]:
        """The names of the releases that read into this record, oldest first."""
        with guarded(self.path):
            rows = self.connection.execute("SELECT version, digest FROM release ORDER BY key").fetchall()
        return tuple(f"{version}+{digest[:12]}" for version, digest in rows)

    def digest(self) -> str:
        """SHA-256 of all that was read: the same reports read by the same releases give the same, in any order."""
        with guarded(self.path):
            return record_digest(self.connection)

    def frame(self, records: Iterable[object], *, library: Literal["pandas", "polars"] = "pandas") -> Any:
        """Claims, reports, places, actors or decisions as a DataFrame (see flat.frame)."""
        return frame(records, library=library)

    def copies(self, report_id: str) -> tuple[Copy, ...]:
        """Reports with the same text, or nearly so, or of which one holds the other; most alike first."""
        with guarded(self.path):
            return tuple(self._reports.copies(self._report_key(report_id)))

    def origins(self, claims: Sequence[RecordedClaim]) -> tuple[Origin, ...]:
        """These claims by common origin: as many origins as independent tellings (see origins.common_origins)."""
        with guarded(self.path):
            return common_origins(claims, copies=self._reports.near_copies({claim.report.id for claim in claims}))

    def near_copies(self, report_ids: Iterable[str]) -> set[tuple[str, str]]:
        """Pairs among these reports whose texts are the same or nearly so."""
        with guarded(self.path):
            return self._reports.near_copies(set(report_ids))

    # -- deciding

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, withdrawn ones too, oldest first; ``homeless`` ones no longer fit a claim."""
        with guarded(self.path):
            return tuple(self.writer.decisions.all())

    def decide(
        self,
        action: Action,
        ids: tuple[str, ...] | list[str],
        *,
        who: str,
        why: str,
        field: str | None = None,
        value: str | None = None,
        when: datetime | None = None,
    ) -> Decision:
        """Take a decision on claims (``same-actor`` and ``different-actor``: on two actors' ids) and keep it.

        An edit names the claim's ``field`` and its new ``value`` as JSON (see edits.parse_edit). Decisions on events
        name two claims or more. Raises UsageError when it makes no sense or was taken already.
        """
        with self._writing():
            taken = self._deciding.take(action, tuple(ids), who, when or self._clock(), why, field, value)
        return next(d for d in self.decisions() if d.id == taken)

    def withdraw(self, decision: str, *, who: str, why: str, when: datetime | None = None) -> Decision:
        """Take a decision back; it stays in the record as withdrawn. Raises UsageError when there is none."""
        with self._writing():
            self._deciding.take_back(decision, who, when or self._clock(), why)
        return next(d for d in self.decisions() if d.id == decision)


def _recorded(judged: Judged, report: RecordedReport, release: str, added: datetime) -> RecordedClaim:
    return RecordedClaim(
        claim=judged.claim,
        read=judged.read,
        report=report,
        release=release,
        added=added,
        decisions=judged.decisions,
        accepted=judged.accepted,
        rejected=judged.rejected,
    )


def unpacked(codec: str, data: bytes) -> bytes | None:
    """Raw bytes as they were before they were packed; None when they are damaged."""
    try:
        return zlib.decompress(data) if codec == "zlib" else bytes(data)
    except zlib.error:
        return None
