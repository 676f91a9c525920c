"""The rules of control: from the evidence on one place, its state on each day on which that can change.

Every claim to hold a place weighs by its form and source (``evidence``). What was said loses half its weight in
``half_life_days``, and much of it at once when a capture or a loss by that side is told; so a later claim overturns an
earlier one, while with no new claim the balance stays as it is: a state holds until a claim ends it. The names of the
rules are in ``RULES``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from contested.situation.evidence import CHANGING, HOLDING, Evidence
from contested.situation.independence import sources
from contested.situation.records import State, Tier
from contested.situation.sides import Conflict

RULES: Mapping[str, str] = {
    "admission-against-interest": "the side that lost the place says so itself",
    "independent-sources": "two or more independent sources that are no party say so",
    "one-source": "one source that is no party says so",
    "own-claim": "only the side itself says so",
    "other-party": "only another party to the conflict says so",
    "enemy-left": "the other side left or lost it; nobody says yet who is in it",
    "enemy-outside": "nobody says who holds it, but the other side attacks, besieges or fails to take it from outside",
    "area-told-whole": "only a claim about the whole province says so",
    "rival-claims": "both sides are said to hold it, and neither account outweighs the other",
    "fighting-inside": "fighting in the place has gone on for more than a day, or the enemy is inside it",
    "siege-sustained": "it has been surrounded or cut off on several days, by several accounts",
    "no-mention": "nothing has been reported on it for too long",
    "outcome-untold": "it was last told to be contested, more than a week ago, and nobody tells how that ended",
    "never-told": "no claim says who holds it",
}
"""What each rule says, in plain words."""


@dataclass(frozen=True)
class Settings:
    """The numbers of the rules. Days are whole days, shares are of the weights of the two strongest sides.

    ``stale_days``: without a mention for longer, a state is stale: a month in which no report names a place of a
    war is longer than fronts of record stand still, and shorter than a campaign.
    """

    stale_days: int = 30
    half_life_days: float = 3.0
    outdated_by: float = 1.5
    lasting: float = 5.0
    decides: float = 3.0
    outside_least: int = 2
    contested_share: float = 0.4
    fight_days: int = 8
    fight_least: int = 2
    fight_ratio: float = 0.6
    fight_most_a_day: float = 4.0
    siege_days: int = 10
    siege_least: int = 3


@dataclass(frozen=True)
class Verdict:
    """The state of a place from a day on. ``sides`` hold it, or contend for it; evidence by claim id."""

    day: date
    state: State
    sides: tuple[str, ...]
    tier: Tier | None
    rule: str
    claims: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    n_sources: int = 0
    since: date | None = None


@dataclass
class _Ledger:
    """What is known up to a day; days only go forward."""

    settings: Settings
    origins: Mapping[str, int]
    day: date | None = None
    mass: dict[str, float] = field(default_factory=dict)
    fight: float = 0.0
    leader: str | None = None
    since: date | None = None
    standing: float = 0.0
    told: dict[str, list[Evidence]] = field(default_factory=dict)
    fights: list[Evidence] = field(default_factory=list)
    sieges: list[Evidence] = field(default_factory=list)

    def enter(self, day: date, evidence: Sequence[Evidence]) -> None:
        """Go on to a day and take in its evidence."""
        if self.day is not None:
            kept = 0.5 ** ((day - self.day).days / self.settings.half_life_days)
            floor = self.settings.lasting / 3 if self._in_doubt() else self.settings.lasting
            self.mass = {side: weight * kept for side, weight in self.mass.items()}
            if self.leader is not None:
                self.mass[self.leader] = max(self.mass[self.leader], min(self.standing, floor))
            self.fight *= kept
        self.day = day
        holding = [e for e in evidence if e.form in HOLDING and e.side]
        self._outdate(holding)
        for one in holding:
            self.mass[one.side] = self.mass.get(one.side, 0.0) + one.weight
            self.told.setdefault(one.side, []).append(one)
        fights = [e for e in evidence if e.form in ("fighting", "inside")]
        self.fight += min(self.settings.fight_most_a_day, sum(_once(fights)))
        self.fights += fights
        self.sieges += [e for e in evidence if e.form == "siege"]
        if any(e.form == "siege-over" for e in evidence):
            self.sieges = []
        self._lead()

    def _outdate(self, holding: Sequence[Evidence]) -> None:
        """A told change makes what was said for the other sides before it weigh less."""
        news = Counter[str]()
        for one in holding:
            if one.form in CHANGING:
                news[one.side] += one.weight  # type: ignore[assignment]
        if news:
            self.fight *= 0.5 ** (max(news.values()) / self.settings.outdated_by)
            if max(news.values()) >= self.settings.decides:
                self.fights, self.sieges = [], []
        for side, weight in news.items():
            for other in self.mass:
                if other != side:
                    less = 0.5 ** (weight / self.settings.outdated_by)
                    self.mass[other] *= less
                    if other == self.leader:
                        self.standing *= less

    def _in_doubt(self) -> bool:
        """Whether the place is fought over so that the holder's standing wears off."""
        return self.leader is not None and self.fight >= self.settings.fight_ratio * self.mass[self.leader]

    def _lead(self) -> None:
        if self.mass:
            best = min(self.mass, key=lambda side: (-self.mass[side], side))
            if best != self.leader:
                self.leader, self.since, self.standing = best, self.day, 0.0
            self.standing = max(self.standing, self.mass[best])

    def ranked(self) -> list[str]:
        """The sides, the one most spoken for first."""
        return sorted(self.mass, key=lambda side: (-self.mass[side], side))

    def recent(self, evidence: Iterable[Evidence], days: int) -> list[Evidence]:
        """Evidence of so many days up to the last one on which anything was told."""
        assert self.day is not None
        first = self.day - timedelta(days=days - 1)
        return [e for e in evidence if e.day >= first]


