"""Floors: figures that may not fall, each tied to the corpus it was measured on.

A floor is set a little below the figure (``MARGIN``), for the last digits differ from one processor to another.
The best floor a figure ever had is kept; a floor below it stands only with a line in docs/figures.md.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from contested.errors import DataFileError
from contested.evaluate.outcome import Figure, Outcome

MARGIN = 0.3


@dataclass(frozen=True)
class Floor:
    """The least a figure may be (the most, where lower is better), and the strictest it ever was."""

    floor: float
    best: float


@dataclass(frozen=True)
class SuiteFloors:
    """One suite's floors with the corpus, its size and the commit they were measured at."""

    corpus_sha256: str
    counts: dict[str, int]
    commit: str
    floors: dict[str, Floor]


Floors = dict[str, SuiteFloors]


def load(path: Path) -> Floors:
    """Read the floors; none when the file is not there. Raises DataFileError when it is wrong."""
    if not path.exists():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {
            suite: SuiteFloors(
                s["corpus_sha256"], s["counts"], s["commit"], {name: Floor(**f) for name, f in s["floors"].items()}
            )
            for suite, s in data.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataFileError(f"{path}: not a floors file ({error!r}); restore it from git") from error


def save(path: Path, floors: Floors) -> None:
    """Write the floors."""
    data = {suite: asdict(floors[suite]) for suite in sorted(floors)}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, indent=2, sort_keys=False) + "\n", encoding="utf-8")


def _worse(value: float, than: float, figure: Figure) -> bool:
    return value > than if figure.lower_is_better else value < than


def _set(figure: Figure) -> float:
    if figure.lower_is_better:
        return math.ceil(round((figure.value + MARGIN) * 10, 6)) / 10
    return math.floor(round((figure.value - MARGIN) * 10, 6)) / 10


def breaches(outcome: Outcome, floors: SuiteFloors | None) -> list[str]:
    """Why this outcome does not pass, a line each; empty when it does."""
    if floors is None:
        return [f"{outcome.suite}: no floors yet; run with --raise-floors to write them"]
    if outcome.corpus_sha256 != floors.corpus_sha256:
        return [
            f"{outcome.suite}: the corpus is not the one the floors were measured on "
            f"({outcome.corpus_sha256[:12]}, not {floors.corpus_sha256[:12]})"
        ]
    found = []
    figures = {f.name: f for f in outcome.figures if f.floored}
    for name in floors.floors.keys() - figures.keys():
        found.append(f"{outcome.suite}: {name} has a floor but was not measured")
    for name, figure in figures.items():
        floor = floors.floors.get(name)
        if floor is None:
            found.append(f"{outcome.suite}: {name} has no floor yet; run with --raise-floors")
        elif _worse(figure.value, floor.floor, figure):
            found.append(f"{outcome.suite}: {name} is {figure.value:.1f}, its floor is {floor.floor:.1f}")
    return found


def lowered_line(suite: str, name: str, floor: Floor) -> str:
    """How a line of docs/figures.md about a lowered floor begins; its reason follows."""
    return f"- {suite}, {name}: floor lowered from {floor.best:.1f} to {floor.floor:.1f}, because "


def unexplained(floors: Floors, figures_md: str) -> list[str]:
    """The lines that docs/figures.md lacks about lowered floors."""
    lines = [line.strip() for line in figures_md.splitlines()]
    missing = []
    for suite, s in floors.items():
        for name, floor in s.floors.items():
            start = lowered_line(suite, name, floor)
            if floor.floor != floor.best and not any(
                line.startswith(start) and line[len(start) :].strip(" .") for line in lines
            ):
                missing.append(start + "...")
    return missing


def updated(outcome: Outcome, floors: SuiteFloors | None, *, commit: str, lower: bool) -> SuiteFloors:
    """The floors after this outcome: raised where it is better, and with ``lower`` also lowered where it is worse.

    Another corpus starts anew only with ``lower``; else the old floors are kept and the gate says why.
    """
    if floors and floors.corpus_sha256 != outcome.corpus_sha256 and not lower:
        return floors
    old = floors.floors if floors and floors.corpus_sha256 == outcome.corpus_sha256 else {}
    new: dict[str, Floor] = {}
    for figure in outcome.figures:
        if not figure.floored:
            continue
        value, before = _set(figure), old.get(figure.name)
        if before is None or _worse(before.best, value, figure):
            new[figure.name] = Floor(value, value)
        elif _worse(before.floor, value, figure) or (lower and _worse(figure.value, before.floor, figure)):
            new[figure.name] = replace(before, floor=value)
        else:
            new[figure.name] = before
    return SuiteFloors(outcome.corpus_sha256, dict(outcome.counts), commit, new)
