"""The brief: a sourced situation report of a period, made of templates and data alone.

Every sentence names its sources, every source its claims and its report; nothing else is in it than the words of
``brief_words``, names, numbers, and the reports' words in quotation marks. What is planned, denied or possible is said
to be so; deaths are as reported; nothing is added up that may overlap; nothing is foretold.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.situation.brief_events import changed, contested, events
from contested.situation.brief_gaps import gaps
from contested.situation.brief_material import Citations, Material
from contested.situation.brief_model import Brief
from contested.situation.brief_people import displacement, statements, tolls
from contested.situation.brief_words import period

SECTIONS = (changed, contested, events, tolls, displacement, statements, gaps)


def brief_of(material: Material, *, facts: Sequence[tuple[str, str]] = ()) -> Brief:
    """The brief of a period. ``facts`` (labels and values: place, as known on) are shown above the sections."""
    cite = Citations(material)
    sections = tuple(make(material, cite) for make in SECTIONS)
    return Brief(f"Situation, {period(material.since, material.until)}", tuple(facts), sections, cite.sources())
