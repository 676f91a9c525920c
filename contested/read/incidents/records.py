"""The records of incidents: frozen, with every word anchored in its report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from contested.model import Actor, PlaceRef, Span, TimeRef
from contested.read.incidents.roles import Role, Type

Stage = Literal["accomplished", "attempted", "threatened"]
STAGES: tuple[Stage, ...] = get_args(Stage)


@dataclass(frozen=True)
class Filler:
    """Who or what fills a role. ``name``: the surest wording; ``mentions``: all that name the same, in text order.

    ``actor`` is the identity, where an actor of the knowledge base is meant; ``probability`` is from 0 to 1.
    """

    role: Role
    name: Span
    mentions: tuple[Span, ...]
    probability: float
    actor: Actor | None = None


@dataclass(frozen=True)
class Incident:
    """One incident of a report, in the manner of MUC-4's templates.

    ``triggers``: the words that state it; ``claims``: the ids of the claims they belong to. ``date`` and ``place``
    are the most exact of its claims' (a day, a settlement), else the first; empty when the report does not tell.
    """

    type: Type
    stage: Stage
    triggers: tuple[Span, ...]
    claims: tuple[str, ...]
    date: TimeRef | None
    place: tuple[PlaceRef, ...]
    fillers: tuple[Filler, ...]

    def of(self, role: Role) -> tuple[Filler, ...]:
        """The fillers of one role, in text order."""
        return tuple(f for f in self.fillers if f.role == role)
