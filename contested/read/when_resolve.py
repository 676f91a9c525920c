"""What a time expression means in days, given what it is counted from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from spacy.tokens import Doc, Token

from contested.read.calendars import add_months, feast_days, make_day, month_days, season_days, year_days
from contested.read.numerals import value
from contested.read.when_grammar import Parts
from contested.read.when_words import ordinal, sign_of, time_words

Precision = Literal["day", "part-of-day", "week", "month", "season", "year", "decade", "interval", "open"]
Basis = Literal["explicit", "relative", "narrative", "duration", "event", "vague"]
Ends = tuple[date | None, date | None]

_UNIT_PRECISION: dict[int, Precision] = {1: "day", 7: "week", 14: "interval", 30: "month", 91: "interval",
                                         365: "year", 3650: "decade", 36500: "interval"}  # fmt: skip
_FUTURE_WORDS = frozenset({"due", "scheduled", "expected", "set", "planned", "slated"})
_NARRATIVE = frozenset({"following", "previous", "next", "same", "that", "preceding"})


@dataclass(frozen=True)
class Anchors:
    """What times are counted from: the day of publication, and the last day named in the text."""

    published: date | None
    named: date | None = None

    def after(self, low: date | None, high: date | None, *, precise: bool) -> Anchors:
        """The anchors after an expression that meant these days."""
        return replace(self, named=low) if precise and low and high and (high - low).days <= 1 else self

    @property
    def latest(self) -> date | None:
        """The day named last, else the day of publication."""
        return self.named or self.published


@dataclass(frozen=True)
class Meaning:
    """The days an expression means (None: unknown), how exact, and what it was counted from."""

    days: Ends | None
    precision: Precision
    basis: Basis
    deictic: bool = False


@dataclass(frozen=True)
class _Expression:
    """One expression's words in lower case, with what it is counted from."""

    doc: Doc
    parts: Parts
    anchors: Anchors
    words: tuple[str, ...]
    signs: str

    def word(self, sign: str) -> str:
        """The first word of the core with one of the signs, or an empty string."""
        return next((w for w, s in zip(self.words, self.signs, strict=True) if s in sign), "")

    def numbers(self, sign: str) -> list[int]:
        """The ordinals or day numbers of the core with the sign."""
        found = (ordinal(w) for w, s in zip(self.words, self.signs, strict=True) if s in sign)
        return [n for n in found if n is not None]


def resolve(doc: Doc, parts: Parts, anchors: Anchors) -> Meaning:
    """What one expression means."""
    words = tuple(doc[i].lower_ for i in range(*parts.core))
    expression = _Expression(doc, parts, anchors, words, "".join(map(sign_of, words)))
    meaning = _RESOLVERS[parts.name](expression)
    if parts.edge[0] < parts.edge[1]:
        meaning = _narrowed(meaning, tuple(doc[i].lower_ for i in range(*parts.edge)))
    if parts.tail[0] < parts.tail[1] and meaning.precision == "day":
        meaning = replace(meaning, precision="part-of-day")
    return _bounded(meaning, doc[parts.bound].lower_ if parts.bound is not None else "", anchors)


def is_future(token: Token) -> bool:
    """Whether the clause a token stands in speaks of the future ("will meet on Monday", "due on Monday")."""
    node = token
    for _ in range(6):
        if node.pos_ in ("VERB", "AUX") or node.lower_ in _FUTURE_WORDS:
            break
        if node.head is node:
            return False
        node = node.head
    if node.lower_ in _FUTURE_WORDS and node.tag_ in ("VBN", "JJ"):
        return True
    auxiliaries = {child.lower_ for child in node.children if child.dep_ in ("aux", "auxpass")}
    if auxiliaries & {"will", "'ll", "shall", "may", "might"} and not auxiliaries & {"have", "has"}:
        return True
    return "to" in auxiliaries and node.head.tag_ in ("VBZ", "VBP") and node.dep_ == "xcomp"


