"""The suite ``control``: who held nine towns of Libya from February to October 2011, against the public history.

The table (``data/control-libya2011.csv``) was written from the public history before the software ran on the reports,
by a language model, not by a human expert; it names for each period where it can be checked. ``also`` lists answers
that history bears as well (a town with an enemy pocket in it may be called held or contested). The rules were refined
on the errors against it: its figures are those of development. A second table of ten smaller towns
(``data/control-libya2011-other.csv``), on which nothing but general faults were mended, is given apart.

Every day of the table is a place-day, and every answer to it one of four:

* ``right``: the same state and the same holder (of a contested place: both sides; of a besieged one: who is inside),
  or one of the answers under ``also``;
* ``partial``: another state, but it names one of those who held or fought for the place, and for a place held by one
  side names that side: "held by the government" where the town was contested between both, "contested between both"
  where it was held by one of them, "held" where it was besieged;
* ``wrong``: it names as holder a side that did not hold it and did not fight inside it;
* ``unknown``: unknown or stale, or the place is not in the record.

``wrong or partial`` is the strict figure: all answers that are not right. The figures are given over all place-days,
and over those with a mention of the place in a report of that day or the six days before.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from contested.evaluate.corpus import corpus_sha256
from contested.evaluate.outcome import Figure, Finding, Inputs, Outcome, Prediction, Table
from contested.evaluate.recorded import recorded, report_file
from contested.model import Place
from contested.record import Record
from contested.record.keys import folded
from contested.situation.control import control_of
from contested.situation.records import Control
from contested.situation.sides import side_name

TABLE = Path(__file__).parent / "data" / "control-libya2011.csv"
OTHER = Path(__file__).parent / "data" / "control-libya2011-other.csv"
COUNTRY = "LY"
WEEK = timedelta(days=6)
DAY = timedelta(days=1)
Mark = Literal["right", "partial", "wrong", "unknown"]
MARKS: tuple[Mark, ...] = ("right", "partial", "wrong", "unknown")
Answer = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class Truth:
    """A period of a town: its state, who held it or fought for it, and other answers that history bears."""

    town: str
    geonames: frozenset[int]
    first: date
    last: date
    state: str
    sides: frozenset[str]
    also: tuple[Answer, ...]

    def is_of(self, place: Place) -> bool:
        """Whether a place of the record is this town."""
        if self.geonames:
            return place.geonames in self.geonames and place.precision == "settlement"
        return folded(place.name) == folded(self.town) and place.country == COUNTRY


@dataclass(frozen=True)
class Judged:
    """One place-day: what was so, what was answered, how that is marked."""

    truth: Truth
    day: date
    answer: Control | None
    mark: Mark
    mentioned: bool


def load(path: Path = TABLE) -> tuple[Truth, ...]:
    """The table of periods."""
    with path.open(encoding="utf-8", newline="") as handle:
        return tuple(_truth(row) for row in csv.DictReader(handle))


def _truth(row: Mapping[str, str]) -> Truth:
    also = [part.partition(":") for part in row["also"].split(";") if part]
    return Truth(
        row["place"],
        frozenset(int(n) for n in row["geonames"].split("|") if n),
        date.fromisoformat(row["from"]),
        date.fromisoformat(row["to"]),
        row["state"],
        frozenset(row["holder"].split("|")),
        tuple((state, frozenset([side]) if side else frozenset()) for state, _, side in also),
    )


def mark(truth: Truth, answer: Control | None) -> Mark:
    """How an answer is marked; see the module's head."""
    if answer is None or answer.state in ("unknown", "stale") or not answer.holder:
        return "unknown"
    sides = frozenset(side_name(party.side or party.name) for party in answer.holder)
    if answer.state == truth.state and sides == truth.sides:
        return "right"
    if any(answer.state == state and (not wanted or sides == wanted) for state, wanted in truth.also):
        return "right"
    return "partial" if sides & truth.sides else "wrong"


def judge(truths: Sequence[Truth], controls: Sequence[Control], mentions: Mapping[str, set[date]]) -> list[Judged]:
    """Every place-day of the table, marked."""
    found = []
    for truth in truths:
        own = [c for c in controls if truth.is_of(c.place)]
        day = truth.first
        while day <= truth.last:
            answer = next((c for c in own if c.first <= day <= c.last), None)
            week = any(day - WEEK <= seen <= day for seen in mentions.get(truth.town, ()))
            found.append(Judged(truth, day, answer, mark(truth, answer), week))
            day += DAY
    return found


