"""Words a second of reading against bare spaCy: same model, same texts, as many processes, in one run.

    python benchmarks/read.py [FOLDER] [--rounds 5] [--processes 1] [--limit 200]

FOLDER holds reports (default: the bundled samples, eight times over). The two take turns, round by round, so that
a busy machine slows both; the figures are medians. Peak memory is that of a fresh process for each.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from contested.errors import InputError
from contested.intake import files_in, take_in
from contested.model import Report
from contested.read import read_reports
from contested.read.parse import language
from contested.samples import sample_files


@dataclass(frozen=True)
class Rate:
    """How fast the rounds were: words a second of each."""

    name: str
    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    def __str__(self) -> str:
        spread = f"{min(self.rounds):,.0f} to {max(self.rounds):,.0f}"
        return f"{self.name:10s} {self.median:9,.0f} words a second   ({spread} in {len(self.rounds)} rounds)"


def reports_of(files: Iterable[Path]) -> list[Report]:
    """The reports of the files; those that cannot be taken in are left out."""
    outcomes = (outcome for path in files for outcome in take_in(path))
    return [outcome.report for outcome in outcomes if not isinstance(outcome, InputError)]


def timed(work: Callable[[Sequence[Report], int], int], reports: Sequence[Report], processes: int) -> float:
    """Seconds the work took; it says how many reports it did, which must be all."""
    began = time.perf_counter()
    done = work(reports, processes)
    seconds = time.perf_counter() - began
    if done != len(reports):
        raise SystemExit(f"{work.__name__} did {done} of {len(reports)} reports")
    return seconds


def bare(reports: Sequence[Report], processes: int) -> int:
    """Every text through the bare pipeline."""
    texts = (report.text for report in reports)
    return sum(1 for _ in language().pipe(texts, n_process=processes))


def contested(reports: Sequence[Report], processes: int) -> int:
    """Every report read."""
    return sum(1 for _ in read_reports(reports, processes=processes))


def peaks_mb(reports: Sequence[Report]) -> dict[str, float]:
    """The most memory a fresh process holds that does only the one or only the other, in MB."""
    found = {}
    for work in (bare, contested):
        with get_context("spawn").Pool(1) as pool:
            found[work.__name__] = pool.apply(peak_of, (work, reports))
    return found


def peak_of(work: Callable[[Sequence[Report], int], int], reports: Sequence[Report]) -> float:
    """The most memory this process has held after the work, in MB."""
    work(reports, 1)
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--limit", type=int, default=200, help="so many reports at most, spread over the folder")
    given = parser.parse_args()
    reports = reports_of(files_in(given.folder)) if given.folder else reports_of(sample_files()) * 8
    reports = reports[:: max(1, -(-len(reports) // given.limit))]
    if not reports:
        print(f"{given.folder}: no reports there", file=sys.stderr)
        return 1
    words = sum(len(report.text.split()) for report in reports)
    print(f"{len(reports)} reports, {words:,} words, {given.processes} process{'es' if given.processes > 1 else ''}")

    peaks = peaks_mb(reports)  # first: a child's peak counts from what this process holds when it starts
    bare(reports[:20], given.processes)
    contested(reports[:20], given.processes)
    seconds: dict[str, list[float]] = {"spaCy": [], "contested": []}
    for _ in range(given.rounds):
        seconds["spaCy"].append(timed(bare, reports, given.processes))
        seconds["contested"].append(timed(contested, reports, given.processes))
    rates = [Rate(name, tuple(words / s for s in each)) for name, each in seconds.items()]
    for rate in rates:
        print(rate)
    ratios = [b / a for a, b in zip(rates[0].rounds, rates[1].rounds, strict=True)]
    print(
        f"contested runs at {statistics.median(ratios):.2f} of the speed of bare spaCy (median of the rounds' ratios)"
    )
    print(f"peak memory of one process: spaCy {peaks['bare']:,.0f} MB, contested {peaks['contested']:,.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
