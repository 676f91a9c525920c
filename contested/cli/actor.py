"""``contested actor``: who a name means on a day, and why."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.errors import ContestedError, UsageError

if TYPE_CHECKING:
    from contested.actors.explain import Explanation
    from contested.actors.knowledge import Fact


class ActorFormat(StrEnum):
    """How the answer is printed."""

    table = "table"
    json = "json"


def actor(
    name: Annotated[str | None, typer.Argument(help="A name, an acronym, an id or a description.")] = None,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day in question.", show_default=False)
    ] = None,
    data: Annotated[
        list[Path] | None, typer.Option(help="A file of your own facts, added to ours; may be given again.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Check the files of facts instead.")] = False,
    format: Annotated[ActorFormat, typer.Option(help="table or json.")] = ActorFormat.table,
) -> None:
    """Explain an actor: its name, kind, sides and offices, on a day.

    \b
    Examples:
    contested actor "Nusra Front" --on 2016-12-01
    contested actor "French foreign minister" --on 2011-03-19
    contested actor --check --data my-actors.csv
    """
    extra = tuple(data or ())
    if check:
        _check(extra)
        return
    if name is None:
        raise UsageError("name an actor, or check the files with --check")
    from contested.actors.explain import explain

    found = explain(name, on=on.date() if on else None, extra=extra)
    if format is ActorFormat.json:
        import json

        print(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2))
        return
    if not found:
        raise ContestedError(f"no actor {name!r} is known; add it in a file of your own (--data)")
    for number, one in enumerate(found):
        if number:
            print()
        _print(one)


def _check(extra: tuple[Path, ...]) -> None:
    from contested.actors.knowledge import knowledge
    from contested.actors.validate import validate

    problems = validate(extra)
    for problem in problems:
        print(problem)
    if problems:
        raise ContestedError(f"{len(problems)} line{'' if len(problems) == 1 else 's'} to mend")
    known = knowledge(extra)
    print(f"{len(known.facts)} actors, {sum(len(rows) for rows in known.facts.values())} facts: all well")


def _term(fact: Fact) -> str:
    if fact.start.year == 1 and fact.end.year == 9999:
        return ""
    start = "" if fact.start.year == 1 else fact.start.isoformat()
    end = "" if fact.end.year == 9999 else fact.end.isoformat()
    return f" ({start} to {end})" if start and end else f" (since {start})" if start else f" (until {end})"


def _print(one: Explanation) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(one.actor.name, style="bold"), Text(one.actor.id, style="dim"))
    matched = one.how if one.holds else f"{one.how}, not on that day"
    rows = [("kind", f"{one.actor.kind} (PLOVER {one.plover}, ACLED {one.acled})"), ("matched as", matched)]
    rows += [("side", side) for side in one.actor.party_to]
    rows += [("part of", parent) for parent in one.parents]
    shown = ("name", "office", "side", "successor", "controlled by", "country")
    rows += [(fact.fact, f"{fact.value}{_term(fact)}") for fact in one.facts if fact.fact in shown]
    naming = ("alias", "acronym", "surname", "weak alias", "adjective", "people", "seat")
    also = [f"{fact.value}{_term(fact)}" for fact in one.facts if fact.fact in naming]
    if also:
        rows.append(("also", "; ".join(also)))
    for heading, value in dict.fromkeys(rows):
        console.print(Text(f"  {heading:<14}", style="dim"), Text(value), soft_wrap=True)


def _plain(one: Explanation) -> dict[str, object]:
    return {
        "id": one.actor.id,
        "name": one.actor.name,
        "kind": one.actor.kind,
        "party_to": list(one.actor.party_to),
        "plover": one.plover,
        "acled": one.acled,
        "matched_as": one.how,
        "holds": one.holds,
        "parents": list(one.parents),
        "facts": [
            {
                "fact": fact.fact,
                "value": fact.value,
                "from": None if fact.start.year == 1 else fact.start.isoformat(),
                "to": None if fact.end.year == 9999 else fact.end.isoformat(),
                "source": fact.source,
                "file": fact.file,
                "line": fact.line,
            }
            for fact in one.facts
        ],
    }
