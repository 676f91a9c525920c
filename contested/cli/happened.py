"""What the commands on events, contradictions and tolls share: their options, the situation, what is kept of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from contested.cli import asking as ask

if TYPE_CHECKING:
    from contested.record import Query, Record, RecordedClaim
    from contested.situation.records import Party
    from contested.situation.situation import Situation

Item = TypeVar("Item")

Who = Annotated[
    str | None,
    typer.Option("--actor", "--who", help="Who is in it in any role: an actor's name or id, or words of the reports."),
]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="With a claim of this kind; repeat for several.")]
Grades = Annotated[
    list[str] | None,
    typer.Option("--grade", help="confirmed, fair, weak, contested or discounted; repeat for several."),
]


@dataclass(frozen=True)
class Asked:
    """What of a situation is asked for; every condition given must hold of something an event's claims say."""

    place: str | None = None
    within: float | None = None
    country: str | None = None
    who: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    as_known: datetime | None = None
    kind: Sequence[str] | None = None

    @property
    def known(self) -> date | None:
        """The day as of which the record is asked."""
        return ask.day(self.as_known)

    def days(self, first: date | None, last: date | None) -> bool:
        """Whether days overlap the asked ones; what has no day does when none are asked."""
        since, until = ask.day(self.since), ask.day(self.until)
        if first is None or last is None:
            return since is None and until is None
        return (since is None or last >= since) and (until is None or first <= until)


@dataclass(frozen=True)
class Kept:
    """The situation of a record as known, and which claims each condition lets through."""

    situation: Situation
    allowed: tuple[frozenset[str], ...]
    asked: Asked

    def keeps(self, claims: Iterable[str], first: date | None, last: date | None) -> bool:
        """Whether for every condition some of these claims meets it, and the days are the asked ones."""
        own = set(claims)
        return self.asked.days(first, last) and all(own & ids for ids in self.allowed)

    def claim(self, claim_id: str) -> RecordedClaim:
        """A claim by its id."""
        return self.situation.claims[claim_id]


def situation_of(record: Record, *, as_known: date | None = None) -> Situation:
    """The situation of a record's claims, with the analysts' decisions obeyed; shows progress in a terminal."""
    from contested.cli.watching import all_claims
    from contested.situation.rulings import rulings_of
    from contested.situation.situation import Situation

    claims = all_claims(record, as_known=as_known)
    copies = record.near_copies({c.report.id for c in claims})
    return Situation.of(claims, copies=copies, rulings=rulings_of(record.decisions()))


def kept(record: Record, asked: Asked) -> Kept:
    """The situation, and what of it is asked for. Raises UsageError for a condition that makes no sense."""
    from contested.model import KINDS
    from contested.record import Query

    known = asked.known
    queries: list[Query] = []
    if asked.place is not None:
        queries.append(Query(place=asked.place, within_km=asked.within, as_known=known))
    if asked.country is not None:
        queries.append(Query(country=asked.country, as_known=known))
    if asked.who is not None:
        queries.append(Query(who=asked.who, as_known=known))
    if asked.kind:
        queries.append(Query(kind=ask.checked(asked.kind, KINDS, "kind of claim"), as_known=known))
    allowed = tuple(frozenset(c.claim.id for c in record.iter_claims(query)) for query in queries)
    return Kept(situation_of(record, as_known=known), allowed, asked)


def page(found: Iterable[Item], *, limit: int | None, offset: int, format: ask.ListFormat) -> list[Item]:
    """One page of a list; a table shows so many rows unless told."""
    if limit is None and format is ask.ListFormat.table:
        limit = ask.TABLE_ROWS
    return list(islice(found, offset, None if limit is None else offset + limit))


def show(
    records: Sequence[object], format: ask.ListFormat, table: Mapping[str, Any], *, total: int, wide: Sequence[str] = ()
) -> None:
    """Print records: all of each as JSON, flat rows as CSV; ``table`` maps headings to what a cell says."""
    from contested.situation.flat import flat

    if format is ask.ListFormat.json:
        ask.show_rows(map(plain, records), format)
    elif format is ask.ListFormat.csv:
        ask.show_rows((flat(record) for record in records), format)
    elif not records:
        print("nothing found")
    else:
        rows = [[" ".join(str(cell(r)).split()) for cell in table.values()] for r in records]
        _print(list(table), rows, wide)
        if total > len(records):
            print(f"{total - len(records)} more: --limit and --offset page, --format csv gives all of them")


_WHOLE = ("id", "event", "day", "where", "from", "to", "low", "high")
_ROOM_ASKED = ("because", "sources", "of whom", "event")
_ROOMY = 110  # columns of a terminal below which those are left out


def _print(headings: Sequence[str], rows: Sequence[Sequence[str]], wide: Sequence[str]) -> None:
    """A table; ids, days and places are never broken; a narrow terminal goes without some columns."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    shown = [n for n, heading in enumerate(headings) if heading not in _ROOM_ASKED or console.width >= _ROOMY]
    made = Table(box=SIMPLE_HEAD, pad_edge=False)
    for n in shown:
        whole = headings[n] in _WHOLE
        made.add_column(headings[n], overflow="fold", no_wrap=whole, ratio=3 if headings[n] in wide else None)
    for row in rows:
        made.add_row(*(escape(row[n]) for n in shown))
    console.print(made)


def plain(record: object) -> dict[str, Any]:
    """A derived record as JSON: its fields by name, days as ISO dates, and the rule it was made by."""
    from contested.situation.flat import flat

    told = {name: _plain(value) for name, value in asdict(record).items()}  # type: ignore[call-overload]
    told.setdefault("rule", flat(record)["rule"])
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def days(first: date | None, last: date | None) -> str:
    """Days as a table shows them."""
    if first is None or last is None:
        return "?"
    if first == last:
        return first.isoformat()
    return f"{first.isoformat()}..{last.isoformat()[5 if first.year == last.year else 0 :]}"


def where(record: Any) -> str:
    """A place as a table shows it: by its name, or as the reports call it with a question mark."""
    if record.place:
        return str(record.place.name)
    return f"{record.place_words} (?)" if record.place_words else "?"


def names(parties: Iterable[Party]) -> str:
    """Parties by name."""
    return ", ".join(dict.fromkeys(p.name for p in parties))
