"""Times that name their own date: "15 April 2011", "March", "the first week of July", "the 1980s"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from contested.read.calendars import make_day, month_days, season_days, year_days
from contested.read.numerals import value
from contested.read.when_meaning import Expression, Meaning, tense
from contested.read.when_words import sign_of, time_words


def _nearest_year(expression: Expression, month: int, day: int) -> int | None:
    base = expression.anchors.published or expression.anchors.named
    if base is None:
        return None
    years = [y for y in (base.year - 1, base.year, base.year + 1) if make_day(y, month, day)]
    past = [y for y in years if date(y, month, day) <= base + timedelta(days=1)]
    future = [y for y in years if date(y, month, day) > base]
    if future and past:
        said = tense(expression.doc[expression.parts.core[0]])
        ahead = (date(future[0], month, day) - base).days
        if said == "future" or (said is None and ahead <= 45 and ahead * 5 < (base - date(past[-1], month, day)).days):
            return future[0]
    return past[-1] if past else None


def _year_word(text: str) -> int:
    return int(text[-4:])


def _iso(e: Expression) -> Meaning:
    raw = "".join(e.words).replace("/", "-").replace(".", "-").replace("–", "-")
    fields = [int(f) for f in raw.split("-") if f.isdigit()]
    if len(fields) != 3:
        return Meaning(None, "day", "explicit")
    if fields[0] > 31:
        day = make_day(fields[0], fields[1], fields[2])
    else:
        first, second, year = fields
        year += 0 if year > 99 else (2000 if year < 70 else 1900)
        day = make_day(year, second, first)
        other = make_day(year, first, second)
        if day and other and day != other and "/" in "".join(e.words):
            base = e.anchors.published
            day = min((day, other), key=lambda d: abs((d - base).days)) if base else day
        day = day or other
    return Meaning((day, day) if day else None, "day", "explicit")


def _explicit_year(e: Expression, month: int, day: int) -> int | None:
    years = [w for w, s in zip(e.words, e.signs, strict=True) if s == "y"]
    if years:
        return _year_word(years[-1])
    if e.signs[-1] == "n":  # "7 Jan 90"
        return 1900 + int(e.words[-1])
    direction = e.word("lxt")
    if direction and "U" in e.signs:
        base = e.anchors.published
        return base.year + {"l": -1, "x": 1}.get(sign_of(direction), 0) if base else None
    return _nearest_year(e, month, day)


def _month_number(e: Expression) -> int:
    return time_words().months[e.word("Mm").rstrip(".")]


def _day_month(e: Expression) -> Meaning:
    month = _month_number(e)
    days = [n for n in e.numbers("do") if n <= 31]
    year = _explicit_year(e, month, days[-1]) if days else None
    if year is None:
        return Meaning(None, "day", "explicit")
    low, high = make_day(year, month, days[0]), make_day(year, month, days[-1])
    if not low or not high or low > high:
        return Meaning(None, "day", "explicit")
    return Meaning((low, high), "day" if low == high else "interval", "explicit")


def _month(e: Expression) -> Meaning:
    month = _month_number(e)
    direction = sign_of(e.words[0]) if len(e.words) > 1 else ""
    base = e.anchors.published
    if "y" in e.signs or "U" in e.signs:
        year = _explicit_year(e, month, 1)
    elif direction in ("l", "x", "t") and direction and base:
        year = base.year
        if direction == "l" and month >= base.month:
            year -= 1
        if direction == "x" and month <= base.month:
            year += 1
    else:
        year = _nearest_year(e, month, 1)
    if year is None:
        return Meaning(None, "month", "explicit")
    return Meaning(month_days(year, month), "month", "explicit" if set("yn") & set(e.signs) else "relative")


def _week_of(e: Expression) -> Meaning:
    meaning = _month(e)
    number = next(iter(e.numbers("o")), 0)
    if not meaning.days or not number or number > 4 or not e.word("U").startswith("week"):
        return replace(meaning, precision="interval")
    first = meaning.days[0]
    assert first is not None
    low = first + timedelta(days=7 * (number - 1))
    return Meaning((low, low + timedelta(days=6)), "week", meaning.basis)


def _part_of_year(e: Expression) -> Meaning:
    year = _year_word(e.word("y"))
    count = value([w for w, s in zip(e.words, e.signs, strict=True) if s in "wdn"]) or 1
    if "half" in e.words:
        first = 1 if "first" in e.words else 7
        return Meaning((date(year, first, 1), month_days(year, first + 5)[1]), "interval", "explicit")
    length = time_words().units[e.word("U")]
    if e.words[-1] and length == 30 and e.words[0] in ("first", "the") and count <= 12:
        return Meaning((date(year, 1, 1), month_days(year, int(count))[1]), "interval", "explicit")
    if length == 91 and (which := next(iter(e.numbers("o")), 0)) in (1, 2, 3, 4):
        return Meaning((date(year, 3 * which - 2, 1), month_days(year, 3 * which)[1]), "interval", "explicit")
    return Meaning(year_days(year), "year", "explicit")


def _season_year(e: Expression) -> Meaning:
    year = _year_word(e.word("y"))
    return Meaning(season_days(year, time_words().seasons[e.word("R")]), "season", "explicit")


def _years(e: Expression) -> Meaning:
    ends = "".join(e.words).replace("–", "-").replace("/", "-").split("-")
    low = int(ends[0])
    high = int(ends[-1]) if len(ends[-1]) == 4 else low // 100 * 100 + int(ends[-1])
    days = (date(low, 1, 1), date(high, 12, 31)) if low < high < 2100 else year_days(low)
    return Meaning(days, "interval", "explicit")


def _year(e: Expression) -> Meaning:
    return Meaning(year_days(_year_word(e.words[0])), "year", "explicit")


def _decade(e: Expression) -> Meaning:
    digits = "".join(c for c in e.words[-1] if c.isdigit())
    start = int(digits) if digits else time_words().decades.get(e.words[-1], 0)
    start += 0 if start > 99 else 1900
    return Meaning((date(start, 1, 1), date(start + 9, 12, 31)), "decade", "explicit")


RESOLVERS: Mapping[str, Callable[[Expression], Meaning]] = {
    "iso": _iso, "day_month": _day_month, "month_day": _day_month, "week_of": _week_of,
    "part_of_year": _part_of_year, "half_year": _part_of_year, "month_year": _month, "month": _month,
    "season_year": _season_year, "years": _years, "year": _year, "decade": _decade,
}  # fmt: skip
