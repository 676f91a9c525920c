"""What a record gives back: frozen rows around the model's Claim and Report, and the Query that asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from contested.model import Actor, Claim, Kind, Place, PublishedBasis, Stance

Action = Literal[
    "accept", "edit", "reject", "same-event", "different-event", "same-actor", "different-actor",
]  # fmt: skip
ACTIONS: tuple[Action, ...] = (
    "accept", "edit", "reject", "same-event", "different-event", "same-actor", "different-actor",
)  # fmt: skip
Sort = Literal["event", "reported", "added"]
ReportStatus = Literal["read", "empty", "copy", "unread"]


@dataclass(frozen=True)
class Release:
    """Who made a row: the version of contested and a digest of its settings and data files.

    ``made_of`` lists what the digest covers, as (name, SHA-256 or version) pairs in order of name.
    """

    version: str
    digest: str
    made_of: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The release as people write it: version, plus sign, the first digits of the digest."""
        return f"{self.version}+{self.digest[:12]}"


@dataclass(frozen=True)
class RecordedReport:
    """One version of one report, without its text (``Record.text`` has it).

    ``seen`` is the day this version was fetched or filed, ``added`` the moment it came into the record,
    ``known`` the first day on which its text is known to have stood anywhere, ``until`` the day from which
    another version replaced it (None: it still stands). ``copy_of`` is the id of the report whose text it
    repeats to the letter; ``claims`` is None when it was not read (a copy, or not yet).
    """

    id: str
    address: str
    version: int
    title: str | None
    outlet: str | None
    url: str | None
    published: date | None
    published_basis: PublishedBasis
    seen: date
    added: datetime
    known: date
    until: date | None
    copy_of: str | None
    status: ReportStatus
    claims: int | None
    text_sha256: str
    raw_sha256: str
    length: int


@dataclass(frozen=True)
class Copy:
    """A report whose text is another's, or much like it: ``jaccard`` of their five-word runs (1.0: to the letter),
    ``contained``: how much of the shorter stands in the other."""

    report: RecordedReport
    jaccard: float
    contained: float


@dataclass(frozen=True)
class RecordedClaim:
    """A claim with where it comes from, and what people decided about it.

    ``claim`` has accepted edits applied; ``read`` is the claim as it was read. ``release`` is the name of the
    release that read it. ``decisions`` are the ids of the decisions that fit it and are not withdrawn, oldest first.
    """

    claim: Claim
    read: Claim
    report: RecordedReport
    release: str
    added: datetime
    decisions: tuple[str, ...] = ()
    accepted: bool = False
    rejected: bool = False


@dataclass(frozen=True)
class PlaceTally:
    """A place and how often claims name it; days are those of the claims (see Query)."""

    place: Place
    claims: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class ActorTally:
    """An actor and how often claims name it, in which role; ``actor`` is None for words no actor was found for."""

    actor: Actor | None
    words: str
    speaker: int
    doer: int
    target: int
    first: date | None
    last: date | None

    @property
    def claims(self) -> int:
        """All roles together."""
        return self.speaker + self.doer + self.target


@dataclass(frozen=True)
class Failure:
    """An input that could not be taken in or read: ``failed``, or ``skipped`` on purpose, and why."""

    address: str
    status: Literal["failed", "skipped"]
    reason: str
    release: str
    added: datetime


@dataclass(frozen=True)
class Anchor:
    """Where a decision holds: the words of a claim's trigger, as the W3C's selectors have it.

    ``start`` and ``end`` are a text position selector in the text with this SHA-256; ``exact``, ``prefix`` and
    ``suffix`` a text quote selector, for other versions of the same address. ``actor`` instead names an actor
    by id, for decisions on actors.
    """

    actor: str | None = None
    claim_id: str | None = None
    address: str | None = None
    text_sha256: str | None = None
    kind: Kind | None = None
    start: int | None = None
    end: int | None = None
    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None


@dataclass(frozen=True)
class Withdrawal:
    """Who took a decision back, when and why."""

    who: str
    made: datetime
    why: str


@dataclass(frozen=True)
class Decision:
    """An analyst's decision. ``value`` is JSON in the shape of the claim's field in the contract, for an edit.

    ``fits`` are the ids of the claims it holds for now, one tuple an anchor; an empty one no longer fits.
    """

    id: str
    action: Action
    who: str
    made: datetime
    why: str
    anchors: tuple[Anchor, ...]
    field: str | None = None
    value: str | None = None
    withdrawn: Withdrawal | None = None
    fits: tuple[tuple[str, ...], ...] = ()

    @property
    def homeless(self) -> bool:
        """Whether some part of it fits no claim of today's reading any more."""
        return self.withdrawn is None and any(
            anchor.actor is None and not fit for anchor, fit in zip(self.anchors, self.fits, strict=False)
        )


@dataclass(frozen=True)
class Query:
    """What to look for; every condition given must hold.

    ``place`` is a name (of the gazetteer, else as reports call it) or a GeoNames id: the place itself and, for a
    province or country, all in it; a name also finds the same words where the reader found no place for them.
    ``within_km`` widens it to a circle, also about ``point`` (latitude, longitude); ``area`` is (south, west,
    north, east) in degrees. ``actor`` does it, ``speaker`` says it (any of the chain), ``target`` has it done
    to; ``who`` is any of the three: an actor's id or name, or words of the report that no actor was found for.

    ``since`` and ``until`` compare with the days of the event; a claim that names no day counts with the day of
    its report (``dated=True`` leaves such claims out). ``reported_since`` and ``reported_until`` compare with
    the day the report was known. ``as_known`` shows the record as the reports known on that day had it.
    ``text`` are words of the claim's sentence: all must be there; "in quotes" for a phrase, ``chlor*`` for a
    beginning. ``release`` asks an older release's reading. ``limit`` and ``offset`` page.
    """

    place: str | int | None = None
    point: tuple[float, float] | None = None
    within_km: float | None = None
    area: tuple[float, float, float, float] | None = None
    country: str | None = None
    actor: str | None = None
    speaker: str | None = None
    target: str | None = None
    who: str | None = None
    kind: tuple[Kind, ...] = ()
    stance: tuple[Stance, ...] = ()
    since: date | None = None
    until: date | None = None
    dated: bool | None = None
    reported_since: date | None = None
    reported_until: date | None = None
    as_known: date | None = None
    text: str | None = None
    report: str | None = None
    outlet: str | None = None
    release: str | None = None
    rejected: bool = False
    sort: Sort = "event"
    descending: bool = False
    limit: int | None = None
    offset: int = 0
