"""Edits of a claim's fields: read from what an analyst wrote, applied to a claim, moved to another text."""

from __future__ import annotations

import json
from typing import Any

from contested.contract import claim_from_json, claim_to_json
from contested.errors import SpanError, UsageError
from contested.model import COUNT_WHATS, KINDS, PLACE_ROLES, STANCES, Claim, sha256
from contested.record.anchors import occurrences

Json = Any
FIELDS = (
    "kind", "stance", "trigger", "sentence", "cue", "cue_strength", "speaker", "actor", "target", "place", "time",
    "counts", "codes",
)  # fmt: skip
_NO_CODES = {"plover": {"event": None, "mode": None}, "acled": {"event_type": None, "sub_event_type": None}}
_WORDS: dict[str, tuple[str, ...]] = {"kind": KINDS, "stance": STANCES}
_LISTS = ("speaker", "actor", "target", "place", "counts")
_DEFAULTS: dict[str, dict[str, Json]] = {
    "speaker": {"actor": None, "source": None, "inferred": False},
    "actor": {"actor": None, "source": None, "inferred": False},
    "target": {"actor": None, "source": None, "inferred": False},
    "place": {"role": "at", "place": None, "relation": None, "radius_km": None, "inferred": False},
    "counts": {"what": "other", "low": None, "high": None},
    "time": {"from": None, "to": None, "precision": "day"},
}


def parse_edit(field: str, written: str, *, claim: Claim, text: str) -> str:
    """The value of an edit as JSON, complete and with every span found; raises UsageError when it makes no sense.

    ``written`` is JSON in the shape of the contract's field; a bare word will do for kind and stance, and a
    list of words for actors and places. Spans may be given by ``quote`` alone: the nearest to the trigger counts.
    """
    if field not in FIELDS:
        raise UsageError(f"a claim has no field {field!r}; fields: {', '.join(FIELDS)}")
    try:
        value: Json = json.loads(written)
    except ValueError:
        value = written
    if field in _LISTS and not isinstance(value, list):
        value = [] if value is None else [value]
    if field in _WORDS and value not in _WORDS[field]:
        raise UsageError(f"{value!r} is no {field}; one of: {', '.join(_WORDS[field])}")
    value = _completed(field, value)
    value = _located(value, text, near=claim.trigger.start)
    dumped = json.dumps(value, ensure_ascii=False, sort_keys=True)
    apply_edit(claim, field, dumped, text=text)
    return dumped


def apply_edit(claim: Claim, field: str, value: str, *, text: str, shift: int = 0) -> Claim:
    """The claim with one field edited. ``shift`` is how far its words moved since the edit was written.

    A new kind drops the codes of the old one. Raises UsageError when the value no longer fits the text.
    """
    data = claim_to_json(claim)
    moved = _located(json.loads(value), text, near=claim.trigger.start, shift=shift)
    if field == "kind" and moved != claim.kind:
        data["codes"] = _NO_CODES
    data[field] = moved
    try:
        _check(data)
        return claim_from_json(data, report=claim.trigger.report, text=text)
    except (SpanError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"the edit {field}={value} does not fit claim {claim.id}: {error!r}") from error


def _check(data: dict[str, Json]) -> None:
    for place in data["place"]:
        if place["role"] not in PLACE_ROLES:
            raise ValueError(f"role {place['role']!r}; one of {', '.join(PLACE_ROLES)}")
    for count in data["counts"]:
        if count["what"] not in COUNT_WHATS:
            raise ValueError(f"what {count['what']!r}; one of {', '.join(COUNT_WHATS)}")


def _completed(field: str, value: Json) -> Json:
    defaults = _DEFAULTS.get(field)
    if defaults is None or value is None:
        return {"quote": value} if field in ("trigger", "cue", "sentence") and isinstance(value, str) else value
    if isinstance(value, list):
        return [_completed_one(defaults, one) for one in value]
    return _completed_one(defaults, value)


def _completed_one(defaults: dict[str, Json], one: Json) -> Json:
    if isinstance(one, str):
        one = {"quote": one}
    if not isinstance(one, dict) or "quote" not in one:
        raise UsageError(f'{one!r} names no words of the report; give them as "quote"')
    return {**defaults, **one}


def _located(value: Json, text: str, *, near: int, shift: int = 0) -> Json:
    """The value with ``start`` and ``end`` of every quote right for this text."""
    if isinstance(value, list):
        return [_located(one, text, near=near, shift=shift) for one in value]
    if not isinstance(value, dict):
        return value
    inner = {
        k: _located(v, text, near=near, shift=shift) if isinstance(v, dict | list) else v for k, v in value.items()
    }
    quote = inner.get("quote")
    if not isinstance(quote, str):
        return inner
    wanted = inner["start"] + shift if isinstance(inner.get("start"), int) else near
    start = min(occurrences(quote, text), key=lambda at: (abs(at - wanted), at), default=None) if quote else None
    if start is None:
        raise UsageError(f"the words {quote!r} are not in the report; quote them to the letter")
    return {**inner, "start": start, "end": start + len(quote)}


def decision_id(*parts: str | None) -> str:
    """An id made of what the decision says, so that the same decision taken twice is one."""
    return sha256(json.dumps(parts, ensure_ascii=False))[:16]
