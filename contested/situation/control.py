"""Who holds each place on each day, as far as claims tell: a pure function of the claims of a record.

``control_of`` makes the intervals of all places; ``control_of_place`` those of one, from the claims filed under it
(``control_places.keys_of``), so that only places that a new report touches need to be built anew. Each interval names
its state, its rule and its claims (``control_rules.RULES``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from contested.model import Place
from contested.record.records import RecordedClaim
from contested.situation.control_places import (
    TOLD_KINDS,
    PlaceKey,
    area_key,
    in_own_name,
    keys_of,
    meant,
    place_key,
    refs_for,
)
from contested.situation.control_reasons import reason
from contested.situation.control_rules import Settings, Verdict, verdicts
from contested.situation.evidence import Evidence, evidence_of
from contested.situation.independence import counted, origin_of
from contested.situation.records import Control, Party
from contested.situation.sides import Conflict, conflict_of, party_for

DAY = timedelta(days=1)
FACTUAL = ("asserted", "denied")
Copies = Collection[tuple[str, str]]


def control_of(
    claims: Iterable[RecordedClaim],
    *,
    since: date | None = None,
    until: date | None = None,
    as_known: date | None = None,
    settings: Settings | None = None,
    copies: Copies = (),
) -> tuple[Control, ...]:
    """The intervals of every place ever told of in a claim about control, by place and day.

    ``since`` and ``until`` clip them (closed, days of the event); without them a place's days run from its first
    claim to the newest report known. ``as_known`` leaves out what was reported later. ``copies`` are pairs of ids of
    reports that are near copies of each other (``Record`` knows them); their claims count once.
    """
    known = [c for c in claims if known_on(c, as_known)]
    last = until or max((c.report.published or c.report.known for c in known), default=None)
    if last is None:
        return ()
    filed = by_place(known)
    found: list[Control] = []
    for key in sorted(key for key in filed if key[0] != "area"):
        found += control_of_place(
            filed[key], key, area=filed, since=since, until=last, as_known=as_known, settings=settings, copies=copies
        )
    return tuple(sorted(found, key=lambda c: (c.place.country or "", c.place.name, place_key(c.place), c.first)))


def control_of_place(
    claims: Sequence[RecordedClaim],
    key: PlaceKey,
    *,
    until: date,
    since: date | None = None,
    as_known: date | None = None,
    area: Mapping[PlaceKey, Sequence[RecordedClaim]] | None = None,
    settings: Settings | None = None,
    copies: Copies = (),
) -> tuple[Control, ...]:
    """The intervals of one place, from the claims filed under its key, up to ``until``; () when none is about it.

    ``area`` maps keys of provinces to the claims that tell of them as a whole (``by_place`` makes it).
    """
    case = case_of(claims, key, as_known=as_known, area=area, settings=settings, copies=copies)
    return () if case is None else tuple(_intervals(case, since, until))


@dataclass(frozen=True)
class Case:
    """All that is weighed on one place: its evidence without repetitions, and the verdicts that follow, by day."""

    place: Place
    within: Conflict | None
    evidence: tuple[Evidence, ...]
    verdicts: tuple[Verdict, ...]
    first: date


def case_of(
    claims: Sequence[RecordedClaim],
    key: PlaceKey,
    *,
    as_known: date | None = None,
    area: Mapping[PlaceKey, Sequence[RecordedClaim]] | None = None,
    settings: Settings | None = None,
    copies: Copies = (),
) -> Case | None:
    """The case of a place; None when no claim is about who holds it."""
    settings = settings or Settings()
    own = [c for c in claims if known_on(c, as_known)]
    place = _place(own, key)
    if place is None:
        return None
    wider = area_key(place)
    if area and wider and wider in area:
        seen = {c.claim.id for c in own}
        own += [c for c in area[wider] if known_on(c, as_known) and c.claim.id not in seen]
    own.sort(key=lambda c: (c.report.published or c.report.known, c.report.id, c.claim.trigger.start, c.claim.id))
    within = conflict_of(c for c in own if c.claim.stance in FACTUAL)
    raw = [e for c in own for e in evidence_of(c, key, wider, within)]
    if not raw and not any(c.claim.kind in TOLD_KINDS for c in own):
        return None
    speaking = {e.claim for e in raw}
    origins = origin_of([c for c in own if c.claim.id in speaking], copies)
    evidence = _named_rivals(counted(raw, origins), within)
    mentioned = {c.report.published or c.report.known for c in own}
    found = verdicts(evidence, mentioned=mentioned, within=within, origins=origins, settings=settings)
    return Case(in_own_name(place), within, evidence, found, min(mentioned))


def known_on(recorded: RecordedClaim, day: date | None) -> bool:
    """Whether a claim's report was known and stood on a day; with None, whether it stands now."""
    if recorded.rejected:
        return False
    if day is None:
        return recorded.report.until is None
    return recorded.report.known <= day and (recorded.report.until is None or recorded.report.until > day)


