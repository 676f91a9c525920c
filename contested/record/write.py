"""Putting one report and its reading into the record: one transaction, all or nothing."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from contested.contract import reading_from_json, reading_to_json
from contested.model import ActorRef, Claim, Reading, Report, Span, sha256
from contested.record.copies import Copies
from contested.record.days import stamp
from contested.record.decisions import Decisions
from contested.record.digest import reading_digest
from contested.record.hydrate import Hydrator
from contested.record.index import subjects_of
from contested.record.keys import Keys
from contested.record.records import Release
from contested.record.standing import Standings

Status = Literal["added", "version", "copy", "reread", "unchanged"]


@dataclass(frozen=True)
class Incoming:
    """A report as taken in, before it has a place in the record. ``seen`` is the day this version was fetched."""

    address: str
    kind: str
    report: Report
    raw: bytes
    seen: date

    @property
    def raw_sha256(self) -> str:
        """The hash the raw bytes are kept under."""
        return sha256(self.raw)


@dataclass(frozen=True)
class Plan:
    """What an incoming report is to the record: under which id it goes, and whether it must be read."""

    status: Status
    report_id: str
    read: bool


@dataclass(frozen=True)
class Stored:
    """What became of an incoming report; ``claims`` is None when it was not read."""

    status: Status
    report_id: str
    claims: int | None


class Writer:
    """Writes to one record. Every method runs in the caller's transaction unless it only looks."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.hydrator = Hydrator(connection)
        self.keys = Keys(connection)
        self.decisions = Decisions(connection, self.hydrator)
        self.copies = Copies(connection, self.hydrator)
        self.standings = Standings(connection, self.keys, self.decisions)

    def forget(self) -> None:
        """After a rollback: nothing remembered may be trusted."""
        self.hydrator.forget()
        self.keys.forget()
        self.copies.forget()

    def _one(self, sql: str, *values: object) -> tuple[object, ...] | None:
        row: tuple[object, ...] | None = self.connection.execute(sql, values).fetchone()
        return row

    def settled(self, address: str, raw_sha256: str, release: Release) -> Status | None:
        """Whether these very bytes of this address are in the record and read by this release, without opening them."""
        row = self._one(
            "SELECT r.copy_of, EXISTS (SELECT 1 FROM reading AS g JOIN release AS l ON l.key = g.release "
            "WHERE g.report = r.key AND l.version = ? AND l.digest = ?), w.sha256 FROM source AS s "
            "JOIN report AS r ON r.source = s.key JOIN raw AS w ON w.key = r.raw "
            "WHERE s.address = ? ORDER BY r.version DESC LIMIT 1",
            release.version, release.digest, address,
        )  # fmt: skip
        if row is None or row[2] != raw_sha256:
            return None
        return "copy" if row[0] is not None else "unchanged" if row[1] else None

    def plan(self, incoming: Incoming, release: Release) -> Plan:
        """What the incoming report is; only looks."""
        report = incoming.report
        latest = self._one(
            "SELECT r.key, r.id, r.version, r.copy_of, t.sha256 FROM source AS s JOIN report AS r ON r.source = s.key "
            "JOIN text AS t ON t.key = r.text WHERE s.address = ? ORDER BY r.version DESC LIMIT 1",
            incoming.address,
        )
        if latest is not None and latest[4] == report.text_sha256:
            done = latest[3] is not None or self._one(
                "SELECT 1 FROM reading AS g JOIN release AS l ON l.key = g.release "
                "WHERE g.report = ? AND l.version = ? AND l.digest = ?",
                latest[0], release.version, release.digest,
            )  # fmt: skip
            return Plan("unchanged" if done else "reread", str(latest[1]), not done)
        version = 1 if latest is None else int(str(latest[2])) + 1
        report_id = self._free_id(report.id, incoming.address, version)
        if self._original(report.text_sha256, incoming.address) is not None:
            return Plan("copy", report_id, False)
        return Plan("added" if latest is None else "version", report_id, True)

    def _original(self, text_sha256: str, address: str) -> tuple[int, str] | None:
        row = self._one(
            "SELECT r.key, r.id FROM text AS t JOIN report AS r ON r.text = t.key JOIN source AS s ON s.key = r.source "
            "WHERE t.sha256 = ? AND r.copy_of IS NULL AND s.address <> ? ORDER BY r.key LIMIT 1",
            text_sha256, address,
        )  # fmt: skip
        return None if row is None else (int(str(row[0])), str(row[1]))

    def _free_id(self, wanted: str, address: str, version: int) -> str:
        """The report's own id if no other has it; else with its version, else with a digest of its address."""
        tail = "" if version == 1 else f"@{version}"
        for candidate in (wanted, wanted + tail, f"{wanted}-{sha256(address)[:8]}{tail}"):
            if self._one("SELECT 1 FROM report WHERE id = ?", candidate) is None:
                return candidate
        return f"{wanted}-{sha256(f'{address} {version} {wanted}')[:16]}"

    def store(self, incoming: Incoming, reading: Reading | None, *, release: Release, added: datetime) -> Stored:
        """Put a report in, with its reading unless it is a copy. Planned again here, where nobody else can write.

        Raises ValueError when it must be read (``Plan.read``) and came without a reading.
        """
        plan = self.plan(incoming, release)
        if plan.status == "unchanged":
            return Stored("unchanged", plan.report_id, None)
        if plan.read and reading is None:
            raise ValueError(f"report {plan.report_id} needs a reading")
        if plan.status == "reread":
            found = self._one("SELECT key FROM report WHERE id = ?", plan.report_id)
            report_key = int(str(found[0])) if found else 0
        else:
            report_key = self._report(incoming, plan, added)
        claims, key = None, 0
        if plan.read and reading is not None:
            reading = with_ids_of_their_own(relabelled(reading, plan.report_id))
            key = self._reading(report_key, reading, self.release(release, added), added)
            self.decisions.fit_reading(key)
            claims = len(reading.claims)
        self.standings.renew(report_key)
        if plan.status == "reread":
            self.file_subjects(key)
        return Stored(plan.status, plan.report_id, claims)

    def file_subjects(self, reading: int) -> None:
        """Make the subjects of a reading that may not stand, so that an older release can be asked about them."""
        for _, claim in self.hydrator.claims(self.standings.claims_of(reading)):
            subjects_of(claim, self.keys)

    def fail(
        self, address: str, kind: str, raw_sha256: str, status: str, reason: str, *, release: Release, added: datetime
    ) -> None:
        """Keep that an input failed or was skipped, and why; once."""
        self.connection.execute(
            "INSERT OR IGNORE INTO outcome (source, raw_sha256, release, status, reason, added) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (self.source(address, kind), raw_sha256, self.release(release, added), status, reason, stamp(added)),
        )

    def release(self, release: Release, added: datetime) -> int:
        """The key of a release, made on first use."""
        row = self._one("SELECT key FROM release WHERE version = ? AND digest = ?", release.version, release.digest)
        return int(str(row[0])) if row else self._insert(
            "release", version=release.version, digest=release.digest, made_of=json.dumps(dict(release.made_of)),
            added=stamp(added),
        )  # fmt: skip

    def source(self, address: str, kind: str) -> int:
        """The key of an address, made on first use."""
        row = self._one("SELECT key FROM source WHERE address = ?", address)
        return int(str(row[0])) if row else self._insert("source", address=address, kind=kind)

    def _insert(self, table: str, **values: object) -> int:
        sql = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))}) RETURNING key"
        return int(self.connection.execute(sql, tuple(values.values())).fetchone()[0])

    def _report(self, incoming: Incoming, plan: Plan, added: datetime) -> int:
        report = incoming.report
        source = self.source(incoming.address, incoming.kind)
        version = self._one("SELECT coalesce(max(version), 0) + 1 FROM report WHERE source = ?", source)
        original = self._original(report.text_sha256, incoming.address)
        return self._insert(
            "report",
            id=plan.report_id,
            source=source,
            version=version[0] if version else 1,
            text=self._text(report),
            raw=self.raw(incoming.raw),
            title=report.title,
            outlet=report.outlet,
            url=report.url,
            published=report.published.isoformat() if report.published else None,
            published_basis=report.published_basis,
            seen=incoming.seen.isoformat(),
            added=stamp(added),
            copy_of=original[0] if original and plan.status == "copy" else None,
            blocks=json.dumps([[b.kind, b.start, b.end] for b in report.blocks]),
        )

    def raw(self, data: bytes) -> int:
        """The key of some raw bytes, kept once, compressed where that helps."""
        digest = sha256(data)
        row = self._one("SELECT key FROM raw WHERE sha256 = ?", digest)
        if row:
            return int(str(row[0]))
        packed = zlib.compress(data, 9)
        smaller = len(packed) < len(data)
        return self._insert(
            "raw",
            sha256=digest,
            size=len(data),
            codec="zlib" if smaller else "plain",
            bytes=packed if smaller else data,
        )

    def _text(self, report: Report) -> int:
        row = self._one("SELECT key FROM text WHERE sha256 = ?", report.text_sha256)
        if row:
            return int(str(row[0]))
        key = self._insert("text", sha256=report.text_sha256, length=len(report.text), body=report.text)
        self.connection.execute("INSERT INTO text_words (rowid, body) VALUES (?, ?)", (key, report.text))
        self.copies.link(key, report.text)
        return key

    def _reading(self, report: int, reading: Reading, release: int, added: datetime) -> int:
        digest = reading_digest(reading)
        key = self._insert(
            "reading", report=report, release=release, claims=len(reading.claims), digest=digest, added=stamp(added)
        )
        text = self._one("SELECT text FROM report WHERE key = ?", report)
        claims = [(self._claim(key, int(str(text[0])) if text else 0, claim), claim) for claim in reading.claims]
        self._parts(claims)
        self._named(key, reading)
        return key

    def _parts(self, claims: list[tuple[int, Claim]]) -> None:
        """The actors, places and counts of claims."""
        write = self.connection.executemany
        write(
            "INSERT INTO claim_actor VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (row for claim_key, claim in claims for row in self._actors(claim_key, claim)),
        )
        write(
            "INSERT INTO claim_place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    k,
                    n,
                    p.span.start,
                    p.span.end,
                    p.role,
                    self.keys.place(p.place),
                    p.relation,
                    p.radius_km,
                    int(p.inferred),
                )
                for k, claim in claims
                for n, p in enumerate(claim.place)
            ),
        )
        write(
            "INSERT INTO claim_count VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (k, n, c.span.start, c.span.end, c.what, c.low, c.high)
                for k, claim in claims
                for n, c in enumerate(claim.counts)
            ),
        )

    def _named(self, key: int, reading: Reading) -> None:
        """The mentions and attributions of a reading."""
        write = self.connection.executemany
        write(
            "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (key, n, m.kind, m.span.start, m.span.end, self.keys.place(m.place), self.keys.actor(m.actor))
                for n, m in enumerate(reading.mentions)
            ),
        )
        write("INSERT INTO attribution VALUES (?, ?, ?, ?, ?, ?)", _attributions(key, reading))

    def _claim(self, reading: int, text: int, claim: Claim) -> int:
        cue, time = claim.cue, claim.time
        return self._insert(
            "claim",
            reading=reading,
            id=claim.id,
            kind=claim.kind,
            stance=claim.stance,
            trigger_start=claim.trigger.start,
            trigger_end=claim.trigger.end,
            sentence=self._sentence(text, claim.sentence),
            cue_start=cue.start if cue else None,
            cue_end=cue.end if cue else None,
            cue_strength=claim.cue_strength,
            time_start=time.span.start if time else None,
            time_end=time.span.end if time else None,
            event_from=time.start.isoformat() if time and time.start else None,
            event_to=time.end.isoformat() if time and time.end else None,
            time_precision=time.precision if time else None,
            code=self.keys.code(claim.codes),
        )

    def _sentence(self, text: int, span: Span) -> int:
        row = self._one(
            'SELECT key FROM sentence WHERE text = ? AND start = ? AND "end" = ?', text, span.start, span.end
        )
        if row:
            return int(str(row[0]))
        key = int(
            self.connection.execute(
                'INSERT INTO sentence (text, start, "end") VALUES (?, ?, ?) RETURNING key', (text, span.start, span.end)
            ).fetchone()[0]
        )
        self.connection.execute("INSERT INTO sentence_words (rowid, words) VALUES (?, ?)", (key, span.quote))
        return key

    def _actors(self, key: int, claim: Claim) -> Iterator[tuple[object, ...]]:
        roles: tuple[tuple[str, tuple[ActorRef, ...]], ...] = (
            ("speaker", claim.speaker), ("actor", claim.actor), ("target", claim.target),
        )  # fmt: skip
        for role, refs in roles:
            for n, ref in enumerate(refs):
                yield (
                    key,
                    role,
                    n,
                    ref.span.start,
                    ref.span.end,
                    self.keys.actor(ref.actor),
                    ref.source,
                    int(ref.inferred),
                )