def _nearest_year(expression: _Expression, month: int, day: int) -> int | None:
    base = expression.anchors.published or expression.anchors.named
    if base is None:
        return None
    years = [y for y in (base.year - 1, base.year, base.year + 1) if make_day(y, month, day)]
    past = [y for y in years if date(y, month, day) <= base + timedelta(days=1)]
    future = [y for y in years if date(y, month, day) > base]
    head = expression.doc[expression.parts.core[0]]
    if future and past:
        ahead = (date(future[0], month, day) - base).days
        if (ahead <= 45 and ahead * 5 < (base - date(past[-1], month, day)).days) or is_future(head):
            return future[0]
    return past[-1] if past else None


def _year_word(text: str) -> int:
    return int(text[-4:])


def _iso(e: _Expression) -> Meaning:
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


def _explicit_year(e: _Expression, month: int, day: int) -> int | None:
    years = [w for w, s in zip(e.words, e.signs, strict=True) if s == "y"]
    if years:
        return _year_word(years[-1])
    direction = e.word("lxt")
    if direction and "U" in e.signs:
        base = e.anchors.published
        return base.year + {"l": -1, "x": 1}.get(sign_of(direction), 0) if base else None
    return _nearest_year(e, month, day)


def _month_number(e: _Expression) -> int:
    return time_words().months[e.word("Mm").rstrip(".")]


def _day_month(e: _Expression) -> Meaning:
    month = _month_number(e)
    days = [n for n in e.numbers("do") if n <= 31]
    year = _explicit_year(e, month, days[-1]) if days else None
    if year is None:
        return Meaning(None, "day", "explicit")
    low, high = make_day(year, month, days[0]), make_day(year, month, days[-1])
    if not low or not high or low > high:
        return Meaning(None, "day", "explicit")
    return Meaning((low, high), "day" if low == high else "interval", "explicit")


def _month(e: _Expression) -> Meaning:
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
    return Meaning(month_days(year, month), "month", "explicit" if "y" in e.signs else "relative")


def _week_of(e: _Expression) -> Meaning:
    meaning = _month(e)
    number = next(iter(e.numbers("o")), 0)
    if not meaning.days or not number or number > 4 or not e.word("U").startswith("week"):
        return replace(meaning, precision="interval")
    first = meaning.days[0]
    assert first is not None
    low = first + timedelta(days=7 * (number - 1))
    return Meaning((low, low + timedelta(days=6)), "week", meaning.basis)


def _part_of_year(e: _Expression) -> Meaning:
    year = _year_word(e.word("y"))
    count = value([w for w, s in zip(e.words, e.signs, strict=True) if s in "wdn"]) or 1
    length = time_words().units[e.word("U")]
    if e.words[-1] and length == 30 and e.words[0] in ("first", "the") and count <= 12:
        return Meaning((date(year, 1, 1), month_days(year, int(count))[1]), "interval", "explicit")
    if length == 91 and (which := next(iter(e.numbers("o")), 0)) in (1, 2, 3, 4):
        return Meaning((date(year, 3 * which - 2, 1), month_days(year, 3 * which)[1]), "interval", "explicit")
    return Meaning(year_days(year), "year", "explicit")


def _season_year(e: _Expression) -> Meaning:
    year = _year_word(e.word("y"))
    return Meaning(season_days(year, time_words().seasons[e.words[0]]), "season", "explicit")


def _years(e: _Expression) -> Meaning:
    ends = "".join(e.words).replace("–", "-").replace("/", "-").split("-")
    low = int(ends[0])
    high = int(ends[-1]) if len(ends[-1]) == 4 else low // 100 * 100 + int(ends[-1])
    days = (date(low, 1, 1), date(high, 12, 31)) if low < high < 2100 else year_days(low)
    return Meaning(days, "interval", "explicit")


def _year(e: _Expression) -> Meaning:
    return Meaning(year_days(_year_word(e.words[0])), "year", "explicit")


def _decade(e: _Expression) -> Meaning:
    digits = "".join(c for c in e.words[-1] if c.isdigit())
    start = int(digits) if digits else time_words().decades.get(e.words[-1], 0)
    start += 0 if start > 99 else 1900
    return Meaning((date(start, 1, 1), date(start + 9, 12, 31)), "decade", "explicit")


