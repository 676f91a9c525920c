"""What the commands on control share: the claims of a record by place, and how intervals are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.model import Place
    from contested.record import Record, RecordedClaim
    from contested.situation.control_places import PlaceKey
    from contested.situation.records import Control

NEAR_TWIN_KM = 15.0  # entries of one town lie nearer than this


@dataclass(frozen=True)
class Loaded:
    """The claims known, by the keys they are filed under, the near copies among their reports, and the newest day."""

    filed: dict[PlaceKey, list[RecordedClaim]]
    copies: set[tuple[str, str]]
    newest: date

    @property
    def claims(self) -> list[RecordedClaim]:
        """Every claim once."""
        return list({c.claim.id: c for own in self.filed.values() for c in own}.values())


def load(record: Record, *, as_known: date | None = None) -> Loaded:
    """All claims of a record that stand, or stood on a day; shows progress in a terminal. Raises UsageError."""
    from contested.cli.watching import all_claims
    from contested.situation.control import by_place

    claims = all_claims(record, as_known=as_known)
    if not claims:
        raise UsageError(f"{record.path} holds no claims" + (f" known on {as_known}" if as_known else ""))
    newest = max(c.report.published or c.report.known for c in claims)
    return Loaded(by_place(claims), record.near_copies({c.report.id for c in claims}), newest)


def load_place(record: Record, name: str, *, as_known: date | None = None) -> Loaded:
    """The claims on a place and around it that bear on its control. Raises UsageError when none names it."""
    from contested.record import Query
    from contested.situation.control import by_place
    from contested.situation.control_places import area_key, place_key

    claims = {c.claim.id: c for c in record.iter_claims(Query(place=name, as_known=as_known))}
    wanted = {place_key(p): p for p in _meant(name, claims.values())}
    if not wanted:
        raise UsageError(f"no claim{f' known on {as_known}' if as_known else ''} names {name!r}; see: contested places")
    for place in list(wanted.values())[:8]:
        if place.lat is not None and place.lon is not None:
            near = Query(point=(place.lat, place.lon), within_km=NEAR_TWIN_KM, as_known=as_known)
            claims.update((c.claim.id, c) for c in record.iter_claims(near))
        if area_key(place) and place.admin1:
            wide = Query(place=place.admin1, country=place.country, as_known=as_known)
            claims.update((c.claim.id, c) for c in record.iter_claims(wide))
    filed = {key: own for key, own in by_place(claims.values()).items() if key in wanted or key[0] == "area"}
    reports = record.reports(Query(as_known=as_known))
    newest = max(r.published or r.known for r in reports)
    return Loaded(filed, record.near_copies({c.report.id for c in claims.values()}), newest)


def _meant(name: str, claims: Iterable[RecordedClaim]) -> list[Place]:
    """The places these claims name by this name or id, most often named first."""
    from collections import Counter

    from contested.record.keys import folded
    from contested.situation.control_places import meant

    places: Counter[Place] = Counter()
    for claim in claims:
        for ref in claim.claim.place:
            place = meant(claim.claim, ref)
            if place and (
                str(place.geonames) == name
                or folded(place.name) == folded(name)
                or folded(ref.span.quote) == folded(name)
            ):
                places[place] += 1
    return sorted(places, key=lambda p: (-places[p], p.name, p.geonames or 0))


def keys_named(loaded: Loaded, name: str) -> list[PlaceKey]:
    """The keys of the places of this name or id, those with most claims first. Raises UsageError when there is none."""
    from contested.situation.control_places import place_key

    found: dict[PlaceKey, int] = {}
    for key, own in loaded.filed.items():
        if key[0] != "area" and any(place_key(p) == key for p in _meant(name, own)):
            found[key] = len(own)
    if not found:
        raise UsageError(f"no claim names {name!r}; see: contested places")
    return sorted(found, key=lambda key: (-found[key], key))


def plain(control: Control) -> dict[str, Any]:
    """An interval in the contract's shape."""
    from dataclasses import asdict

    return {
        "place": asdict(control.place),
        "from": control.first.isoformat(),
        "to": control.last.isoformat(),
        "state": control.state,
        "holder": [asdict(party) for party in control.holder],
        "tier": control.tier,
        "rule": control.rule,
        "claims": list(control.claims),
        "against": list(control.against),
        "reason": control.reason,
    }


def row(control: Control) -> dict[str, Any]:
    """An interval as a flat row."""
    from contested.situation.control_reasons import called

    place = control.place
    return {
        "place": place.name,
        "geonames": place.geonames,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "precision": place.precision,
        "from": control.first.isoformat(),
        "to": control.last.isoformat(),
        "state": control.state,
        "holder": "; ".join(called(p) for p in control.holder) or None,
        "holder_ids": "; ".join(p.id or "" for p in control.holder) or None,
        "tier": control.tier,
        "rule": control.rule,
        "reason": control.reason,
        "claims": " ".join(control.claims) or None,
        "against": " ".join(control.against) or None,
    }


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, wide: Sequence[str] = ()) -> None:
    """Print a table to the terminal; ``wide`` columns take the most room."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    made = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        made.add_column(heading, overflow="fold", ratio=3 if heading in wide else None)
    for cells in rows:
        made.add_row(*(escape(cell) for cell in cells))
    Console(highlight=False).print(made)
