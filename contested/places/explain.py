"""What a name may stand for, and why: the answer of ``contested place NAME``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from contested.model import Place
from contested.places import options, resolve
from contested.places.find import home_of
from contested.places.gazetteer import Gazetteer, gazetteer, kilometres
from contested.places.store import Kind, NameKind

_MEANS = {
    "name": "so named", "bare": "so named but for the article", "type": "without its type word",
    "direction": "without the direction", "part": "part of the name", "spelling": "spelt much like it",
}  # fmt: skip
_NAMES = {
    NameKind.MAIN: "the main name", NameKind.OTHER: "another of its names", NameKind.SHORT: "its short name",
    NameKind.BARE: "its name without the article",
}  # fmt: skip


@dataclass(frozen=True)
class Explained:
    """A place a name may stand for, with its share of belief and the reasons in words."""

    place: Place
    probability: float
    reasons: tuple[str, ...]


def candidates(name: str, *, home: str | None = None, limit: int = 10) -> tuple[Explained, ...]:
    """What a name may stand for when nothing else is known but ``home``, best first, with the reasons."""
    places = gazetteer()
    at = home_of(home, places)
    group = options.plain_group(name, places, home=at)
    if not len(group.places):
        return ()
    rows = resolve.table([group], places)
    score = rows.prior.copy()
    if at >= 0:
        score += np.where(places.country[group.places] == places.country[at], 9.0, 0.0)
    belief = resolve.beliefs(rows.group, score, 1)
    order = np.lexsort((group.places, -belief))[:limit]
    return tuple(
        Explained(places.place(int(group.places[i])), round(float(belief[i]), 4), _reasons(group, int(i), at, places))
        for i in order
    )


def _reasons(group: options.Group, i: int, home: int, places: Gazetteer) -> tuple[str, ...]:
    number = int(group.places[i])
    kind = Kind(int(places.kind[number])).name.lower().replace("admin", "area of level ")
    reasons = [kind, f"{_MEANS[options.MEANS[int(group.means[i])]]}: {_NAMES[NameKind(int(group.kinds[i]))]}"]
    people = int(places.population[number])
    if people:
        reasons.append(f"{people:,} people")
    reasons.append(f"known by {int(places.alternates[number])} names")
    if group.likeness[i] < 1:
        reasons.append(f"spelling {group.likeness[i]:.0%} alike")
    if home >= 0:
        same = places.country[number] == places.country[home]
        km = float(kilometres(places.lat[number], places.lon[number], places.lat[home], places.lon[home]))
        reasons.append("in the home country" if same else f"{km:,.0f} km from home")
    return tuple(reasons)
