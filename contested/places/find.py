"""Places found in a document and resolved together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from contested.model import Place
from contested.places import names
from contested.places.gazetteer import Gazetteer, Hits, gazetteer
from contested.places.mentions import Candidate
from contested.places.mentions import candidates as spans_of
from contested.places.store import Kind, NameKind


@dataclass(frozen=True)
class FoundPlace:
    """A place named in a text.

    ``start`` and ``end`` are character offsets of the name, ``start_token`` and ``end_token`` the tokens it
    touches. ``place`` is None when the name is not resolved. ``probability`` is that of being this place.
    ``relation`` keeps words such as "40 km south of"; ``radius_km`` is then the uncertainty of the point.
    """

    start: int
    end: int
    start_token: int
    end_token: int
    place: Place | None
    probability: float
    relation: str | None = None
    radius_km: float | None = None


@dataclass(frozen=True)
class Explained:
    """A place a name may stand for, with its share of belief and the reasons."""

    place: Place
    probability: float
    reasons: tuple[str, ...]


def find_places(
    doc: Doc,
    *,
    published: date | None = None,
    home: str | None = None,
    skip: NDArray[np.bool_] | None = None,
    threshold: float = 0.3,
) -> tuple[FoundPlace, ...]:
    """The places a document names, in text order, demonyms left out."""
    places = gazetteer()
    chosen = _longest(doc, spans_of(doc, places), skip)
    picks = _resolve([c.hits for c in chosen], places, home)
    found = []
    for c, (number, probability) in zip(chosen, picks, strict=True):
        start = doc[c.start].idx
        place = places.place(number) if number >= 0 and probability >= threshold else None
        found.append(FoundPlace(start, start + len(c.text), c.start, c.end, place, probability))
    return tuple(found)


def resolve_spans(
    doc: Doc, spans: Sequence[tuple[int, int]], *, home: str | None = None, threshold: float = 0.0
) -> list[Place | None]:
    """The place each given character span names, or None."""
    places = gazetteer()
    texts = [doc.text[a:b] for a, b in spans]
    hits = places.lookup([names.key(t) for t in texts])
    picks = _resolve(hits, places, home)
    return [places.place(n) if n >= 0 and p >= threshold else None for n, p in picks]


def candidates(name: str, *, home: str | None = None, limit: int = 10) -> tuple[Explained, ...]:
    """What a name may stand for when nothing else is known, best first, with the reasons."""
    places = gazetteer()
    hits = places.lookup([names.key(name)])[0]
    scored = sorted(
        ((_prior(places, n, k), n, k) for n, k in zip(hits.places.tolist(), hits.kinds.tolist(), strict=True)),
        reverse=True,
    )
    total = sum(math.exp(s) for s, _, _ in scored) or 1.0
    return tuple(
        Explained(
            places.place(n), math.exp(s) / total,
            (Kind(int(places.kind[n])).name.lower(), f"population {int(places.population[n])}", NameKind(k).name.lower()),
        )
        for s, n, k in scored[:limit]
    )  # fmt: skip


def _longest(doc: Doc, spans: list[Candidate], skip: NDArray[np.bool_] | None) -> list[Candidate]:
    chosen: list[Candidate] = []
    free = 0
    for c in sorted(spans, key=lambda c: (c.start, -c.end)):
        if c.start < free or (skip is not None and skip[c.start : c.end].any()):
            continue
        labels = {t.ent_type_ for t in doc[c.start : c.end]}
        if labels & {"GPE", "LOC", "FAC"} or (
            not labels & {"PERSON", "NORP", "DATE"} and doc[c.start].pos_ == "PROPN" and len(c.text) > 3
        ):
            chosen.append(c)
            free = c.end
    return chosen


def _prior(places: Gazetteer, number: int, kind: int) -> float:
    base = 0.6 * math.log1p(float(places.population[number])) + 0.3 * math.log1p(float(places.alternates[number]))
    what = Kind(int(places.kind[number]))
    base += {Kind.COUNTRY: 6.0, Kind.SETTLEMENT: 2.0, Kind.CAPITAL: 5.0, Kind.REGION: 2.0, Kind.CONTINENT: 4.0}.get(
        what, 0.0
    )
    return base - (0.0, 1.0, 1.5, 1.0)[kind]


def _resolve(hits: list[Hits], places: Gazetteer, home: str | None) -> list[tuple[int, float]]:
    votes: Counter[str] = Counter()
    picks: list[tuple[int, float]] = []
    for _ in range(2):
        picks = []
        for h in hits:
            scored = [
                (_prior(places, n, k) + 2.0 * math.log1p(votes[places.code(n)]), n)
                for n, k in zip(h.places.tolist(), h.kinds.tolist(), strict=True)
            ]
            if not scored:
                picks.append((-1, 0.0))
                continue
            best = max(scored)
            picks.append((best[1], 1.0 / sum(math.exp(s - best[0]) for s, _ in scored)))
        votes = Counter(places.code(n) for n, _ in picks if n >= 0)
        if home:
            votes[home] += 2
    return picks