def _weekday(e: _Expression) -> Meaning:
    precision: Precision = "part-of-day" if set(e.signs) & set("PQ") else "day"
    base = e.anchors.published
    if base is None:
        return Meaning(None, precision, "relative", deictic=True)
    number = time_words().weekdays[e.word("WS").rstrip(".")]
    back = (base.weekday() - number) % 7
    direction = sign_of(e.words[0])
    head = e.doc[e.parts.core[0]]
    if direction == "l":
        day = base - timedelta(days=back or 7)
    elif direction == "x" or (direction != "t" and is_future(head)):
        day = base + timedelta(days=(7 - back) if back or direction == "x" else 0)
    else:
        day = base - timedelta(days=back)
    return Meaning((day, day), precision, "relative", deictic=True)


def _deictic(e: _Expression) -> Meaning:
    word = e.word("T")
    precision: Precision = "part-of-day" if len(e.words) > 1 or word in ("tonight", "overnight") else "day"
    base = e.anchors.published
    if base is None:
        return Meaning(None, precision, "relative", deictic=True)
    first, last = time_words().deictic_days[word]
    return Meaning((base + timedelta(days=first), base + timedelta(days=last)), precision, "relative", deictic=True)


def _feast(e: _Expression) -> Meaning:
    base = e.anchors.published or e.anchors.named
    name = time_words().feasts[e.words[-1]]
    after = [t.lower_ for t in e.doc[e.parts.core[1] : e.parts.core[1] + 4]]
    if name == "eid":
        kinds = {"fitr": "eid al-fitr", "adha": "eid al-adha"}
        name = next((full for part, full in kinds.items() if any(part in w for w in after)), name)
    return Meaning(feast_days(name, base) if base else None, "interval", "relative")


