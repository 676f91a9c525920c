"""What every suite takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal


@dataclass(frozen=True)
class Inputs:
    """Where a suite's corpus lies. ``reports`` is the folder of texts, for suites that keep labels apart."""

    data: Path
    reports: Path | None = None
    processes: int = 1


@dataclass(frozen=True)
class Figure:
    """One measured number. ``floored``: the gate holds it. ``n``: how many cases it stands on."""

    name: str
    value: float
    n: int | None = None
    floored: bool = False
    lower_is_better: bool = False


@dataclass(frozen=True)
class Table:
    """A table to print: numbers as text, the first column left-aligned."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Prediction:
    """What was predicted for one document, as plain data in the contract's or the corpus's own form."""

    doc: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """One disagreement with the labels: missed, false, or found with something wrong (``detail`` says what)."""

    doc: str
    verdict: Literal["missed", "false", "wrong"]
    what: str
    detail: str
    sentence: str
    start: int


@dataclass(frozen=True)
class Outcome:
    """A suite's result. ``counts`` name the corpus's size; ``corpus_sha256`` covers every file that was used."""

    suite: str
    figures: tuple[Figure, ...]
    corpus_sha256: str
    counts: tuple[tuple[str, int], ...] = ()
    tables: tuple[Table, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    findings: tuple[Finding, ...] = ()
    note: str | None = None
