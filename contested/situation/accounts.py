"""The accounts of an event: its claims by who tells them, each origin once.

Claims go back to one account when they share an origin (``contested.record.origins``: wire copies, one speaker's words
told again), and when one identity tells them, in however many reports. What the outlet tells in its own voice is one
account an outlet. Who speaks for a body is that body; unnamed speakers ("residents") are one account a report and
wording. Tellings and denials of one speaker stay apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass

from contested.model import Actor, ActorRef, CountWhat
from contested.record.copies import groups
from contested.record.keys import folded
from contested.record.origins import common_origins
from contested.record.records import RecordedClaim
from contested.situation.facts import is_cumulative, principal
from contested.situation.families import FAMILIES, HAPPENED
from contested.situation.numbers import over
from contested.situation.parties import body_of, conflicts_of, outlet_actor, parties, sides
from contested.situation.records import Account, Party, Range

_COUNTED: tuple[CountWhat, ...] = ("killed", "wounded", "missing", "displaced", "detained")


@dataclass(frozen=True)
class Told:
    """An account with what its grade needs: ``source`` (who stands behind it), and its claims."""

    account: Account
    source: Hashable
    speaker: Actor | None
    """Who tells it: the first speaker, or the outlet when it is an actor of record."""
    sides: frozenset[str]
    claims: tuple[RecordedClaim, ...]

    @property
    def denies(self) -> bool:
        """Whether it only denies."""
        return self.account.stance == "denied"


def accounts_of(claims: Sequence[RecordedClaim], *, copies: Collection[tuple[str, str]] = ()) -> tuple[Told, ...]:
    """The accounts of one event's claims, in order of their first claim; every claim in one."""
    numbers = {c.claim.id: n for n, c in enumerate(claims)}
    links: list[tuple[int, int]] = []
    if len({c.report.id for c in claims}) > 1:
        for origin in common_origins(claims, copies=copies):
            links += _of_origin(claims, [numbers[id_] for id_ in origin.claims])
    named = _named_monitors(claims)
    first: dict[Hashable, int] = {}
    for n, claim in enumerate(claims):
        key = (_monitor(claim, named) or _source(claim), _denies(claim))
        if key in first:
            links.append((first[key], n))
        else:
            first[key] = n
    root = groups(links)
    members: dict[int, list[RecordedClaim]] = defaultdict(list)
    for n, claim in enumerate(claims):
        members[root.get(n, n)].append(claim)
    about = _conflicts(claims)
    return tuple(_told(own, about) for _, own in sorted(members.items()))


def _conflicts(claims: Sequence[RecordedClaim]) -> frozenset[str]:
    """The conflicts that those who do something or have it done to them are parties to; else those of who speaks."""
    parties_ = sides(ref.actor for c in claims for ref in (*c.claim.actor, *c.claim.target))
    return conflicts_of(parties_ or sides(ref.actor for c in claims for ref in c.claim.speaker))


