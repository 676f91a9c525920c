"""``contested why``: why a place is said to have been held as it was on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contested.cli import asking as ask
from contested.cli.control import STALE_DAYS, StaleDays

if TYPE_CHECKING:
    from contested.situation.control_why import Explanation, Statement


class Shape(StrEnum):
    """How an explanation is printed."""

    text = "text"
    json = "json"


PlaceName = Annotated[str, typer.Argument(metavar="PLACE", help="The place's name or GeoNames id.")]
Day = Annotated[datetime, typer.Argument(metavar="DATE", formats=["%Y-%m-%d"], help="The day.")]
Most = Annotated[int, typer.Option("--most", min=1, help="So many claims for and so many against at most.")]
MOST = 8


def why(
    record: ask.RecordFile,
    place: PlaceName,
    day: Day,
    as_known: ask.AsKnown = None,
    most: Most = MOST,
    stale_days: StaleDays = STALE_DAYS,
    format: Annotated[Shape, typer.Option("--format", help="How to print.")] = Shape.text,
) -> None:
    """Why a place is said to have been held, contested or besieged on a day: the rule, and the words for and against.

    \b
    Examples:
    contested why war.db Hama 2024-12-05
    contested why war.db Hama 2024-12-05 --as-known 2024-12-04
    contested why war.db 170017 2024-12-05 --format json

    Every sentence is quoted as the report has it, with its speakers, its report and its address.
    """
    from contested.cli import situated
    from contested.record import Record
    from contested.situation.control_rules import Settings
    from contested.situation.control_why import why as explain

    settings = Settings(stale_days=stale_days)
    asked, known = day.date(), ask.day(as_known)
    with Record(record) as opened:
        loaded = situated.load_place(opened, place, as_known=known)
    found = []
    for key in situated.keys_named(loaded, place):
        one = explain(
            loaded.filed[key], key, asked, as_known=known, area=loaded.filed, settings=settings, copies=loaded.copies
        )
        if one is not None:
            found.append(one)
    if format is Shape.json:
        ask.show_rows((_plain(one) for one in found), ask.ListFormat.json)
        return
    if not found:
        print(f"No claim{' known on ' + str(known) if known else ''} is about who held {place}.")
        return
    for number, one in enumerate(found):
        if number:
            print()
        _print(one, most=most, known=f", as known on {known}" if known else "")


def _print(one: Explanation, *, most: int, known: str) -> None:
    from contested.situation.control_reasons import called

    control = one.control
    place = ", ".join(dict.fromkeys(p for p in (control.place.name, control.place.admin1, control.place.country) if p))
    names = " and ".join(called(p) for p in control.holder)
    state = {
        "held": f"held by {names}",
        "besieged": f"held by {names}, besieged",
        "contested": f"contested between {names}",
        "stale": f"not told of for long; last told to be held by {names}" if names else "not told of for long",
        "unknown": "nobody says who held it",
    }[control.state]
    if control.rule == "outcome-untold":
        state = f"last told to be contested between {names}"
    print(f"{place}, {one.day}{known}: {state}.")
    tier = f" Tier: {control.tier}." if control.tier else ""
    print(f"Rule {one.rule}.{tier}")
    if control.state == "contested":
        for side in sorted({s.side for s in one.supporting} - {""}):
            _list(f"Said for {side}:", [s for s in one.supporting if s.side == side], most)
        _list("Said of fighting there:", [s for s in one.supporting if not s.side], most)
    else:
        _list("For this:", one.supporting, most)
    _list("Against it:", one.against, most)
    if one.uncounted:
        told = ", ".join(f"{n} {stance}" for stance, n in one.uncounted)
        print(f"\nClaims on who holds it that move nothing, because they are no statement of fact: {told}.")


def _list(heading: str, statements: Sequence[Statement], most: int) -> None:
    if not statements:
        return
    print(f"\n{heading}")
    for one in statements[:most]:
        print(_line(one))
    if len(statements) > most:
        print(f"  and {len(statements) - most} more; --most {len(statements)} shows them all")


def _line(one: Statement) -> str:
    from contested.situation.control_why import chain

    claim, report = one.claim.claim, one.claim.report
    said = chain(claim)
    who = f"{said} said" if said else "The report says"
    where = ", ".join(p for p in (report.outlet, report.title, f"{report.published or report.known}") if p)
    quote = " ".join(claim.sentence.quote.split())
    return (
        f"  - For {one.day}, from {one.source}: {one.means}.\n"
        f"    {who}: \u201c{quote}\u201d\n"
        f"    {where}; report {report.id}, claim {claim.id}; {report.url or report.address}"
    )


def _plain(one: Explanation) -> dict[str, Any]:
    from contested.cli import situated

    return {
        **situated.plain(one.control),
        "day": one.day.isoformat(),
        "for": [_plain_statement(s) for s in one.supporting],
        "against": [_plain_statement(s) for s in one.against],
        "uncounted": dict(one.uncounted),
    }


def _plain_statement(one: Statement) -> dict[str, Any]:
    from contested.situation.control_why import chain

    claim, report = one.claim.claim, one.claim.report
    return {
        "claim": claim.id,
        "day": one.day.isoformat(),
        "means": one.means,
        "source": one.source,
        "weight": one.weight,
        "speaker": [ref.span.quote for ref in claim.speaker],
        "said_by": chain(claim) or None,
        "sentence": claim.sentence.quote,
        "trigger": claim.trigger.quote,
        "report": report.id,
        "outlet": report.outlet,
        "published": report.published.isoformat() if report.published else None,
        "url": report.url or report.address,
    }
