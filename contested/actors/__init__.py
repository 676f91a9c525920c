"""Actors: who is named or described in a report, and who that is on its day."""

from contested.actors.coreference import Coreference
from contested.actors.find import find_actors
from contested.actors.found import FoundActor
from contested.actors.resolve import coreference, resolve_actor

__all__ = ["Coreference", "FoundActor", "coreference", "find_actors", "resolve_actor"]
