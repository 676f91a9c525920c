"""Claims that cannot all hold, with both sides: denials, rival tolls, two culprits, two holders of one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from contested.model import CountWhat, Place, sha256
from contested.record.keys import folded
from contested.record.records import RecordedClaim
from contested.situation.accounts import Told
from contested.situation.facts import is_cumulative, principal, window_of
from contested.situation.numbers import meet, words_of
from contested.situation.parties import opposed, parties, sides
from contested.situation.records import Conflict, Contradiction, Party, Side
from contested.situation.where import key_of

_COUNTED: tuple[CountWhat, ...] = ("killed", "wounded", "missing", "displaced", "detained")
_PARTLY = frozenset({
    "part", "parts", "half", "most", "some", "eastern", "western", "northern", "southern", "east", "west", "north",
    "south", "outskirts",
})  # fmt: skip
_FORCE = ("attack", "casualties", "destroy")
_LESS = 3.0  # numbers further apart count other things (part of the dead, another day) more often than they disagree


def contradiction_id(conflict: Conflict, claims: Iterable[str]) -> str:
    """The id of a contradiction: of its kind and its claims."""
    return "x" + sha256(" ".join([conflict, *sorted(claims)]))[:15]


def of_event(
    event: str,
    told: Sequence[Told],
    *,
    place: Place | None,
    place_words: str | None,
    first: date | None,
    last: date | None,
) -> tuple[Contradiction, ...]:
    """The contradictions between the accounts of one event."""
    found = [*_denials(told), *_tolls(told), *_culprits(told)]
    return tuple(
        Contradiction(
            id=contradiction_id(conflict, (c for side in both for c in side.claims)),
            conflict=conflict, place=place, place_words=place_words, first=first, last=last, sides=both, rule=rule,
            event=event,
        )
        for conflict, rule, both in found
    )  # fmt: skip


def _side(position: str, told: Iterable[Told], claims: Iterable[str]) -> Side:
    who = dict.fromkeys(party for one in told for party in speakers(one))
    return Side(position, tuple(who), tuple(dict.fromkeys(claims)))


def speakers(one: Told) -> tuple[Party, ...]:
    """Who tells an account: its first speaker, or its outlets."""
    return one.account.speaker[:1] or tuple(Party(None, outlet, "outlet") for outlet in one.account.outlets)


def _denials(told: Sequence[Told]) -> Iterable[tuple[Conflict, str, tuple[Side, ...]]]:
    """Somebody says it was, somebody else that it was not; claims of the same kind, so that it is the same they say."""
    for no in (one for one in told if one.denies):
        denied = {c.claim.kind for c in no.claims}
        yes = [one for one in told if not one.denies and one.source != no.source]
        said = {one: [c.claim.id for c in one.claims if c.claim.kind in denied] for one in yes}
        claims = [claim for own in said.values() for claim in own]
        if claims:
            what = " and ".join(sorted(denied))
            yield (
                "denial",
                "asserted-and-denied",
                (
                    _side(f"there was: {what}", (one for one in yes if said[one]), claims),
                    _side(f"there was not: {what}", (no,), no.account.claims),
                ),
            )


def _tolls(told: Sequence[Told]) -> Iterable[tuple[Conflict, str, tuple[Side, ...]]]:
    """Numbers of one thing that cannot both hold, of different accounts; a later, higher count is an update."""
    for what in _COUNTED:
        numbers = [(one, *counted) for one in told for counted in _counted(one, what)]
        rivals: list[tuple[Told, tuple[int | None, int | None], str, date | None]] = []
        for a, b in combinations(numbers, 2):
            if a[0] is not b[0] and not meet(a[1], b[1]) and not _update(a, b) and _comparable(a[1], b[1]):
                rivals += [x for x in (a, b) if x not in rivals]
        if len(rivals) < 2:
            continue
        by_number: dict[tuple[int | None, int | None], list[tuple[Told, str]]] = defaultdict(list)
        for one, bounds, claim, _ in rivals:
            by_number[bounds].append((one, claim))
        both = tuple(
            _side(f"{what}: {words_of(*bounds)}", (one for one, _ in own), (claim for _, claim in own))
            for bounds, own in sorted(by_number.items(), key=lambda kv: (kv[0][0] or 0, kv[0][1] or 0))
        )
        yield "tolls", "tolls-cannot-both-hold", both


def _counted(one: Told, what: CountWhat) -> Iterable[tuple[tuple[int | None, int | None], str, date | None]]:
    """The account's number of each of its reports: the largest, running totals and parts left out."""
    told = next((r for r in one.account.tolls if r.what == what), None)
    for c in one.claims:
        count = principal(c.claim.counts, what)
        if told and count and c.claim.id in told.claims and not is_cumulative(c.claim):
            yield (count.low, count.high), c.claim.id, c.report.published