def _once(fights: Sequence[Evidence]) -> list[float]:
    """The weights of fighting, once a claim, whichever sides it names."""
    best: dict[str, float] = {}
    for one in fights:
        best[one.claim] = max(best.get(one.claim, 0.0), one.weight)
    return list(best.values())


def verdicts(
    evidence: Sequence[Evidence],
    *,
    mentioned: Iterable[date],
    within: Conflict | None,
    origins: Mapping[str, int],
    settings: Settings,
) -> tuple[Verdict, ...]:
    """The state of a place from each day on which it changes or is told anew, in order; empty without evidence.

    Only evidence changes a state, and a silence of more than ``stale_days`` makes it stale: no other end is invented.

    ``mentioned`` are the days on which anything of the kinds about control was told of the place.
    """
    by_day: dict[date, list[Evidence]] = {}
    for one in evidence:
        by_day.setdefault(one.day, []).append(one)
    if not by_day:
        return ()
    ledger, found = _Ledger(settings, origins), []
    days = sorted({day for day in mentioned if day >= min(by_day)} | set(by_day))
    for number, day in enumerate(days):
        if day in by_day:
            ledger.enter(day, by_day[day])
            found.append(_judge(ledger, within))
        elif found[-1].rule == "no-mention":  # a mention that tells nothing new: what was told before holds again
            found.append(replace(found[-2], day=day))
        following = days[number + 1] if number + 1 < len(days) else None
        found += _silence(found[-1], day, following, by_day, settings)
    return tuple(_of_days(found))


def _silence(
    last: Verdict, day: date, following: date | None, by_day: Mapping[date, object], settings: Settings
) -> Iterable[Verdict]:
    """What silence after a day makes of a state: a fight nobody tells of any more, a place nobody names any more."""
    nothing = replace(last, state="stale", tier=None, claims=(), against=(), n_sources=0)
    untold = day + timedelta(days=settings.fight_days + 1)
    if last.state == "contested" and day in by_day:
        next_told = min((d for d in by_day if d > day), default=None)
        if next_told is None or next_told >= untold:
            yield replace(nothing, day=untold, rule="outcome-untold")
    silent = day + timedelta(days=settings.stale_days + 1)
    if last.sides and last.state != "stale" and (following is None or following >= silent):
        yield replace(nothing, day=silent, rule="no-mention")


def _of_days(found: Iterable[Verdict]) -> Iterable[Verdict]:
    """One verdict a day: the last."""
    return {verdict.day: verdict for verdict in found}.values()


