"""The derived rows that make looking up fast: one ``entry`` for each thing a claim can be looked up by.

An entry is (subject, long, day, claim, role): under its subject (a place, an actor, a kind ...) a claim lies in
the order of its day, so that a page of results is one short walk. Claims over more than ``LONG_DAYS`` lie apart
(``long``), so that a window of days need not look far back. All of it is a pure function of the claims, the
decisions and the standing of the report: ``contested compact`` rebuilds it, ``contested check`` compares it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from contested.model import KINDS, STANCES, ActorRef, Claim
from contested.record.days import UNDATED, number
from contested.record.keys import Keys, folded

LONG_DAYS = 31
EVERY = 0
ORIGIN, DOER, TARGET, AT, FROM, TO, NEAR, VIA, RELAY = 1, 2, 3, 4, 5, 6, 7, 8, 9
SPEAKER = (ORIGIN, RELAY)
WHERE = (AT, FROM, TO, NEAR, VIA)
_PLACE_ROLE = {"at": AT, "from": FROM, "to": TO, "near": NEAR, "via": VIA}
_KIND_CODE = {kind: code for code, kind in enumerate(KINDS, start=1)}
_STANCE_CODE = {stance: code for code, stance in enumerate(STANCES, start=1)}

Entry = tuple[int, int, int, int, int, int, int, int | None, int, int, int]
_COLUMNS = "subject, long, day, claim, role, last, known, until, kind, stance, dated"


@dataclass(frozen=True)
class Standing:
    """What claims take from their report: the day it was published, its outlet, and when its text was known to stand
    (from the day ``known`` to before ``until``; None: still)."""

    known: int
    until: int | None
    published: date | None = None
    outlet: str | None = None


def kind_code(kind: str) -> int:
    """The small number that stands for a kind of claim in ``entry``."""
    return _KIND_CODE[kind]  # type: ignore[index]


def stance_code(stance: str) -> int:
    """The small number that stands for a stance in ``entry``."""
    return _STANCE_CODE[stance]  # type: ignore[index]


def days_of(claim: Claim, published: date | None) -> tuple[int, int, bool]:
    """First and last day of a claim, and whether it named them itself; the report's day when it did not."""
    start, end = (claim.time.start, claim.time.end) if claim.time else (None, None)
    first, last = start or end, end or start
    if first is not None and last is not None:
        return number(first), max(number(first), number(last)), True
    if published is None:
        return UNDATED, UNDATED, False
    return number(published), number(published), False


def subjects_of(claim: Claim, keys: Keys) -> set[tuple[int, int]]:
    """All a claim can be looked up by: (subject, role)."""
    found = {(EVERY, 0), (keys.subject("kind", 0, claim.kind), 0)}
    for n, ref in enumerate(claim.speaker):
        found.add((_actor_subject(ref, keys), ORIGIN if n == 0 else RELAY))
    found.update((_actor_subject(ref, keys), DOER) for ref in claim.actor)
    found.update((_actor_subject(ref, keys), TARGET) for ref in claim.target)
    for at in claim.place:
        role = _PLACE_ROLE[at.role]
        place = at.place
        if place is None:
            found.add((keys.subject("words", 0, folded(at.span.quote)), role))
            continue
        found.add((keys.called(at.span.quote, keys.subject("place", keys.place(place) or 0, "")), role))
        if place.country:
            found.add((keys.subject("country", 0, place.country), role))
            if place.admin1:
                found.add((keys.subject("admin1", 0, f"{place.country}/{folded(place.admin1)}"), role))
    return found


def _actor_subject(ref: ActorRef, keys: Keys) -> int:
    if ref.actor is None:
        return keys.subject("words", 0, folded(ref.span.quote))
    return keys.called(ref.span.quote, keys.subject("actor", keys.actor(ref.actor) or 0, ""))


def entries_of(key: int, claim: Claim, *, standing: Standing, keys: Keys) -> Iterator[Entry]:
    """The entries of one claim, whose row has this key."""
    first, last, dated = days_of(claim, standing.published)
    long = int(last - first > LONG_DAYS)
    rest = (last, standing.known, standing.until, kind_code(claim.kind), stance_code(claim.stance), int(dated))
    subjects = subjects_of(claim, keys)
    if standing.outlet:
        subjects.add((keys.subject("outlet", 0, folded(standing.outlet)), 0))
    for subject, role in subjects:
        yield (subject, long, first, key, role, *rest)


def insert(connection: sqlite3.Connection, entries: Iterator[Entry] | list[Entry]) -> None:
    """Put entries in, over what lay under the same key."""
    marks = ", ".join("?" * 11)
    connection.executemany(f"INSERT OR REPLACE INTO entry ({_COLUMNS}) VALUES ({marks})", sorted(entries))


def remove(connection: sqlite3.Connection, entries: Iterator[Entry] | list[Entry]) -> None:
    """Take entries out by their key."""
    connection.executemany(
        "DELETE FROM entry WHERE subject = ? AND long = ? AND day = ? AND claim = ? AND role = ?",
        [entry[:5] for entry in entries],
    )
