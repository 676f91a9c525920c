"""What a brief is made of, and the numbering of its sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from contested.record.records import RecordedClaim, RecordedReport
from contested.situation.brief_model import Sentence, Source
from contested.situation.brief_names import Names
from contested.situation.brief_words import day, many, sentence
from contested.situation.control_changes import Change
from contested.situation.facts import window_of
from contested.situation.records import Contradiction, Control, Event, Movement, RunningToll, Toll
from contested.situation.timeline import clarity

_MOST_SOURCES = 5  # of a sentence: reports, the clearest claim of each


@dataclass(frozen=True)
class Limits:
    """How many things each section shows at most; what is left out is said."""

    changes: int = 20
    contradictions: int = 8
    events: int = 12
    accounts: int = 4
    tolls: int = 12
    movements: int = 8
    statements: int = 15
    gaps: int = 10


@dataclass(frozen=True)
class Material:
    """All that a brief of a period is made of; the claims are those known, the rest is derived from them.

    ``reports`` are all reports of the record in its scope, ``failed`` how many inputs could not be taken in,
    ``record`` names the record and its digest.
    """

    since: date
    until: date
    claims: Mapping[str, RecordedClaim]
    changes: Sequence[Change] = ()
    control: Sequence[Control] = ()
    contradictions: Sequence[Contradiction] = ()
    events: Sequence[Event] = ()
    tolls: Sequence[Toll] = ()
    running: Sequence[RunningToll] = ()
    movements: Sequence[Movement] = ()
    reports: Sequence[RecordedReport] = ()
    failed: int = 0
    record: str = ""
    names: Names = field(default_factory=Names)
    limits: Limits = field(default_factory=Limits)

    def within(self, first: date | None, last: date | None) -> bool:
        """Whether something of these days begins in the period (what began before was news then)."""
        begun = first or last
        return begun is not None and self.since <= begun <= self.until

    def in_period(self, recorded: RecordedClaim) -> bool:
        """Whether a claim tells of a day of the period, or was reported in it without a day of its own."""
        window = window_of(recorded)
        return window is not None and self.since <= window.last and window.first <= self.until

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the period."""
        return tuple(self.since + timedelta(days=n) for n in range((self.until - self.since).days + 1))


class Citations:
    """Numbers sources in the order they are first cited: one a sentence of a report, one for the record."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._numbers: dict[object, int] = {}
        self._claims: dict[int, list[str]] = {}
        self._record: set[int] = set()

    def say(self, text: str, claims: Collection[str], *, level: int = 0) -> Sentence:
        """A sentence from claims; raises ValueError when it would have no source."""
        numbers = self._cited(claims)
        if not numbers:
            raise ValueError(f"a sentence without a source: {text}")
        return Sentence(sentence(text), numbers, level)

    def say_of_record(self, text: str, *, level: int = 0) -> Sentence:
        """A sentence about the record as a whole."""
        number = self._numbers.setdefault("record", len(self._numbers) + 1)
        self._record.add(number)
        return Sentence(sentence(text), (number,), level)

    def clearest(self, claims: Iterable[str]) -> RecordedClaim:
        """The claim whose sentence stands alone best."""
        known = [self._material.claims[c] for c in claims if c in self._material.claims]
        return min(known, key=lambda r: (-clarity(r), r.report.published or r.report.known, r.claim.id))

    def quote(self, claims: Iterable[str], *, most: int = 30) -> str:
        """The words of the clearest claim."""
        best = self.clearest(claims)
        return self._material.names.quote(best.claim.sentence.quote, best.report.id, most=most)

    def _cited(self, claims: Collection[str]) -> tuple[int, ...]:
        by_report: dict[str, list[RecordedClaim]] = {}
        for id_ in claims:
            if id_ in self._material.claims:
                recorded = self._material.claims[id_]
                by_report.setdefault(recorded.report.id, []).append(recorded)
        chosen = sorted(
            (self.clearest([r.claim.id for r in own]) for own in by_report.values()),
            key=lambda r: (-clarity(r), r.report.published or r.report.known, r.report.id),
        )[:_MOST_SOURCES]
        found = []
        for recorded in chosen:
            span = recorded.claim.sentence
            number = self._numbers.setdefault((span.report, span.start, span.end), len(self._numbers) + 1)
            told = self._claims.setdefault(number, [])
            ids = [r.claim.id for r in by_report[recorded.report.id] if r.claim.sentence == span]
            told += [id_ for id_ in ids if id_ not in told]
            found.append(number)
        return tuple(sorted(found))

    def sources(self) -> tuple[Source, ...]:
        """The sources cited so far, in order."""
        return tuple(
            self._of_record(number) if number in self._record else self._source(number)
            for number in range(1, len(self._numbers) + 1)
        )

    def _source(self, number: int) -> Source:
        ids = tuple(self._claims[number])
        recorded = self._material.claims[ids[0]]
        report = recorded.report
        quote = self._material.names.quote(recorded.claim.sentence.quote, report.id)
        return Source(
            number, ids, report.id, report.outlet, report.title, report.published, report.url or report.address, quote
        )

    def _of_record(self, number: int) -> Source:
        material = self._material
        reports = many(len(material.reports), "report")
        text = f"{material.record}, {reports}, {day(material.since)} to {day(material.until)}"
        return Source(number, (), None, None, None, None, None, text)
