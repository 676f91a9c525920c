"""From what a Query names (a place, a circle, an actor, words) to the subjects claims are filed under."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import dataclass

from contested.errors import UsageError
from contested.record.hydrate import in_chunks
from contested.record.index import DOER, SPEAKER, TARGET, WHERE
from contested.record.keys import folded
from contested.record.records import Query

_EARTH_KM = 6371.0088  # mean radius, IUGG
_KM_A_DEGREE = 110.57  # of latitude, at its least


@dataclass(frozen=True)
class Facet:
    """One condition: the claim is filed under one of ``subjects`` in one of ``roles`` (none: in any)."""

    subjects: tuple[int, ...]
    roles: tuple[int, ...] = ()


def facets(connection: sqlite3.Connection, query: Query) -> list[Facet]:
    """The conditions of a query that subjects answer. Raises UsageError for a place or circle that makes no sense."""
    found = []
    if query.place is not None or query.point is not None:
        found.append(Facet(_place_subjects(connection, query), WHERE))
    if query.area is not None:
        south, west, north, east = query.area
        keys = [key for key, lat, lon in _box(connection, south, north) if _between(lon, west, east)]
        found.append(Facet(_filed(connection, "place", keys), WHERE))
    if query.country is not None:
        found.append(Facet(_named(connection, "country", query.country.upper()), WHERE))
    for wanted, roles in (
        (query.actor, (DOER,)), (query.speaker, SPEAKER), (query.target, (TARGET,)),
        (query.who, (*SPEAKER, DOER, TARGET)),
    ):  # fmt: skip
        if wanted is not None:
            found.append(Facet(actor_subjects(connection, wanted), roles))
    if query.outlet is not None:
        found.append(Facet(_named(connection, "outlet", folded(query.outlet))))
    if query.kind:
        kinds = tuple(s for kind in query.kind for s in _named(connection, "kind", kind))
        found.append(Facet(kinds))
    return found


def _place_subjects(connection: sqlite3.Connection, query: Query) -> tuple[int, ...]:
    if query.point is not None:
        if query.within_km is None:
            raise UsageError("a point needs a radius: say within how many kilometres")
        return _filed(connection, "place", _within(connection, query.point, query.within_km))
    rows = place_rows(connection, query.place)
    if query.within_km is not None:
        points = {(row[3], row[4]) for row in rows if row[3] is not None and row[4] is not None}
        if not points:
            raise UsageError(f"no place {query.place!r} with known coordinates is in the record; give a point instead")
        keys = [key for point in sorted(points) for key in _within(connection, point, query.within_km)]
        return _filed(connection, "place", keys)
    subjects = list(_filed(connection, "place", [row[0] for row in rows]))
    for _, _, name, _, _, country, _, precision in rows:
        if precision == "country" and country:
            subjects += _named(connection, "country", country)
        elif precision == "admin1" and country:
            subjects += _named(connection, "admin1", f"{country}/{folded(name)}")
    if isinstance(query.place, str):
        subjects += _named(connection, "words", folded(query.place))
    return tuple(dict.fromkeys(subjects))


def place_items(connection: sqlite3.Connection, query: Query) -> set[int] | None:
    """The keys of the places that a query's place, circle, area and country allow; None when it names none."""
    rows: list[PlaceRow] = connection.execute(f"SELECT {_COLUMNS} FROM place").fetchall()
    allowed: set[int] | None = None

    def only(keys: set[int]) -> None:
        nonlocal allowed
        allowed = keys if allowed is None else allowed & keys

    if query.place is not None or query.point is not None:
        facet = _place_subjects(connection, query)
        marks = ",".join("?" * len(facet))
        filed = connection.execute(f"SELECT kind, item, name FROM subject WHERE key IN ({marks})", facet).fetchall()
        items = {item for kind, item, _ in filed if kind == "place"}
        inside = {(kind, name) for kind, _, name in filed if kind in ("country", "admin1")}
        only(
            items
            | {
                r[0]
                for r in rows
                if ("country", r[5]) in inside or ("admin1", f"{r[5]}/{folded(r[6] or '')}") in inside
            }
        )
    if query.area is not None:
        south, west, north, east = query.area
        only({key for key, _, lon in _box(connection, south, north) if _between(lon, west, east)})
    if query.country is not None:
        only({row[0] for row in rows if row[5] == query.country.upper()})
    return allowed


