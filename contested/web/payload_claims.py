"""Claims and reports as columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from contested.model import COUNT_WHATS, KINDS, PLACE_ROLES, STANCES, Claim, PlaceRef
from contested.record import RecordedClaim
from contested.web.cast import Cast
from contested.web.columns import NONE, Part, Ragged, Strings, bound, day_number
from contested.web.gazette import Places
from contested.web.material import Chapter, Material

ACCEPTED, EDITED, REJECTED = 1, 2, 4
_KIND = {kind: at for at, kind in enumerate(KINDS)}
_STANCE = {stance: at for at, stance in enumerate(STANCES)}
_ROLE = {role: at for at, role in enumerate(PLACE_ROLES)}
_WHAT = {what: at for at, what in enumerate(COUNT_WHATS)}
_ROLE_FIRST = ("at", "near", "to", "from", "via")
_PRECISION_FIRST = ("settlement", "admin2", "admin1", "region", "country")
_CHUNK_CHARACTERS = 200_000


def status_bits(found: RecordedClaim) -> int:
    """What people decided on a claim, as the page's bits."""
    edited = EDITED if found.claim != found.read else 0
    return (ACCEPTED if found.accepted else 0) | edited | (REJECTED if found.rejected else 0)


def safe_url(url: str | None) -> str | None:
    """The address if a browser may be sent there: http or https with a host; else None."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in ("http", "https") and parts.hostname else None


@dataclass
class ClaimRows:
    """Where claims and reports stand in the page's tables; shared by all parts of one payload."""

    places: Places = field(default_factory=Places)
    cast: Cast = field(default_factory=Cast)
    row: dict[str, int] = field(default_factory=dict)
    """Of claims by id."""
    known: list[int] = field(default_factory=list)
    """The day each claim was known."""
    place: list[int] = field(default_factory=list)
    """The place that stands for each claim."""


class ClaimColumns:
    """The claims table while it is made."""

    def __init__(self, rows: ClaimRows) -> None:
        self.rows = rows
        self.numbers: dict[str, list[int]] = {
            name: []
            for name in ("kind", "stance", "report", "from", "to", "place_role", "place_radius", "place_relation",
                         "count_low", "count_high", "status")
        }  # fmt: skip
        self.lists = {name: Ragged() for name in ("places", "speaker", "actor", "target", "count")}
        self.ids: list[str] = []
        self.strings = Strings()

    def add(self, found: RecordedClaim, report: int) -> None:
        """The next claim, of the report in this row."""
        claim, cast = found.claim, self.rows.cast
        row = len(self.ids)
        self.rows.row.setdefault(claim.id, row)
        self.rows.known.append(day_number(found.report.known))
        self.ids.append(claim.id)
        numbers = self.numbers
        numbers["kind"].append(_KIND[claim.kind])
        numbers["stance"].append(_STANCE[claim.stance])
        numbers["report"].append(report)
        start, end = (claim.time.start, claim.time.end) if claim.time else (None, None)
        numbers["from"].append(day_number(start or end))
        numbers["to"].append(day_number(end or start))
        numbers["status"].append(status_bits(found))
        self.lists["speaker"].add(cast.of_claim(claim.speaker, "speaker"))
        self.lists["actor"].add(cast.of_claim(claim.actor, "doer"))
        self.lists["target"].add(cast.of_claim(claim.target, "target"))
        self._places(claim)
        self.lists["count"].add(_WHAT[count.what] for count in claim.counts)
        numbers["count_low"].extend(bound(count.low) for count in claim.counts)
        numbers["count_high"].extend(bound(count.high) for count in claim.counts)

    def _places(self, claim: Claim) -> None:
        found = self.rows.places.of_claim(claim.place)
        self.lists["places"].add(found)
        for ref in claim.place:
            self.numbers["place_role"].append(_ROLE[ref.role])
            self.numbers["place_radius"].append(round(ref.radius_km or 0))
            self.numbers["place_relation"].append(self.strings.index(ref.relation))
        best = min(range(len(found)), key=lambda at: _standing_for(claim.place[at], at), default=None)
        self.rows.place.append(NONE if best is None else found[best])

    def part(self, event: list[int]) -> Part:
        """The table; ``event`` has each claim's event."""
        return {
            "id": self.ids,
            **self.numbers,
            "event": event,
            "place": self.rows.place,
            **{name: ragged.json() for name, ragged in self.lists.items()},
            "strings": self.strings.words,
        }


def _standing_for(ref: PlaceRef, at: int) -> tuple[int, ...]:
    precision = _PRECISION_FIRST.index(ref.place.precision) if ref.place else len(_PRECISION_FIRST)
    broad = precision >= _PRECISION_FIRST.index("country")
    return (int(ref.place is None), int(broad), _ROLE_FIRST.index(ref.role), precision, at)


def claims_of(material: Material) -> tuple[ClaimColumns, Part]:
    """The claims' columns, and the reports' table (without its generation)."""
    columns = ClaimColumns(ClaimRows())
    numbers: dict[str, list[int]] = {
        name: [] for name in ("outlet", "published", "known", "until", "first", "claims", "copies", "chunk")
    }
    strings = Strings()
    for row, (chapter, chunk) in enumerate(zip(material.chapters, chunk_numbers(material), strict=True)):
        report = chapter.report
        values = (
            strings.index(report.outlet), day_number(report.published), day_number(report.known),
            day_number(report.until), len(columns.ids), len(chapter.claims), chapter.copies, chunk,
        )  # fmt: skip
        for column, value in zip(numbers.values(), values, strict=True):
            column.append(value)
        for found in chapter.claims:
            columns.add(found, row)
    reports: Part = {
        "id": [chapter.report.id for chapter in material.chapters],
        "title": [chapter.report.title for chapter in material.chapters],
        "url": [safe_url(chapter.report.url) for chapter in material.chapters],
        **numbers,
        "strings": strings.words,
    }
    return columns, reports


def chunk_numbers(material: Material) -> list[int]:
    """The chunk of texts each report's words are in: whole reports, about so many characters a chunk."""
    numbers, size, chunk = [], 0, 0
    for chapter in material.chapters:
        if size and size + chapter.report.length > _CHUNK_CHARACTERS:
            size, chunk = 0, chunk + 1
        size += chapter.report.length
        numbers.append(chunk)
    return numbers


def chapters_of_chunk(material: Material, chunk: int) -> list[tuple[int, Chapter]]:
    """The chapters of a chunk with their rows."""
    numbers = chunk_numbers(material)
    return [(row, chapter) for row, chapter in enumerate(material.chapters) if numbers[row] == chunk]
