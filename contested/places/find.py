"""Places found in a document and resolved together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from contested.model import Place
from contested.places import mentions, options, resolve
from contested.places.demonyms import is_demonym
from contested.places.gazetteer import Gazetteer, gazetteer
from contested.places.relation import relation_of
from contested.places.store import Kind
from contested.places.tagger import bounds, decode, inputs, tagger

THRESHOLD = 0.25
"""Below this belief in the neighbourhood of the best option a name stays unresolved."""
PIECE = 20_000
"""The longest stretch, in tokens, that the recogniser looks at at once."""
_GUESS = 0.12  # below this, the words around say more about where a given span is than the gazetteer


@dataclass(frozen=True)
class FoundPlace:
    """A place named in a text.

    ``start`` and ``end`` are character offsets of the name, ``start_token`` and ``end_token`` the tokens it
    touches. ``place`` is None when the name is not resolved. ``probability`` is the belief that the words name a
    place and that it lies there. ``relation`` keeps words such as "40 km south of"; ``radius_km`` is then how far
    from the place's point the event may be. A quarter or street that the gazetteer lacks ("al-Neel Street") has the
    id and point of the city named before it, its own name, and a radius.
    """

    start: int
    end: int
    start_token: int
    end_token: int
    place: Place | None
    probability: float
    relation: str | None = None
    radius_km: float | None = None


def find_places(
    doc: Doc,
    *,
    published: date | None = None,  # noqa: ARG001 - of the interface; names that change in time are aliases so far
    home: str | None = None,
    skip: NDArray[np.bool_] | None = None,
    threshold: float = THRESHOLD,
) -> tuple[FoundPlace, ...]:
    """The places a document names, in text order, demonyms left out.

    ``home``: where the outlet is at home, an ISO country code or a place's name; ``skip`` marks tokens to pass
    over; below ``threshold`` (0 to 1) a name is listed unresolved.
    """
    places = gazetteer()
    spans = [s for s in recognise(doc, places) if skip is None or not skip[s.start_token : s.end_token].any()]
    choices = resolve.resolve(doc, spans, places, home=home_of(home, places))
    text = doc.text
    found = []
    town: tuple[int, float] = (-1, 0.0)  # the last settlement before, and the belief in it
    for span, choice in zip(spans, choices, strict=True):
        relation = relation_of(text, span.start, span.end)
        words, radius = (relation.words, relation.radius_km) if relation else (None, None)
        place, belief = None, choice.nearby
        if choice.place >= 0 and choice.nearby >= threshold:
            place = places.place(choice.place)
            if places.kind[choice.place] in (Kind.SETTLEMENT, Kind.CAPITAL):
                town = choice.place, choice.nearby
        elif town[0] >= 0 and options.is_quarter(doc, span):
            place, belief, radius = replace(places.place(town[0]), name=span.text), town[1] * 0.5, radius or 8.0
        probability = round(span.probability * belief, 4)
        found.append(
            FoundPlace(span.start, span.end, span.start_token, span.end_token, place, probability, words, radius)
        )
    return tuple(found)


def recognise(doc: Doc, places: Gazetteer) -> list[options.Span]:
    """The spans of a document that name places, in text order; long documents are looked at piece by piece."""
    if len(doc) <= PIECE:
        return _recognised(doc, places) if len(doc) else []
    spans: list[options.Span] = []
    for low, high in _pieces(doc):
        piece, offset = doc[low:high].as_doc(), doc[low].idx
        for s in _recognised(piece, places):
            tokens = (s.start_token + low, s.end_token + low)
            spans.append(options.Span(s.start + offset, s.end + offset, *tokens, s.text, s.probability))
    return spans


def _pieces(doc: Doc) -> list[tuple[int, int]]:
    """Stretches of about PIECE tokens, cut at sentence starts."""
    begins = np.flatnonzero(np.asarray(doc.to_array(["SENT_START"]), dtype=np.uint64).reshape(-1) == 1)
    cuts = [0]
    while len(doc) - cuts[-1] > PIECE:
        later = begins[np.searchsorted(begins, cuts[-1] + PIECE) :]
        if not len(later):
            break
        cuts.append(int(later[0]))
    return list(pairwise([*cuts, len(doc)]))


def _recognised(doc: Doc, places: Gazetteer) -> list[options.Span]:
    model = tagger()
    page = mentions.scan(doc)
    given = inputs(page, places, mentions.candidates(page, places), model.basis)
    if not len(given.tokens):
        return []
    spans = []
    for a, b, p in decode(given.tokens, model.probabilities(doc, given)):
        start, end = bounds(doc, page.text, a, b)
        if not is_demonym(page.text[start:end]):
            spans.append(options.Span(start, end, a, b, page.text[start:end], p))
    return spans


def resolve_spans(
    doc: Doc, spans: Sequence[tuple[int, int]], *, home: str | None = None, threshold: float = 0.0
) -> list[Place | None]:
    """The place each given character span names, or None, resolved in the company of all else the text names.

    With ``threshold`` 0 a name the gazetteer lacks gets the position of what is named beside it, as a Place without
    id and of precision "region"; any higher threshold leaves it None.
    """
    places = gazetteer()
    asked = options.spans_at(doc, spans)
    others = [s for s in recognise(doc, places) if not any(s.start < b and a < s.end for a, b in spans)]
    choices = resolve.resolve(doc, asked + others, places, home=home_of(home, places))
    result: list[Place | None] = []
    for span, choice in zip(asked, choices, strict=False):
        if choice.place >= 0 and choice.nearby >= max(threshold, _GUESS):
            result.append(places.place(choice.place))
        elif threshold > 0:
            result.append(None)
        else:
            near = _neighbour(span, asked + others, choices, places)
            own = places.place(choice.place) if choice.place >= 0 else None
            result.append(_beside(span.text, places.place(near)) if near >= 0 else own)
    return result


def _neighbour(
    span: options.Span, spans: Sequence[options.Span], choices: Sequence[resolve.Choice], places: Gazetteer
) -> int:
    """The surest local place named nearest in the text; -1 when there is none."""
    best, least = -1, np.inf
    for other, choice in zip(spans, choices, strict=True):
        if choice.place < 0 or choice.nearby < 0.4 or (other.start, other.end) == (span.start, span.end):
            continue
        broad = places.kind[choice.place] in (Kind.COUNTRY, Kind.CONTINENT, Kind.REGION)
        area = places.kind[choice.place] == Kind.ADMIN1
        cost = abs(other.start - span.start) + 4000.0 * broad + 1000.0 * area + 300.0 * (1 - choice.nearby)
        if cost < least:
            best, least = choice.place, cost
    return best


def _beside(name: str, place: Place) -> Place:
    return replace(place, geonames=None, name=name, precision="region")


def home_of(home: str | None, places: Gazetteer) -> int:
    """The number of the place a home names (an ISO country code or a name); -1 for none."""
    if not home:
        return -1
    if len(home) == 2 and home.isupper():
        index = np.flatnonzero((places.kind == Kind.COUNTRY) & (places.country == _code(home, places)))
        return int(index[0]) if len(index) else -1
    made = options.plain_group(home, places)
    rows = resolve.table([made], places)
    return int(rows.place[int(np.argmax(rows.prior))]) if len(rows.place) else -1


def _code(home: str, places: Gazetteer) -> int:
    return places.codes.index(home) if home in places.codes else 255
