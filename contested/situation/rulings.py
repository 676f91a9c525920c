"""Analysts' decisions that claims are of one event, or of different ones; they outrank every score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from contested.record.records import Decision


@dataclass(frozen=True)
class Ruling:
    """A decision on events: its id, whether the claims are of one, and one tuple of claims for each part named."""

    decision: str
    same: bool
    parts: tuple[tuple[str, ...], ...]

    def pairs(self) -> Iterable[frozenset[str]]:
        """Pairs of claims of different parts."""
        for a, b in combinations(self.parts, 2):
            yield from (frozenset((x, y)) for x in a for y in b if x != y)


@dataclass(frozen=True)
class Rulings:
    """All decisions on events by pair of claims; where two disagree the later one holds."""

    by_pair: tuple[tuple[frozenset[str], Ruling], ...] = ()

    @classmethod
    def of(cls, rulings: Iterable[Ruling]) -> Rulings:
        """From decisions in the order they were taken."""
        latest: dict[frozenset[str], Ruling] = {}
        for ruling in rulings:
            latest.update((pair, ruling) for pair in ruling.pairs())
        return cls(tuple(sorted(latest.items(), key=lambda kv: sorted(kv[0]))))

    def pairs(self, *, same: bool) -> list[tuple[frozenset[str], Ruling]]:
        """The pairs ruled to be of one event, or of different ones."""
        return [(pair, ruling) for pair, ruling in self.by_pair if ruling.same == same]


def rulings_of(decisions: Iterable[Decision]) -> tuple[Ruling, ...]:
    """The rulings of a record's decisions: those on events that are not withdrawn, oldest first."""
    return tuple(
        Ruling(d.id, d.action == "same-event", d.fits)
        for d in decisions
        if d.action in ("same-event", "different-event") and d.withdrawn is None
    )
