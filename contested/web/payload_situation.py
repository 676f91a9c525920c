"""Events, accounts, contradictions, control, tolls and movements as columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import get_args

from contested.model import COUNT_WHATS, KINDS, STANCES, Place
from contested.situation.records import Account, Conflict, Event, Grade, Movement, Range, State, Tier, Toll
from contested.web.columns import NO_DAY, NONE, Part, Ragged, Strings, bound, day_number
from contested.web.payload_claims import ClaimRows
from contested.web.situated import Derived, KnownControl

GRADES: tuple[Grade, ...] = get_args(Grade)
STATES: tuple[State, ...] = get_args(State)
TIERS: tuple[Tier, ...] = get_args(Tier)
CONFLICTS: tuple[Conflict, ...] = get_args(Conflict)
_KIND = {kind: at for at, kind in enumerate(KINDS)}
_STANCE = {stance: at for at, stance in enumerate(STANCES)}
_WHAT = {what: at for at, what in enumerate(COUNT_WHATS)}
_HOLDING = 5
"""Holding a place weighs as much as doing so many things, when sides are put in order."""


class Table:
    """Columns of one table while it is made; a name not seen before begins a column."""

    def __init__(self, rows: ClaimRows, lists: Iterable[str] = ()) -> None:
        self.rows = rows
        self.columns: dict[str, list[int]] = {}
        self.ids: list[str] = []
        self.lists: dict[str, Ragged] = {name: Ragged() for name in lists}
        self.strings = Strings()

    def add(self, **values: int) -> None:
        """The next row's single values."""
        for name, value in values.items():
            self.columns.setdefault(name, []).append(value)

    def put(self, **values: Iterable[int]) -> None:
        """The next row's lists."""
        for name, found in values.items():
            self.lists[name].add(found)

    def claims(self, ids: Iterable[str]) -> list[int]:
        """The rows of claims; one that is not among the page's is left out."""
        row = self.rows.row
        return [row[id_] for id_ in ids if id_ in row]

    def known(self, claims: Iterable[int]) -> int:
        """The day the first of these claims was known."""
        return min((self.rows.known[claim] for claim in claims), default=NO_DAY)

    def tolls(self, ranges: Iterable[Range]) -> None:
        """The next row's numbers."""
        told = list(ranges)
        self.lists["toll"].add(_WHAT[r.what] for r in told)
        self.columns.setdefault("toll_low", []).extend(bound(r.low) for r in told)
        self.columns.setdefault("toll_high", []).extend(bound(r.high) for r in told)

    def places(self, places: Iterable[Place]) -> list[int]:
        """The rows of places."""
        return [self.rows.places.index(place) for place in places]

    def part(self, names: Iterable[str], *, strings: bool = True) -> Part:
        """The finished table; ``names`` are its single columns, so that an empty table has them too."""
        found: Part = {"id": self.ids} if self.ids else {}
        found.update({name: self.columns.get(name, []) for name in names})
        found.update({name: ragged.json() for name, ragged in self.lists.items()})
        if strings:
            found["strings"] = self.strings.words
        return found


def events_part(derived: Derived, rows: ClaimRows, claims: int) -> tuple[Part, list[int]]:
    """The events' table, and each claim's event."""
    table = Table(rows, ("kinds", "grades", "why", "claims", "toll"))
    of_claim = [NONE] * claims
    steps = derived.grades or tuple(() for _ in derived.events)
    for row, (event, grades) in enumerate(zip(derived.events, steps, strict=True)):
        found = table.claims(event.claims)
        for claim in found:
            of_claim[claim] = row
        known = table.known(found)
        table.ids.append(event.id)
        table.add(
            family=table.strings.index(event.family), place=rows.places.index(event.place, event.place_words),
            first=day_number(event.first), last=day_number(event.last), grade=GRADES.index(event.grade),
            grade_reason=table.strings.index(event.grade_reason), rule=table.strings.index(event.rule),
            known=known, reports=event.reports, sources=event.sources,
        )  # fmt: skip
        pairs = [(day_number(day), GRADES.index(grade)) for day, grade in grades] or [
            (known, GRADES.index(event.grade))
        ]
        table.put(
            kinds=(_KIND[kind] for kind in event.kinds),
            grades=(value for pair in pairs for value in pair),
            why=(table.strings.index(words) for words in event.why),
            claims=found,
        )
        table.tolls(event.tolls)
    part = table.part(
        ("family", "place", "first", "last", "grade", "grade_reason", "rule", "known", "reports", "sources", "toll_low",
         "toll_high")
    )  # fmt: skip
    return {**part, "id": table.ids}, of_claim


def accounts_part(events: Iterable[Event], rows: ClaimRows) -> Part:
    """The accounts' table: those of one event stand together."""
    table = Table(rows, ("speaker", "outlets", "culprits", "victims", "toll", "claims"))
    for row, event in enumerate(events):
        for account in event.accounts:
            _account(table, row, account)
    return table.part(("event", "stance", "known", "toll_low", "toll_high"))


