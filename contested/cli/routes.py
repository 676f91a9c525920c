"""``contested routes``: through whose control a way led on a past day."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contested.cli import asking as ask
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.cli.situated import Loaded
    from contested.model import Place
    from contested.situation.routes import Route, Step

Start = Annotated[str, typer.Option("--from", help="Where the way begins: a place's name or GeoNames id.")]
End = Annotated[str, typer.Option("--to", help="Where it ends.")]
Day = Annotated[datetime, typer.Option("--at", formats=["%Y-%m-%d"], help="The past day.")]
Roads = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Roads of your own: GeoJSON lines, or an OpenStreetMap .osm file.")
]


def routes(
    record: ask.RecordFile,
    start: Start,
    end: End,
    at: Day,
    network: Roads = None,
    as_known: ask.AsKnown = None,
    format: ask.Listed = ask.ListFormat.table,
) -> None:
    """Whether civilians and relief could get from one place to another on a past day, and through whose control.

    \b
    Examples:
    contested routes war.db --from Homs --to Aleppo --at 2024-12-03
    contested routes war.db --from Homs --to Aleppo --at 2024-12-03 --network roads.geojson
    contested routes war.db --from Benghazi --to Tripoli --at 2011-04-15 --network libya.osm --format json

    Without --network neighbouring places are joined by straight lines; that is no road, and the answer says so.
    Only days that reports cover can be asked for. A place of which nobody says who holds it is shown as unknown.
    """
    from contested.cli import situated
    from contested.record import Record
    from contested.situation.control import control_of
    from contested.situation.routes import route
    from contested.situation.routes_network import read_network

    day, known = at.date(), ask.day(as_known)
    if day >= date.today():
        raise UsageError(f"{day} is not past; ways are only told of in retrospect")
    roads = read_network(network) if network else None
    with Record(record) as opened:
        loaded = situated.load(opened, as_known=known)
    if day > loaded.newest:
        raise UsageError(
            f"{day} is after the newest report ({loaded.newest}): through whose control a way led is only told in "
            "retrospect; ask for a day the reports cover"
        )
    controls = control_of(loaded.claims, since=day, until=day, as_known=known, copies=loaded.copies)
    found = route(
        _place(loaded, start), _place(loaded, end), day=day, newest=loaded.newest, controls=controls, network=roads
    )
    if format is ask.ListFormat.table:
        _table(found)
    elif format is ask.ListFormat.json:
        ask.show_rows([_plain(found)], format)
    else:
        ask.show_rows((_row(step) for step in found.steps), format)


def _place(loaded: Loaded, name: str) -> Place:
    """The town of this name that most claims name."""
    from contested.cli import situated
    from contested.situation.control import case_of
    from contested.situation.control_places import place_key

    for key in situated.keys_named(loaded, name):
        if "settlement" in key:
            case = case_of(loaded.filed[key], key)
            if case is not None:
                return case.place
            return next(
                ref.place
                for claim in loaded.filed[key]
                for ref in claim.claim.place
                if ref.place and place_key(ref.place) == key
            )
    raise UsageError(f"{name!r} is no town of this record; ask for one of: contested places")


def _table(found: Route) -> None:
    from contested.cli import situated
    from contested.situation.control_reasons import short

    print(f"{found.day}: {found.words}")
    if not found.steps:
        return
    situated.table(
        ("km", "place", "state", "holder", "rule"),
        (
            (
                f"{step.km:.0f}",
                step.place.name,
                step.control.state if step.control else "unknown",
                " and ".join(short(p) for p in step.control.holder) if step.control else "",
                step.control.rule if step.control else "never-told",
            )
            for step in found.steps
        ),
        wide=("holder",),
    )


def _plain(found: Route) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "from": asdict(found.start), "to": asdict(found.end), "day": found.day.isoformat(), "km": round(found.km, 1),
        "basis": found.basis, "approximate": found.approximate, "access": found.access, "words": found.words,
        "steps": [_row(step) for step in found.steps],
    }  # fmt: skip


def _row(step: Step) -> dict[str, Any]:
    from contested.situation.control_reasons import called

    control = step.control
    return {
        "km": round(step.km, 1),
        "place": step.place.name,
        "geonames": step.place.geonames,
        "lat": step.place.lat,
        "lon": step.place.lon,
        "state": control.state if control else "unknown",
        "holder": "; ".join(called(p) for p in control.holder) or None if control else None,
        "tier": control.tier if control else None,
        "rule": control.rule if control else "never-told",
        "claims": " ".join(control.claims) or None if control else None,
    }
