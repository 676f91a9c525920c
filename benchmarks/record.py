"""A record of a million claims: how long adding and asking take, and how large the file is.

    python benchmarks/record.py --data FOLDER [--claims 1000000] [--keep FILE]

Reads the reports in FOLDER with the reader, cuts the readings into sentences, and shuffles these into new reports
with other days, places and numbers until there are so many claims. Then asks what analysts ask, each question
several times on a connection of its own, and prints the median and the slowest in milliseconds.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from contested.errors import ContestedError
from contested.intake.items import Item, open_item
from contested.intake.report import Taken
from contested.intake.walk import items, sources
from contested.model import (
    Actor,
    ActorRef,
    Claim,
    Count,
    Mention,
    Place,
    PlaceRef,
    Reading,
    Report,
    Span,
    TimeRef,
    sha256,
)
from contested.record import Incoming, Query, Record, Release

RELEASE = Release("benchmark", "0" * 64)
FIRST_DAY, DAYS = date(2019, 1, 1), 2000
OUTLETS = [f"Outlet {n}" for n in range(60)]
REPEATS = 7


@dataclass(frozen=True)
class Piece:
    """A sentence of a reading with its claims and mentions."""

    sentence: Span
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]


def pieces(readings: list[Reading]) -> list[Piece]:
    """The sentences that carry claims whose spans all lie in the sentence."""
    found = []
    for reading in readings:
        by_sentence: dict[tuple[int, int], list[Claim]] = {}
        for claim in reading.claims:
            by_sentence.setdefault((claim.sentence.start, claim.sentence.end), []).append(claim)
        for (start, end), claims in by_sentence.items():
            inside = tuple(c for c in claims if all(start <= s.start and s.end <= end for s in spans(c)))
            mentions = tuple(m for m in reading.mentions if start <= m.span.start and m.span.end <= end)
            if inside:
                found.append(Piece(claims[0].sentence, inside, mentions))
    return found


def spans(claim: Claim) -> list[Span]:
    """All spans of a claim."""
    refs = [r.span for r in (*claim.speaker, *claim.actor, *claim.target)] + [r.span for r in claim.place]
    one = [s for s in (claim.cue, claim.time.span if claim.time else None) if s]
    return [claim.trigger, *refs, *(c.span for c in claim.counts), *one]


class Varied:
    """New readings out of old pieces: the same for the same seed."""

    def __init__(self, readings: list[Reading], seed: int = 1) -> None:
        self.rng = random.Random(seed)
        self.pieces = pieces(readings)
        claims = [claim for reading in readings for claim in reading.claims]
        self.places: list[Place] = [
            p.place for c in claims for p in c.place if p.place
        ]  # with repeats: frequent stays so
        self.actors: list[Actor] = [a.actor for c in claims for a in (*c.speaker, *c.actor, *c.target) if a.actor]
        self.per_report = max(8, round(statistics.mean(len(r.claims) for r in readings if r.claims)))

    def readings(self, claims: int) -> Iterator[Reading]:
        """Readings until there are so many claims."""
        made, number = 0, 0
        while made < claims:
            reading = self._reading(number)
            made += len(reading.claims)
            number += 1
            yield reading

    def _reading(self, number: int) -> Reading:
        chosen: list[Piece] = []
        while sum(len(p.claims) for p in chosen) < self.per_report:
            chosen.append(self.rng.choice(self.pieces))
        text, starts = f"Report {number}.", []
        for piece in chosen:
            starts.append(len(text) + 1)
            text += " " + piece.sentence.quote
        day = FIRST_DAY + timedelta(days=self.rng.randrange(DAYS))
        report = Report(
            id=sha256(text)[:16], text=text, outlet=self.rng.choice(OUTLETS), title=f"Report {number}", published=day,
            published_basis="given", raw_sha256=sha256(text),
        )  # fmt: skip
        new_claims: list[Claim] = []
        new_mentions: list[Mention] = []
        for piece, start in zip(chosen, starts, strict=True):
            move = _Move(report, start - piece.sentence.start)
            for claim in piece.claims:
                new_claims.append(self._claim(claim, move, len(new_claims)))
            new_mentions += [replace(m, span=move(m.span)) for m in piece.mentions]
        return Reading(report, tuple(new_claims), tuple(new_mentions))

    def _claim(self, claim: Claim, move: _Move, number: int) -> Claim:
        day = (move.report.published or FIRST_DAY) - timedelta(days=self.rng.randrange(5))
        time_ref = claim.time and TimeRef(
            move(claim.time.span), day, day + self._length(claim.time), claim.time.precision
        )
        return replace(
            claim,
            id=sha256(f"{move.report.id} {number}")[:16],
            trigger=move(claim.trigger),
            sentence=move(claim.sentence),
            cue=claim.cue and move(claim.cue),
            speaker=tuple(self._actor(r, move) for r in claim.speaker),
            actor=tuple(self._actor(r, move) for r in claim.actor),
            target=tuple(self._actor(r, move) for r in claim.target),
            place=tuple(self._place(r, move) for r in claim.place),
            time=time_ref,
            counts=tuple(Count(move(c.span), c.what, self._number(c.low), self._number(c.high)) for c in claim.counts),
        )

    def _length(self, of: TimeRef) -> timedelta:
        return of.end - of.start if of.start and of.end else timedelta(0)

    def _number(self, n: int | None) -> int | None:
        return None if n is None else n + self.rng.randrange(20)

    def _actor(self, ref: ActorRef, move: _Move) -> ActorRef:
        return replace(ref, span=move(ref.span), actor=ref.actor and self.rng.choice(self.actors))

    def _place(self, ref: PlaceRef, move: _Move) -> PlaceRef:
        return replace(ref, span=move(ref.span), place=ref.place and self.rng.choice(self.places))


class _Move:
    """Moves spans into another report."""

    def __init__(self, report: Report, by: int) -> None:
        self.report, self.by = report, by

    def __call__(self, span: Span) -> Span:
        return self.report.span(span.start + self.by, span.end + self.by)


def build(path: Path, readings: list[Reading], claims: int) -> None:
    """Fill a record, telling how fast."""
    start, made = time.perf_counter(), 0
    with Record(path, create=True, clock=lambda: datetime(2025, 1, 1, tzinfo=UTC)) as record:
        for number, reading in enumerate(Varied(readings).readings(claims)):
            report = reading.report
            incoming = Incoming(f"bench:{number}", "file", report, report.text.encode(), date(2025, 1, 1))
            record.store(incoming, reading, release=RELEASE)
            made += len(reading.claims)
            if number % 5000 == 4999:
                print(f"  {made:,} claims, {made / (time.perf_counter() - start):,.0f} a second", flush=True)
        record.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(f"added {made:,} claims in {time.perf_counter() - start:,.0f} s (varying them included)")


def questions(path: Path) -> dict[str, Callable[[Record], object]]:
    """What analysts ask, about the places and actors that are named most: the slowest there are."""
    with Record(path) as record:
        top_place = next(t.place for t in record.places(Query(limit=20)) if t.place.precision == "settlement")
        rare_place = record.places()[-1].place
        top_actor = next(t.actor for t in record.actors(Query(limit=20)) if t.actor)
    page = Query(limit=50)
    near = replace(page, place=top_place.geonames, within_km=50.0)
    day = date(2022, 3, 10)
    month = {"since": date(2022, 3, 1), "until": date(2022, 3, 31)}
    of_place = replace(page, place=top_place.geonames)
    of_actor = replace(page, actor=top_actor.id)
    queries = {
        "a place": of_place,
        "a rare place": replace(page, place=rare_place.name),
        "a place, newest first": replace(of_place, descending=True),
        "a place and a month": replace(of_place, **month),  # type: ignore[arg-type]
        "a place, kind and stance": replace(of_place, kind=("capture",), stance=("denied",)),
        "50 km about a place": near,
        "50 km, a month, sorted by report": replace(near, sort="reported", **month),  # type: ignore[arg-type]
        "a country": replace(page, country=top_place.country),
        "an actor": of_actor,
        "an actor at a place": replace(of_actor, place=top_place.geonames),
        "a speaker and a month": replace(page, speaker=top_actor.id, **month),  # type: ignore[arg-type]
        "a day": replace(page, since=day, until=day),
        "a month of reports": replace(
            page, reported_since=month["since"], reported_until=month["until"], sort="reported"
        ),
        "a kind, as known on a day": replace(page, kind=("attack",), as_known=day),
        "a place, as known on a day, newest first": replace(of_place, as_known=day, descending=True),
        "a rare word": replace(page, text="hospital"),
        "a common word": replace(page, text="killed"),
        "a phrase": replace(page, text='"security forces"'),
        "a word at a place": replace(of_place, text="killed"),
        "an outlet and a stance": replace(page, outlet="Outlet 7", stance=("possible",)),
        "page 100 of a place": replace(of_place, offset=5000),
    }
    asked: dict[str, Callable[[Record], object]] = {name: _asking(query) for name, query in queries.items()}
    asked["how many at a place"] = lambda record: record.count(of_place)
    asked["reports with a word"] = lambda record: record.reports(replace(page, text="hospital"))
    asked["places of an actor's captures"] = lambda record: record.places(replace(of_actor, kind=("capture",)))
    return asked


def _asking(query: Query) -> Callable[[Record], object]:
    return lambda record: record.claims(query)


def ask(path: Path) -> None:
    """Time every question."""
    print(f"{'question':44}{'median ms':>10}{'slowest':>9}{'found':>8}")
    for name, question in questions(path).items():
        times, found = [], 0
        for _ in range(REPEATS):
            with Record(path) as record:
                start = time.perf_counter()
                answer = question(record)
                times.append(1000 * (time.perf_counter() - start))
                found = answer if isinstance(answer, int) else len(answer)  # type: ignore[arg-type]
        print(f"{name:44}{statistics.median(times):10.1f}{max(times):9.1f}{found:8}")


def weigh(path: Path) -> None:
    """What a claim weighs, without texts, raw bytes and the index of the texts' words."""
    connection = sqlite3.connect(path)
    sizes = dict(connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))
    claims = connection.execute("SELECT count(*) FROM claim").fetchone()[0]
    connection.close()
    texts = sum(
        size
        for name, size in sizes.items()
        if name.startswith(("text", "raw", "sqlite_autoindex_text", "sqlite_autoindex_raw"))
    )
    total = sum(sizes.values())
    rest = (total - texts) / claims
    print(f"{total / 1e6:,.0f} MB; texts {texts / 1e6:,.0f} MB; {rest:,.0f} bytes a claim besides texts")
    for name, size in sorted(sizes.items(), key=lambda item: -item[1])[:14]:
        print(f"  {name:34}{size / claims:8.1f} bytes a claim")


