"""All that the page gets, as frontend/src/types.ts has it: from a record's material and its situation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version

from contested.model import COUNT_WHATS, KINDS, PLACE_ROLES, STANCES, SourceKind, sha256
from contested.record.days import stamp
from contested.web.columns import NONE, Part
from contested.web.coverage import Range, coverage_part, day_range
from contested.web.gazette import PRECISIONS
from contested.web.material import Material
from contested.web.payload_claims import REJECTED, ClaimColumns, chunk_numbers, claims_of
from contested.web.payload_situation import (
    CONFLICTS,
    GRADES,
    STATES,
    TIERS,
    accounts_part,
    contradictions_part,
    control_part,
    events_part,
    first_holders,
    movements_part,
    side_weights,
    tolls_part,
)
from contested.web.situated import Derived

FORMAT = 1
PARTS = (
    "meta", "places", "actors", "reports", "claims", "events", "control", "coverage", "accounts", "contradictions",
    "movements", "tolls",
)  # fmt: skip
_SOURCE_KINDS: tuple[SourceKind, ...] = ("witness", "official", "monitor", "medic", "activist", "media", "party")
_FOREIGN = 0.15
"""Countries with less than this share of the claims do not stretch the first view of the map."""


@dataclass(frozen=True)
class Settings:
    """What whoever serves or builds chose. ``token`` is null for a page that cannot write."""

    title: str
    source: str = "static"
    review: bool = False
    reviewer: str = ""
    token: str | None = None
    basemap: str | None = None
    whole_texts: bool = True


@dataclass(frozen=True)
class Payload:
    """The parts but for the meta, as JSON; ``row`` gives claims' rows by id, ``chunks`` each report's chunk."""

    generation: str
    parts: Mapping[str, str]
    about: Part
    """The meta without what depends on Settings."""
    row: Mapping[str, int]
    chunks: list[int]

    def meta(self, settings: Settings) -> Part:
        """The meta part."""
        return {"format": FORMAT, "generation": self.generation, **self.about, **asdict(settings)}


def dumps(value: object) -> str:
    """Compact JSON that is safe in a script as well."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def make_payload(material: Material, derived: Derived, *, local: Mapping[int, str]) -> Payload:
    """The parts. ``local`` has places' names in the local script by GeoNames id."""
    columns, reports = claims_of(material)
    rows = columns.rows
    events, of_claim = events_part(derived, rows, len(columns.ids))
    parts: dict[str, Part] = {
        "reports": reports,
        "claims": columns.part(of_claim),
        "events": events,
        "accounts": accounts_part(derived.events, rows),
        "contradictions": contradictions_part(derived, rows),
        "control": control_part(derived.controls, rows),
        "movements": movements_part(derived, rows),
        "tolls": tolls_part(derived, rows),
    }
    camps, camp = rows.cast.camps(side_weights(rows, parts["control"]))
    parts["control"]["camp"] = first_holders(parts["control"], camp)
    parts["places"] = rows.places.part(local)
    parts["actors"] = rows.cast.part(camp)
    span = day_range(columns.numbers["from"], reports["known"])  # type: ignore[arg-type]
    parts["coverage"] = coverage_part(
        material, span, claims=_told(columns), events=events["first"]  # type: ignore[arg-type]
    )  # fmt: skip
    about = _about(material, derived, columns, span, camps)
    return _sealed(parts, about, rows.row, chunk_numbers(material))


def _told(columns: ClaimColumns) -> list[int]:
    """The first day of every claim that is not rejected."""
    numbers = columns.numbers
    return [day for day, status in zip(numbers["from"], numbers["status"], strict=True) if not status & REJECTED]


def _sealed(parts: dict[str, Part], about: Part, row: Mapping[str, int], chunks: list[int]) -> Payload:
    """The parts with the generation that their own words make."""
    written = {name: dumps(part) for name, part in parts.items()}
    generation = sha256("\n".join([dumps(about), *(written[name] for name in PARTS[1:])]))[:16]
    head = f'{{"generation":"{generation}",'
    return Payload(generation, {name: head + text[1:] for name, text in written.items()}, about, row, chunks)


def _about(
    material: Material, derived: Derived, columns: ClaimColumns, span: Range, camps: list[dict[str, object]]
) -> Part:
    newest = material.newest
    chunks = chunk_numbers(material)
    return {
        "version": version("contested"),
        "generated": stamp(newest) if newest else "",
        "kinds": KINDS,
        "stances": STANCES,
        "roles": PLACE_ROLES,
        "whats": COUNT_WHATS,
        "precisions": PRECISIONS,
        "grades": GRADES,
        "states": STATES,
        "tiers": TIERS,
        "conflicts": CONFLICTS,
        "source_kinds": _SOURCE_KINDS,
        **asdict(span),
        "bounds": _bounds(columns),
        "counts": {
            "claims": len(columns.ids),
            "reports": len(material.chapters),
            "events": len(derived.events),
            "places": len(columns.rows.places.rows),
            "contradictions": len(derived.contradictions),
            "texts": chunks[-1] + 1 if chunks else 0,
        },
        "camps": camps,
        "history": derived.history,
    }


def _bounds(columns: ClaimColumns) -> list[float] | None:
    """South, west, north, east of nearly all places of claims, in the countries that the record is about."""
    points: list[tuple[str | None, float, float]] = []
    known = columns.rows.places.rows
    for row in columns.rows.place:
        place = known[row] if row != NONE else None
        if place is None or isinstance(place, str) or place.precision in ("country", "region"):
            continue
        if place.lat is not None and place.lon is not None:
            points.append((place.country, place.lat, place.lon))
    if not points:
        return None
    by_country: dict[str | None, int] = {}
    for country, _, _ in points:
        by_country[country] = by_country.get(country, 0) + 1
    home = {country for country, number in by_country.items() if number >= _FOREIGN * max(by_country.values())}
    inside = [(lat, lon) for country, lat, lon in points if country in home]
    south, north = _most([lat for lat, _ in inside])
    west, east = _most([lon for _, lon in inside])
    return [round(edge, 3) for edge in (south, west, north, east)]


def _most(values: list[float]) -> tuple[float, float]:
    """The ends between which all but a few values lie."""
    values = sorted(values)
    off = len(values) // 100
    return values[off], values[len(values) - 1 - off]
