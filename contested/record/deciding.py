"""Taking decisions: checked, anchored, fitted to all readings they concern, and the derived rows brought up to date."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from contested.errors import UsageError
from contested.record.anchors import anchor
from contested.record.edits import decision_id, parse_edit
from contested.record.hydrate import in_chunks
from contested.record.older import claim_key
from contested.record.records import ACTIONS, Action, Anchor, Decision
from contested.record.write import Writer


class Deciding:
    """Takes decisions and takes them back, in the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, writer: Writer) -> None:
        self._connection = connection
        self._writer = writer

    def take(
        self,
        action: Action,
        ids: tuple[str, ...],
        who: str,
        made: datetime,
        why: str,
        field: str | None,
        value: str | None,
    ) -> str:
        """Keep a decision; its id. Raises UsageError."""
        _check(action, ids, who, field, value)
        if action.endswith("-actor"):
            return self._keep(action, who, made, why, tuple(Anchor(actor=actor) for actor in ids), None, None)
        keys = [claim_key(self._connection, claim_id) for claim_id in ids]
        if field is not None and value is not None:
            claim = next(self._writer.hydrator.claims(keys))[1]
            text = self._writer.hydrator.text_of(claim.trigger.report)
            value = parse_edit(field, value, claim=claim, text=text)
        readings = self._concerned(keys)
        claims = [claim for reading in readings for claim in self._writer.standings.claims_of(reading)]
        before = self._writer.standings.entries(claims)
        taken = self._keep(action, who, made, why, tuple(self._anchor(key) for key in keys), field, value)
        for reading in readings:
            self._writer.decisions.fit_reading(reading)
        self._writer.standings.replace(before, claims)
        return taken

    def take_back(self, decision: str, who: str, made: datetime, why: str) -> None:
        """Withdraw a decision. Raises UsageError when there is none to withdraw."""
        if not who.strip():
            raise UsageError("say who withdraws it")
        held = self._connection.execute(
            "SELECT DISTINCT f.claim FROM fit AS f JOIN decision AS d ON d.key = f.decision WHERE d.id = ?", (decision,)
        ).fetchall()
        before = self._writer.standings.entries(row[0] for row in held)
        claims = self._writer.decisions.withdraw(decision, who=who, made=made, why=why)
        self._writer.standings.replace(before, claims)

    def _keep(
        self,
        action: Action,
        who: str,
        made: datetime,
        why: str,
        anchors: tuple[Anchor, ...],
        field: str | None,
        value: str | None,
    ) -> str:
        stated = [str(a.actor or (a.text_sha256, a.kind, a.start, a.end, a.claim_id)) for a in anchors]
        taken = decision_id(action, who, made.isoformat(), why, field, value, *stated)
        self._writer.decisions.keep(Decision(taken, action, who, made, why, anchors, field, value))
        return taken

    def _anchor(self, key: int) -> Anchor:
        claim = next(self._writer.hydrator.claims([key]))[1]
        report = claim.trigger.report
        row = self._connection.execute(
            "SELECT s.address, t.sha256 FROM report AS r JOIN source AS s ON s.key = r.source "
            "JOIN text AS t ON t.key = r.text WHERE r.id = ?",
            (report,),
        ).fetchone()
        return anchor(claim, address=row[0], text=self._writer.hydrator.text_of(report), text_sha256=row[1])

    def _concerned(self, claims: list[int]) -> list[int]:
        """All readings of the texts and addresses that these claims come from."""
        found: set[int] = set()
        for chunk in in_chunks(claims):
            rows = self._connection.execute(
                "SELECT DISTINCT h.key FROM claim AS c JOIN reading AS g ON g.key = c.reading "
                "JOIN report AS r ON r.key = g.report JOIN report AS q ON q.source = r.source OR q.text = r.text "
                f"JOIN reading AS h ON h.report = q.key WHERE c.key IN ({','.join('?' * len(chunk))})",
                chunk,
            )
            found.update(row[0] for row in rows)
        return sorted(found)


def _check(action: str, ids: tuple[str, ...], who: str, field: str | None, value: str | None) -> None:
    if action not in ACTIONS:
        raise UsageError(f"there is no decision {action!r}; decisions: {', '.join(ACTIONS)}")
    if not who.strip():
        raise UsageError("say who decides")
    if action == "edit" and (len(ids) != 1 or field is None or value is None):
        raise UsageError("an edit names one claim, a field and its new value")
    if action != "edit" and (field is not None or value is not None):
        raise UsageError(f"{action} takes no field")
    least = 2 if action.startswith(("same", "different")) else 1
    if len(set(ids)) < least:
        raise UsageError(
            f"{action} needs {least} ids or more, all different" if least > 1 else f"{action} needs a claim's id"
        )
