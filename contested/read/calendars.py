"""Days of the calendar: months, seasons and feasts as first and last day.

Islamic dates follow the tabular calendar (civil epoch), which can be a day off the sighted moon;
Easter follows the Gregorian computus (anonymous algorithm of Meeus, Jones and Butcher).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

Days = tuple[date, date]

_ISLAMIC_EPOCH = 227015  # day number of 1 Muharram 1 AH (16 July 622 of the Julian calendar)


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> Days:
    """First and last day of a month; ``month`` may run under 1 or over 12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the month's last when there is none."""
    first, last = month_days(day.year, day.month + months)
    return min(first + timedelta(days=day.day - 1), last)


def year_days(year: int) -> Days:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def season_days(year: int, first_month: int) -> Days:
    """First and last day of a season of three months; winter runs into the next year."""
    return month_days(year, first_month)[0], month_days(year, first_month + 2)[1]


def islamic(year: int, month: int, day: int) -> date:
    """The Gregorian day of a day of the tabular Islamic calendar."""
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(_ISLAMIC_EPOCH + before + day - 1)


def easter(year: int) -> date:
    """Easter Sunday of the western churches."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def _span(first: date, days: int) -> Days:
    return first, first + timedelta(days=days - 1)


def _thanksgiving(year: int) -> Days:
    first = date(year, 11, 1)
    return _span(first + timedelta(days=(3 - first.weekday()) % 7 + 21), 1)


_SOLAR: dict[str, Callable[[int], Days]] = {
    "christmas": lambda year: (date(year, 12, 24), date(year, 12, 26)),
    "easter": lambda year: (easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)),
    "nowruz": lambda year: (date(year, 3, 20), date(year, 3, 21)),
    "thanksgiving": _thanksgiving,
}
_ISLAMIC: dict[str, Callable[[int], tuple[Days, ...]]] = {
    "ramadan": lambda y: ((islamic(y, 9, 1), islamic(y, 10, 1) - timedelta(days=1)),),
    "eid": lambda y: (_span(islamic(y, 10, 1), 3), _span(islamic(y, 12, 10), 4)),
    "eid al-fitr": lambda y: (_span(islamic(y, 10, 1), 3),),
    "eid al-adha": lambda y: (_span(islamic(y, 12, 10), 4),),
    "hajj": lambda y: (_span(islamic(y, 12, 8), 6),),
    "muharram": lambda y: ((islamic(y, 1, 1), islamic(y, 2, 1) - timedelta(days=1)),),
    "ashura": lambda y: (_span(islamic(y, 1, 10), 1),),
    "arbaeen": lambda y: (_span(islamic(y, 2, 20), 1),),
    "mawlid": lambda y: (_span(islamic(y, 3, 12), 1),),
}


def feast_days(name: str, near: date) -> Days:
    """The first and last day of the feast nearest to a day. Raises KeyError for an unknown feast."""
    if name in _SOLAR:
        found = [_SOLAR[name](near.year + shift) for shift in (-1, 0, 1)]
    else:
        hijri = (near.toordinal() - _ISLAMIC_EPOCH) * 30 // 10631 + 1
        found = [days for shift in (-1, 0, 1) for days in _ISLAMIC[name](hijri + shift)]

    def distance(days: Days) -> int:
        return max((days[0] - near).days, (near - days[1]).days, 0)

    return min(found, key=distance)
