"""``contested place``: what a name may stand for, and why one place wins."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer


class PlaceFormat(StrEnum):
    """How the answer is printed."""

    table = "table"
    json = "json"


def place(
    name: Annotated[str, typer.Argument(help="A place's name, in any usual spelling.")],
    home: Annotated[
        str | None,
        typer.Option(help="Where the report is from or about: a country code (SY) or a name.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="So many candidates at most.")] = 8,
    format: Annotated[PlaceFormat, typer.Option(help="table or json.")] = PlaceFormat.table,
) -> None:
    """Show the places a name may stand for, best first, and why.

    In a report the other places it names decide too; here only the name and --home do.

    \b
    Examples:
    contested place Tripoli
    contested place Tripoli --home LB
    contested place "Deir Ezzor" --format json
    """
    import json

    from rich.console import Console
    from rich.table import Table

    from contested.places import candidates

    found = candidates(name, home=home, limit=limit)
    if format is PlaceFormat.json:
        rows = [{**asdict(c.place), "probability": c.probability, "reasons": list(c.reasons)} for c in found]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not found:
        print(f"No place of the gazetteer is named {name!r} or spelt much like it.")
        raise typer.Exit(1)
    table = Table("place", "where", "share", "why", "geonames", box=None, pad_edge=False, header_style="dim")
    for c in found:
        where = ", ".join(part for part in (c.place.admin1, c.place.country) if part and part != c.place.name)
        ident = "" if c.place.geonames is None else str(c.place.geonames)
        table.add_row(c.place.name, where, f"{c.probability:.0%}", "; ".join(c.reasons), ident)
    Console().print(table)
