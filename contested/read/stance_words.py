"""Which words change the stance of what depends on them: the classes of ``contested/schema/stance.tsv``, looked up."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from contested.read.attribution.grammar import Grammar

CLASSES = (
    "negation", "hedge", "future", "planning", "attempting", "denying", "ceasing", "doubting", "hearsay", "fearing",
    "demanding", "condition", "managing", "enabling",
)  # fmt: skip
_LETTER = {"VB": "v", "MD": "v", "NN": "n", "JJ": "j", "RB": "j", "IN": "j"}


@cache
def _entries() -> dict[str, tuple[str, ...]]:
    """Entry (``word``, ``word/v``, ``word_on``) to its classes, in the order of CLASSES."""
    table: dict[str, tuple[str, ...]] = {}
    text = files("contested.schema").joinpath("stance.tsv").read_text(encoding="utf-8")
    rows = dict(line.split("\t", 1) for line in text.splitlines() if "\t" in line)
    for name in CLASSES:
        for entry in rows[name].split():
            table[entry] = (*table.get(entry, ()), name)
    return table


@cache
def classes_of(lemma: str, word: str, tag: str, *joined: str) -> tuple[str, ...]:
    """The classes of a word; ``joined``: its particle, and the preposition that what depends on it hangs on by.

    An entry with the particle or preposition stands for the word by itself.
    """
    table = _entries()
    for other in joined:
        found = table.get(f"{lemma}_{other}")
        if found:
            return found
    letter = _LETTER.get(tag[:2], "o")
    names = {name for key in (lemma, word, f"{lemma}/{letter}", f"{word}/{letter}") for name in table.get(key, ())}
    return tuple(name for name in CLASSES if name in names)


def is_a(name: str, word: str) -> bool:
    """Whether a word as written is of a class, whatever its part of speech."""
    return name in _entries().get(word, ())


def particle(g: Grammar, token: int) -> str:
    """The particle of a verb ("off" of "called off"), or nothing."""
    return next((g.lower[c] for c in g.children[token] if g.dep[c] == "prt"), "")
