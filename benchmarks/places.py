"""What the place step costs: its share of the time of reading, its memory and the gazetteer's loading time.

    python benchmarks/places.py [FOLDER] [--limit 60] [--rounds 3]

FOLDER holds reports (default: the bundled samples). The share is the place step's time over that of the whole
reading of the same reports (grammar, places, times, actors, attribution, claims), round by round; medians.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from pathlib import Path

from contested.errors import InputError
from contested.intake import files_in, take_in
from contested.model import Report
from contested.places import find_places
from contested.read import read_reports
from contested.read.parse import parse_many
from contested.samples import sample_files


def reports_of(folder: Path | None, limit: int) -> list[Report]:
    files = files_in(folder) if folder else sample_files()
    outcomes = (outcome for path in list(files)[:limit] for outcome in take_in(path))
    return [outcome.report for outcome in outcomes if not isinstance(outcome, InputError)]


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--limit", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    reports = reports_of(given.folder, given.limit)
    docs = [parsed.doc for parsed in parse_many(reports)]
    words = sum(len(doc) for doc in docs)
    before, began = peak_mb(), time.perf_counter()
    find_places(docs[0])
    print(f"gazetteer and models loaded, first report read, in {time.perf_counter() - began:.2f} s")
    for doc in docs:
        find_places(doc)
    print(f"{peak_mb() - before:.0f} MB more at the peak")
    shares, costs = [], []
    for _ in range(given.rounds):
        began = time.process_time()
        for doc in docs:
            find_places(doc)
        places = time.process_time() - began
        began = time.process_time()
        for _reading in read_reports(reports):
            pass
        shares.append(places / (time.process_time() - began))
        costs.append(places / words * 1e6)
    print(f"{len(reports)} reports, {words:,} words; place step {statistics.median(costs):.1f} microseconds a word, "
          f"{statistics.median(shares):.1%} of reading")  # fmt: skip


if __name__ == "__main__":
    main()
