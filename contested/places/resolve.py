"""Which place each name of a document is: all names decided together.

Every option gets features of itself (size, kind, how its name matched), of the words around ("province",
"X, Idaho") and of the company it keeps (countries, areas and distances of what else is named). Two passes:
a plain prior gives first beliefs, the trained trees judge with the company those beliefs suggest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from contested.learned import Trees, sigmoid
from contested.places.demonyms import demonyms
from contested.places.gazetteer import Gazetteer, kilometres
from contested.places.options import Group, Span, groups, is_area, type_word
from contested.places.store import Kind

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]
ANCHORS = 48  # names, the most frequent and certain, whose distance to an option is measured

_COMMA = re.compile(r"^\s*,\s*$")
_INSIDE = re.compile(r"^\W*(?:[\w'’-]+\W+){0,3}?(?:in|of|within|inside)\W+(?:[\w'’-]+\W+){0,4}$", re.I)
_OPEN = re.compile(r"^\s*\(\s*(?:in\s+)?$")
_OWNER = re.compile(r"^\s*['’]s?\s+(?:[\w-]+\s+){0,3}$")


@dataclass(frozen=True)
class Table:
    """All options of a document, one row each: the group it belongs to, the place, the features."""

    groups: list[Group]
    group: Longs
    place: Longs
    prior: Floats


@dataclass(frozen=True)
class Choice:
    """What a name is taken for: the place's number (-1: none), the belief in it, and in its surroundings."""

    place: int
    probability: float
    nearby: float


def table(made: list[Group], places: Gazetteer) -> Table:
    """The options of all groups in one table, with a plain prior score each."""
    group = np.repeat(np.arange(len(made)), [len(g.places) for g in made]).astype(np.int64)
    place = np.concatenate([g.places for g in made]) if made else np.empty(0, dtype=np.int64)
    kinds = np.concatenate([g.kinds for g in made]) if made else np.empty(0, dtype=np.int64)
    bonus = _KIND_BONUS[places.kind[place]]
    score = (
        0.6 * np.log1p(places.population[place]) + 0.5 * np.log1p(places.alternates[place]) + bonus - 1.2 * (kinds > 0)
    )
    return Table(made, group, place, score.astype(np.float32))


_KIND_BONUS = np.zeros(len(Kind), dtype=np.float32)
for _kind, _value in (
    (Kind.SETTLEMENT, 1.5), (Kind.CAPITAL, 4.0), (Kind.COUNTRY, 5.0), (Kind.CONTINENT, 3.0), (Kind.REGION, 2.0),
    (Kind.WATER, 4.0), (Kind.NATURAL, 4.0), (Kind.FACILITY, 3.0), (Kind.DISTRICT, 3.0), (Kind.ADMIN1, 0.5),
    (Kind.ADMIN2, -1.5), (Kind.ADMIN3, -2.0),
):  # fmt: skip
    _KIND_BONUS[_kind] = _value


def beliefs(group: Longs, score: Floats, count: int) -> Floats:
    """Scores to probabilities inside each group."""
    if not len(score):
        return np.zeros(0, dtype=np.float32)
    top = np.full(count, -np.inf, dtype=np.float32)
    np.maximum.at(top, group, score)
    value = np.exp(score - top[group])
    total = np.bincount(group, weights=value, minlength=count)
    result: Floats = (value / total[group]).astype(np.float32)
    return result


@dataclass(frozen=True)
class _Links:
    """For each group the groups that stand as its parent in the text: "X, P", "X in P", "P's X"."""

    comma: dict[int, set[int]]
    inside: dict[int, set[int]]
    child: dict[int, set[int]]


def _links(doc: Doc, spans: Sequence[Span], made: Sequence[Group]) -> _Links:
    of: dict[int, int] = {m: g for g, group in enumerate(made) for m in group.members}
    comma: dict[int, set[int]] = defaultdict(set)
    inside: dict[int, set[int]] = defaultdict(set)
    child: dict[int, set[int]] = defaultdict(set)
    order = sorted(range(len(spans)), key=lambda i: spans[i].start)
    text = doc.text
    for a, b in pairwise(order):
        first, second = spans[a], spans[b]
        if second.start - first.end > 60 or second.start < first.end:
            continue
        between = text[first.end : second.start]
        if _COMMA.match(between) or _OPEN.match(between):
            comma[of[a]].add(of[b])
            child[of[b]].add(of[a])
        elif _INSIDE.match(between) and "." not in between.strip("."):
            inside[of[a]].add(of[b])
            child[of[b]].add(of[a])
        elif _OWNER.match(between):
            inside[of[b]].add(of[a])
            child[of[a]].add(of[b])
    return _Links(comma, inside, child)


