"""docs/figures.md: the table of measured figures, kept by ``contested evaluate --record``."""

from __future__ import annotations

from datetime import date

from contested.errors import DataFileError
from contested.evaluate.outcome import Outcome

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
_HEAD = ("| suite | figure | value | n | corpus | date | commit |", "| --- | --- | ---: | ---: | --- | --- | --- |")


def recorded(text: str, outcome: Outcome, *, day: date, commit: str) -> str:
    """The page with this suite's rows replaced by the outcome's; raises DataFileError when the marks are missing."""
    if BEGIN not in text or END not in text:
        raise DataFileError(f"the page of figures lacks its marks {BEGIN} and {END}; put them around the table")
    before, rest = text.split(BEGIN, 1)
    table, after = rest.split(END, 1)
    own = f"| {outcome.suite} |"
    others = [line for line in table.splitlines() if line.startswith("| ") and line not in _HEAD]
    rows = [line for line in others if not line.startswith(own)]
    for f in outcome.figures:
        cells = (
            f.name,
            f"{f.value:.1f}",
            "" if f.n is None else str(f.n),
            outcome.corpus_sha256[:12],
            str(day),
            commit,
        )
        rows.append(f"{own} {' | '.join(cells)} |")
    return before + "\n".join((BEGIN, *_HEAD, *rows, END)) + after
