"""How long a situation takes to make of 100,000 claims, and to bring up to date with one more report.

    python benchmarks/situation.py RECORD [--claims 100000] [--reports 40]

Takes the claims of a record of real reports and tells its war again and again, each time some months later, so that
the tellings overlap as those of a longer war would, until there are so many claims. Then makes the situation with all
its lists, and takes reports out and adds them again one by one, listing everything each time. Prints seconds for the
whole, and for a report the median and the slowest in milliseconds; the reports with most claims are among them.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from contested.record import Record, RecordedClaim
from contested.situation.situation import Situation

LATER = timedelta(days=120)


def told_again(claims: Sequence[RecordedClaim], times: int) -> Iterator[RecordedClaim]:
    """The claims with everything so many times 120 days later, as of other reports."""
    shift = times * LATER
    for c in claims:
        when = c.claim.time
        moved = when and replace_days(when, shift)
        claim = replace(c.claim, id=f"{c.claim.id}-{times}", time=moved)
        published = c.report.published and c.report.published + shift
        report = replace(c.report, id=f"{c.report.id}-{times}", published=published, known=c.report.known + shift)
        yield replace(c, claim=claim, read=claim, report=report)


def replace_days(when, shift: timedelta):  # type: ignore[no-untyped-def]
    """A time later by so much; spans stay, for their text is the same."""
    made = object.__new__(type(when))
    for name in ("span", "start", "end", "precision"):
        value = getattr(when, name)
        object.__setattr__(made, name, value + shift if isinstance(value, date) else value)
    return made


def enough(record: str, wanted: int) -> tuple[list[RecordedClaim], list[tuple[str, str]]]:
    """So many claims, and the near copies among their reports."""
    with Record(record) as opened:
        first = opened.claims()
        near = sorted(opened.near_copies({c.report.id for c in first}))
    claims: list[RecordedClaim] = []
    copies: list[tuple[str, str]] = []
    times = 0
    while len(claims) < wanted:
        claims += told_again(first, times)
        copies += [(f"{a}-{times}", f"{b}-{times}") for a, b in near]
        times += 1
    return claims[:wanted], copies


def everything(situation: Situation) -> int:
    """Make every list; gives how many events there are."""
    lists = (situation.events, situation.contradictions, situation.tolls, situation.movements)
    return len(lists[0])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", help="a record of real reports, as contested add makes it")
    parser.add_argument("--claims", type=int, default=100_000, help="so many claims (%(default)s)")
    parser.add_argument("--reports", type=int, default=40, help="so many reports taken out and added (%(default)s)")
    options = parser.parse_args()
    claims, copies = enough(options.record, options.claims)
    start, used = time.perf_counter(), time.process_time()
    situation = Situation.of(claims, copies=copies)
    events = everything(situation)
    print(f"{len(claims):,} claims of {len(situation.reports):,} reports, {events:,} events")
    print(f"rebuild {time.perf_counter() - start:.1f} s ({time.process_time() - used:.1f} s of one processor)")
    largest = sorted(situation.reports, key=lambda r: -len(situation.reports[r]))[: options.reports // 8]
    chosen = largest + random.Random(1).sample(sorted(situation.reports), options.reports - len(largest))
    adding, listing, used_adding = [], [], []
    for report in chosen:
        own = situation.reports[report]
        without = situation.updated(removed=[c.claim.id for c in own])
        everything(without)
        start, used = time.perf_counter(), time.process_time()
        grown = without.with_report(own)
        adding.append(1000 * (time.perf_counter() - start))
        used_adding.append(1000 * (time.process_time() - used))
        start = time.perf_counter()
        everything(grown)
        listing.append(1000 * (time.perf_counter() - start))
    assert grown.events == situation.events, "an update differs from the whole"
    for name, times in (
        ("a report added", adding),
        ("  of one processor", used_adding),
        ("all lists after it", listing),
    ):
        print(f"{name}: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms")


if __name__ == "__main__":
    main()