def _judge(ledger: _Ledger, within: Conflict | None) -> Verdict:
    settings, day = ledger.settings, ledger.day
    assert day is not None
    ranked = ledger.ranked()
    fights = ledger.recent(ledger.fights, settings.fight_days)
    if not ranked:
        return _only_fought(ledger, fights)
    leader = ranked[0]
    against = _ids(e for side in ranked[1:] for e in ledger.recent(ledger.told[side], settings.stale_days))
    if len(ranked) > 1:
        share = ledger.mass[ranked[1]] / (ledger.mass[leader] + ledger.mass[ranked[1]])
        if share >= settings.contested_share:
            return _contested(ledger, "rival-claims", ranked[:2], fights)
    if _fought_over(ledger, fights, leader):
        return _contested(ledger, "fighting-inside", _contenders(leader, ranked, fights, within), fights)
    state, tier, rule, own, n = _held(ledger, leader)
    if rule == "enemy-outside" and len({e.report for e in own}) < settings.outside_least:
        return Verdict(day, "unknown", (), None, "never-told", (), _ids(own))
    sieges = ledger.recent(ledger.sieges, settings.siege_days)
    if _besieged(sieges, ledger.origins, settings):
        return Verdict(
            day, "besieged", (leader,), tier, "siege-sustained", _ids([*own, *sieges]), against, n, ledger.since
        )
    return Verdict(day, state, (leader,), tier, rule, _ids(own), against, n, ledger.since)


def _only_fought(ledger: _Ledger, fights: Sequence[Evidence]) -> Verdict:
    assert ledger.day is not None
    sides = sorted({e.side for e in fights if e.side})
    if len({e.day for e in fights}) >= ledger.settings.fight_least and len(sides) > 1:
        return _contested(ledger, "fighting-inside", sides, fights)
    return Verdict(ledger.day, "unknown", (), None, "never-told", (), _ids(ledger.fights))


def _fought_over(ledger: _Ledger, fights: Sequence[Evidence], leader: str) -> bool:
    """Whether fighting inside has lasted beyond a day, and weighs enough against what is said for the holder."""
    settings = ledger.settings
    days = {e.day for e in fights}
    if len(days) < settings.fight_least:
        return False
    return ledger.fight >= settings.fight_ratio * ledger.mass[leader]


def _contenders(
    leader: str, ranked: Sequence[str], fights: Sequence[Evidence], within: Conflict | None
) -> tuple[str, ...]:
    """The holder and whom the fighting is with."""
    seen = Counter(e.side for e in fights if e.side and e.side != leader)
    other = within.other(leader) if within else None
    if other:
        return (leader, other)
    rest = [*sorted(seen, key=lambda s: (-seen[s], s)), *ranked[1:]]
    return (leader, *rest[:1])


def _contested(ledger: _Ledger, rule: str, sides: Sequence[str], fights: Sequence[Evidence]) -> Verdict:
    assert ledger.day is not None
    window = ledger.settings.fight_days
    told = [e for side in sides for e in ledger.recent(ledger.told.get(side, ()), window)]
    if not told:
        told = [e for side in sides for e in ledger.told.get(side, ())[-3:]]
    basis = [*told, *fights]
    n = sources(basis, ledger.origins)
    tier: Tier = "assessed" if n >= 2 else "claimed"
    return Verdict(ledger.day, "contested", tuple(sorted(sides)), tier, rule, _ids(basis), (), n, None)


def _held(ledger: _Ledger, leader: str) -> tuple[State, Tier, str, list[Evidence], int]:
    """Held: the tier and the rule that the best evidence since the leader came to lead gives."""
    since = ledger.since
    assert since is not None
    own = [e for e in ledger.told[leader] if e.day >= since] or ledger.told[leader][-1:]
    direct = [e for e in own if e.form in ("took", "holds", "enemy-left", "enemy-lost")]
    n = sources(direct, ledger.origins)
    if direct and all(e.form in ("enemy-left", "enemy-lost") for e in direct) and not _there(ledger, leader):
        return "held", "claimed", "enemy-left", own, n
    if any(e.source == "admission" for e in direct):
        return "held", "assessed", "admission-against-interest", own, n
    if n >= 2:
        return "held", "assessed", "independent-sources", own, n
    if not direct:
        return "held", "claimed", "enemy-outside", own, n
    if all(e.area for e in direct):
        return "held", "claimed", "area-told-whole", own, n
    if n == 1:
        return "held", "claimed", "one-source", own, n
    return "held", "claimed", "own-claim" if any(e.source == "own" for e in direct) else "other-party", own, n


def _there(ledger: _Ledger, side: str) -> bool:
    """Whether a side was ever told to be in the place, not only the other one to be gone."""
    held = any(e.form in ("took", "holds") for e in ledger.told[side])
    return held or any(e.side == side for e in ledger.fights)


def _besieged(sieges: Sequence[Evidence], origins: Mapping[str, int], settings: Settings) -> bool:
    days = {e.day for e in sieges}
    return len(days) >= settings.siege_least and sources(sieges, origins) >= settings.siege_least


def _ids(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.claim for e in evidence))