def _account(table: Table, event: int, account: Account) -> None:
    cast = table.rows.cast
    found = table.claims(account.claims)
    table.add(event=event, stance=_STANCE.get(account.stance, 0), known=table.known(found))  # type: ignore[call-overload]
    table.put(
        speaker=cast.parties(account.speaker),
        outlets=(table.strings.index(outlet) for outlet in account.outlets),
        culprits=cast.parties(account.culprits),
        victims=cast.parties(account.victims),
        claims=found,
    )
    table.tolls(account.tolls)


def contradictions_part(derived: Derived, rows: ClaimRows) -> Part:
    """The contradictions' table with their sides."""
    table = Table(rows, ("sides", "side_parties", "side_claims"))
    event = {event.id: row for row, event in enumerate(derived.events)}
    side = 0
    for found in derived.contradictions:
        claims = [table.claims(one.claims) for one in found.sides]
        days = sorted(table.known(one) for one in claims if one)
        table.ids.append(found.id)
        table.add(
            conflict=CONFLICTS.index(found.conflict), place=rows.places.index(found.place, found.place_words),
            first=day_number(found.first), last=day_number(found.last), rule=table.strings.index(found.rule),
            event=event.get(found.event or "", NONE), known=days[1] if len(days) > 1 else NO_DAY,
        )  # fmt: skip
        table.put(sides=range(side, side + len(found.sides)))
        side += len(found.sides)
        for one, rows_of in zip(found.sides, claims, strict=True):
            table.add(side_position=table.strings.index(one.position))
            table.put(side_parties=rows.cast.parties(one.parties), side_claims=rows_of)
    part = table.part(("conflict", "place", "first", "last", "rule", "event", "known", "side_position"))
    return {**part, "id": table.ids}


def control_part(controls: Iterable[KnownControl], rows: ClaimRows) -> Part:
    """The table of control; ``camp`` is added when the sides are known."""
    table = Table(rows, ("holder", "claims", "against"))
    for known in controls:
        control = known.control
        table.add(
            place=rows.places.index(control.place), first=day_number(control.first), last=day_number(control.last),
            state=STATES.index(control.state), tier=NONE if control.tier is None else TIERS.index(control.tier),
            rule=table.strings.index(control.rule), reason=table.strings.index(control.reason),
            known_from=day_number(known.known_from), known_until=day_number(known.known_until),
        )  # fmt: skip
        table.put(
            holder=rows.cast.parties(control.holder),
            claims=table.claims(control.claims),
            against=table.claims(control.against),
        )
    return table.part(("place", "first", "last", "state", "tier", "rule", "reason", "known_from", "known_until"))


def movements_part(derived: Derived, rows: ClaimRows) -> Part:
    """The table of movements of people."""
    table = Table(rows, ("origin", "destination", "via", "people", "counted_by", "claims"))
    event = {event.id: row for row, event in enumerate(derived.events)}
    for found in derived.movements:
        _numbers(table, found, event.get(found.event, NONE))
        table.add(returning=int(found.returning))
        table.put(
            origin=table.places(found.origin), destination=table.places(found.destination),
            via=table.places(found.via), people=rows.cast.parties(found.people),
        )  # fmt: skip
    return table.part(("event", "first", "last", "low", "high", "returning", "known"), strings=False)


def tolls_part(derived: Derived, rows: ClaimRows) -> Part:
    """The ledger of casualties."""
    table = Table(rows, ("counted_by", "of_whom", "claims"))
    event = {event.id: row for row, event in enumerate(derived.events)}
    for found in derived.tolls:
        _numbers(table, found, event.get(found.event, NONE))
        table.add(
            place=rows.places.index(found.place, found.place_words),
            what=_WHAT[found.what],
            cumulative=int(found.cumulative),
        )
        table.put(of_whom=rows.cast.parties(found.of_whom))
    return table.part(
        ("event", "place", "first", "last", "what", "low", "high", "cumulative", "known"), strings=False
    )  # fmt: skip


def _numbers(table: Table, found: Movement | Toll, event: int) -> None:
    claims = table.claims(found.claims)
    table.add(
        event=event, first=day_number(found.first), last=day_number(found.last), low=bound(found.low),
        high=bound(found.high), known=table.known(claims),
    )  # fmt: skip
    table.put(claims=claims, counted_by=table.rows.cast.parties(found.counted_by))


def side_weights(rows: ClaimRows, control: Part) -> Counter[int]:
    """How much each actor's row weighs when sides are put in order: what it does, and much more what it holds."""
    weights: Counter[int] = Counter()
    actors = rows.cast.actors
    for row, times in enumerate(rows.cast.roles["doer"]):
        if actors[row].party_to:
            weights[row] += times
    holder: dict[str, list[int]] = control["holder"]  # type: ignore[assignment]
    weights.update({row: times * _HOLDING for row, times in Counter(holder["v"]).items()})
    return weights


def first_holders(control: Part, camp: list[int]) -> list[int]:
    """The side of the first holder of each row of control."""
    holder: dict[str, list[int]] = control["holder"]  # type: ignore[assignment]
    found, at = [], 0
    for number in holder["n"]:
        found.append(camp[holder["v"][at]] if number else NONE)
        at += number
    return found
