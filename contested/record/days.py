"""Days as whole numbers (days since 1970-01-01), which sort and compare fast in the derived tables."""

from __future__ import annotations

from datetime import UTC, date, datetime

_EPOCH = date(1970, 1, 1).toordinal()
UNDATED = 9_999_999  # later than every day there is: claims that no day is known for come last


def number(day: date) -> int:
    """The day's number; ``date(n * 86400, 'unixepoch')`` in SQL goes back."""
    return day.toordinal() - _EPOCH


def day(number: int | None) -> date | None:
    """The day of a number; None for none and for UNDATED."""
    return None if number is None or number == UNDATED else date.fromordinal(number + _EPOCH)


def moment(text: str) -> datetime:
    """The moment that ``stamp`` wrote."""
    return datetime.fromisoformat(text)


def stamp(moment: datetime) -> str:
    """A moment as ISO 8601 in UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def iso(text: str | None) -> date | None:
    """The day of an ISO date, None for none."""
    return date.fromisoformat(text) if text else None