def run(inputs: Inputs) -> Outcome:
    """Record the reports (kept in the user's cache), build control of all places, compare."""
    truths, others = load(), load(OTHER)
    with Record(recorded(inputs.data, processes=inputs.processes)) as record:
        reports = {r.id: r.published for r in record.reports()}
        copies = record.near_copies(reports)
        last = max(t.last for t in (*truths, *others))
        controls = control_of(record.iter_claims(), until=last, copies=copies)
        mentions = _mentions(record, (*truths, *others), reports)
    judged, apart = judge(truths, controls, mentions), judge(others, controls, mentions)
    recent, recent_apart = [j for j in judged if j.mentioned], [j for j in apart if j.mentioned]
    return Outcome(
        "control",
        (
            *_figures("", judged),
            *_figures(", mentioned that week", recent),
            *_figures(", other towns, mentioned that week", recent_apart),
        ),
        corpus_sha256([report_file(inputs.data), TABLE, OTHER]),
        (("place-days", len(judged)), ("place-days of other towns", len(apart)), ("reports", len(reports))),
        (_by_town([*recent, *recent_apart]), _confusion(recent)),
        tuple(_predictions((*truths, *others), controls)),
        tuple(_findings([*judged, *apart])),
        "against a table of the public history written beforehand by a language model",
    )


def _mentions(record: Record, truths: Sequence[Truth], reports: Mapping[str, date | None]) -> dict[str, set[date]]:
    """The days of the reports that name each town."""
    towns = {truth.town: truth for truth in truths}
    found: dict[str, set[date]] = {town: set() for town in towns}
    for report, published in reports.items():
        reading = record.reading(report) if published else None
        for place in {m.place for m in reading.mentions if m.place} if reading else ():
            for town, truth in towns.items():
                if published and truth.is_of(place):
                    found[town].add(published)
    return found


def _figures(where: str, judged: Sequence[Judged]) -> Iterator[Figure]:
    tally = Counter(j.mark for j in judged)
    n = len(judged)
    for name in MARKS:
        yield Figure(f"{name} %{where}", 100 * tally[name] / max(1, n), n, lower_is_better=name != "right")
    yield Figure(
        f"wrong or partial %{where}", 100 * (tally["wrong"] + tally["partial"]) / max(1, n), n, lower_is_better=True
    )


def _by_town(judged: Sequence[Judged]) -> Table:
    rows = []
    for town in dict.fromkeys(j.truth.town for j in judged):
        tally = Counter(j.mark for j in judged if j.truth.town == town)
        rows.append((town, *(str(tally[name]) for name in MARKS)))
    return Table("place-days mentioned that week", ("place", *MARKS), tuple(rows))


def _confusion(judged: Sequence[Judged]) -> Table:
    tally = Counter((j.truth.state, j.answer.state if j.answer else "unknown", j.mark) for j in judged)
    rows = tuple((a, b, m, str(n)) for (a, b, m), n in sorted(tally.items(), key=lambda item: -item[1]))
    return Table("states: history, answer", ("was", "answered", "mark", "days"), rows)


def _predictions(truths: Sequence[Truth], controls: Iterable[Control]) -> Iterator[Prediction]:
    controls = list(controls)
    for town in dict.fromkeys(t.town for t in truths):
        truth = next(t for t in truths if t.town == town)
        own = [c for c in controls if truth.is_of(c.place)]
        yield Prediction(town, {"intervals": [_plain(c) for c in own]})


def _plain(control: Control) -> dict[str, object]:
    holder = [{"id": p.id, "name": p.name, "kind": p.kind, "side": p.side} for p in control.holder]
    return {
        "from": str(control.first), "to": str(control.last), "state": control.state, "holder": holder,
        "tier": control.tier, "rule": control.rule, "claims": list(control.claims),
    }  # fmt: skip


def _findings(judged: Sequence[Judged]) -> Iterator[Finding]:
    """Runs of days that are not right, as one finding each."""
    run: list[Judged] = []
    for one in [*judged, None]:
        if run and (one is None or one.truth != run[0].truth or one.mark != run[0].mark or one.answer != run[0].answer):
            yield _finding(run)
            run = []
        if one is not None and one.mark in ("wrong", "partial"):
            run.append(one)


def _finding(run: Sequence[Judged]) -> Finding:
    first, answer = run[0], run[0].answer
    said = (
        f"{answer.state} by {'/'.join(p.side or p.name for p in answer.holder)} ({answer.rule})"
        if answer
        else "nothing"
    )
    was = f"{first.truth.state} by {'/'.join(sorted(first.truth.sides))}"
    detail = f"{first.mark}: {first.day} to {run[-1].day}, answered {said}, was {was}"
    return Finding(first.truth.town, "wrong", "place-days", detail, " ".join(answer.claims[:12]) if answer else "", 0)