def _moved(base: date, count: float, unit: int) -> date:
    if unit in (30, 91):
        return add_months(base, round(count * (3 if unit == 91 else 1)))
    if unit >= 365:
        return add_months(base, round(count * 12 * (unit // 365)))
    return base + timedelta(days=round(count * unit))


def _around(day: date, unit: int) -> Ends:
    """The days a point some units away may mean: the day, week-old things to the day, else month or year."""
    if unit >= 3650:
        return date(day.year // 10 * 10, 1, 1), date(day.year // 10 * 10 + 9, 12, 31)
    if unit == 365:
        return year_days(day.year)
    if unit in (30, 91):
        return month_days(day.year, day.month)
    if unit in (7, 14):
        return day - timedelta(days=3), day + timedelta(days=3)
    return day, day


def _count(e: _Expression) -> float | None:
    words = [w for w, s in zip(e.words, e.signs, strict=True) if s in "wdn"]
    if words:
        return value(words)
    if "q" in e.signs:
        return 2.0 if e.word("q") == "couple" else None
    return 1.0 if "A" in e.signs else None


def _ago(e: _Expression) -> Meaning:
    last = e.words[-1]
    narrative = last in ("earlier", "later")
    unit_word = e.word("UHK")
    unit = time_words().units.get(unit_word, 7 if "K" in e.signs else 0)
    count = _count(e)
    base = e.anchors.latest if narrative else e.anchors.published
    precision = _UNIT_PRECISION.get(unit, "day") if unit != 7 else "interval"
    basis: Basis = "narrative" if narrative else "relative"
    if not unit and base is not None and not narrative:
        return Meaning((base - timedelta(days=1), base), "day", basis, deictic=True)
    if count is None or base is None or (narrative and e.anchors.named is None) or not unit:
        return Meaning(None, precision, basis, deictic=not narrative)
    if count * unit > 200 * 365:
        return Meaning(None, precision, basis, deictic=not narrative)
    day = _moved(base, count if last == "later" else -count, unit)
    return Meaning(_around(day, unit), precision, basis, deictic=not narrative)


def _unit_days(base: date, unit: int, shift: int) -> Ends:
    if unit == 7:
        monday = base - timedelta(days=base.weekday()) + timedelta(days=7 * shift)
        return monday, monday + timedelta(days=6)
    if unit == 30:
        return month_days(base.year, base.month + shift)
    if unit == 91:
        return month_days(base.year, (base.month - 1) // 3 * 3 + 1 + 3 * shift)[0], month_days(
            base.year, (base.month - 1) // 3 * 3 + 3 + 3 * shift
        )[1]
    if unit == 365:
        return year_days(base.year + shift)
    if unit == 3650:
        decade = base.year // 10 * 10 + 10 * shift
        return date(decade, 1, 1), date(decade + 9, 12, 31)
    return base + timedelta(days=shift), base + timedelta(days=shift)


def _relative(e: _Expression) -> Meaning:
    words = [w for w in e.words if w != "the"]
    sign = sign_of(words[0])
    if sign == "r":
        return Meaning(None, "interval", "vague", deictic=True)
    shift = {"l": -1, "x": 1}.get(sign, 0)
    if "K" in e.signs:
        return _weekend(e, shift)
    if "R" in e.signs:
        return _season(e, shift)
    if any(s in e.signs for s in "wdnqA"):
        return _stretch(e, shift)
    if "H" in e.signs:
        return Meaning(None, "interval", "vague", deictic=True)
    if set(e.signs) & set("PQ") and "U" not in e.signs:
        return _part(e, words[0], shift)
    unit = time_words().units[e.word("U")]
    plural = e.word("U").endswith("s")
    narrative = words[0] in ("following", "previous", "same", "preceding", "that", "ensuing", "subsequent") or (
        words[0] == "next" and unit == 1
    )
    base = e.anchors.named if narrative and unit == 1 else e.anchors.published
    if plural or base is None or (words[0] == "past" and unit > 1):
        if base is not None and not plural:
            return Meaning((_moved(base, -1, unit), base), "interval", "relative", deictic=True)
        return Meaning(None, "interval" if plural else _UNIT_PRECISION[unit], "vague" if plural else "relative", True)
    basis: Basis = "narrative" if narrative and unit == 1 else "relative"
    return Meaning(_unit_days(base, unit, shift), _UNIT_PRECISION[unit], basis, basis == "relative")


def _part(e: _Expression, direction: str, shift: int) -> Meaning:
    """ "this morning", "last night", "that evening", "the previous night"."""
    narrative = direction in _NARRATIVE
    base = e.anchors.named if narrative else e.anchors.published
    basis: Basis = "narrative" if narrative else "relative"
    if base is None:
        return Meaning(None, "part-of-day", basis, deictic=not narrative)
    day = base + timedelta(days=shift)
    return Meaning((day, day), "part-of-day", basis, deictic=not narrative)


def _stretch(e: _Expression, shift: int) -> Meaning:
    """ "the past 24 hours", "the next two days": from or to the day of publication."""
    base, count = e.anchors.published, _count(e)
    unit = time_words().units.get(e.word("U"), 0)
    if base is None or count is None:
        return Meaning(None, "interval", "vague" if count is None else "relative", deictic=True)
    if not unit:
        hours = count if e.word("H").startswith(("hour", "hr")) else 0
        unit, count = 1, max(1, -(-hours // 24))
    if count * unit > 200 * 365 or not shift:
        return Meaning(None, "interval", "relative", deictic=True)
    other = _moved(base, shift * count, unit)
    return Meaning((min(base, other), max(base, other)), "interval", "relative", deictic=True)


def _weekend(e: _Expression, shift: int) -> Meaning:
    base = e.anchors.published
    if base is None:
        return Meaning(None, "interval", "relative", deictic=True)
    saturday = base - timedelta(days=(base.weekday() - 5) % 7)
    if shift > 0 or (shift == 0 and base.weekday() < 5 and is_future(e.doc[e.parts.core[0]])):
        saturday += timedelta(days=7)
    elif shift < 0 and base.weekday() >= 5:
        saturday -= timedelta(days=7)
    return Meaning((saturday, saturday + timedelta(days=1)), "interval", "relative", deictic=True)


def _season(e: _Expression, shift: int) -> Meaning:
    base = e.anchors.published
    if base is None:
        return Meaning(None, "season", "relative", deictic=True)
    first = time_words().seasons[e.word("R")]
    found = [season_days(base.year + step, first) for step in (-1, 0, 1)]
    if shift < 0:
        fitting = [days for days in found if days[1] < base]
        days = fitting[-1]
    elif shift > 0:
        days = next(days for days in found if days[0] > base)
    else:
        days = min(found, key=lambda d: max((d[0] - base).days, (base - d[1]).days, 0))
    return Meaning(days, "season", "relative", deictic=True)


def _of_unit(e: _Expression) -> Meaning:
    """ "in the night", "end of the year": the one we are in."""
    if "R" in e.signs:
        return _season(e, 0)
    if "P" in e.signs:
        return Meaning(None, "part-of-day", "narrative")
    unit = time_words().units[e.words[-1]]
    base = e.anchors.latest if unit == 1 else e.anchors.published
    edged = e.parts.edge[0] < e.parts.edge[1]
    if base is None or not edged or unit > 365 or e.words[-1].endswith("s"):
        return Meaning(None, _UNIT_PRECISION[unit], "narrative")
    return Meaning(_unit_days(base, unit, 0), _UNIT_PRECISION[unit], "relative", deictic=True)


def _duration(e: _Expression) -> Meaning:
    """ "for two weeks": dated only where it runs up to now ("has been besieged for two weeks")."""
    start = e.parts.core[0]
    base, count = e.anchors.published, _count(e)
    unit = time_words().units.get(e.word("U"), 0)
    before = e.doc[start - 1].lower_ if start else ""
    if base is None or not unit or count is None or before != "for" or count * unit > 100 * 365:
        return Meaning(None, "interval", "duration")
    verb = e.doc[start - 1].head
    if not any(child.lower_ in ("has", "have", "'ve") for child in verb.children if child.dep_ == "aux"):
        return Meaning(None, "interval", "duration")
    return Meaning((_moved(base, -count, unit), base), "interval", "duration", deictic=True)


def _undated(precision: Precision, basis: Basis) -> Callable[[_Expression], Meaning]:
    meaning = Meaning(None, precision, basis)

    def same(_: _Expression) -> Meaning:
        return meaning

    return same


_RESOLVERS: dict[str, Callable[[_Expression], Meaning]] = {
    "iso": _iso, "day_month": _day_month, "month_day": _day_month, "week_of": _week_of,
    "part_of_year": _part_of_year, "month_year": _month, "month": _month, "season_year": _season_year,
    "years": _years, "year": _year, "decade": _decade, "weekday": _weekday, "deictic": _deictic, "feast": _feast,
    "ago": _ago, "event": _undated("interval", "event"), "relative": _relative,
    "weekend": lambda e: _weekend(e, 0), "of_unit": _of_unit, "season": lambda e: _season(e, 0),
    "clock": _undated("part-of-day", "narrative"), "nth": _undated("interval", "narrative"),
    "duration": _duration, "part": _undated("part-of-day", "narrative"),
    "units": _undated("interval", "duration"), "vague": _undated("interval", "vague"),
}  # fmt: skip


def _narrowed(meaning: Meaning, edge: tuple[str, ...]) -> Meaning:
    """The part of the days that "early", "mid-", "the end of" leaves."""
    if not meaning.days or meaning.days[0] is None or meaning.days[1] is None:
        return meaning
    low: date = meaning.days[0]
    high: date = meaning.days[1]
    words = set(edge)
    if meaning.precision in ("day", "part-of-day"):
        if "eve" in words:
            return replace(meaning, days=(low - timedelta(days=1), low - timedelta(days=1)))
        return replace(meaning, precision="part-of-day")
    length = (high - low).days + 1
    third = max(1, length // 3)
    if words & {"early", "start", "beginning", "outset", "onset", "turn"}:
        high = low + timedelta(days=third - 1)
    elif words & {"mid", "middle"}:
        low, high = low + timedelta(days=third), high - timedelta(days=third)
    elif words & {"late", "end", "close"}:
        low = high - timedelta(days=third - 1)
    elif "eve" in words:
        low = high = low - timedelta(days=1)
    else:
        return meaning
    return replace(meaning, days=(low, high), precision="interval")


def _bounded(meaning: Meaning, word: str, anchors: Anchors) -> Meaning:
    """The interval that a bound opens: "since" runs to the day of publication, "until" from no known day."""
    if not word or not meaning.days:
        return meaning
    low, high = meaning.days
    if word == "since":
        end = anchors.published
        days: Ends = (low, end if end and (low is None or end >= low) else None)
    elif word in ("from", "after", "post", "starting"):
        days = (low if word == "from" else high, None)
    elif word in ("until", "till", "til", "by", "before", "prior"):
        days = (None, high if word in ("by", "until", "till", "til") else low)
    else:
        return meaning
    return replace(meaning, days=days, precision="open")