class Company:
    """What else a document names, weighed by belief: countries, areas, anchors in space."""

    def __init__(self, made: Sequence[Group], rows: Table, belief: Floats, demonym: Floats, places: Gazetteer) -> None:
        self.rows, self.belief, self.places = rows, belief, places
        counts = np.array([np.log2(1 + (len(g.members) or 3)) for g in made], dtype=np.float32)
        self.weight = belief * counts[rows.group] if len(rows.group) else belief
        self.country = places.country[rows.place].astype(np.int64)
        self.admin1 = places.admin1[rows.place].astype(np.int64)
        self.kind = places.kind[rows.place].astype(np.int64)
        self.by_country = np.bincount(self.country, weights=self.weight, minlength=256)
        self.own_country = _own(rows.group, self.country, self.weight, len(made), 256)
        named = self.kind == Kind.COUNTRY
        self.country_named = np.bincount(self.country[named], weights=self.weight[named], minlength=256)
        self.demonym = demonym
        self.area: dict[int, float] = defaultdict(float)  # belief that a place or its area is spoken of
        self.itself: dict[int, float] = defaultdict(float)
        for place, area, weight in zip(rows.place.tolist(), self.admin1.tolist(), self.weight.tolist(), strict=True):
            if area >= 0:
                self.area[area] += weight
            self.itself[place] += weight
        self.anchors = self._anchors()

    def _anchors(self) -> tuple[Longs, Longs, Floats]:
        """Groups, places and weights of the most certain and frequent local names."""
        local = ~np.isin(self.kind, (Kind.COUNTRY, Kind.CONTINENT))
        best: dict[int, int] = {}
        for i in np.flatnonzero(local).tolist():
            g = int(self.rows.group[i])
            if g not in best or self.belief[i] > self.belief[best[g]]:
                best[g] = i
        chosen = sorted(best.values(), key=lambda i: (-float(self.weight[i]), i))[:ANCHORS]
        index = np.array(chosen, dtype=np.int64)
        return self.rows.group[index], self.rows.place[index], self.weight[index].astype(np.float32)


def _own(group: Longs, country: Longs, weight: Floats, count: int, width: int) -> Floats:
    own = np.zeros((count, width), dtype=np.float32)
    np.add.at(own, (group, country), weight)
    return own


def _demonyms(doc: Doc, places: Gazetteer) -> Floats:
    known = demonyms()
    counts = np.zeros(256, dtype=np.float32)
    index = {c: i for i, c in enumerate(places.codes)}
    ids, times = np.unique(np.asarray(doc.to_array(["ORTH"]), dtype=np.uint64).reshape(-1), return_counts=True)
    strings = doc.vocab.strings
    for ident, count in zip(ids.tolist(), times.tolist(), strict=True):
        word = strings[ident]
        if word[:1].isupper():
            code = known.get(word.lower(), "-")
            if code in index and code != "-":
                counts[index[code]] += count
    return counts


def features(
    doc: Doc, spans: Sequence[Span], made: Sequence[Group], rows: Table, belief: Floats, places: Gazetteer
) -> Floats:
    """One row a option: see the names in FEATURES."""
    company = Company(made, rows, belief, _demonyms(doc, places), places)
    links = _links(doc, spans, made)
    parts = []
    low = 0
    total = float(company.by_country.sum())
    for g, group in enumerate(made):
        size = len(group.places)
        if size and not group.members:
            parts.append(np.zeros((size, len(FEATURES)), dtype=np.float32))
        elif size:
            parts.append(_group_features(doc, spans, made, g, slice(low, low + size), company, links, total))
        low += size
    return np.concatenate(parts) if parts else np.zeros((0, len(FEATURES)), dtype=np.float32)


FEATURES = (
    "population", "alternates", "kind", "settlement", "admin1", "admin2", "country", "name kind", "means", "likeness",
    "options", "rank", "behind", "prior", "mentions", "says first", "says second", "says town", "says nature",
    "country share", "country named", "demonym", "area share", "area named", "area2 named", "comma", "comma not",
    "inside", "inside not", "children", "nearest", "second nearest", "within 50", "within 200", "mean distance",
    "length", "same name area", "same name town", "upper", "means part", "belief",
    "of areas", "top country", "words", "says site", "other countries",
)  # fmt: skip


