"""The lasting record: a store of reports, readings and decisions, and the questions one can ask it."""

from __future__ import annotations

from contested.record.flat import flat, frame
from contested.record.record import Record
from contested.record.records import (
    ActorTally,
    Anchor,
    Decision,
    Failure,
    PlaceTally,
    Query,
    RecordedClaim,
    RecordedReport,
    Release,
    Withdrawal,
)
from contested.record.write import Incoming, Stored

__all__ = [
    "ActorTally", "Anchor", "Decision", "Failure", "Incoming", "PlaceTally", "Query", "Record", "RecordedClaim",
    "RecordedReport", "Release", "Stored", "Withdrawal", "flat", "frame",
]  # fmt: skip
