"""How a situation is brought up to date: which tellings, pairs and parts a change touches, and these made anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from contested.model import Place
from contested.record.records import RecordedClaim
from contested.situation.blocking import Block, blocks_of
from contested.situation.clustering import clusters, parts
from contested.situation.contradictions import Held, held_at, two_holders
from contested.situation.displacement import movements
from contested.situation.events import Pair, happening
from contested.situation.layers import Layers
from contested.situation.likeness import Likeness, likeness
from contested.situation.records import Contradiction
from contested.situation.rulings import Rulings
from contested.situation.situation import Derived, Situation, carry_over
from contested.situation.tellings import Telling, tellings_of, without
from contested.situation.tolls import ledger

_TOLD_APART = -2.5
"""The score of two tellings of one report: it tells them as two, and only much from others outweighs that."""


class Update:
    """One change of a situation. Works on copies of its tables; the situation itself stays as it is."""

    def __init__(self, old: Situation, *, copies: Collection[tuple[str, str]] = ()) -> None:
        self.old = old
        self.reports = Layers.over(old.reports)
        self.copies = old.copies | {frozenset(pair) for pair in copies} if copies else old.copies
        self.rulings = old.rulings
        self.tellings = Layers.over(old._tellings)
        self.told = Layers.over(old._told)
        self.blocks = Layers.over(old._blocks)
        self.links = Layers.over(old._links)
        self.part_of = Layers.over(old._part_of)
        self.parts = Layers.over(old._parts)
        self.derived = Layers.over(old._derived)
        self.held = Layers.over(old._held)
        self.holders = Layers.over(old._holders)
        self.lost: list[Derived] = []
        self.made: list[Derived] = []
        self.lost_holders: list[Contradiction] = []
        self.made_holders: list[Contradiction] = []
        self._same = _by_claim(self.rulings, same=True)
        self._different = _by_claim(self.rulings, same=False)
        self._telling_of: dict[str, str] | None = None

    def apply(self, added: tuple[RecordedClaim, ...], removed: frozenset[str]) -> Situation:
        """The situation after the change."""
        touched = {c.report.id for c in added}
        if removed:
            touched |= {r for r, own in self.reports.items() if any(c.claim.id in removed for c in own)}
        stale: set[str] = set()  # parts to be made anew
        gone: set[str] = set()
        before = [c for report in sorted(touched) for c in self.reports.get(report, ())]
        for report in sorted(touched):
            gone |= set(self.told.pop(report, ()))
        for key in gone:
            stale.add(self.part_of[key])
            self._drop(key)
        new = self._add(added, removed, touched)
        after = [c for report in sorted(touched) for c in self.reports.get(report, ())]
        self._hold(before, after)
        self._relink(new)
        self._remake(stale, gone, new)
        return self._done()

    def _done(self) -> Situation:
        new = Situation(
            self.reports.settled(), self.copies, self.rulings, self.tellings.settled(), self.told.settled(),
            self.blocks.settled(), self.links.settled(), self.part_of.settled(), self.parts.settled(),
            self.derived.settled(), self.held.settled(), self.holders.settled(),
        )  # fmt: skip
        carry_over(
            self.old, new, lost=self.lost, made=self.made, lost_holders=self.lost_holders,
            made_holders=self.made_holders,
        )  # fmt: skip
        return new

    def _drop(self, key: str) -> None:
        """Take a telling out of the blocks and of its links."""
        telling = self.tellings.pop(key)
        for block in blocks_of(telling):
            left = tuple(k for k in self.blocks[block] if k != key)
            if left:
                self.blocks[block] = left
            else:
                del self.blocks[block]
        for other in self.links.pop(key, {}):
            self.links[other] = {k: v for k, v in self.links[other].items() if k != key}

    def _add(self, added: tuple[RecordedClaim, ...], removed: frozenset[str], touched: set[str]) -> set[str]:
        """Make the tellings of the touched reports; gives their keys."""
        by_report: dict[str, dict[str, RecordedClaim]] = {r: {} for r in touched}
        for report in touched:
            by_report[report] = {c.claim.id: c for c in self.reports.get(report, ()) if c.claim.id not in removed}
        for c in added:
            by_report[c.report.id][c.claim.id] = c
        new: set[str] = set()
        for report in sorted(touched):
            own = tuple(sorted(by_report[report].values(), key=lambda c: (c.claim.trigger.start, c.claim.id)))
            if not own:
                self.reports.pop(report, None)
                continue
            self.reports[report] = own
            told = tuple(self._parted(tellings_of(own)))
            self.told[report] = tuple(t.key for t in told)
            for telling in told:
                self.tellings[telling.key] = telling
                new.add(telling.key)
        return new

    def _parted(self, told: Iterable[Telling]) -> Iterator[Telling]:
        """Tellings with claims that are ruled to be of different events parted."""
        for telling in told:
            here = set(telling.claims)
            out = {
                max(pair, key=telling.claims.index)
                for claim in telling.claims
                for pair in self._different.get(claim, ())
                if pair <= here
            }
            yield from without(telling, frozenset(out)) if out else (telling,)

    def _hold(self, before: Iterable[RecordedClaim], after: Iterable[RecordedClaim]) -> None:
        """Bring the claims on holders, and their contradictions, up to date."""
        old = {c.claim.id for c in before}
        more: dict[Held, list[tuple[RecordedClaim, Place]]] = defaultdict(list)
        touched: set[Held] = set()
        for c in before:
            touched |= {at for at, _ in held_at(c)}
        for c in after:
            for at, place in held_at(c):
                more[at].append((c, place))
        for at in touched | set(more):
            kept = [x for x in self.held.get(at, ()) if x[0].claim.id not in old]
            group = tuple(sorted([*kept, *more[at]], key=lambda x: x[0].claim.id)) if at in more else tuple(kept)
            self.held.pop(at, None)
            self.lost_holders += self.holders.pop(at, ())
            if group:
                self.held[at] = group
                found = two_holders(group)
                if found:
                    self.holders[at] = found
                    self.made_holders += found

    def _relink(self, new: set[str]) -> None:
        """Compare new tellings with all they share a block with, of other reports."""
        fresh: dict[str, dict[str, Likeness]] = {key: {} for key in new}
        grown: dict[Block, list[str]] = {}
        for key in sorted(new):
            for block in blocks_of(self.tellings[key]):
                grown.setdefault(block, list(self.blocks.get(block, ()))).append(key)
        pairs: set[Pair] = set()
        for block, members in grown.items():
            self.blocks[block] = tuple(sorted(members))
            for a in members:
                if a in new:
                    pairs.update((a, b) if a < b else (b, a) for b in members if a != b)
        for key in new:
            for claim in self.tellings[key].claims:
                for pair in self._same.get(claim, ()):
                    other = self._telling(next(iter(pair - {claim})))
                    if other is not None and other != key:
                        pairs.add((key, other) if key < other else (other, key))
        for a, b in pairs:
            first, second = self.tellings[a], self.tellings[b]
            ruled = self._ruled(first, second)
            if first.report == second.report and not ruled:
                continue
            found = likeness(first, second, copies=self.copies)
            fresh.setdefault(a, {})[b] = found
            fresh.setdefault(b, {})[a] = found
        for key, own in fresh.items():
            self.links[key] = {**self.links.get(key, {}), **own}

    def _telling(self, claim: str) -> str | None:
        """The telling that holds a claim."""
        if self._telling_of is None:
            self._telling_of = {c: key for key, telling in self.tellings.items() for c in telling.claims}
        return self._telling_of.get(claim)

    def _ruled(self, a: Telling, b: Telling) -> str | None:
        """The decision that two tellings are of one event."""
        if not self._same:
            return None
        for claim in a.claims:
            for pair, decision in self._same.get(claim, {}).items():
                if pair & set(b.claims):
                    return decision
        return None

    def _parting(self, a: Telling, b: Telling) -> bool:
        """Whether a decision says that two tellings are of different events."""
        return any(pair & set(b.claims) for claim in a.claims for pair in self._different.get(claim, ()))

    def _remake(self, stale: set[str], gone: set[str], new: set[str]) -> None:
        """Make the touched parts anew: those that lost a telling, and those that new ones are alike to."""
        joined = {other for key in new for other, found in self.links[key].items() if self._tie(key, other, found)}
        stale |= {self.part_of[key] for key in joined - new}
        nodes = set(new)
        for root in stale:
            nodes |= set(self.parts.pop(root)) - gone
            self.lost.append(self.derived.pop(root))
        for key in gone:
            self.part_of.pop(key, None)
        edges = [
            (a, b) for a in nodes for b, found in self.links.get(a, {}).items() if a < b and self._tie(a, b, found)
        ]
        for part in parts(nodes, edges):
            root = part[0]
            self.parts[root] = part
            for key in part:
                self.part_of[key] = root
            self.derived[root] = made = self._derive(part)
            self.made.append(made)

    def _tie(self, a: str, b: str, found: Likeness) -> bool:
        return found.same or bool(self._same and self._ruled(self.tellings[a], self.tellings[b]))

    def _derive(self, part: tuple[str, ...]) -> Derived:
        """The events of a part and what follows from them."""
        here = set(part)
        links = {(a, b): f for a in part for b, f in self.links.get(a, {}).items() if a < b and b in here}
        must: dict[Pair, str] = {}
        never = {pair for pair, found in links.items() if found.never}
        if self._same:
            for a, b in links:
                decision = self._ruled(self.tellings[a], self.tellings[b])
                if decision:
                    must[(a, b)] = decision
        if self._different:
            never |= {(a, b) for a, b in combinations(part, 2) if self._parting(self.tellings[a], self.tellings[b])}
        scores = {pair: found.score for pair, found in links.items() if pair not in never}
        for a, b in combinations(part, 2):
            if self.tellings[a].report == self.tellings[b].report:
                scores.setdefault((a, b), _TOLD_APART)
        grouped = [part] if len(part) == 1 else clusters(part, scores, must=must, never=never - set(must))
        happened = []
        for keys in grouped:
            own = set(keys)
            happened.append(
                happening(
                    [self.tellings[key] for key in keys],
                    {p: f for p, f in links.items() if p[0] in own and p[1] in own},
                    ruled=[(p, d) for p, d in sorted(must.items()) if p[0] in own and p[1] in own],
                    copies=self._copies_of(keys),
                )
            )
        return Derived(
            tuple(happened),
            tuple(line for h in happened for line in ledger(h)),
            tuple(m for h in happened for m in movements(h)),
        )

    def _copies_of(self, keys: Iterable[str]) -> list[tuple[str, str]]:
        reports = sorted({self.tellings[key].report for key in keys})
        if len(reports) == 1 or not self.copies:
            return []
        return [(a, b) for a, b in combinations(reports, 2) if frozenset((a, b)) in self.copies]


def _by_claim(rulings: Rulings, *, same: bool) -> dict[str, dict[frozenset[str], str]]:
    """Pairs of claims ruled to be of one event (or of different ones), by claim, with the decision."""
    found: dict[str, dict[frozenset[str], str]] = {}
    for pair, ruling in rulings.pairs(same=same):
        for claim in pair:
            found.setdefault(claim, {})[pair] = ruling.decision
    return found
