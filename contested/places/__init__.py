"""Places of a report: found among its words and resolved together, offline.

``find_places`` recognises and resolves; ``resolve_spans`` resolves spans that are given;
``candidates`` explains what a name may stand for.
"""

from __future__ import annotations

from contested.places.event import place_of_event
from contested.places.find import FoundPlace, candidates, find_places, resolve_spans

__all__ = ["FoundPlace", "candidates", "find_places", "place_of_event", "resolve_spans"]