def _of_origin(claims: Sequence[RecordedClaim], numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Links among claims of one origin; not between two named speakers who say it in the same words, nor to denials."""
    first: dict[Hashable, int] = {}
    links = []
    for denied in (False, True):
        own = [n for n in numbers if _denies(claims[n]) == denied]
        named = {n: body_of(c.actor.id) for n in own if (c := next(iter(claims[n].claim.speaker), None)) and c.actor}
        anyone = next(iter(named.values()), None)
        for n in own:
            at = first.setdefault((denied, named.get(n, anyone)), n)
            if at != n:
                links.append((at, n))
    return links


def _denies(claim: RecordedClaim) -> bool:
    return claim.claim.stance == "denied"


def _source(claim: RecordedClaim) -> Hashable:
    """Who tells a claim: an identity, an unnamed speaker of one report, or the outlet."""
    if not claim.claim.speaker:
        return ("outlet", folded(claim.report.outlet)) if claim.report.outlet else ("report", claim.report.id)
    first = claim.claim.speaker[0]
    if first.actor:
        return ("actor", body_of(first.actor.id))
    return ("unnamed", claim.report.id, folded(first.span.quote))


def _named_monitors(claims: Sequence[RecordedClaim]) -> dict[str, Hashable]:
    """By report the one monitor that it names as a speaker: "a monitoring group" before it is the same."""
    found: dict[str, set[Hashable]] = defaultdict(set)
    for claim in claims:
        for ref in claim.claim.speaker[:1]:
            if ref.actor and "monitor" in (ref.source, ref.actor.kind):
                found[claim.report.id].add(_source(claim))
    return {report: own.pop() for report, own in found.items() if len(own) == 1}


def _monitor(claim: RecordedClaim, named: dict[str, Hashable]) -> Hashable | None:
    """The named monitor that a claim's unnamed one stands for."""
    first = claim.claim.speaker[0] if claim.claim.speaker else None
    return named.get(claim.report.id) if first and first.actor is None and first.source == "monitor" else None


def _told(claims: Sequence[RecordedClaim], about: frozenset[str]) -> Told:
    spoken_by = Counter(actor.id for c in claims if (actor := _first(c)))
    best = min(spoken_by, key=lambda i: (body_of(i) != i, -spoken_by[i], i), default=None)
    named = next((c for c in claims if best and (a := _first(c)) and a.id == best), None)
    spoken = named or next((c for c in claims if c.claim.speaker), None)
    chain = spoken.claim.speaker if spoken else ()
    outlet = next((actor for c in claims if (actor := outlet_actor(c.report.outlet))), None)
    speaker = chain[0].actor if chain else outlet
    lead = spoken or claims[0]
    account = Account(
        speaker=parties_of_chain(chain),
        outlets=tuple(dict.fromkeys(c.report.outlet for c in claims if c.report.outlet)),
        stance=min((c.claim.stance for c in claims), key=HAPPENED.index),
        culprits=culprits(claims),
        victims=parties(ref for c in claims for ref in c.claim.target if FAMILIES.get(c.claim.kind) != "statement"),
        tolls=tolls_told(claims),
        claims=tuple(c.claim.id for c in claims),
        reports=tuple(dict.fromkeys(c.report.id for c in claims)),
    )
    own = frozenset(
        s for s in (speaker.party_to if speaker else ()) if conflicts_of([s]) <= about or (chain and not about)
    )
    return Told(account, _source(lead), speaker, own, tuple(claims))


def _first(c: RecordedClaim) -> Actor | None:
    return c.claim.speaker[0].actor if c.claim.speaker else None


def parties_of_chain(chain: Iterable[ActorRef]) -> tuple[Party, ...]:
    """The parties of a chain of speakers, origin first."""
    return parties(chain)


def culprits(claims: Iterable[RecordedClaim]) -> tuple[Party, ...]:
    """Who is said to have done it, by claims that do not deny it."""
    return parties(ref for c in claims if c.claim.stance != "denied" for ref in c.claim.actor)


def tolls_told(claims: Sequence[RecordedClaim]) -> tuple[Range, ...]:
    """Per what is counted the range of one account: of each report its largest number, running totals aside."""
    found = []
    for what in _COUNTED:
        largest: dict[tuple[str, bool], tuple[tuple[int | None, int | None], list[str]]] = {}
        for c in claims:
            count = principal(c.claim.counts, what) if c.claim.stance != "denied" else None
            if count is None:
                continue
            at = (c.report.id, is_cumulative(c.claim))
            bounds = (count.low, count.high)
            known = largest.get(at)
            if known is None or _size(bounds) > _size(known[0]):
                largest[at] = (bounds, [c.claim.id])
            elif bounds == known[0]:
                known[1].append(c.claim.id)
        new = [v for (_, cumulative), v in largest.items() if not cumulative] or list(largest.values())
        if new:
            low, high = over(bounds for bounds, _ in new)
            found.append(Range(what, low, high, tuple(id_ for _, ids in new for id_ in ids)))
    return tuple(found)


def _size(bounds: tuple[int | None, int | None]) -> int:
    return max(bounds[0] or 0, bounds[1] or 0)
