"""What a page is made of: the reports that stand, each with its claims and the decisions about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from contested.record import Decision, Query, Record, RecordedClaim, RecordedReport

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""


def no_progress(_what: str, _done: int, _total: int) -> None:
    """For callers that watch nothing."""


@dataclass(frozen=True)
class Chapter:
    """A report with its claims in the order of the text, rejected ones too; ``copies`` repeat it to the letter."""

    report: RecordedReport
    claims: tuple[RecordedClaim, ...]
    copies: int


@dataclass(frozen=True)
class Material:
    """Chapters by the day they were known; ``decisions`` are all of them, withdrawn ones too, oldest first."""

    chapters: tuple[Chapter, ...]
    decisions: tuple[Decision, ...]

    @property
    def claims(self) -> Iterable[RecordedClaim]:
        """All claims, chapter by chapter."""
        return (claim for chapter in self.chapters for claim in chapter.claims)

    @property
    def newest(self) -> datetime | None:
        """When something was last added or decided."""
        moments = [chapter.report.added for chapter in self.chapters]
        moments += [claim.added for chapter in self.chapters for claim in chapter.claims[:1]]
        for decision in self.decisions:
            moments.append(decision.withdrawn.made if decision.withdrawn else decision.made)
        return max(moments, default=None)


def gather(record: Record, *, before: Material | None = None, progress: Progress = no_progress) -> Material:
    """All that stands in the record. What did not change since ``before`` is taken from there, not read again."""
    decisions = record.decisions()
    reports = record.reports(Query(sort="reported"))
    copies = Counter(report.copy_of for report in reports if report.copy_of)
    kept = _unchanged(before, reports, decisions) if before else {}
    originals = [report for report in reports if report.copy_of is None]
    wanted = {report.id for report in originals if report.claims and report.id not in kept}
    found = _claims_of(record, wanted, decisions, progress=progress)
    chapters = [
        Chapter(report, kept[report.id] if report.id in kept else tuple(found.get(report.id, ())), copies[report.id])
        for report in originals
    ]
    chapters.sort(key=lambda chapter: (chapter.report.known, chapter.report.id))
    return Material(tuple(chapters), decisions)


def _unchanged(
    before: Material, reports: tuple[RecordedReport, ...], decisions: tuple[Decision, ...]
) -> dict[str, tuple[RecordedClaim, ...]]:
    """The claims of reports that are as they were and that no decision touched since."""
    settled = {decision.id: (decision.withdrawn, decision.fits) for decision in before.decisions}
    touched = {
        claim
        for decision in decisions
        if settled.get(decision.id) != (decision.withdrawn, decision.fits)
        for claim in _ids(decision)
    }
    now = {report.id: report for report in reports}
    return {
        chapter.report.id: chapter.claims
        for chapter in before.chapters
        if now.get(chapter.report.id) == chapter.report
        and not any(found.claim.id in touched for found in chapter.claims)
    }


def _ids(decision: Decision) -> set[str]:
    fitting = {claim for fit in decision.fits for claim in fit}
    return fitting | {anchor.claim_id for anchor in decision.anchors if anchor.claim_id}


def _claims_of(
    record: Record, wanted: set[str], decisions: tuple[Decision, ...], *, progress: Progress
) -> Mapping[str, list[RecordedClaim]]:
    """The claims of these reports, by report, in the order of the text."""
    found: dict[str, list[RecordedClaim]] = {report: [] for report in wanted}
    few = len(wanted) <= 50
    queries = [Query(report=report, sort="added") for report in sorted(wanted)] if few else [Query(sort="added")]
    total = 0 if few else record.count(Query())
    done = 0
    for query in queries:
        for claim in record.iter_claims(query):
            done += 1
            if claim.report.id in found:
                found[claim.report.id].append(claim)
            if done % 1000 == 0:
                progress("claims", done, max(total, done))
    for claim in _rejected(record, decisions):
        if claim.report.id in found:
            found[claim.report.id].append(claim)
    for claims in found.values():
        claims.sort(key=lambda c: (c.claim.trigger.start, c.claim.trigger.end, c.claim.kind, c.claim.id))
    return found


def _rejected(record: Record, decisions: tuple[Decision, ...]) -> Iterable[RecordedClaim]:
    """Claims that stand rejected: answers leave them out, review must show them."""
    ids = {
        claim
        for decision in decisions
        if decision.action == "reject" and decision.withdrawn is None
        for fit in decision.fits
        for claim in fit
    }
    for claim_id in sorted(ids):
        claim = record.claim(claim_id)
        if claim.rejected:
            yield claim
