"""Places of a report: found among its words and resolved together, offline.

``find_places`` recognises and resolves; ``resolve_spans`` resolves spans that are given; ``candidates``
explains what a name may stand for; ``place_of_event`` picks the place of what a verb tells; ``refer_back``
says which place "the city", "the capital" or "there" means.
"""

from __future__ import annotations

from contested.places.anaphora import country_of_demonym, refer_back
from contested.places.event import event_scores, place_of_event
from contested.places.explain import Explained, candidates
from contested.places.find import THRESHOLD, FoundPlace, find_places, resolve_spans

__all__ = [
    "THRESHOLD",
    "Explained",
    "FoundPlace",
    "candidates",
    "country_of_demonym",
    "event_scores",
    "find_places",
    "place_of_event",
    "refer_back",
    "resolve_spans",
]
