"""Contested: a sourced record of a conflict, made from news reports.

>>> import contested
>>> reading = contested.read("Rebels seized Saraqib overnight, a monitor said.")
>>> [(claim.kind, claim.trigger.quote) for claim in reading.claims]
[('capture', 'seized')]

Nothing heavy is loaded before it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contested import read as read
    from contested.intake import take_in as take_in
    from contested.model import Claim as Claim
    from contested.model import Place as Place
    from contested.model import Reading as Reading
    from contested.model import Report as Report
    from contested.model import Span as Span
    from contested.read.api import resolve_places as resolve_places
    from contested.read.reader import read_reports as read_reports
    from contested.record import Record as Record

__version__ = "0.1.0"

_WHERE = {
    "Claim": "contested.model",
    "Place": "contested.model",
    "Reading": "contested.model",
    "Record": "contested.record",
    "Report": "contested.model",
    "Span": "contested.model",
    "read_reports": "contested.read.reader",
    "resolve_places": "contested.read.api",
    "take_in": "contested.intake",
}

__all__ = [*_WHERE, "__version__", "read"]


def __getattr__(name: str) -> object:
    if name == "read":
        return import_module("contested.read")
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'contested' has no attribute {name!r}")
