"""``contested brief``: a sourced situation report of a period."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli import asking as ask
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.model import Place
    from contested.record import Query, Record
    from contested.situation.brief_material import Material
    from contested.situation.control_changes import Change
    from contested.situation.records import Control

BACK = timedelta(days=7)
"""Claims of so many days before and after the period are read too, so that events on its edges are whole."""


class Shape(StrEnum):
    """How a brief is written."""

    markdown = "markdown"
    html = "html"


def brief(
    record: ask.RecordFile,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The first day.")] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The last day; that of the newest report unless given."),
    ] = None,
    place: ask.Place = None,
    actor: Annotated[
        str | None, typer.Option(help="Whom it is about, in any role: an actor's name or id, or words of the reports.")
    ] = None,
    as_known: ask.AsKnown = None,
    format: Annotated[Shape, typer.Option("--format", help="How to write it.")] = Shape.markdown,
    output: Annotated[Path | None, typer.Option(help="Write it to this file instead of the terminal.")] = None,
) -> None:
    """Write a sourced situation report: what changed, what is contested, what happened, tolls, who said what, the gaps.

    \b
    Examples:
    contested brief war.db --since 2024-11-27 --until 2024-12-03
    contested brief war.db --since 2024-12-01 --place Hama --as-known 2024-12-05
    contested brief war.db --since 2024-12-01 --format html --output brief.html

    Without --since it covers the last seven days. Every sentence is made of fixed words and of what claims hold, and
    numbered links lead to the claims, their reports and their words. Deaths are as reported; counts that may overlap
    are never added up; private people are not named. It tells what was reported, never what will be.
    """
    from contested.record import Record
    from contested.situation.brief import brief_of
    from contested.situation.brief_render import html, markdown

    known = ask.day(as_known)
    with Record(record) as opened:
        last = ask.day(until) or _newest(opened, known)
        first = ask.day(since) or last - timedelta(days=6)
        if first > last:
            raise UsageError(f"--since {first} is after {last}")
        material = _material(opened, first, last, place=place, actor=actor, known=known)
    facts = [("Place", place), ("Actor", actor), ("As known on", known.isoformat() if known else None)]
    made = brief_of(material, facts=[*((label, value) for label, value in facts if value), ("Record", material.record)])
    text = html(made) if format is Shape.html else markdown(made)
    if output is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{output}: {error.strerror}; name a file that can be written") from error
    print(f"{output}: {sum(len(s.sentences) for s in made.sections)} sentences, {len(made.sources)} sources")


def _newest(record: Record, known: date | None) -> date:
    from contested.record import Query

    days = [r.published or r.known for r in record.reports(Query(as_known=known))]
    if not days:
        raise UsageError(f"{record.path} holds no reports" + (f" known on {known}" if known else ""))
    return max(days)


def _material(
    record: Record, first: date, last: date, *, place: str | None, actor: str | None, known: date | None
) -> Material:
    """What the brief is made of: the claims of the period and its scope, and what follows from them."""
    from contested.record import Query
    from contested.situation.brief_material import Material
    from contested.situation.brief_names import Names
    from contested.situation.rulings import rulings_of
    from contested.situation.situation import Situation
    from contested.situation.tolls import running

    query = Query(place=place, who=actor, as_known=known)
    claims = record.claims(replace(query, since=first - BACK, until=last + BACK))
    copies = record.near_copies({c.report.id for c in claims})
    situation = Situation.of(claims, copies=copies, rulings=rulings_of(record.decisions()))
    changes, control = _control(record, query, first, last)
    ids = {id_ for one in control for id_ in (*one.claims, *one.against)}
    every = {c.claim.id: c for c in claims}
    every.update((id_, record.claim(id_)) for id_ in sorted(ids - set(every)))
    mentions = {}
    for report in sorted({c.report.id for c in every.values()}):
        reading = record.reading(report)
        mentions[report] = reading.mentions if reading else ()
    within = [t for t in situation.tolls if t.first and t.last and first <= t.first and t.last <= last]
    return Material(
        since=first, until=last, claims=every, changes=changes, control=control,
        contradictions=situation.contradictions, events=situation.events, tolls=situation.tolls,
        running=running(within, period="all"), movements=situation.movements,
        reports=record.reports(Query(as_known=known)), failed=len(record.failures()),
        record=f"{record.path.name} (digest {record.digest()[:16]})", names=Names.of(every.values(), mentions),
    )  # fmt: skip


def _control(record: Record, query: Query, first: date, last: date) -> tuple[tuple[Change, ...], list[Control]]:
    """The changes of control in the period and the intervals of its last day, of places in scope."""
    from contested.cli import situated
    from contested.situation.control import control_of, control_of_place
    from contested.situation.control_changes import changes
    from contested.situation.where import contains

    areas = _areas(record, query)
    if query.place is not None and not areas:
        loaded = situated.load_place(record, str(query.place), as_known=query.as_known)
        intervals = [
            interval
            for key in situated.keys_named(loaded, str(query.place))
            for interval in control_of_place(
                loaded.filed[key], key, until=last, as_known=query.as_known, area=loaded.filed, copies=loaded.copies
            )
        ]
    else:
        loaded = situated.load(record, as_known=query.as_known)
        intervals = list(control_of(loaded.claims, until=last, as_known=query.as_known, copies=loaded.copies))
        intervals = [one for one in intervals if not areas or any(contains(area, one.place) for area in areas)]
    if query.who is not None:
        about = {c.claim.id for c in record.iter_claims(query)}
        intervals = [one for one in intervals if about & {*one.claims, *one.against}]
    found = changes(intervals, since=first, until=last)
    return found, [one for one in intervals if one.last >= first]


def _areas(record: Record, query: Query) -> list[Place]:
    """The provinces or countries that --place means; none when it means a settlement."""
    from contested.record.keys import folded

    if query.place is None:
        return []
    name = str(query.place)
    named = [tally.place for tally in record.places(query)]
    meant = [p for p in named if str(p.geonames) == name or folded(p.name) == folded(name)][:1] or named[:1]
    return [place for place in meant if place.precision != "settlement"]
