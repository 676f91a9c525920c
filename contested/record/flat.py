"""Frozen records as flat rows, for CSV files and for pandas or polars frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import singledispatch
from importlib import import_module
from typing import Any, Literal

from contested.contract import claim_to_json
from contested.errors import UsageError
from contested.model import ActorRef, Count, PlaceRef
from contested.record.days import stamp
from contested.record.records import ActorTally, Copy, Decision, Failure, PlaceTally, RecordedClaim, RecordedReport

Cell = str | int | float | bool | date | datetime | None
Row = dict[str, Cell]


@singledispatch
def flat(record: object) -> Row:
    """One record as a row of plain cells; the columns depend on the record's class alone."""
    raise UsageError(f"{type(record).__name__} cannot be made a row; give claims, reports, places, actors or decisions")


@flat.register
def _(record: RecordedClaim) -> Row:
    claim, report = record.claim, record.report
    time, place = claim.time, next((ref.place for ref in claim.place if ref.place), None)
    return {
        "id": claim.id,
        "kind": claim.kind,
        "stance": claim.stance,
        "speaker": " < ".join(_actor(ref) for ref in claim.speaker) or None,
        "actor": _joined(_actor(ref) for ref in claim.actor),
        "target": _joined(_actor(ref) for ref in claim.target),
        "trigger": claim.trigger.quote,
        "place": _joined(_place(ref) for ref in claim.place),
        "geonames": place.geonames if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "event_from": time.start if time else None,
        "event_to": time.end if time else None,
        "time": time.span.quote if time else None,
        "counts": _joined(_count(count) for count in claim.counts),
        "sentence": claim.sentence.quote,
        "report": report.id,
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "published": report.published,
        "known": report.known,
        "start": claim.trigger.start,
        "end": claim.trigger.end,
        "release": record.release,
        "added": record.added,
        "accepted": record.accepted,
        "rejected": record.rejected,
        "decisions": _joined(record.decisions),
    }


@flat.register
def _(record: RecordedReport) -> Row:
    return {name: getattr(record, name) for name in RecordedReport.__dataclass_fields__}


@flat.register
def _(record: Copy) -> Row:
    return {**flat(record.report), "jaccard": record.jaccard, "contained": record.contained}


@flat.register
def _(record: PlaceTally) -> Row:
    place = record.place
    about = {name: getattr(place, name) for name in type(place).__dataclass_fields__}
    return {**about, "claims": record.claims, "first": record.first, "last": record.last}


@flat.register
def _(record: ActorTally) -> Row:
    actor = record.actor
    return {
        "id": actor.id if actor else None,
        "name": record.words,
        "kind": actor.kind if actor else None,
        "speaker": record.speaker,
        "actor": record.doer,
        "target": record.target,
        "first": record.first,
        "last": record.last,
    }


@flat.register
def _(record: Failure) -> Row:
    return {name: getattr(record, name) for name in Failure.__dataclass_fields__}


@flat.register
def _(record: Decision) -> Row:
    withdrawn = record.withdrawn
    return {
        "id": record.id,
        "action": record.action,
        "who": record.who,
        "made": record.made,
        "why": record.why,
        "on": _joined(anchor.actor or f"{anchor.exact} ({anchor.kind}, {anchor.address})" for anchor in record.anchors),
        "claims": _joined(claim for fit in record.fits for claim in fit),
        "field": record.field,
        "value": record.value,
        "fits": not record.homeless,
        "withdrawn": withdrawn.made if withdrawn else None,
        "withdrawn_by": withdrawn.who if withdrawn else None,
        "withdrawn_why": withdrawn.why if withdrawn else None,
    }


def _joined(words: Iterable[str]) -> str | None:
    return "; ".join(words) or None


def _actor(ref: ActorRef) -> str:
    return ref.actor.name if ref.actor else ref.span.quote


def _place(ref: PlaceRef) -> str:
    name = ref.place.name if ref.place else ref.span.quote
    return name if ref.role == "at" else f"{ref.role} {name}"


def _count(count: Count) -> str:
    low, high = ("" if end is None else str(end) for end in (count.low, count.high))
    number = low if low == high and low else f"{low}..{high}" if low or high else count.span.quote
    return f"{count.what} {number}"


def rows(records: Iterable[object]) -> Iterator[Row]:
    """Records as flat rows, one by one."""
    return (flat(record) for record in records)


def plain(record: object) -> dict[str, Any]:
    """One record as JSON has it: claims in the contract's shape with their report, anything else as its row."""
    if isinstance(record, RecordedClaim):
        return {
            **claim_to_json(record.claim),
            "report": _plain(flat(record.report)),
            "release": record.release,
            "added": stamp(record.added),
            "accepted": record.accepted,
            "rejected": record.rejected,
            "decisions": list(record.decisions),
            "edited": record.claim != record.read,
        }
    return _plain(flat(record))


def _plain(row: Row) -> dict[str, Any]:
    return {
        name: stamp(cell) if isinstance(cell, datetime) else cell.isoformat() if isinstance(cell, date) else cell
        for name, cell in row.items()
    }


def frame(records: Iterable[object], *, library: Literal["pandas", "polars"] = "pandas") -> Any:
    """Records as a pandas or polars DataFrame. Raises UsageError when that library is not installed."""
    table = list(rows(records))
    try:
        made = import_module(library)
    except ImportError as error:
        raise UsageError(f"{library} is not installed; install it with: pip install {library}") from error
    return made.DataFrame(table, infer_schema_length=None) if library == "polars" else made.DataFrame(table)
