"""The situation: everything derived from a set of claims, as a pure function of them that can be brought up to date.

Tellings are made report by report (``tellings``), compared within blocks (``blocking``, ``likeness``), and clustered
within the connected parts of what is alike (``clustering``). All of these are local: a report that comes or goes
touches the tellings it has, the pairs they are in, and the parts these pairs lie in. What is derived of every other
part is kept. So ``Situation.of(a).with_report(b)`` is the same as ``Situation.of([*a, *b])``, only quicker.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from contested.model import Place
from contested.record.records import RecordedClaim
from contested.situation.blocking import Block
from contested.situation.contradictions import Held
from contested.situation.events import Happening
from contested.situation.families import family_of
from contested.situation.likeness import Likeness
from contested.situation.records import Contradiction, Control, Event, Movement, Toll
from contested.situation.rulings import Ruling, Rulings
from contested.situation.tellings import Telling

Item = TypeVar("Item")
Copies = frozenset[frozenset[str]]


@dataclass(frozen=True)
class Derived:
    """What follows from one part: tellings that have nothing to do with those of other parts."""

    happened: tuple[Happening, ...]
    tolls: tuple[Toll, ...]
    movements: tuple[Movement, ...]


@dataclass(frozen=True)
class Situation:
    """The claims of a record and what follows from them. Make it with ``Situation.of``; it never changes.

    Claims that tell of no happening (states, plans, demands) are kept in ``claims`` for those that ask for them.
    """

    reports: Mapping[str, tuple[RecordedClaim, ...]]
    """The claims by report."""
    copies: Copies = frozenset()
    """Pairs of reports that are near copies."""
    rulings: Rulings = field(default_factory=Rulings)
    _tellings: Mapping[str, Telling] = field(default_factory=dict, repr=False)
    _told: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _blocks: Mapping[Block, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _links: Mapping[str, Mapping[str, Likeness]] = field(default_factory=dict, repr=False)
    _part_of: Mapping[str, str] = field(default_factory=dict, repr=False)
    _parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _derived: Mapping[str, Derived] = field(default_factory=dict, repr=False)
    _held: Mapping[Held, tuple[tuple[RecordedClaim, Place], ...]] = field(default_factory=dict, repr=False)
    _holders: Mapping[Held, tuple[Contradiction, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        claims: Iterable[RecordedClaim],
        *,
        copies: Collection[tuple[str, str]] = (),
        rulings: Iterable[Ruling] = (),
    ) -> Situation:
        """The situation of claims, in any order.

        ``copies`` are pairs of report ids that are near copies (``Record.near_copies``), ``rulings`` the analysts'
        decisions on events, oldest first (``rulings_of(record.decisions())``).
        """
        empty = cls({}, frozenset(frozenset(pair) for pair in copies), Rulings.of(rulings))
        return empty.updated(added=claims)

    def with_report(self, claims: Iterable[RecordedClaim], *, copies: Collection[tuple[str, str]] = ()) -> Situation:
        """The situation with a report's claims added; ``copies`` are the pairs of near copies that it brings."""
        return self.updated(added=claims, copies=copies)

    def updated(
        self,
        *,
        added: Iterable[RecordedClaim] = (),
        removed: Iterable[str] = (),
        copies: Collection[tuple[str, str]] = (),
    ) -> Situation:
        """The situation with claims added, and with claims (by id) removed: only what they touch is made anew."""
        from contested.situation.updating import Update

        return Update(self, copies=copies).apply(tuple(added), frozenset(removed))

    # -- what follows

    @cached_property
    def claims(self) -> Mapping[str, RecordedClaim]:
        """Every claim by its id."""
        return {c.claim.id: c for own in self.reports.values() for c in own}

    @cached_property
    def happened(self) -> tuple[Happening, ...]:
        """The events with what they are made of, by day, then by id; those without a day last."""
        return tuple(sorted((h for d in self._derived.values() for h in d.happened), key=by_day))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events, by day; every claim of a happening is in just one."""
        return tuple(h.event for h in self.happened)

    def event(self, event_id: str) -> Event | None:
        """The event with this id."""
        return self._by_id.get(event_id)

    @cached_property
    def _by_id(self) -> dict[str, Event]:
        return {event.id: event for event in self.events}

    def event_of(self, claim_id: str) -> Event | None:
        """The event that a claim tells of; None for a claim of no happening."""
        found = self._by_claim.get(claim_id)
        return self._by_id[found] if found else None

    @cached_property
    def _by_claim(self) -> dict[str, str]:
        return {claim: event.id for event in self.events for claim in event.claims}

    @cached_property
    def apart(self) -> tuple[RecordedClaim, ...]:
        """Claims that make no event: states, and what is planned, demanded or conditional."""
        return tuple(c for own in self.reports.values() for c in own if family_of(c.claim) is None)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Everything that cannot all hold, by day: within events, and two holders of one place."""
        within = [x for derived in self._derived.values() for h in derived.happened for x in h.contradictions]
        holders = [x for found in self._holders.values() for x in found]
        return tuple(sorted(within + holders, key=contradiction_by_day))

    @cached_property
    def tolls(self) -> tuple[Toll, ...]:
        """The ledger of casualties, by day."""
        lines = (line for derived in self._derived.values() for line in derived.tolls)
        return tuple(sorted(lines, key=toll_by_day))

    @cached_property
    def movements(self) -> tuple[Movement, ...]:
        """Movements of people, by day."""
        found = (m for derived in self._derived.values() for m in derived.movements)
        return tuple(sorted(found, key=movement_by_day))

    def control(
        self, *, since: date | None = None, until: date | None = None, as_known: date | None = None
    ) -> tuple[Control, ...]:
        """Who holds each place ever told of, day by day (see ``contested.situation.control``)."""
        from contested.situation.control import control_of

        pairs = [(min(pair), max(pair)) for pair in sorted(self.copies, key=sorted)]
        return control_of(self.claims.values(), since=since, until=until, as_known=as_known, copies=pairs)