def by_place(claims: Iterable[RecordedClaim]) -> dict[PlaceKey, list[RecordedClaim]]:
    """Claims by the keys of the places, and of the provinces as a whole, they are filed under."""
    filed: dict[PlaceKey, list[RecordedClaim]] = {}
    for claim in claims:
        for key in keys_of(claim.claim):
            filed.setdefault(key, []).append(claim)
    return filed


def _place(claims: Sequence[RecordedClaim], key: PlaceKey) -> Place | None:
    """The gazetteer's entry for a key: the one most claims name, the lowest GeoNames id on a tie."""
    tally: dict[Place, int] = {}
    for recorded in claims:
        for ref, _ in refs_for(recorded.claim, key, None):
            place = meant(recorded.claim, ref)
            if place:
                tally[place] = tally.get(place, 0) + 1
    return min(tally, key=lambda p: (-tally[p], p.geonames or 0, p.name, repr(p)), default=None)


def _named_rivals(evidence: Sequence[Evidence], within: Conflict | None) -> tuple[Evidence, ...]:
    """Evidence that names only the side spoken against is given the side it speaks for; without one it goes.

    The rival is the conflict's other main side, else the other side most often said to hold the place.
    """
    tally: dict[str, float] = {}
    for one in evidence:
        if not one.rival and one.side:
            tally[one.side] = tally.get(one.side, 0.0) + one.weight
    found = []
    for one in evidence:
        if one.rival:
            other = within.other(one.side) if within else None
            rest = {side: weight for side, weight in tally.items() if side != one.side}
            other = other or min(rest, key=lambda side: (-rest[side], side), default=None)
            if other is None:
                continue
            one = replace(one, side=other, rival=False, actor=None)
        found.append(one)
    return tuple(found)


def _intervals(case: Case, since: date | None, until: date) -> Iterator[Control]:
    """The verdicts as closed intervals, alike neighbours joined, clipped to the days asked for."""
    start = since or case.first
    turns = [v for v in case.verdicts if v.day <= until]
    begin = turns[0].day if turns else until + DAY
    if start < begin and start <= until:
        nothing = Verdict(start, "unknown", (), None, "never-told")
        yield _control(case, nothing, start, min(until, begin - DAY), [nothing])
    runs: list[list[Verdict]] = []
    for verdict in turns:
        if runs and _alike(runs[-1][-1], verdict):
            runs[-1].append(verdict)
        else:
            runs.append([verdict])
    for number, run in enumerate(runs):
        last = runs[number + 1][0].day - DAY if number + 1 < len(runs) else until
        first = max(start, run[0].day)
        if first <= last:
            yield _control(case, run[0], first, last, run)


def _alike(a: Verdict, b: Verdict) -> bool:
    return (a.state, a.sides, a.tier, a.rule) == (b.state, b.sides, b.tier, b.rule)


def _control(case: Case, verdict: Verdict, first: date, last: date, run: Sequence[Verdict]) -> Control:
    claims = tuple(dict.fromkeys(claim for v in run for claim in v.claims))
    against = tuple(dict.fromkeys(claim for v in run for claim in v.against if claim not in set(claims)))
    parties = tuple(_party(case, side) for side in verdict.sides)
    return Control(
        case.place, first, last, verdict.state, parties, verdict.tier, verdict.rule,
        reason(run[-1], parties, case.place), claims, against,
    )  # fmt: skip


def _party(case: Case, side: str) -> Party:
    return party_for(side, (e.actor for e in case.evidence if e.side == side))