def _group_features(
    doc: Doc, spans: Sequence[Span], made: Sequence[Group], g: int, at: slice, company: Company, links: _Links,
    total: float,
) -> Floats:  # fmt: skip
    group, places = made[g], company.places
    here, kind, country, admin1 = group.places, company.kind[at], company.country[at], company.admin1[at]
    size = len(here)
    out = np.zeros((size, len(FEATURES)), dtype=np.float32)
    people, notable = np.log1p(places.population[here]), np.log1p(places.alternates[here])
    prior, belief = company.rows.prior[at], company.belief[at]
    says = [type_word(doc, spans[m]) for m in group.members[:12]] or [""]
    share = {w: says.count(w) / len(says) for w in set(says)}
    out[:, 0], out[:, 1], out[:, 2] = people, notable, kind
    out[:, 3], out[:, 4] = kind <= Kind.CAPITAL, kind == Kind.ADMIN1
    out[:, 5], out[:, 6] = (kind == Kind.ADMIN2) | (kind == Kind.ADMIN3), kind == Kind.COUNTRY
    out[:, 7], out[:, 8], out[:, 9] = group.kinds, group.means, group.likeness
    out[:, 10] = np.log1p(size)
    out[:, 11] = np.argsort(np.argsort(-prior, kind="stable"), kind="stable")
    out[:, 12], out[:, 13] = prior.max() - prior, prior
    out[:, 14] = np.log1p(len(group.members))
    out[:, 15], out[:, 16], out[:, 17] = share.get("first", 0), share.get("second", 0), share.get("town", 0)
    out[:, 18], out[:, 44] = share.get("water", 0) + share.get("natural", 0), share.get("site", 0)
    out[:, 19] = (company.by_country[country] - company.own_country[g, country]) / max(total, 1e-6)
    named = company.country_named[country] - np.where(kind == Kind.COUNTRY, company.weight[at], 0)
    out[:, 20], out[:, 21] = np.log1p(np.maximum(named, 0)), np.log1p(company.demonym[country])
    _area_features(out, here, admin1, places.admin2[here], company, at, total)
    _link_features(out, here, country, kind, admin1, g, made, links, places)
    _distance_features(out, here, g, company)
    out[:, 35] = len(group.text)
    _twins(out, here, kind, places)
    out[:, 38] = group.text.isupper()
    out[:, 39] = group.means >= 4
    out[:, 40] = belief
    out[:, 41] = float(np.mean([is_area(k) for k in kind.tolist()]))
    others = company.by_country.copy()
    others[country] -= company.own_country[g, country]
    out[:, 42] = country == int(np.argmax(others[1:]) + 1) if others[1:].max() > 0 else 0
    out[:, 43] = group.text.count(" ")
    out[:, 45] = np.count_nonzero(others > 0.3)
    return out


def _area_features(
    out: Floats, here: Longs, admin1: Longs, admin2: NDArray[np.int32], company: Company, at: slice, total: float
) -> None:
    own: dict[int, float] = defaultdict(float)
    for area, weight in zip(admin1.tolist(), company.weight[at].tolist(), strict=True):
        own[area] += weight
    for i, (place, first, second) in enumerate(zip(here.tolist(), admin1.tolist(), admin2.tolist(), strict=True)):
        if first >= 0:
            out[i, 22] = (company.area[first] - own[first]) / max(total, 1e-6)
            if first != place:
                out[i, 23] = np.log1p(company.itself.get(first, 0.0))
        if second >= 0 and second != place:
            out[i, 24] = np.log1p(company.itself.get(second, 0.0))


def _link_features(
    out: Floats, here: Longs, country: Longs, kind: Longs, admin1: Longs, g: int, made: Sequence[Group], links: _Links,
    places: Gazetteer,
) -> None:  # fmt: skip
    second = places.admin2[here]
    for column, parents in ((25, links.comma.get(g)), (27, links.inside.get(g))):
        if not parents:
            continue
        areas = {int(p) for q in parents for p in made[q].places}
        states = {int(places.country[p]) for p in areas if places.kind[p] == Kind.COUNTRY}
        match = np.array([
            a in areas or b in areas or (c in states and k != Kind.COUNTRY)
            for a, b, c, k in zip(admin1.tolist(), second.tolist(), country.tolist(), kind.tolist(), strict=True)
        ]) & ~np.isin(here, list(areas))  # fmt: skip
        out[:, column], out[:, column + 1] = match, ~match & match.any()
    children = links.child.get(g, ())
    for q in children:
        rows = made[q].places
        above = {*places.admin1[rows].tolist(), *places.admin2[rows].tolist()}
        land = set(places.country[rows].tolist())
        out[:, 29] += np.array([
            (p in above or (k == Kind.COUNTRY and c in land))
            for p, k, c in zip(here.tolist(), kind.tolist(), country.tolist(), strict=True)
        ])  # fmt: skip


