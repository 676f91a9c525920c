"""``contested changes``: what changed in who holds what."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from contested.cli import asking as ask
from contested.cli.control import STALE_DAYS, Country, From, OnePlace, StaleDays, To
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.situation.control_changes import Change

WEEK = timedelta(days=6)


def changes(
    record: ask.RecordFile,
    since: From = None,
    until: To = None,
    as_known: ask.AsKnown = None,
    place: OnePlace = None,
    country: Country = None,
    stale_days: StaleDays = STALE_DAYS,
    format: ask.Listed = ask.ListFormat.table,
) -> None:
    """What changed: places that passed to others, became contested or besieged, or are not told of any more.

    \b
    Examples:
    contested changes war.db                                   # the last seven days that reports cover
    contested changes war.db --since 2024-11-27 --until 2024-12-08
    contested changes war.db --since 2024-12-01 --as-known 2024-12-05 --format csv

    A change is one of state or of holder; that a place is now better told of is none.
    """
    from contested.cli import situated
    from contested.record import Record
    from contested.situation.control import control_of, control_of_place
    from contested.situation.control_changes import changes as changes_of
    from contested.situation.control_rules import Settings

    known, settings = ask.day(as_known), Settings(stale_days=stale_days)
    with Record(record) as opened:
        loaded = situated.load_place(opened, place, as_known=known) if place else situated.load(opened, as_known=known)
    last = ask.day(until) or loaded.newest
    first = ask.day(since) or last - WEEK
    if first > last:
        raise UsageError(f"--since {first} is after {last}")
    if place:
        intervals = [
            interval
            for key in situated.keys_named(loaded, place)
            for interval in control_of_place(
                loaded.filed[key],
                key,
                until=last,
                as_known=known,
                area=loaded.filed,
                settings=settings,
                copies=loaded.copies,
            )
        ]
    else:
        intervals = list(control_of(loaded.claims, until=last, as_known=known, settings=settings, copies=loaded.copies))
    found = [
        c for c in changes_of(intervals, since=first, until=last) if not country or c.place.country == country.upper()
    ]
    if format is ask.ListFormat.table:
        _table(found, f"{first} to {last}")
    else:
        ask.show_rows((_plain(c) if format is ask.ListFormat.json else _row(c) for c in found), format)


def _table(found: list[Change], days: str) -> None:
    from contested.cli import situated

    if not found:
        print(f"nothing changed, {days}")
        return
    situated.table(
        ("day", "place", "what changed", "tier", "rule", "claims"),
        (
            (str(c.day), c.place.name, c.words, c.after.tier or "", c.after.rule, str(len(c.after.claims)))
            for c in found
        ),
        wide=("what changed",),
    )  # fmt: skip


def _plain(change: Change) -> dict[str, Any]:
    from contested.cli import situated

    before = situated.plain(change.before) if change.before else None
    return {
        "day": change.day.isoformat(), "turn": change.turn, "words": change.words, "before": before,
        "after": situated.plain(change.after),
    }  # fmt: skip


def _row(change: Change) -> dict[str, Any]:
    from contested.cli import situated

    return {"day": change.day.isoformat(), "turn": change.turn, "words": change.words, **situated.row(change.after)}
