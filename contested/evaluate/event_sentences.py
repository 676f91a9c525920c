"""The corpus event_location: sentences with a verb and the place where what it tells happened."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from contested.errors import InputError


@dataclass(frozen=True)
class EventSentence:
    """A sentence with its verb and the labelled places, as character offsets; often no place."""

    id: str
    text: str
    verb: tuple[int, int]
    places: tuple[tuple[int, int], ...]


def load(folder: Path) -> list[EventSentence]:
    """All sentences of ``labeled.jsonl`` in ``folder`` that have one verb; raises InputError.

    Some spans of the corpus carry token numbers for character offsets; tokens are believed then.
    """
    file = folder / "labeled.jsonl"
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError as error:
        raise InputError(str(file), f"{error.strerror}; give --data the folder of labeled.jsonl") from error
    loaded = []
    for number, line in enumerate(lines):
        row = json.loads(line)
        verbs = [_offsets(row, s) for s in row["spans"] if s["label"] == "VERB"]
        places = sorted({_offsets(row, s) for s in row["spans"] if s["label"] == "LOCATION"})
        if len(verbs) == 1 and row["text"].strip():
            loaded.append(EventSentence(str(row.get("_id", number)), row["text"], verbs[0], tuple(places)))
    if not loaded:
        raise InputError(str(file), "no sentence with a verb; is the corpus whole?")
    return loaded


def _offsets(row: dict, span: dict) -> tuple[int, int]:  # type: ignore[type-arg]
    start, end = span["start"], span["end"]
    if "token_start" in span and not (end > start and row["text"][start:end].strip()):
        tokens = row["tokens"]
        last = len(tokens) - 1
        start, end = tokens[min(span["token_start"], last)]["start"], tokens[min(span["token_end"], last)]["end"]
    quote = row["text"][start:end]
    return start + len(quote) - len(quote.lstrip()), end - (len(quote) - len(quote.rstrip()))