def real_readings(folder: str, most: int) -> list[Reading]:
    """The reader's readings of the reports in a folder."""
    from contested import read_reports

    reports = []
    for source in sources([folder]):
        for item in items(source):
            outcomes = open_item(item) if isinstance(item, Item) else iter(())
            reports += [outcome.report for outcome in outcomes if isinstance(outcome, Taken)]
    readings: list[Reading] = []
    for report in reports[:: max(1, len(reports) // most)][:most]:
        with suppress(ContestedError):  # adding would name it and go on
            readings += read_reports([report])
    return readings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="reports to read and vary: a folder or file, as contested add takes it")
    parser.add_argument("--reports", type=int, default=200, help="read so many of them (%(default)s)")
    parser.add_argument("--claims", type=int, default=1_000_000, help="make so many claims (%(default)s)")
    parser.add_argument("--keep", type=Path, help="make the record here and keep it; asked again if it is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path = options.keep or Path(scratch) / "million.db"
        if not path.exists():
            if options.data is None:
                parser.error("give --data FOLDER to make a record of")
            readings = real_readings(options.data, options.reports)
            print(f"{len(readings)} real reports with {sum(len(r.claims) for r in readings)} claims")
            build(path, readings, options.claims)
        weigh(path)
        ask(path)


if __name__ == "__main__":
    main()
