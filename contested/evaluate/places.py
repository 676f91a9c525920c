"""The suite ``places``: recognition, resolution and both together on the corpora LGL, GWN and GeoVirus."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from contested.evaluate.corpus import corpus_sha256
from contested.evaluate.outcome import Figure, Inputs, Outcome, Prediction, Table
from contested.evaluate.toponyms import FILES, Labelled, Toponym, load
from contested.model import Place, Report
from contested.places import FoundPlace, find_places, resolve_spans
from contested.places.gazetteer import kilometres

NEAR_KM = 161.0
"""The field's tolerance: 100 miles."""
NOTE = (
    "The shipped models are fitted on the development parts of these corpora: their figures there are of data seen. "
    "python -m training.places prints the cross-validated ones. Demonyms are not place names."
)


def run(inputs: Inputs) -> Outcome:
    """Find and resolve the toponyms of all documents below ``inputs.data``; raises InputError."""
    from contested.read.parse import parse_many

    documents = load(inputs.data)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    predictions = []
    reports = (Report(f"{d.corpus}-{d.id}", d.text) for d in documents)
    for document, parsed in zip(documents, parse_many(reports), strict=True):
        found = find_places(parsed.doc)
        given = resolve_spans(parsed.doc, [(t.start, t.end) for t in document.toponyms])
        for name in (document.corpus, "lgl+gwn") if document.corpus != "geovirus" else ("geovirus",):
            _count(counts[name], document, found, given)
        predictions.append(Prediction(f"{document.corpus}-{document.id}", _dumped(document, found, given)))
    files = [inputs.data / name for name in FILES.values() if (inputs.data / name).exists()]
    return Outcome(
        suite="places",
        figures=tuple(f for name in sorted(counts) for f in _figures(name, counts[name])),
        corpus_sha256=corpus_sha256(files),
        counts=(("documents", len(documents)), ("toponyms", sum(len(d.toponyms) for d in documents))),
        tables=(_table(counts),),
        predictions=tuple(predictions),
        note=NOTE,
    )


def near(place: Place | None, toponym: Toponym) -> bool:
    """Whether a resolved place is the labelled one or lies within NEAR_KM of it."""
    if place is None:
        return False
    if place.geonames is not None and place.geonames == toponym.geonames:
        return True
    if None in (place.lat, place.lon, toponym.lat, toponym.lon):
        return False
    return bool(kilometres(place.lat, place.lon, toponym.lat, toponym.lon) <= NEAR_KM)


def _count(n: Counter[str], document: Labelled, found: Sequence[FoundPlace], given: Sequence[Place | None]) -> None:
    gold = {(t.start, t.end): t for t in document.toponyms}
    spans = {(f.start, f.end): f.place for f in found}
    n["gold"] += len(gold)
    n["found"] += len(spans)
    n["right"] += len(gold.keys() & spans.keys())
    n["named"] += sum(t.geonames is not None for t in gold.values())
    for at, place in spans.items():
        ident = place.geonames if place else None
        labelled = gold.get(at)
        n["claimed"] += ident is not None and (labelled is None or labelled.geonames is not None)
        n["both"] += ident is not None and labelled is not None and labelled.geonames == ident
    for toponym, place in zip(document.toponyms, given, strict=True):
        if toponym.lat is not None:
            n["located"] += 1
            n["near"] += near(place, toponym)
        if toponym.geonames is not None:
            n["near with id"] += near(place, toponym)
            n["same id"] += place is not None and place.geonames == toponym.geonames


def _f1(hit: int, given: int, gold: int) -> float:
    return 200.0 * hit / max(given + gold, 1)


def _figures(name: str, n: Counter[str]) -> list[Figure]:
    floored = name != "geovirus"
    out = [Figure(f"{name} recognition F1", _f1(n["right"], n["found"], n["gold"]), n["gold"], floored=True)]
    out.append(
        Figure(f"{name} gold spans acc@161", 100.0 * n["near"] / max(n["located"], 1), n["located"], floored=True)
    )
    if n["named"]:
        out.append(Figure(f"{name} gold spans acc@161 with id", 100.0 * n["near with id"] / n["named"], n["named"]))
        out.append(Figure(f"{name} gold spans same id", 100.0 * n["same id"] / n["named"], n["named"]))
        out.append(
            Figure(f"{name} span and id F1", _f1(n["both"], n["claimed"], n["named"]), n["named"], floored=floored)
        )
    return out


def _table(counts: dict[str, Counter[str]]) -> Table:
    rows = tuple(
        (
            name, str(n["gold"]), str(n["found"]), f"{100 * n['right'] / max(n['found'], 1):.1f}",
            f"{100 * n['right'] / max(n['gold'], 1):.1f}", f"{100 * n['both'] / max(n['claimed'], 1):.1f}",
            f"{100 * n['both'] / max(n['named'], 1):.1f}",
        )
        for name, n in sorted(counts.items())
    )  # fmt: skip
    return Table("By corpus", ("corpus", "gold", "found", "span P", "R", "span and id P", "R"), rows)


def _dumped(document: Labelled, found: Sequence[FoundPlace], given: Sequence[Place | None]) -> dict[str, Any]:
    return {
        "corpus": document.corpus,
        "id": document.id,
        "found": [{"start": f.start, "end": f.end, "probability": f.probability, **_place(f.place)} for f in found],
        "gold_spans": [
            {"start": t.start, "end": t.end, **_place(p)} for t, p in zip(document.toponyms, given, strict=True)
        ],
    }


def _place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {"geonames": None, "name": None, "lat": None, "lon": None}
    return {"geonames": place.geonames, "name": place.name, "lat": place.lat, "lon": place.lon}
