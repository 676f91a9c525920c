"""Decisions from the page: what it may ask, and how decisions look to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from contested.errors import UsageError
from contested.record import Decision, Record
from contested.record.days import stamp
from contested.web.payload_claims import status_bits

_NAME, _WORDS = 200, 2000


class Decide(BaseModel):
    """A decision to take; see frontend/src/types.ts."""

    model_config = ConfigDict(extra="forbid")

    action: Literal["accept", "edit", "reject", "same-event", "different-event"]
    claims: list[str] = Field(min_length=1, max_length=500)
    who: str = Field(min_length=1, max_length=_NAME)
    why: str = Field(default="", max_length=_WORDS)
    field: str | None = Field(default=None, max_length=40)
    value: JsonValue = None


class Withdraw(BaseModel):
    """A decision to take back."""

    model_config = ConfigDict(extra="forbid")

    who: str = Field(min_length=1, max_length=_NAME)
    why: str = Field(default="", max_length=_WORDS)


def take(record: Record, wish: Decide) -> Decision:
    """Take a decision. Raises UsageError when it makes no sense."""
    edit = wish.action == "edit"
    if edit and wish.field is None:
        raise UsageError("an edit names a field and its new value")
    written = json.dumps(wish.value, ensure_ascii=False) if edit else None
    return record.decide(
        wish.action, wish.claims, who=wish.who.strip(), why=wish.why.strip(), field=wish.field, value=written
    )


def concerned(decision: Decision) -> list[str]:
    """The ids of the claims it holds for now, once each, or that it was taken on."""
    fitting = [claim for fit in decision.fits for claim in fit]
    return list(dict.fromkeys(fitting or [a.claim_id for a in decision.anchors if a.claim_id]))


def decision_row(decision: Decision, row: Mapping[str, int]) -> dict[str, object]:
    """A decision as the page gets it; ``row`` has claims' rows by id."""
    withdrawn = decision.withdrawn
    return {
        "id": decision.id,
        "action": decision.action,
        "who": decision.who,
        "made": stamp(decision.made),
        "why": decision.why,
        "field": decision.field,
        "value": None if decision.value is None else json.loads(decision.value),
        "claims": [row[claim] for fit in decision.fits for claim in fit if claim in row],
        "withdrawn": withdrawn and {"who": withdrawn.who, "made": stamp(withdrawn.made), "why": withdrawn.why},
    }


def statuses(record: Record, claims: Iterable[str], row: Mapping[str, int]) -> list[dict[str, int]]:
    """How these claims stand now."""
    return [
        {"claim": row[claim], "status": status_bits(record.claim(claim))} for claim in claims if claim in row
    ]  # fmt: skip
