"""The reporting lexicon (``contested/schema/reporting.tsv``): which words attribute, and how strongly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from contested.errors import DataFileError
from contested.model import CueStrength

_STRENGTHS: dict[str, CueStrength] = {
    "neutral": "neutral", "distancing": "distancing", "endorsing": "endorsing",
    "admitting": "admitting", "denying": "denying",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A reporting word. ``carries``: c finite clause, q quotation, x infinitive, o noun object, or prepositions."""

    lemma: str
    word_class: str
    carries: frozenset[str]
    strength: CueStrength


@cache
def lexicon() -> dict[tuple[str, str], Entry]:
    """Entries by (lemma, word class); raises DataFileError on a bad line."""
    table: dict[tuple[str, str], Entry] = {}
    name = "reporting.tsv"
    text = files("contested.schema").joinpath(name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 4 or cells[3] not in _STRENGTHS:
            raise DataFileError(f"{name}, line {number}: four columns wanted, the last a cue strength; got {line!r}")
        table[cells[0], cells[1]] = Entry(cells[0], cells[1], frozenset(cells[2].split()), _STRENGTHS[cells[3]])
    return table


@cache
def words(name: str) -> frozenset[str]:
    """The words of one class of ``contested/schema/stance.tsv``; raises DataFileError when there is none."""
    text = files("contested.schema").joinpath("stance.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        head, _, rest = line.partition("\t")
        if head == name:
            return frozenset(rest.split())
    raise DataFileError(f"stance.tsv: no class {name!r}")
