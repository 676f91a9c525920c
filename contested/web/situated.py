"""The situation of a record, as the page shows it: the one place where the web room asks contested/situation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contested.situation.records import Contradiction, Control, Event, Grade, Movement, Toll
from contested.web.material import Material, Progress, no_progress


@dataclass(frozen=True)
class KnownControl:
    """An interval of control, and in which span of knowledge it holds: from a day on, before another (None: still)."""

    control: Control
    known_from: date
    known_until: date | None


@dataclass(frozen=True)
class Derived:
    """What is derived from a record's claims. ``grades`` has, by event, how its grade changed as more was known."""

    events: tuple[Event, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    controls: tuple[KnownControl, ...] = ()
    tolls: tuple[Toll, ...] = ()
    movements: tuple[Movement, ...] = ()
    grades: tuple[tuple[tuple[date, Grade], ...], ...] = ()


def derive(material: Material, *, progress: Progress = no_progress) -> Derived:
    """The situation of what stands; rejected claims have no part in it."""
    return Derived()