def _distance_features(out: Floats, here: Longs, g: int, company: Company) -> None:
    groups_, anchors, weights = company.anchors
    keep = groups_ != g
    if not keep.any():
        out[:, 30:35] = np.nan
        return
    places = company.places
    spots, weights = anchors[keep], weights[keep]
    km = kilometres(
        places.lat[here][:, None], places.lon[here][:, None], places.lat[spots][None], places.lon[spots][None]
    )
    near = np.sort(km, axis=1)
    out[:, 30] = np.log1p(near[:, 0])
    out[:, 31] = np.log1p(near[:, 1]) if near.shape[1] > 1 else np.nan
    sums = max(float(weights.sum()), 1e-6)
    out[:, 32] = ((km < 50) * weights).sum(axis=1) / sums
    out[:, 33] = ((km < 200) * weights).sum(axis=1) / sums
    out[:, 34] = (np.log1p(km) * weights).sum(axis=1) / sums


def _twins(out: Floats, here: Longs, kind: Longs, places: Gazetteer) -> None:
    """Whether an area has a settlement of the same name inside it among the options, and the other way."""
    towns = [i for i, k in enumerate(kind.tolist()) if k <= Kind.CAPITAL]
    areas = [i for i, k in enumerate(kind.tolist()) if k in (Kind.ADMIN1, Kind.ADMIN2, Kind.ADMIN3)]
    inside = {i: {int(places.admin1[here[i]]), int(places.admin2[here[i]])} for i in towns}
    for a in areas:
        for t in towns:
            if int(here[a]) in inside[t]:
                out[a, 37] = 1
                out[t, 36] = 1


def choose(rows: Table, score: Floats, places: Gazetteer) -> list[Choice]:
    """The best option of each group by pointwise score, with the belief in it and in its surroundings."""
    probability = sigmoid(score)
    choices = []
    low = 0
    for group in rows.groups:
        size = len(group.places)
        if not size:
            choices.append(Choice(-1, 0.0, 0.0))
            continue
        p = probability[low : low + size]
        p = p / max(1.0, float(p.sum()))
        best = int(np.argmax(p))
        spot = group.places[best]
        km = kilometres(places.lat[group.places], places.lon[group.places], places.lat[spot], places.lon[spot])
        inside = (km < 100) | (places.admin1[group.places] == spot) | (places.admin1[spot] == group.places)
        choices.append(Choice(int(spot), float(p[best]), min(1.0, float(p[inside].sum()))))
        low += size
    return choices


@cache
def rankers() -> tuple[Trees, Trees]:
    """The two shipped rankers, loaded once a process."""
    here = Path(__file__).parent / "data"
    return Trees.load(here / "ranker1.npz"), Trees.load(here / "ranker2.npz")


def resolve(doc: Doc, spans: Sequence[Span], places: Gazetteer, *, home: int = -1) -> list[Choice]:
    """The choice for each span, in order. ``home``: the number of a place the outlet is at home, or -1."""
    made = groups(doc, spans, places)
    if home >= 0:
        made.append(_home(home))
    rows = table(made, places)
    belief = beliefs(rows.group, rows.prior, len(made))
    score = rows.prior
    for trees in rankers():
        score = trees.scores(features(doc, spans, made, rows, belief, places))[:, 0]
        belief = beliefs(rows.group, score, len(made))
    score = score + _of_the_one_country(rows, belief, len(made), places)
    result = [Choice(-1, 0.0, 0.0)] * len(spans)
    for group, choice in zip(made, choose(rows, score, places), strict=True):
        for m in group.members:
            result[m] = choice
    return result


AT_HOME = 2.0
"""What an option gains when it lies in the one country a document speaks of."""


def _of_the_one_country(rows: Table, belief: Floats, count: int, places: Gazetteer) -> Floats:
    """AT_HOME for the options in the country that all other names of the document point to, if it is one."""
    country = places.country[rows.place].astype(np.int64)
    own = _own(rows.group, country, belief, count, 256)
    total = own.sum(axis=0)
    spoken = total - own > 0.35  # for each group, the countries other names point to
    only = (spoken[:, 1:].sum(axis=1) == 1) & ~spoken[:, 0]
    bonus: Floats = np.where(only[rows.group] & spoken[rows.group, country], AT_HOME, 0.0).astype(np.float32)
    return bonus


def _home(number: int) -> Group:
    """A group without mentions: the outlet's home, which keeps company with what the text names."""
    one = np.zeros(1, dtype=np.int64)
    return Group("", (), one + number, one, one, np.ones(1, dtype=np.float32))
