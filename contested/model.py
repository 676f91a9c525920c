"""The frozen records everything in Contested speaks. Imports nothing of ours but the errors.

Offsets are half-open and count Unicode code points of a report's text, which never changes.
Names follow the field: PLOVER and ACLED for codes, GeoNames for places, W3C Web Annotation
for spans (a text position with its exact quote).
"""

from __future__ import annotations

import hashlib
from dataclasses import InitVar, dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from contested.errors import SpanError

Kind = Literal[
    "attack", "clash", "capture", "retreat", "hold", "advance", "besiege", "deploy", "support",
    "casualties", "displacement", "detain", "destroy", "protest", "call", "threaten", "accuse",
    "agree", "reject", "meet", "aid", "sanction", "align", "aim",
]  # fmt: skip
Stance = Literal["asserted", "denied", "possible", "planned", "conditional", "demanded"]
PlaceRole = Literal["at", "from", "to", "near", "via"]
CountWhat = Literal[
    "killed", "wounded", "missing", "displaced", "detained", "strikes", "forces", "distance_km", "other",
]  # fmt: skip
BlockKind = Literal["headline", "body", "subhead", "caption", "boilerplate"]
PublishedBasis = Literal["given", "metadata", "dateline", "text", "unknown"]
PlacePrecision = Literal["settlement", "admin2", "admin1", "region", "country"]
CueStrength = Literal["neutral", "distancing", "endorsing", "admitting", "denying"]
SourceKind = Literal["witness", "official", "monitor", "medic", "activist", "media", "party"]
MentionKind = Literal["place", "actor", "time"]

KINDS: tuple[Kind, ...] = get_args(Kind)
STANCES: tuple[Stance, ...] = get_args(Stance)
PLACE_ROLES: tuple[PlaceRole, ...] = get_args(PlaceRole)
COUNT_WHATS: tuple[CountWhat, ...] = get_args(CountWhat)
BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)


def sha256(data: str | bytes) -> str:
    """The SHA-256 of bytes, or of a string's UTF-8 form, in hexadecimal."""
    return hashlib.sha256(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data).hexdigest()


@dataclass(frozen=True)
class Span:
    """Words of a report: ``quote == text[start:end]``, checked when the span is made.

    ``report`` is the report's id. ``text`` is the whole text of the report; it is only checked
    against, not kept. Raises SpanError when the quote is not there or the span is empty.
    """

    report: str
    start: int
    end: int
    quote: str
    text: InitVar[str]

    def __post_init__(self, text: str) -> None:
        if not 0 <= self.start < self.end <= len(text) or text[self.start : self.end] != self.quote:
            raise SpanError(
                f"report {self.report}: span {self.start}:{self.end} is not {self.quote!r} but "
                f"{text[max(self.start, 0) : self.end]!r}; make spans with Report.span()"
            )

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character of the same report."""
        return self.report == other.report and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Block:
    """A part of the text with one function on the page; ``start`` and ``end`` are offsets."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True)
class Report:
    """One report as taken in: the text never changes after this."""

    id: str
    text: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    published_basis: PublishedBasis = "unknown"
    raw_sha256: str | None = None

    @cached_property
    def text_sha256(self) -> str:
        """SHA-256 of the text's UTF-8 form, in hexadecimal."""
        return sha256(self.text)

    def span(self, start: int, end: int) -> Span:
        """The span of this report's text from ``start`` to ``end``; raises SpanError when out of range."""
        return Span(self.id, start, end, self.text[start:end], self.text)


@dataclass(frozen=True)
class Place:
    """A place of the gazetteer. ``geonames`` is None for one of ours that GeoNames lacks or we don't know."""

    geonames: int | None
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    precision: PlacePrecision


@dataclass(frozen=True)
class Actor:
    """An identity of the knowledge base. ``party_to`` names the sides ("conflict: side") it stands on."""

    id: str
    name: str
    kind: str
    party_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActorRef:
    """A span that names or stands for an actor; ``actor`` is None when it is not resolved, never guessed.

    ``source`` is the kind of an unnamed source ("two witnesses": witness). ``inferred`` marks a
    role filled from another clause or sentence than the trigger's.
    """

    span: Span
    actor: Actor | None = None
    source: SourceKind | None = None
    inferred: bool = False


@dataclass(frozen=True)
class PlaceRef:
    """A span that names a place, with its role in the claim.

    ``relation`` keeps words such as "40 km south of" or "outskirts of"; ``radius_km`` is then the
    uncertainty of the point in kilometres.
    """

    span: Span
    role: PlaceRole
    place: Place | None = None
    relation: str | None = None
    radius_km: float | None = None
    inferred: bool = False


@dataclass(frozen=True)
class TimeRef:
    """A time expression as a closed interval of days; both ends None when it cannot be dated."""

    span: Span
    start: date | None
    end: date | None
    precision: str


@dataclass(frozen=True)
class Count:
    """A number as a range: "at least 3" is (3, None), "up to 40" (None, 40), "dozens" (None, None)."""

    span: Span
    what: CountWhat
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Codes:
    """The claim in the field's code systems; None where the system has no code for it."""

    plover_event: str | None = None
    plover_mode: str | None = None
    acled_event_type: str | None = None
    acled_sub_event_type: str | None = None


@dataclass(frozen=True)
class Claim:
    """One predicate, one chain of speakers, one stance. ``speaker`` runs from the origin outward."""

    id: str
    kind: Kind
    stance: Stance
    trigger: Span
    sentence: Span
    cue: Span | None = None
    cue_strength: CueStrength | None = None
    speaker: tuple[ActorRef, ...] = ()
    actor: tuple[ActorRef, ...] = ()
    target: tuple[ActorRef, ...] = ()
    place: tuple[PlaceRef, ...] = ()
    time: TimeRef | None = None
    counts: tuple[Count, ...] = ()
    codes: Codes = field(default_factory=Codes)


@dataclass(frozen=True)
class Mention:
    """A place, actor or time named in the body."""

    span: Span
    kind: MentionKind
    place: Place | None = None
    actor: Actor | None = None


@dataclass(frozen=True)
class Attribution:
    """Who is said to say what: sources (origin first), the cue, and the content's spans."""

    source: tuple[Span, ...]
    cue: Span | None
    content: tuple[Span, ...]


@dataclass(frozen=True)
class Reading:
    """All that was read from one report, by one release with one set of settings and data files."""

    report: Report
    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
