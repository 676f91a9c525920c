"""Places of a report: found among its words and resolved together, offline.

``find_places`` recognises and resolves; ``resolve_spans`` resolves spans that are given; ``candidates``
explains what a name may stand for; ``place_of_event`` picks the place of what a verb tells.
"""

from __future__ import annotations

from contested.places.event import place_of_event
from contested.places.explain import Explained, candidates
from contested.places.find import FoundPlace, find_places, resolve_spans

__all__ = ["Explained", "FoundPlace", "candidates", "find_places", "place_of_event", "resolve_spans"]