def _attributions(reading: int, of: Reading) -> Iterator[tuple[object, ...]]:
    for n, attribution in enumerate(of.attributions):
        cue = (attribution.cue,) if attribution.cue else ()
        parts = (("source", attribution.source), ("cue", cue), ("content", attribution.content))
        if not any(spans for _, spans in parts):
            yield (reading, n, "cue", 0, -1, -1)
        for part, spans in parts:
            for m, span in enumerate(spans):
                yield (reading, n, part, m, span.start, span.end)


def relabelled(reading: Reading, report_id: str) -> Reading:
    """The reading with its report under another id; the same reading when it has that id already."""
    report = reading.report
    if report.id == report_id:
        return reading
    data = reading_to_json(reading)
    data["report"]["id"] = report_id
    moved = reading_from_json(data, text=report.text, raw_sha256=report.raw_sha256)
    return replace(moved, report=replace(report, id=report_id))


def with_ids_of_their_own(reading: Reading) -> Reading:
    """The reading with every claim under an id of its own: of claims with one id, the later ones get a number."""
    if len({claim.id for claim in reading.claims}) == len(reading.claims):
        return reading
    used: set[str] = set()
    claims = []
    for claim in reading.claims:
        name, number = claim.id, 1
        while name in used:
            number += 1
            name = f"{claim.id}-{number}"
        used.add(name)
        claims.append(replace(claim, id=name))
    return replace(reading, claims=tuple(claims))
