"""Times counted from another day: "yesterday", "on Friday", "two days later", "the past 24 hours"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from contested.read.calendars import add_months, feast_days, month_days, season_days, year_days
from contested.read.numerals import value
from contested.read.when_meaning import Basis, Ends, Expression, Meaning, Precision, tense
from contested.read.when_words import sign_of, time_words

_UNIT_PRECISION: dict[int, Precision] = {1: "day", 7: "week", 14: "interval", 30: "month", 91: "interval",
                                         365: "year", 3650: "decade", 36500: "interval"}  # fmt: skip
_NARRATIVE = frozenset({"following", "previous", "next", "same", "that", "preceding"})


def _weekday(e: Expression) -> Meaning:
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
    elif direction == "x" or (direction != "t" and tense(head) == "future"):
        day = base + timedelta(days=(7 - back) if back or direction == "x" else 0)
    else:
        day = base - timedelta(days=back)
    return Meaning((day, day), precision, "relative", deictic=True)


def _deictic(e: Expression) -> Meaning:
    word = e.word("T")
    precision: Precision = "part-of-day" if len(e.words) > 1 or word in ("tonight", "overnight") else "day"
    base = e.anchors.published
    if base is None:
        return Meaning(None, precision, "relative", deictic=True)
    first, last = time_words().deictic_days[word]
    return Meaning((base + timedelta(days=first), base + timedelta(days=last)), precision, "relative", deictic=True)


def _feast(e: Expression) -> Meaning:
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


def _count(e: Expression) -> float | None:
    words = [w for w, s in zip(e.words, e.signs, strict=True) if s in "wdn"]
    if words:
        return value(words)
    if "q" in e.signs:
        return 2.0 if e.word("q") == "couple" else None
    return 1.0 if "A" in e.signs else None


def _ago(e: Expression) -> Meaning:
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


def _relative(e: Expression) -> Meaning:
    words = [w for w in e.words if w != "the"]
    if words[0] == "that" and sign_of(words[1]) in "lxr":  # "that last week"
        words = words[1:]
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


def _part(e: Expression, direction: str, shift: int) -> Meaning:
    """ "this morning", "last night", "that evening", "the previous night"."""
    narrative = direction in _NARRATIVE
    base = e.anchors.named if narrative else e.anchors.published
    basis: Basis = "narrative" if narrative else "relative"
    if base is None:
        return Meaning(None, "part-of-day", basis, deictic=not narrative)
    day = base + timedelta(days=shift)
    return Meaning((day, day), "part-of-day", basis, deictic=not narrative)


def _stretch(e: Expression, shift: int) -> Meaning:
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


def _weekend(e: Expression, shift: int) -> Meaning:
    base = e.anchors.published
    if base is None:
        return Meaning(None, "interval", "relative", deictic=True)
    saturday = base - timedelta(days=(base.weekday() - 5) % 7)
    if shift > 0 or (shift == 0 and base.weekday() < 5 and tense(e.doc[e.parts.core[0]]) == "future"):
        saturday += timedelta(days=7)
    elif shift < 0 and base.weekday() >= 5:
        saturday -= timedelta(days=7)
    return Meaning((saturday, saturday + timedelta(days=1)), "interval", "relative", deictic=True)


def _season(e: Expression, shift: int) -> Meaning:
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


def _of_unit(e: Expression) -> Meaning:
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


def _duration(e: Expression) -> Meaning:
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


RESOLVERS: Mapping[str, Callable[[Expression], Meaning]] = {
    "weekday": _weekday, "deictic": _deictic, "feast": _feast, "ago": _ago, "relative": _relative,
    "weekend": lambda e: _weekend(e, 0), "of_unit": _of_unit, "season": lambda e: _season(e, 0), "duration": _duration,
}  # fmt: skip
