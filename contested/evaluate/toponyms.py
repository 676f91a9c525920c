"""The geoparsing corpora LGL, GWN and GeoVirus, read from their XML.

Gold toponyms are place names as geoparsing scores them: demonyms, languages and adjectives are left out, and of
GWN the types that name no located place (homonyms, "church", "the city").
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from contested.errors import InputError
from contested.places.demonyms import is_demonym

FILES = {"lgl": "lgl.xml", "gwn": "gwn.xml", "geovirus": "GeoVirus.xml"}
_NOT_PLACES = frozenset({"Demonym", "Language", "Homonym", "Non_Toponym", "Non_Lit_Expression", "Literal_Expression"})


@dataclass(frozen=True)
class Toponym:
    """A labelled place name: character offsets, and what it names where the corpus says so."""

    start: int
    end: int
    geonames: int | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class Labelled:
    """A document of a corpus with its toponyms, in text order."""

    corpus: str
    id: str
    text: str
    toponyms: tuple[Toponym, ...]
    outlet: str | None = None


def load(folder: Path) -> list[Labelled]:
    """All documents of the corpora that lie in ``folder``; raises InputError when there is none or one is malformed."""
    documents: list[Labelled] = []
    for corpus, name in FILES.items():
        file = folder / name
        if not file.exists():
            continue
        try:
            root = ET.parse(file).getroot()
        except ET.ParseError as error:
            raise InputError(str(file), f"not XML ({error}); is the corpus whole?") from error
        documents.extend(_READERS[corpus](root))
    if not documents:
        raise InputError(str(folder), f"none of {', '.join(FILES.values())} is there; give --data their folder")
    return documents


def _number(element: ET.Element, tag: str) -> float | None:
    text = (element.findtext(tag) or "").strip()
    return float(text) if text else None


def _ordered(toponyms: list[Toponym]) -> tuple[Toponym, ...]:
    """In text order, one a span: the one with an id where there are several."""
    best: dict[tuple[int, int], Toponym] = {}
    for t in toponyms:
        if (t.start, t.end) not in best or best[t.start, t.end].geonames is None:
            best[t.start, t.end] = t
    return tuple(sorted(best.values(), key=lambda t: (t.start, t.end)))


def _lgl(root: ET.Element) -> Iterator[Labelled]:
    for article in root:
        found = []
        for t in article.iter("toponym"):
            if is_demonym(t.findtext("phrase") or ""):
                continue
            tag = t.find("gaztag")
            start, end = int(t.findtext("start") or 0), int(t.findtext("end") or 0)
            if tag is None:
                found.append(Toponym(start, end, None, None, None))
            else:
                found.append(
                    Toponym(start, end, int(tag.get("geonameid") or 0), _number(tag, "lat"), _number(tag, "lon"))
                )
        yield Labelled(
            "lgl",
            article.get("docid") or "",
            article.findtext("text") or "",
            _ordered(found),
            article.findtext("domain"),
        )


def _gwn(root: ET.Element) -> Iterator[Labelled]:
    for article in root:
        found = []
        for t in article.iter("toponym"):
            adjective = (t.findtext("modifierType") or "").strip() == "Adjective"
            if adjective or t.findtext("type") in _NOT_PLACES or is_demonym(t.findtext("extractedName") or ""):
                continue
            lat, ident = _number(t, "latitude"), (t.findtext("geonamesID") or "").strip()
            if lat is not None:
                start, end = int(t.findtext("start") or 0), int(t.findtext("end") or 0)
                found.append(Toponym(start, end, int(ident) if ident else None, lat, _number(t, "longitude")))
        yield Labelled("gwn", article.get("file") or "", article.findtext("text") or "", _ordered(found))


def _geovirus(root: ET.Element) -> Iterator[Labelled]:
    for number, article in enumerate(root):
        found = [
            Toponym(
                int(t.findtext("start") or 0) - 1, int(t.findtext("end") or 0) - 1, None,
                _number(t, "lat"), _number(t, "lon"),
            )
            for t in article.iter("location")
            if not is_demonym(t.findtext("name") or "")
        ]  # fmt: skip
        yield Labelled("geovirus", str(number), article.findtext("text") or "", _ordered(found))


_READERS = {"lgl": _lgl, "gwn": _gwn, "geovirus": _geovirus}
