"""Demonyms: words such as "Syrian" and "Afghans" that name people, not places, and the country they point to."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from contested.places import names


@cache
def demonyms() -> dict[str, str]:
    """Every demonym's key with its country's ISO code, or "-"."""
    found: dict[str, str] = {}
    file = Path(__file__).parent / "data" / "demonyms.tsv"
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            code, words = line.split("\t")
            for word in words.split("|"):
                found.setdefault(names.plain(word), code)
    return found


def is_demonym(text: str) -> bool:
    """Whether a written word or phrase is a demonym."""
    return names.plain(text) in demonyms()
