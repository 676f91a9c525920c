"""Claims that do not stand (an older release's, or rejected ones): looked through one by one, by the same rules."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from contested.errors import UsageError
from contested.record.days import UNDATED, iso, number
from contested.record.decisions import Decisions
from contested.record.index import Entry, Standing, entries_of, stance_code
from contested.record.keys import Keys
from contested.record.records import Query
from contested.record.search import with_words
from contested.record.standing import Standings
from contested.record.subjects import Facet, facets


def release_key(connection: sqlite3.Connection, name: str) -> int:
    """The key of a release by its name, ``VERSION+DIGEST`` or as much of it as is unique. Raises UsageError."""
    rows = connection.execute("SELECT key, version, digest FROM release ORDER BY key").fetchall()
    found = [key for key, version, digest in rows if f"{version}+{digest}".startswith(name)]
    if len(found) != 1:
        known = ", ".join(f"{version}+{digest[:12]}" for _, version, digest in rows) or "none yet"
        what = "is not a release of this record" if not found else "fits several releases"
        raise UsageError(f"{name!r} {what}; releases here: {known}")
    return int(found[0])


def claim_key(connection: sqlite3.Connection, claim_id: str, release: str | None = None) -> int:
    """The key of the claim with this id, as the newest release read it (or the one asked for). Raises UsageError."""
    rows = connection.execute(
        "SELECT c.key, g.release, r.id FROM claim AS c JOIN reading AS g ON g.key = c.reading "
        "JOIN report AS r ON r.key = g.report WHERE c.id = ? ORDER BY g.release, c.key",
        (claim_id,),
    ).fetchall()
    if release is not None:
        wanted = release_key(connection, release)
        rows = [row for row in rows if row[1] == wanted]
    if not rows:
        raise UsageError(f"there is no claim {claim_id!r}")
    newest = [row for row in rows if row[1] == rows[-1][1]]
    if len(newest) > 1:
        raise UsageError(f"claim id {claim_id!r} is used in several reports: {', '.join(row[2] for row in newest)}")
    return int(newest[0][0])


def older_claim_keys(
    connection: sqlite3.Connection, query: Query, *, standings: Standings, decisions: Decisions
) -> list[int]:
    """The keys asked for, in the order asked for, one page."""
    keys = Keys(connection, make=False)
    wanted = facets(connection, query)
    words = None if query.text is None else set(with_words(connection, query.text))
    order = {"event": 2, "reported": 6, "added": 3}[query.sort]
    found: list[tuple[int, int]] = []
    for claim, entries in _entries(connection, query, standings, decisions, keys):
        if (words is None or claim in words) and _matches(entries, query, wanted):
            found.append((entries[0][order] or 0, claim))
    found.sort(reverse=query.descending)
    stop = None if query.limit is None else query.offset + query.limit
    return [claim for _, claim in found[query.offset : stop]]


def _entries(
    connection: sqlite3.Connection, query: Query, standings: Standings, decisions: Decisions, keys: Keys
) -> Iterator[tuple[int, list[Entry]]]:
    """(claim, its entries) of every claim of the release; without one, of the readings that stand."""
    sql = (
        "SELECT r.key, r.published, r.outlet, g.key, r.id FROM reading AS g JOIN report AS r ON r.key = g.report "
        "LEFT JOIN standing AS s ON s.reading = g.key WHERE "
    )
    if query.release is None:
        rows = connection.execute(sql + "s.reading IS NOT NULL ORDER BY g.key").fetchall()
    else:
        release = release_key(connection, query.release)
        rows = connection.execute(sql + "g.release = ? ORDER BY g.key", (release,)).fetchall()
    for report, published, outlet, reading, id_ in rows:
        if query.report not in (None, id_):
            continue
        _, known, until = standings.computed(report)
        standing = Standing(known, until, iso(published), outlet)
        for claim, judged in decisions.judged(standings.claims_of(reading)):
            if judged.rejected == query.rejected:
                yield claim, list(entries_of(claim, judged.claim, standing=standing, keys=keys))


def _matches(entries: list[Entry], query: Query, wanted: list[Facet]) -> bool:
    filed = {(entry[0], entry[4]) for entry in entries}
    for facet in wanted:
        if not any(s in facet.subjects and (not facet.roles or role in facet.roles) for s, role in filed):
            return False
    _, _, first, _, _, last, known, until, _, stance, dated = entries[0]
    day = None if query.as_known is None else number(query.as_known)
    stands = until is None if day is None else known <= day and (until is None or until > day)
    return (
        stands
        and (not query.stance or stance in {stance_code(s) for s in query.stance})
        and (query.since is None or (last >= number(query.since) and first < UNDATED))
        and (query.until is None or first <= number(query.until))
        and (query.dated is None or bool(dated) == query.dated)
        and (query.reported_since is None or known >= number(query.reported_since))
        and (query.reported_until is None or known <= number(query.reported_until))
    )
