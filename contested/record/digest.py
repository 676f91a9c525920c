"""Digests of what was read: the same claims give the same digest, whenever and in whatever order they were added."""

from __future__ import annotations

import json
import sqlite3

from contested.contract import reading_to_json
from contested.model import Reading, sha256


def reading_digest(reading: Reading) -> str:
    """SHA-256 of all that was read from a text; ids are left out (a report may be filed under another one)."""
    data = reading_to_json(reading)
    for claim in data["claims"]:
        del claim["id"]
    parts = {"text": reading.report.text_sha256, **{k: data[k] for k in ("claims", "mentions", "attributions")}}
    return sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True))


def record_digest(connection: sqlite3.Connection) -> str:
    """SHA-256 of all readings of a record, in an order of their own; no clock and no key goes in."""
    rows = connection.execute(
        "SELECT DISTINCT l.version, l.digest, t.sha256, g.digest "
        "FROM reading AS g JOIN release AS l ON l.key = g.release "
        "JOIN report AS r ON r.key = g.report JOIN text AS t ON t.key = r.text"
    )
    return sha256("\n".join(sorted("\t".join(row) for row in rows)))
