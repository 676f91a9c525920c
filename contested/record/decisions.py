"""Analysts' decisions: kept as taken, fitted to the claims of every reading, applied when claims are given back."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from contested.errors import UsageError
from contested.model import Claim
from contested.record.anchors import fitting, locate
from contested.record.days import moment, stamp
from contested.record.edits import apply_edit
from contested.record.hydrate import Hydrator, in_chunks
from contested.record.records import Anchor, Decision, Withdrawal

_ANCHOR = 'actor, claim_id, address, text_sha256, kind, start, "end", exact, prefix, suffix'
_TO_CLAIMS = ("accept", "edit", "reject")


@dataclass(frozen=True)
class Judged:
    """A claim as read, as it stands after the decisions, and which those were (oldest first)."""

    read: Claim
    claim: Claim
    decisions: tuple[str, ...] = ()
    accepted: bool = False
    rejected: bool = False


class Decisions:
    """The decisions of one record."""

    def __init__(self, connection: sqlite3.Connection, hydrator: Hydrator) -> None:
        self._connection = connection
        self._hydrator = hydrator

    def keep(self, decision: Decision) -> int:
        """Store a decision as taken (in the caller's transaction); its key. Raises UsageError when it is there."""
        if self._connection.execute("SELECT 1 FROM decision WHERE id = ?", (decision.id,)).fetchone():
            raise UsageError(f"decision {decision.id} was taken already; withdraw it first, or say something else")
        key = self._connection.execute(
            "INSERT INTO decision (id, action, who, made, why, field, value) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING key",
            (
                decision.id,
                decision.action,
                decision.who,
                stamp(decision.made),
                decision.why,
                decision.field,
                decision.value,
            ),
        ).fetchone()[0]
        self._connection.executemany(
            f"INSERT INTO anchor (decision, n, {_ANCHOR}) VALUES ({', '.join('?' * 12)})",
            [
                (
                    key,
                    n,
                    a.actor,
                    a.claim_id,
                    a.address,
                    a.text_sha256,
                    a.kind,
                    a.start,
                    a.end,
                    a.exact,
                    a.prefix,
                    a.suffix,
                )
                for n, a in enumerate(decision.anchors)
            ],
        )
        return int(key)

    def withdraw(self, decision_id: str, *, who: str, made: datetime, why: str) -> list[int]:
        """Take a decision back (in the caller's transaction); the keys of the claims it held for."""
        row = self._connection.execute("SELECT key FROM decision WHERE id = ?", (decision_id,)).fetchone()
        if row is None:
            raise UsageError(f"there is no decision {decision_id}; contested decide RECORD --list shows them")
        if self._connection.execute("SELECT 1 FROM withdrawal WHERE decision = ?", row).fetchone():
            raise UsageError(f"decision {decision_id} is withdrawn already")
        claims = [r[0] for r in self._connection.execute("SELECT DISTINCT claim FROM fit WHERE decision = ?", row)]
        self._connection.execute(
            "INSERT INTO withdrawal (decision, who, made, why) VALUES (?, ?, ?, ?)", (*row, who, stamp(made), why)
        )
        return claims

    def all(self) -> Iterator[Decision]:
        """All decisions, withdrawn ones too, in the order they were taken."""
        rows = self._connection.execute(
            "SELECT d.key, d.id, d.action, d.who, d.made, d.why, d.field, d.value, w.who, w.made, w.why "
            "FROM decision AS d LEFT JOIN withdrawal AS w ON w.decision = d.key ORDER BY d.key"
        ).fetchall()
        for key, id_, action, who, made, why, field, value, w_who, w_made, w_why in rows:
            anchors = self._anchors(key)
            yield Decision(
                id=id_,
                action=action,
                who=who,
                made=moment(made),
                why=why,
                anchors=tuple(anchors),
                field=field,
                value=value,
                withdrawn=None if w_who is None else Withdrawal(w_who, moment(w_made), w_why),
                fits=tuple(self._fits(key, n) for n in range(len(anchors))),
            )

    def _anchors(self, key: int) -> list[Anchor]:
        rows = self._connection.execute(f"SELECT {_ANCHOR} FROM anchor WHERE decision = ? ORDER BY n", (key,))
        return [Anchor(*row) for row in rows.fetchall()]

    def _fits(self, key: int, n: int) -> tuple[str, ...]:
        rows = self._connection.execute(
            "SELECT c.id FROM fit AS f JOIN claim AS c ON c.key = f.claim JOIN standing AS s ON s.reading = c.reading "
            "WHERE f.decision = ? AND f.n = ? AND s.until IS NULL ORDER BY c.key",
            (key, n),
        )
        return tuple(row[0] for row in rows)

    def fit_reading(self, reading: int) -> None:
        """Find the claims of a reading that decisions hold for, by the decisions' anchors."""
        row = self._connection.execute(
            "SELECT s.address, t.sha256, t.key FROM reading AS g JOIN report AS r ON r.key = g.report "
            "JOIN source AS s ON s.key = r.source JOIN text AS t ON t.key = r.text WHERE g.key = ?",
            (reading,),
        ).fetchone()
        address, text_sha256, text_key = row
        anchors = self._connection.execute(
            f"SELECT d.key, a.n, d.action, d.field, d.value, {_ANCHOR.replace('kind', 'a.kind')} FROM anchor AS a "
            "JOIN decision AS d ON d.key = a.decision WHERE a.address = ? OR a.text_sha256 = ?",
            (address, text_sha256),
        ).fetchall()
        if not anchors:
            return
        keys = [r[0] for r in self._connection.execute("SELECT key FROM claim WHERE reading = ?", (reading,))]
        claims = list(self._hydrator.claims(keys))
        text = self._hydrator.text(text_key)
        for decision, n, action, field, value, *rest in anchors:
            at = Anchor(*rest)
            claim = _fit(at, claims, action, field, value, text, text_sha256)
            if claim is not None:
                self._connection.execute(
                    "INSERT OR IGNORE INTO fit (decision, n, claim) VALUES (?, ?, ?)", (decision, n, claim)
                )

    def judged(self, keys: Sequence[int]) -> Iterator[tuple[int, Judged]]:
        """(key, claim with its decisions applied) in the order of ``keys``."""
        for chunk in in_chunks(keys):
            ruling = self._rulings(chunk)
            for key, claim in self._hydrator.claims(chunk):
                yield key, (self._apply(claim, ruling[key]) if key in ruling else Judged(claim, claim))

    def _rulings(self, keys: list[int]) -> dict[int, list[tuple[str, str, str | None, str | None, int | None]]]:
        marks = ",".join("?" * len(keys))
        rows = self._connection.execute(
            "SELECT f.claim, d.id, d.action, d.field, d.value, a.start "
            "FROM fit AS f JOIN decision AS d ON d.key = f.decision "
            "JOIN anchor AS a ON a.decision = f.decision AND a.n = f.n LEFT JOIN withdrawal AS w ON w.decision = d.key "
            f"WHERE f.claim IN ({marks}) AND w.decision IS NULL ORDER BY d.key",
            keys,
        )
        found: dict[int, list[tuple[str, str, str | None, str | None, int | None]]] = defaultdict(list)
        for claim, *rest in rows:
            found[claim].append(tuple(rest))
        return found

    def _apply(self, read: Claim, rulings: list[tuple[str, str, str | None, str | None, int | None]]) -> Judged:
        judged = Judged(read, read)
        for id_, action, field, value, start in rulings:
            judged = replace(judged, decisions=(*judged.decisions, id_))
            if action == "edit" and field is not None and value is not None:
                text = self._hydrator.text_of(read.trigger.report)
                shift = read.trigger.start - (start or 0)
                try:
                    edited = apply_edit(judged.claim, field, value, text=text, shift=shift)
                except UsageError:  # its words are gone from this version; `Decision.homeless` tells
                    continue
                judged = replace(judged, claim=edited)
            elif action in ("accept", "reject"):
                judged = replace(judged, accepted=action == "accept", rejected=action == "reject")
        return judged


def _fit(
    at: Anchor,
    claims: list[tuple[int, Claim]],
    action: str,
    field: str | None,
    value: str | None,
    text: str,
    text_sha256: str,
) -> int | None:
    start = locate(at, text=text, text_sha256=text_sha256)
    if start is None or at.kind is None:
        return None
    kinds = frozenset({at.kind, *_edited_kind(field, value)})
    key = fitting(at, start, claims, kinds=kinds)
    if key is None or action != "edit" or field is None or value is None:
        return key
    claim = next(c for k, c in claims if k == key)
    try:
        apply_edit(claim, field, value, text=text, shift=claim.trigger.start - (at.start or 0))
    except UsageError:
        return None
    return key


def _edited_kind(field: str | None, value: str | None) -> tuple[str, ...]:
    """The kind that an edit gives a claim: a newer release may read it so by itself."""
    return (value.strip('"'),) if field == "kind" and value else ()
