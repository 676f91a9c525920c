"""What the actor stage hands on: one mention of an actor, with its identity or honestly none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contested.model import Actor, SourceKind

Sort = Literal["person", "state", "body", "forces", "people", "source", "media", "office", "unknown"]
Number = Literal["one", "many", "either"]
Gender = Literal["m", "f", "n", "?"]


@dataclass(frozen=True, slots=True)
class FoundActor:
    """A mention of an actor.

    ``start`` and ``end`` are character offsets, ``start_token`` and ``end_token`` token indices (all
    half-open), ``head`` the token the phrase hangs on. ``actor`` is None where no identity is known.
    ``source`` is the kind of an unnamed source. ``private`` marks a person without public office, who
    never gets an id. ``how`` names the rule that resolved the mention. ``named`` tells a name from a
    description. ``entity`` is the mention's
    number within the document: mentions with the same number are the same person or body.
    """

    start: int
    end: int
    start_token: int
    end_token: int
    head: int
    actor: Actor | None
    source: SourceKind | None
    private: bool
    how: str
    sort: Sort = "unknown"
    number: Number = "either"
    gender: Gender = "?"
    entity: int = -1
    named: bool = False