def _comparable(a: tuple[int | None, int | None], b: tuple[int | None, int | None]) -> bool:
    first, second = (x[0] if x[0] is not None else x[1] for x in (a, b))
    low, high = sorted((first or 0, second or 0))
    return low > 0 and high <= _LESS * low


def _update(
    a: tuple[Told, tuple[int | None, int | None], str, date | None],
    b: tuple[Told, tuple[int | None, int | None], str, date | None],
) -> bool:
    """Whether one is reported on a later day and higher: tolls rise as the dead are found."""
    if a[3] is None or b[3] is None or a[3] == b[3]:
        return False
    early, late = sorted((a, b), key=lambda x: x[3] or date.min)
    return (late[1][0] or late[1][1] or 0) > (early[1][0] or early[1][1] or 0)


def _culprits(told: Sequence[Told]) -> Iterable[tuple[Conflict, str, tuple[Side, ...]]]:
    """Two sides of one conflict named as having done it, by different accounts; fights have two sides anyway."""
    named: list[tuple[Told, frozenset[str], list[str], tuple[Party, ...]]] = []
    if any(c.claim.kind == "clash" for one in told for c in one.claims):
        return
    for one in told:
        own = [c for c in one.claims if c.claim.kind in _FORCE and c.claim.stance != "denied" and c.claim.actor]
        by = sides(ref.actor for c in own for ref in c.claim.actor)
        if by:
            named.append((one, by, [c.claim.id for c in own], parties(r for c in own for r in c.claim.actor)))
    for a, b in combinations(named, 2):
        if opposed(a[1], b[1]) and a[0].source != b[0].source:
            yield (
                "culprits",
                "two-culprits",
                tuple(_side("by " + ", ".join(p.name for p in who), (one,), claims) for one, _, claims, who in (a, b)),
            )


Held = tuple[object, date]
"""A settlement (by its key) and a day."""


def held_at(c: RecordedClaim) -> Iterable[tuple[Held, Place]]:
    """The settlements and the day for which a claim says who holds or takes them; none for other claims.

    Parts and quarters of a town are left out, and holders of no known side.
    """
    claim = c.claim
    if claim.kind not in ("hold", "capture") or claim.stance != "asserted" or not sides(r.actor for r in claim.actor):
        return
    window = window_of(c)
    day = None if window is None or window.period else window.last
    for ref in claim.place:
        if day and ref.place and ref.place.precision == "settlement" and not ref.relation and _whole(ref.span.quote):
            yield (key_of(ref.place), day), ref.place


def two_holders(group: Sequence[tuple[RecordedClaim, Place]]) -> tuple[Contradiction, ...]:
    """Of the claims on one settlement and day (``held_at``): enemies said to hold it, by different speakers.

    What one report, or one speaker, tells as the course of a day is no contradiction. At most one a place and day.
    """
    return tuple(_rivals(sorted(group, key=lambda g: g[0].claim.id)))


def _whole(words: str) -> bool:
    return not _PARTLY & set(folded(words).split())


def _speaker_of(c: RecordedClaim) -> str:
    first = c.claim.speaker[0] if c.claim.speaker else None
    return (first.actor.id if first.actor else folded(first.span.quote)) if first else folded(c.report.outlet or "")


def _rivals(group: Sequence[tuple[RecordedClaim, Place]]) -> Iterable[Contradiction]:
    """One contradiction a place and day: all claims for each of two enemies."""
    for (a, place), (b, _) in combinations(group, 2):
        first, second = (sides(ref.actor for ref in c.claim.actor) for c in (a, b))
        if not opposed(first, second) or _speaker_of(a) == _speaker_of(b) or a.report.id == b.report.id:
            continue
        both = []
        for own in (first, second):
            claims = [c for c, _ in group if sides(ref.actor for ref in c.claim.actor) & own]
            holders = parties(ref for c in claims for ref in c.claim.actor)
            tellers = tuple(dict.fromkeys(p for c in claims for p in _tellers(c)))
            both.append(
                Side("held by " + ", ".join(p.name for p in holders), tellers, tuple(c.claim.id for c in claims))
            )
        windows = [w for c in (a, b) if (w := window_of(c))]
        yield Contradiction(
            id=contradiction_id("two-holders", (c for side in both for c in side.claims)),
            conflict="two-holders", place=place, place_words=None, first=max(w.first for w in windows),
            last=max(w.last for w in windows), sides=tuple(both), rule="two-holders-of-one-place",
        )  # fmt: skip
        return


def _tellers(c: RecordedClaim) -> tuple[Party, ...]:
    return parties(c.claim.speaker[:1]) or ((Party(None, c.report.outlet, "outlet"),) if c.report.outlet else ())
