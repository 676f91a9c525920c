"""Derived records as flat rows, for CSV files and for data frames; lists in a cell have semicolons between."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from contested.errors import UsageError
from contested.model import Place
from contested.record.flat import Row
from contested.situation.numbers import words_of
from contested.situation.records import Contradiction, Event, Movement, Party, Range, RunningToll, Toll


@singledispatch
def flat(record: object) -> Row:
    """One derived record as a row of plain cells; the columns depend on its class alone."""
    raise UsageError(f"{type(record).__name__} cannot be made a row; give events, contradictions, tolls or movements")


@flat.register
def _(record: Event) -> Row:
    return {
        "id": record.id,
        "family": record.family,
        "kinds": _joined(record.kinds),
        **_where(record.place, record.place_words),
        "first": record.first,
        "last": record.last,
        "grade": record.grade,
        "grade_reason": record.grade_reason,
        "reports": record.reports,
        "sources": record.sources,
        "tolls": _joined(map(toll_words, record.tolls)),
        "said_by": _joined(dict.fromkeys(p.name for a in record.accounts for p in a.speaker[:1])),
        "culprits": _joined(dict.fromkeys(p.name for a in record.accounts for p in a.culprits)),
        "rule": record.rule,
        "why": _joined(record.why),
        "contradictions": _joined(record.contradictions),
        "claims": _joined(record.claims),
    }


@flat.register
def _(record: Contradiction) -> Row:
    return {
        "id": record.id,
        "conflict": record.conflict,
        **_where(record.place, record.place_words),
        "first": record.first,
        "last": record.last,
        "positions": _joined(side.position for side in record.sides),
        "said_by": _joined(_parties(side.parties) or "-" for side in record.sides),
        "rule": record.rule,
        "event": record.event,
        "claims": _joined(claim for side in record.sides for claim in side.claims),
    }


@flat.register
def _(record: Toll) -> Row:
    return {
        "event": record.event,
        **_where(record.place, record.place_words),
        "first": record.first,
        "last": record.last,
        "what": record.what,
        "low": record.low,
        "high": record.high,
        "cumulative": record.cumulative,
        "counted_by": _parties(record.counted_by),
        "of_whom": _parties(record.of_whom),
        "rule": "largest-number-of-each-report",
        "claims": _joined(record.claims),
    }


@flat.register
def _(record: RunningToll) -> Row:
    return {
        **_where(record.place, record.place_words),
        "first": record.first,
        "last": record.last,
        "what": record.what,
        "low": record.low,
        "high": record.high,
        "counted_by": _parties(record.counted_by),
        "of_whom": _parties(record.of_whom),
        "steps": _joined(record.steps),
        "rule": record.rule,
        "events": _joined(record.events),
        "claims": _joined(record.claims),
    }


@flat.register
def _(record: Movement) -> Row:
    return {
        "event": record.event,
        "returning": record.returning,
        "origin": _joined(p.name for p in record.origin),
        "destination": _joined(p.name for p in record.destination),
        "via": _joined(p.name for p in record.via),
        "people": _parties(record.people),
        "first": record.first,
        "last": record.last,
        "low": record.low,
        "high": record.high,
        "counted_by": _parties(record.counted_by),
        "rule": "movement-by-roles-of-places",
        "claims": _joined(record.claims),
    }


def toll_words(toll: Range) -> str:
    """A range with what it counts, in words."""
    return f"{toll.what} {words_of(toll.low, toll.high)}"


def _where(place: Place | None, words: str | None) -> Row:
    return {
        "place": place.name if place else None,
        "place_words": words,
        "geonames": place.geonames if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
    }


def _parties(parties: Iterable[Party]) -> str | None:
    return _joined(dict.fromkeys(p.name for p in parties))


def _joined(words: Iterable[str]) -> str | None:
    return "; ".join(words) or None
