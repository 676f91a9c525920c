"""Which places were connected on a past day, and through whose control a way led: a question of civilian access.

Retrospective only: a day after the newest report is refused, for it would be a guess. The answer says through whose
areas people or relief had to pass, and where the way was contested, besieged or unknown; it is no advice to travel.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from contested.errors import UsageError
from contested.model import Place
from contested.situation.control_reasons import short
from contested.situation.records import Control
from contested.situation.routes_network import Network, Point, approximated, kilometres

Access = Literal["one hand", "several hands", "contested", "unknown"]
ACCESS: dict[Access, str] = {
    "one hand": "one side held every place on the way of which it is told who held it",
    "several hands": "the way led from the area of one side into that of another",
    "contested": "the way led through a place that was contested or besieged",
    "unknown": "of no place on the way is it told who held it",
}
NEAR_KM = 5.0
"""A place so near to a road lies on it."""
SAME_KM = 3.0
"""Places so near to each other are one spot on the way: a town and its quarters."""
REACH_KM = 30.0
"""From a place to the network at most: further off, the network does not serve it."""
DETOUR_KM = 200.0
_COST = {"held": 1.0, "unknown": 1.5, "stale": 1.5, "besieged": 8.0, "contested": 4.0}
"""How much longer a way through such a place counts: civilian access is sought around fighting."""


@dataclass(frozen=True)
class Step:
    """A place on the way: how many kilometres from the start, and its control on the day (None: never told of)."""

    place: Place
    km: float
    control: Control | None


@dataclass(frozen=True)
class Route:
    """The way between two places on a day. ``steps`` are empty when they were not connected in the network."""

    start: Place
    end: Place
    day: date
    km: float
    basis: str
    approximate: bool
    access: Access
    steps: tuple[Step, ...]

    @property
    def words(self) -> str:
        """The answer in a sentence or two."""
        if not self.steps:
            return f"{self.start.name} and {self.end.name} are not connected in {self.basis}."
        hands = list(dict.fromkeys(short(p) for s in self.steps if s.control for p in s.control.holder))
        through = f" Told to hold places on the way: {'; '.join(hands)}." if hands else ""
        return (
            f"{self.start.name} to {self.end.name}, {self.km:.0f} km by {self.basis}: {ACCESS[self.access]}.{through}"
        )


def route(
    start: Place,
    end: Place,
    *,
    day: date,
    newest: date,
    controls: Iterable[Control],
    network: Network | None = None,
    places: Iterable[Place] = (),
) -> Route:
    """The shortest way from ``start`` to ``end`` on a day, counting contested and besieged places as longer.

    ``controls`` are the intervals of control (``control_of``); ``newest`` is the day of the newest report. Without a
    ``network`` neighbouring places are joined (those of ``controls`` and ``places``). Raises UsageError for a day
    after the newest report, and for a place without a position or far from the network.
    """
    if day > newest:
        raise UsageError(
            f"{day} is after the newest report ({newest}): who controls a way is only told in retrospect; "
            "ask for a day the reports cover"
        )
    today = [c for c in controls if c.first <= day <= c.last and _settled(c.place)]
    known = {_at(c.place): c for c in sorted(today, key=_standing, reverse=True)}
    every = _spread([start, end], [c.place for c in sorted(today, key=_standing)], [p for p in places if _settled(p)])
    used = network or approximated(_at(p) for p in every if _around(p, start, end))
    on_way = _places_on(used, every)
    a, b = _entry(used, start), _entry(used, end)
    path = _shortest(used, a, b, {p: _COST[known[_at(q)].state] for p, q in on_way.items() if _at(q) in known})
    steps = tuple(_steps(path, used, on_way, known, start, end)) if path else ()
    km = sum(used.edges[p][q] for p, q in pairwise(path))
    return Route(start, end, day, km, used.basis, used.approximate, _access(steps), steps)


def _settled(place: Place) -> bool:
    return place.precision == "settlement" and place.lat is not None and place.lon is not None


def _standing(control: Control) -> tuple[object, ...]:
    """The order in which places stand for a spot: those of which a holder is told, then those most told of."""
    return (control.state in ("unknown", "stale"), -len(control.claims), control.place.name)


def _spread(*ranked: Sequence[Place]) -> list[Place]:
    """The places, the first of those that lie within ``SAME_KM`` of each other."""
    kept: list[Place] = []
    for place in (p for places in ranked for p in places):
        if all(kilometres(_at(place), _at(other)) > SAME_KM for other in kept):
            kept.append(place)
    return kept


def _at(place: Place) -> Point:
    return (round(place.lat or 0.0, 5), round(place.lon or 0.0, 5))


def _around(place: Place, start: Place, end: Place) -> bool:
    """Whether a way from start to end may lead past a place: the detour is at most as long as the way and a bit."""
    a, b, here = _at(start), _at(end), _at(place)
    return kilometres(a, here) + kilometres(here, b) <= 2 * kilometres(a, b) + DETOUR_KM


def _entry(network: Network, place: Place) -> Point:
    if place.lat is None or place.lon is None:
        raise UsageError(f"{place.name} has no position in the gazetteer; ask for a town or village")
    found = network.nearest(_at(place))
    if found is None or found[1] > REACH_KM:
        raise UsageError(f"{place.name} is more than {REACH_KM:.0f} km from {network.basis}; give a wider network")
    return found[0]


def _places_on(network: Network, places: Sequence[Place]) -> dict[Point, Place]:
    """The places by the network's point that is theirs: the nearest, when it is near enough."""
    found: dict[Point, Place] = {}
    cells: dict[tuple[int, int], list[Point]] = {}
    for p in network.edges:
        cells.setdefault((int(p[0] // 0.1), int(p[1] // 0.1)), []).append(p)
    for place in places:
        here = _at(place)
        row, column = int(here[0] // 0.1), int(here[1] // 0.1)
        near = [p for r in (-1, 0, 1) for c in (-1, 0, 1) for p in cells.get((row + r, column + c), ())]
        best = min(near, key=lambda p: (kilometres(p, here), p), default=None)
        if best is not None and kilometres(best, here) <= NEAR_KM:
            found.setdefault(best, place)
    return found


def _shortest(network: Network, a: Point, b: Point, cost: dict[Point, float]) -> list[Point]:
    """Dijkstra's shortest path, an edge as long as it is times the dearer of its ends; [] when there is none."""
    best, before = {a: 0.0}, {a: a}
    queue = [(0.0, a)]
    while queue:
        length, here = heapq.heappop(queue)
        if here == b:
            path = [b]
            while path[-1] != a:
                path.append(before[path[-1]])
            return path[::-1]
        if length > best[here]:
            continue
        for there, km in network.edges[here].items():
            further = length + km * max(cost.get(here, 1.0), cost.get(there, 1.0))
            if further < best.get(there, float("inf")):
                best[there], before[there] = further, here
                heapq.heappush(queue, (further, there))
    return []


def _steps(
    path: Sequence[Point],
    network: Network,
    on_way: dict[Point, Place],
    known: dict[Point, Control],
    start: Place,
    end: Place,
) -> Iterable[Step]:
    """The places along a path, the two ends always among them."""
    km = 0.0
    for number, point in enumerate(path):
        if number:
            km += network.edges[path[number - 1]][point]
        place = start if number == 0 else end if number == len(path) - 1 else on_way.get(point)
        if place is not None:
            yield Step(place, km, known.get(_at(place)))


def _access(steps: Sequence[Step]) -> Access:
    told = [s.control for s in steps if s.control and s.control.state not in ("unknown", "stale")]
    if not told:
        return "unknown"
    if any(c.state in ("contested", "besieged") for c in told):
        return "contested"
    return "one hand" if len({p.side or p.name for c in told for p in c.holder}) == 1 else "several hands"
