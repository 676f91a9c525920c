"""``contested control``: who held which place, day by day."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli import asking as ask
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.record import Record
    from contested.situation.records import Control

At = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="On this day; the newest report's unless told.")
]
From = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day on.")]
To = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="To this day.")]
OnePlace = Annotated[str | None, typer.Option("--place", help="One place, by its name or GeoNames id.")]
StaleDays = Annotated[
    int, typer.Option("--stale-days", min=1, help="A state is stale when so many days pass without a mention.")
]
STALE_DAYS = 30
States = Annotated[list[str] | None, typer.Option("--state", help="Only this state; repeat for several.")]
Country = Annotated[str | None, typer.Option(metavar="CODE", help="Only places of a country, by its two letters.")]
Everywhere = Annotated[
    bool, typer.Option("--all", help="In the table also countries, and places of which nobody says who holds them.")
]


def control(
    record: ask.RecordFile,
    at: At = None,
    since: From = None,
    until: To = None,
    as_known: ask.AsKnown = None,
    place: OnePlace = None,
    country: Country = None,
    state: States = None,
    every: Everywhere = False,
    stale_days: StaleDays = STALE_DAYS,
    format: ask.Listed = ask.ListFormat.table,
) -> None:
    """Who held each place on a day, or from one day to another: its holder, how well that is told, and by which rule.

    \b
    Examples:
    contested control war.db --at 2024-12-05
    contested control war.db --at 2024-12-05 --as-known 2024-12-04
    contested control war.db --place Hama --since 2024-12-01 --until 2024-12-08
    contested control war.db --since 2024-11-27 --until 2024-12-08 --format json > control.json

    Each line comes from claims by a rule (docs/control.md); `contested why war.db PLACE DATE` shows their words.
    States: held, contested, besieged, stale (not named for 30 days), unknown. Tiers: claimed (by one source, or by
    the side itself), assessed (admitted by the other side, or told by two independent sources that are no party).
    """
    from typing import get_args

    from contested.record import Record
    from contested.situation.records import State

    if at and (since or until):
        raise UsageError("give either --at, or --since and --until")
    wanted = ask.checked(state, get_args(State), "state of control")
    with Record(record) as opened:
        found = _intervals(
            opened, ask.day(at), ask.day(since), ask.day(until), ask.day(as_known), place,
            whole=format is ask.ListFormat.table, stale_days=stale_days,
        )  # fmt: skip
    kept = [
        c for c in found if (not country or c.place.country == country.upper()) and (not wanted or c.state in wanted)
    ]
    _show(kept, format, every=every or "unknown" in wanted)


def _intervals(
    record: Record,
    at: date | None,
    since: date | None,
    until: date | None,
    as_known: date | None,
    place: str | None,
    *,
    whole: bool,
    stale_days: int,
) -> list[Control]:
    """The intervals asked for; with ``whole`` those of one day reach back to where they began."""
    from contested.cli import situated
    from contested.situation.control import control_of, control_of_place
    from contested.situation.control_rules import Settings

    settings = Settings(stale_days=stale_days)
    loaded = (
        situated.load_place(record, place, as_known=as_known) if place else situated.load(record, as_known=as_known)
    )
    last = at or until or loaded.newest
    one_day = since is None and until is None
    first = since or (None if whole or not one_day else last)
    if since and since > last:
        raise UsageError(f"--since {since} is after {last}" + ("" if until else ", the newest report"))
    if place is None:
        found = list(
            control_of(
                loaded.claims, since=first, until=last, as_known=as_known, settings=settings, copies=loaded.copies
            )
        )
        return [c for c in found if c.last == last] if one_day else found
    found = [
        interval
        for key in situated.keys_named(loaded, place)
        for interval in control_of_place(
            loaded.filed[key],
            key,
            since=first,
            until=last,
            as_known=as_known,
            area=loaded.filed,
            settings=settings,
            copies=loaded.copies,
        )
    ]
    return [c for c in found if c.last == last] if one_day else found


def _show(found: list[Control], format: ask.ListFormat, *, every: bool) -> None:
    from contested.cli import situated
    from contested.situation.control_changes import WIDE
    from contested.situation.control_rules import RULES

    if format is ask.ListFormat.json:
        ask.show_rows(map(situated.plain, found), format)
        return
    if format is ask.ListFormat.csv:
        ask.show_rows(map(situated.row, found), format)
        return
    shown = [c for c in found if every or (c.state != "unknown" and c.place.precision not in WIDE)]
    if not shown:
        print("nothing is told of who held these places then; --all lists them" if found else "nothing found")
        return
    headings = ("place", "where", "from", "to", "state", "holder", "tier", "rule", "claims")
    situated.table(headings, (_cells(c) for c in shown))
    for rule in dict.fromkeys(c.rule for c in shown):
        print(f"{rule}: {RULES[rule]}")
    if len(shown) < len(found):
        print(f"and {len(found) - len(shown)} more: nobody says who held them, or countries; --all lists them")


def _cells(control: Control) -> tuple[str, ...]:
    from contested.situation.control_reasons import short

    place = control.place
    where = ", ".join(dict.fromkeys(p for p in (place.admin1, place.country) if p and p != place.name))
    return (
        place.name,
        where,
        str(control.first),
        str(control.last),
        control.state,
        "\n".join(short(p) for p in control.holder),
        control.tier or "",
        control.rule,
        str(len(control.claims)),
    )
