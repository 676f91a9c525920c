"""What changed from one release's reading to another's, claim by claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from contested.contract import claim_to_json
from contested.model import Claim
from contested.record.older import release_key
from contested.record.record import Record

_FIELDS = ("kind", "stance", "speaker", "actor", "target", "place", "time", "counts", "cue", "codes")


@dataclass(frozen=True)
class Change:
    """A claim that is ``new``, ``gone`` or ``changed``; ``before`` and ``after`` are None where there is none.

    ``fields`` are the names of the fields that differ, in the contract's words.
    """

    status: Literal["new", "gone", "changed"]
    report: str
    before: Claim | None
    after: Claim | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    """How two releases compare over the reports both read; the rest is counted apart."""

    both: int
    only_before: int
    only_after: int
    same: int
    changes: tuple[Change, ...]


def compare(record: Record, before: str, after: str) -> Summary:
    """Compare two releases' readings of the same reports, decisions aside. Raises UsageError for an unknown release."""
    first, second = (release_key(record.connection, name) for name in (before, after))
    readings: dict[int, dict[int, int]] = {first: {}, second: {}}
    for release in readings:
        rows = record.connection.execute("SELECT report, key FROM reading WHERE release = ?", (release,))
        readings[release] = dict(rows.fetchall())
    both = sorted(readings[first].keys() & readings[second].keys())
    same, changes = 0, []
    for report in both:
        old = record.writer.hydrator.reading(readings[first][report]).claims
        new = record.writer.hydrator.reading(readings[second][report]).claims
        for change in _pairs(old, new):
            if change is None:
                same += 1
            else:
                changes.append(change)
    return Summary(
        both=len(both),
        only_before=len(readings[first]) - len(both),
        only_after=len(readings[second]) - len(both),
        same=same,
        changes=tuple(changes),
    )


def _pairs(old: tuple[Claim, ...], new: tuple[Claim, ...]) -> Iterator[Change | None]:
    """Claims paired by trigger, the most alike first; None for a pair without a difference."""
    there: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in new:
        there[(claim.trigger.start, claim.trigger.end)].append(claim)
    for claim in old:
        rivals = there[(claim.trigger.start, claim.trigger.end)]
        if not rivals:
            yield Change("gone", claim.trigger.report, claim, None)
            continue
        partner = min(rivals, key=lambda rival: (rival.kind != claim.kind, len(_differences(claim, rival))))
        rivals.remove(partner)
        fields = _differences(claim, partner)
        yield Change("changed", claim.trigger.report, claim, partner, fields) if fields else None
    for rivals in there.values():
        for claim in rivals:
            yield Change("new", claim.trigger.report, None, claim)


def _differences(a: Claim, b: Claim) -> tuple[str, ...]:
    left, right = claim_to_json(a), claim_to_json(b)
    return tuple(name for name in _FIELDS if _told(left[name]) != _told(right[name]))


def _told(value: Any) -> Any:
    """A field without what only bookkeeping changes."""
    if isinstance(value, list):
        return [_told(one) for one in value]
    return {k: _told(v) for k, v in value.items() if k != "inferred"} if isinstance(value, dict) else value
