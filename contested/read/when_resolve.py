"""What a time expression means in days, given what it is counted from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from spacy.tokens import Doc

from contested.read import when_dates, when_relative
from contested.read.when_grammar import Parts
from contested.read.when_meaning import Anchors, Basis, Ends, Expression, Meaning, Precision
from contested.read.when_words import sign_of


def resolve(doc: Doc, parts: Parts, anchors: Anchors) -> Meaning:
    """What one expression means."""
    words = tuple(doc[i].lower_ for i in range(*parts.core))
    expression = Expression(doc, parts, anchors, words, "".join(map(sign_of, words)))
    meaning = _RESOLVERS[parts.name](expression)
    if parts.edge[0] < parts.edge[1]:
        meaning = _narrowed(meaning, tuple(doc[i].lower_ for i in range(*parts.edge)), anchors)
    if parts.tail[0] < parts.tail[1] and meaning.precision == "day":
        meaning = replace(meaning, precision="part-of-day")
    return _bounded(meaning, doc[parts.bound].lower_ if parts.bound is not None else "", anchors)


def _undated(precision: Precision, basis: Basis) -> Callable[[Expression], Meaning]:
    meaning = Meaning(None, precision, basis)

    def same(_: Expression) -> Meaning:
        return meaning

    return same


_RESOLVERS: dict[str, Callable[[Expression], Meaning]] = {
    **when_dates.RESOLVERS,
    **when_relative.RESOLVERS,
    "event": _undated("interval", "event"),
    "clock": _undated("part-of-day", "narrative"),
    "nth": _undated("interval", "narrative"),
    "part": _undated("part-of-day", "narrative"),
    "units": _undated("interval", "duration"),
    "vague": _undated("interval", "vague"),
}


def _narrowed(meaning: Meaning, edge: tuple[str, ...], anchors: Anchors) -> Meaning:
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
        return replace(meaning, days=(low - timedelta(days=1), low - timedelta(days=1)), precision="day")
    elif "earlier" in words and anchors.published and low <= anchors.published:
        high = min(high, anchors.published)
    elif "later" in words and anchors.published and high >= anchors.published:
        low = max(low, anchors.published)
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