def by_day(h: Happening) -> tuple[date, str]:
    """The order of events."""
    return h.event.first or date.max, h.event.id


def contradiction_by_day(x: Contradiction) -> tuple[date, str, str]:
    """The order of contradictions."""
    return x.first or date.max, x.conflict, x.id


def toll_by_day(t: Toll) -> tuple[date, str, str, bool]:
    """The order of the ledger."""
    return t.first or date.max, t.event, t.what, t.cumulative


def movement_by_day(m: Movement) -> tuple[date, str, bool]:
    """The order of movements."""
    return m.first or date.max, m.event, m.returning


def carry_over(
    old: Situation,
    new: Situation,
    *,
    lost: Sequence[Derived],
    made: Sequence[Derived],
    lost_holders: Sequence[Contradiction],
    made_holders: Sequence[Contradiction],
) -> None:
    """Give a situation the lists of the one before that were made already, with what differs replaced."""

    def carry(name: str, gone: Iterable[Item], come: Iterable[Item], key: Callable[[Item], Any]) -> None:
        if name in vars(old):
            vars(new)[name] = _replaced(vars(old)[name], gone, come, key)

    carry("happened", (h for d in lost for h in d.happened), (h for d in made for h in d.happened), by_day)
    carry("tolls", (t for d in lost for t in d.tolls), (t for d in made for t in d.tolls), toll_by_day)
    carry("movements", (m for d in lost for m in d.movements), (m for d in made for m in d.movements), movement_by_day)
    gone = [*lost_holders, *(x for d in lost for h in d.happened for x in h.contradictions)]
    come = [*made_holders, *(x for d in made for h in d.happened for x in h.contradictions)]
    carry("contradictions", gone, come, contradiction_by_day)


def _replaced(
    items: tuple[Item, ...], gone: Iterable[Item], come: Iterable[Item], key: Callable[[Item], Any]
) -> tuple[Item, ...]:
    """A sorted list without some of its items (found by their keys) and with others in their places."""
    found = list(items)
    for item in gone:
        at = bisect_left(found, key(item), key=key)
        while found[at] is not item:
            at += 1
        del found[at]
    for item in come:
        insort(found, item, key=key)
    return tuple(found)
