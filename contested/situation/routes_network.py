"""Road networks for questions of access: from GeoJSON, from an OpenStreetMap extract, or approximated from places.

A network is a graph of points with lengths in kilometres. Lines of a GeoJSON file are joined where they share a
point; those of an OSM file (the .osm XML form) where they share a node, and only ways tagged as roads that cars may
use. The approximation joins neighbouring places by straight lines, where no third place lies between them (the Gabriel
graph): it says that two places are next to each other, not that a road is there.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from contested.errors import InputError

Point = tuple[float, float]
"""Latitude and longitude in degrees."""
_EARTH_KM = 6371.0088
_DIGITS = 5  # of a degree: about a metre, within which ends of lines are one point
_ROADS = frozenset(
    {
        "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "road", "track",
        "motorway_link", "trunk_link", "primary_link", "secondary_link", "tertiary_link", "living_street", "service",
    }
)  # fmt: skip
FURTHEST_KM = 400.0
"""Places further apart are no neighbours in the approximation."""


@dataclass(frozen=True)
class Network:
    """Points and the neighbours of each with the length between in kilometres. ``basis`` says where it is from."""

    edges: dict[Point, dict[Point, float]]
    basis: str
    approximate: bool

    def nearest(self, point: Point) -> tuple[Point, float] | None:
        """The network's point nearest to a point, and how many kilometres off; None when the network is empty."""
        best = min(self.edges, key=lambda p: (kilometres(p, point), p), default=None)
        return None if best is None else (best, kilometres(best, point))


def kilometres(a: Point, b: Point) -> float:
    """The great-circle distance of two points (haversine)."""
    lat1, lat2 = math.radians(a[0]), math.radians(b[0])
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def read_network(path: Path) -> Network:
    """The network of a file: GeoJSON (.geojson, .json) or OSM XML (.osm, .xml).

    Raises InputError when the file is missing, is neither, or holds no roads.
    """
    try:
        head = path.read_bytes()[:200].lstrip()
    except OSError as error:
        raise InputError(
            str(path), f"{error.strerror}; give a road network as GeoJSON or as an OSM .osm file"
        ) from error
    lines = _osm_lines(path) if head.startswith(b"<") else _geojson_lines(path)
    network = from_lines(lines, basis=f"the road network {path.name}")
    if not network.edges:
        raise InputError(str(path), "holds no roads: GeoJSON needs LineString features, OSM ways with a highway tag")
    return network


def from_lines(lines: Iterable[Sequence[Point]], *, basis: str) -> Network:
    """The network of lines; they meet where they share a point, to about a metre."""
    edges: dict[Point, dict[Point, float]] = {}
    for line in lines:
        for a, b in pairwise([(round(p[0], _DIGITS), round(p[1], _DIGITS)) for p in line]):
            if a != b:
                length = kilometres(a, b)
                edges.setdefault(a, {})[b] = length
                edges.setdefault(b, {})[a] = length
    return Network(edges, basis, False)


def approximated(points: Iterable[Point]) -> Network:
    """Neighbouring points joined: two are neighbours when no third lies within the circle on their connection."""
    own = sorted(set(points))
    edges: dict[Point, dict[Point, float]] = {p: {} for p in own}
    for a in own:
        nearest = sorted((kilometres(a, b), b) for b in own if b != a)
        for number, (length, b) in enumerate(nearest):
            if length > FURTHEST_KM:
                break
            if not any(_between(c, a, b, length) for _, c in nearest[:number]):
                edges[a][b] = edges[b][a] = length
    return Network(edges, "an approximation: neighbouring places joined by straight lines, not roads", True)


def _between(c: Point, a: Point, b: Point, length: float) -> bool:
    return kilometres(a, c) ** 2 + kilometres(c, b) ** 2 < length**2


def _geojson_lines(path: Path) -> Iterator[list[Point]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"is neither GeoJSON nor OSM XML ({error})") from error
    features = data.get("features", [data]) if isinstance(data, dict) else []
    for feature in features:
        try:
            yield from _lines_of(feature.get("geometry") or feature)
        except (AttributeError, TypeError, ValueError, KeyError, IndexError) as error:
            raise InputError(str(path), f"a feature is no GeoJSON with numbers for coordinates ({error!r})") from error


def _lines_of(geometry: dict[str, Any]) -> Iterator[list[Point]]:
    if geometry["type"] == "GeometryCollection":
        for one in geometry["geometries"]:
            yield from _lines_of(one)
    elif geometry["type"] in ("LineString", "MultiLineString"):
        lines = geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]
        for line in lines:
            yield [(float(p[1]), float(p[0])) for p in line]


def _osm_lines(path: Path) -> Iterator[list[Point]]:
    from lxml import etree

    points: dict[str, Point] = {}
    try:
        for _, element in etree.iterparse(str(path), tag=("node", "way"), resolve_entities=False, no_network=True):
            if element.tag == "node":
                points[element.get("id")] = (float(element.get("lat")), float(element.get("lon")))
            elif any(t.get("k") == "highway" and t.get("v") in _ROADS for t in element.iter("tag")):
                line = [points[nd.get("ref")] for nd in element.iter("nd") if nd.get("ref") in points]
                if len(line) > 1:
                    yield line
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError, TypeError) as error:
        raise InputError(str(path), f"is not an OSM XML file ({error})") from error
