"""What is derived from claims: events, control, contradictions, tolls. Each names its claims and its rule.

Frozen, rebuilt at will, and never stored as truth: a pure function of the claims of a record. Claims are named by
their ids; days are days of the event in closed intervals unless a field says otherwise. The rules are those of the
design's section 6, named in each record by a short slug such as ``admission-against-interest``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from contested.model import Actor, CountWhat, Kind, Place

Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]
"""After Airwars: the responsible side admits; two or more independent credible sources; one source; rival claims;
nobody stands by it any more."""
State = Literal["held", "contested", "besieged", "stale", "unknown"]
Tier = Literal["claimed", "assessed"]
Conflict = Literal["denial", "two-holders", "tolls", "culprits"]
"""What two sides contradict each other in."""


@dataclass(frozen=True)
class Party:
    """Who is meant in a derived record: an identity, or, with ``id`` None, the words of the reports.

    ``side`` ("conflict: side") is given where the record is about a side: the actor then stands for it.
    """

    id: str | None
    name: str
    kind: str | None = None
    side: str | None = None


@dataclass(frozen=True)
class Range:
    """A number as told: at least ``low``, at most ``high``; None where no bound is told."""

    what: CountWhat
    low: int | None
    high: int | None
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Account:
    """One telling of an event: the claims that go back to one origin, their speakers and their numbers.

    ``speaker`` is the chain, origin first; empty: the outlet's own voice, named in ``outlets``.
    """

    speaker: tuple[Party, ...]
    outlets: tuple[str, ...]
    stance: str
    """The strongest stance of its claims about the happening itself."""
    culprits: tuple[Party, ...]
    victims: tuple[Party, ...]
    tolls: tuple[Range, ...]
    claims: tuple[str, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """A happening that claims of one or more reports tell of; ``why`` explains how they were put together."""

    id: str
    family: str
    kinds: tuple[Kind, ...]
    place: Place | None
    place_words: str | None
    """As the reports call it, also where no place was found."""
    first: date | None
    last: date | None
    grade: Grade
    grade_reason: str
    rule: str
    why: tuple[str, ...]
    claims: tuple[str, ...]
    accounts: tuple[Account, ...]
    reports: int
    sources: int
    """Independent ones: copies and tellings of one origin count once, the parties of one side too."""
    tolls: tuple[Range, ...]
    """Lowest and highest per what is counted, over all accounts; never summed over overlapping counts."""
    contradictions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Side:
    """One side of a contradiction: what it holds, in a few plain words, and the claims that say so."""

    position: str
    parties: tuple[Party, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Contradiction:
    """Claims that cannot all hold, both sides kept."""

    id: str
    conflict: Conflict
    place: Place | None
    place_words: str | None
    first: date | None
    last: date | None
    sides: tuple[Side, ...]
    rule: str
    event: str | None = None


@dataclass(frozen=True)
class Control:
    """Who holds a place over a closed interval of days, in which tier and state, by which rule and claims.

    ``against`` are claims that speak against it and do not overturn it.
    """

    place: Place
    first: date
    last: date
    state: State
    holder: tuple[Party, ...]
    tier: Tier | None
    rule: str
    reason: str
    """In plain words, without the quotes."""
    claims: tuple[str, ...]
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class Toll:
    """A line of the ledger of casualties: an event, what is counted, by whom, low and high. Deaths are "reported"."""

    event: str
    place: Place | None
    place_words: str | None
    first: date | None
    last: date | None
    what: CountWhat
    low: int | None
    high: int | None
    counted_by: tuple[Party, ...]
    of_whom: tuple[Party, ...]
    cumulative: bool
    claims: tuple[str, ...]


@dataclass(frozen=True)
class RunningToll:
    """What is counted at a place over a period, added up over its events so that nothing is counted twice.

    ``low`` takes counts that may overlap as one, ``high`` as separate (None: some count has no upper end).
    ``steps`` are the arithmetic in words, a step a line.
    """

    place: Place | None
    place_words: str | None
    first: date
    last: date
    what: CountWhat
    low: int | None
    high: int | None
    counted_by: tuple[Party, ...]
    of_whom: tuple[Party, ...]
    events: tuple[str, ...]
    claims: tuple[str, ...]
    steps: tuple[str, ...]
    rule: str


@dataclass(frozen=True)
class Movement:
    """People displaced or returning: from where, to where, how many are said to, by whom."""

    event: str
    origin: tuple[Place, ...]
    destination: tuple[Place, ...]
    via: tuple[Place, ...]
    people: tuple[Party, ...]
    first: date | None
    last: date | None
    low: int | None
    high: int | None
    returning: bool
    counted_by: tuple[Party, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Moment:
    """A day of a timeline and the sentence that tells of it best: ``claim`` leads to its words."""

    day: date
    weight: float
    sentence: str
    claim: str
    events: tuple[str, ...]


def party_of(actor: Actor | None, words: str) -> Party:
    """The party of an actor or, where none was found, of the report's words."""
    return Party(actor.id, actor.name, actor.kind) if actor else Party(None, words)
