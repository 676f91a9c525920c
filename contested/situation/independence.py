"""How often a thing was really told: copies, one speaker's words told again, and a report's repetitions count once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from contested.record.origins import common_origins
from contested.record.records import RecordedClaim
from contested.situation.evidence import Evidence

AGAIN = timedelta(days=7)
"""After so long the same words ("rebels captured the town") tell of something new."""


def origin_of(claims: Sequence[RecordedClaim], copies: Collection[tuple[str, str]] = ()) -> dict[str, int]:
    """For each claim's id the number of the telling it goes back to (see ``record.origins``)."""
    ordered = sorted(claims, key=lambda c: (c.report.published or c.report.known, c.report.id, c.claim.id))
    return {
        claim: number for number, origin in enumerate(common_origins(ordered, copies=copies)) for claim in origin.claims
    }


def counted(evidence: Iterable[Evidence], origins: Mapping[str, int]) -> tuple[Evidence, ...]:
    """The evidence without repetitions, in order of days.

    Of one origin's words to one effect the first day stands, with the greatest weight; the same words more than
    ``AGAIN`` later are news again. Of one report's statements to one effect for one day the weightiest stands.
    """
    by_origin: dict[tuple[object, ...], list[Evidence]] = {}
    for one in sorted(evidence, key=_order):
        key = (origins.get(one.claim, one.claim), one.side, one.form, one.rival)
        told = by_origin.setdefault(key, [])
        if not told or one.day - told[-1].day > AGAIN:
            told.append(one)
        elif one.weight > told[-1].weight:
            told[-1] = replace(told[-1], weight=one.weight)
    by_report: dict[tuple[object, ...], Evidence] = {}
    for one in (one for told in by_origin.values() for one in told):
        place = (one.report, one.side, one.form, one.rival, one.day)
        if place not in by_report or one.weight > by_report[place].weight:
            by_report[place] = one
    return tuple(sorted(by_report.values(), key=_order))


def _order(one: Evidence) -> tuple[object, ...]:
    return (one.day, one.report, one.claim, one.form, one.side, one.rival)


def sources(evidence: Iterable[Evidence], origins: Mapping[str, int]) -> int:
    """How many independent sources that are no party stand behind this: different tellings of different outlets.

    Reports whose outlet is not known count as outlets of their own.
    """
    free = [e for e in evidence if e.source in ("outlet", "third")]
    tellings = {origins.get(e.claim, e.claim) for e in free}
    outlets = {e.outlet or e.report for e in free}
    return min(len(tellings), len(outlets))
