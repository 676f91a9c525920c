"""Incidents of a report in the manner of MUC-4: type, stage, date, place, perpetrators, victims, targets, weapons.

Made on demand, not with every reading. ``incidents_of`` is the one way in.
"""

from __future__ import annotations

from contested.read.incidents.find import incidents_of
from contested.read.incidents.records import Filler, Incident, Stage
from contested.read.incidents.roles import Role, Type

__all__ = ["Filler", "Incident", "Role", "Stage", "Type", "incidents_of"]