_COLUMNS = "key, geonames, name, lat, lon, country, admin1, precision"
PlaceRow = tuple[int, int | None, str, float | None, float | None, str | None, str | None, str]


def place_rows(connection: sqlite3.Connection, wanted: str | int | None) -> list[PlaceRow]:
    """The places of a GeoNames id, or of a name.

    Places with just this name; if there are none, those that reports call so; if none, names with these words in them.
    """
    if isinstance(wanted, int) or (wanted or "").isdigit():
        return connection.execute(f"SELECT {_COLUMNS} FROM place WHERE geonames = ?", (int(wanted or 0),)).fetchall()
    words = folded(str(wanted))
    rows: list[PlaceRow] = connection.execute(f"SELECT {_COLUMNS} FROM place").fetchall()
    names = [(row, folded(row[2])) for row in rows]
    called = {item for item, _ in _called(connection, words, "place")}
    return (
        [row for row, name in names if name == words]
        or [row for row, _ in names if row[0] in called]
        or [row for row, name in names if words and f" {words} " in f" {name} "]
    )


def _called(connection: sqlite3.Connection, words: str, kind: str) -> list[tuple[int, int]]:
    """(item, subject) of what reports call so."""
    sql = (
        "SELECT s.item, s.key FROM called AS c JOIN subject AS s ON s.key = c.subject WHERE c.words = ? AND s.kind = ?"
    )
    return connection.execute(sql, (words, kind)).fetchall()


def actor_subjects(connection: sqlite3.Connection, wanted: str) -> tuple[int, ...]:
    """Subjects of an actor's id or name, or of words that no actor was found for.

    The whole id or name, and the same words unresolved; if none, what reports call so; if none, parts of names.
    """
    words = folded(wanted)
    actors = connection.execute("SELECT key, id, name FROM actor").fetchall()
    exact = [key for key, id_, name in actors if id_ == wanted or folded(name) == words]
    subjects = list(_filed(connection, "actor", exact)) or [key for _, key in _called(connection, words, "actor")]
    subjects += _named(connection, "words", words)
    if subjects or not words:
        return tuple(dict.fromkeys(subjects))
    part = [key for key, _, name in actors if f" {words} " in f" {folded(name)} "]
    like = connection.execute(
        "SELECT key FROM subject WHERE kind = 'words' AND ' ' || name || ' ' LIKE ?", (f"% {words} %",)
    )
    return tuple(dict.fromkeys([*_filed(connection, "actor", part), *(row[0] for row in like)]))


def _filed(connection: sqlite3.Connection, kind: str, items: list[int]) -> tuple[int, ...]:
    found: list[int] = []
    for chunk in in_chunks(dict.fromkeys(items)):
        marks = ",".join("?" * len(chunk))
        sql = f"SELECT key FROM subject WHERE kind = ? AND item IN ({marks}) AND name = ''"
        found += [row[0] for row in connection.execute(sql, (kind, *chunk))]
    return tuple(found)


def _named(connection: sqlite3.Connection, kind: str, name: str) -> tuple[int, ...]:
    rows = connection.execute("SELECT key FROM subject WHERE kind = ? AND item = 0 AND name = ?", (kind, name))
    return tuple(row[0] for row in rows)


def _box(connection: sqlite3.Connection, south: float, north: float) -> list[tuple[int, float, float]]:
    if south > north:
        raise UsageError("an area is south, west, north, east: its south lies north of its north")
    return connection.execute("SELECT key, lat, lon FROM place WHERE lat BETWEEN ? AND ?", (south, north)).fetchall()


def _between(lon: float | None, west: float, east: float) -> bool:
    if lon is None:
        return False
    return west <= lon <= east if west <= east else lon >= west or lon <= east  # across the date line


def _within(connection: sqlite3.Connection, point: tuple[float, float], km: float) -> list[int]:
    lat, lon = point
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or km <= 0:
        raise UsageError(f"no such circle: {km} km about {lat}, {lon}; give latitude, longitude and a radius above 0")
    reach = km / _KM_A_DEGREE
    rows = _box(connection, lat - reach, lat + reach)
    return [key for key, a, b in rows if b is not None and distance_km(lat, lon, a, b) <= km]


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance of two points in kilometres (haversine)."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
