"""The suite ``timeline``: the days of a conflict that matter, against dated timelines that newsrooms wrote.

The corpus is a folder with ``reports.jsonl`` and ``timelines/*.txt``: days (``YYYY-MM-DD`` on a line of their own),
each followed by its sentences, with a line of dashes between. The protocol is that of timeline summarisation (Martschat
and Markert 2018; Gholipour Ghalandari and Ifrim 2020): of the days between a reference's first and last, as many of
the weightiest are chosen as the reference has; precision, recall and F1 of exactly the same day (so all three are
equal, but where the reports know too few days); the mean over the references. The claims of all reports are used.
ROUGE is not measured: a moment's sentence is a report's own.

The weights (``situation.timeline_days``) are few and were set looking at these references. Choosing them from a grid
with one newsroom's references left out each time, and measuring on those, gives 49.6. Reports that are chronologies
themselves carry much of it, as one of them may be the source of a reference: the figure without them is given too, and
how far the references agree among each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contested.errors import InputError
from contested.evaluate.corpus import corpus_sha256
from contested.evaluate.outcome import Figure, Finding, Inputs, Outcome, Prediction, Table
from contested.evaluate.recorded import recorded, report_file
from contested.record import Record
from contested.situation.records import Moment
from contested.situation.timeline import timeline_of
from contested.situation.timeline_days import chronologies

_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
_RULE = re.compile(r"^-{3,}$")


@dataclass(frozen=True)
class Reference:
    """A newsroom's timeline: its days in order, each with what it says."""

    name: str
    days: tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 of the days chosen for a reference."""

    precision: float
    recall: float
    f1: float


def load(path: Path) -> Reference:
    """One reference; raises InputError."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise InputError(str(path), f"{error.strerror}; is the corpus whole?") from error
    told: dict[date, list[str]] = {}
    day: date | None = None
    for line in (line.strip() for line in text.splitlines()):
        if _DAY.match(line):
            day = date.fromisoformat(line)
            told.setdefault(day, [])
        elif day is not None and line and not _RULE.match(line):
            told[day].append(line)
    if not told:
        raise InputError(str(path), "holds no day; a timeline has YYYY-MM-DD on lines of their own")
    return Reference(path.stem, tuple((day, " ".join(lines)) for day, lines in sorted(told.items())))


def score(chosen: set[date], reference: set[date]) -> Score:
    """Exact matches of days."""
    hit = len(chosen & reference)
    precision, recall = hit / max(1, len(chosen)), hit / max(1, len(reference))
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if hit else 0.0)


def chosen_for(moments: tuple[Moment, ...], reference: Reference) -> tuple[Moment, ...]:
    """As many of the weightiest moments as the reference has days, of the days it spans."""
    first, last = reference.days[0][0], reference.days[-1][0]
    within = sorted((m for m in moments if first <= m.day <= last), key=lambda m: (-m.weight, m.day))
    return tuple(sorted(within[: len(reference.days)], key=lambda m: m.day))


def run(inputs: Inputs) -> Outcome:
    """Make the timeline of the corpus's record and score it against each reference; raises InputError."""
    paths = sorted((inputs.data / "timelines").glob("*.txt"))
    if not paths:
        raise InputError(str(inputs.data), "has no timelines/*.txt; give the folder with reports.jsonl and timelines/")
    references = [load(path) for path in paths]
    with Record(recorded(inputs.data, processes=inputs.processes)) as record:
        claims = record.claims()
        copies = record.near_copies({one.report.id for one in claims})
    first, last = min(r.days[0][0] for r in references), max(r.days[-1][0] for r in references)
    moments = timeline_of(claims, since=first, until=last, copies=copies)
    listed = chronologies(claims)
    without = [one for one in claims if one.report.id not in listed]
    news = timeline_of(without, since=first, until=last, copies=copies)
    scores = {}
    predictions, findings = [], []
    for reference in references:
        chosen = chosen_for(moments, reference)
        days = {day for day, _ in reference.days}
        scores[reference.name] = score({m.day for m in chosen}, days)
        told = [{"day": m.day.isoformat(), "sentence": m.sentence, "claim": m.claim} for m in chosen]
        predictions.append(Prediction(reference.name, {"doc": reference.name, "timeline": told}))
        findings += _findings(reference, chosen)
    return Outcome(
        suite="timeline",
        figures=_figures(references, moments, news),
        corpus_sha256=corpus_sha256([report_file(inputs.data), *paths]),
        counts=(
            ("reports", len({c.report.id for c in claims})),
            ("claims", len(claims)),
            ("references", len(paths)),
            ("chronologies", len(listed)),
        ),
        tables=(_table(references, scores),),
        predictions=tuple(predictions),
        findings=tuple(findings),
    )


def _figures(references: list[Reference], moments: tuple[Moment, ...], news: tuple[Moment, ...]) -> tuple[Figure, ...]:
    days = [{day for day, _ in reference.days} for reference in references]
    pairs = [(a, b) for n, a in enumerate(days) for b in days[:n]]
    among = 100 * sum(score(a, b).f1 for a, b in pairs) / max(1, len(pairs))
    return (
        Figure("date F1, mean over references", _mean(references, moments), len(references), floored=True),
        Figure("date F1, chronologies left out", _mean(references, news), len(references)),
        Figure("date F1 of the references among each other", among, len(pairs)),
    )


def _mean(references: list[Reference], moments: tuple[Moment, ...]) -> float:
    found = [score({m.day for m in chosen_for(moments, r)}, {day for day, _ in r.days}).f1 for r in references]
    return 100 * sum(found) / len(found)


def _table(references: list[Reference], scores: dict[str, Score]) -> Table:
    rows = []
    for reference in references:
        s = scores[reference.name]
        cells = (f"{100 * s.precision:.1f}", f"{100 * s.recall:.1f}", f"{100 * s.f1:.1f}", str(len(reference.days)))
        rows.append((reference.name, *cells))
    return Table("Days by reference", ("reference", "P", "R", "F1", "days"), tuple(rows))


def _findings(reference: Reference, chosen: tuple[Moment, ...]) -> list[Finding]:
    ours = {m.day: m for m in chosen}
    theirs = dict(reference.days)
    missed = [Finding(reference.name, "missed", str(d), "", words, 0) for d, words in theirs.items() if d not in ours]
    false = [
        Finding(reference.name, "false", str(d), f"weight {m.weight:.2f}", m.sentence, 0)
        for d, m in ours.items()
        if d not in theirs
    ]
    return sorted(missed + false, key=lambda f: (f.what, f.verdict))
