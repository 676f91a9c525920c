"""Checks of the fact files, bundled or a user's own: every problem with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contested.actors.keys import phrase_keys
from contested.actors.knowledge import FACTS, Fact, Knowledge, conflicts, generics, knowledge, table
from contested.errors import DataFileError

_ID = re.compile(r"[A-Z]{3}(?:-[A-Z]{2,4})?|[a-z0-9]+(?:-[a-z0-9]+)*")
_POINTERS = frozenset({"parent", "controlled by", "successor"})


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line of a file."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def validate(extra: Sequence[Path] = ()) -> list[Problem]:
    """All problems of the bundled files and of a user's own, in the order of the files; none when all is well.

    A file that cannot be read at all (wrong header, columns or dates) is one problem, with its line.
    """
    try:
        known = knowledge(tuple(extra))
    except DataFileError as error:
        file, line, message = _parts(str(error))
        return [Problem(file, line, message)]
    kinds = {row[0] for row in table("kinds")}
    sources = {row[0] for row in table("sources")}
    wars = {conflict.name for conflict in conflicts()}
    problems: list[Problem] = []
    for actor_id, rows in known.facts.items():
        problems += _whole(known, actor_id, rows)
        seen: set[tuple[object, ...]] = set()
        for fact in rows:
            messages = [*_row(fact, kinds, sources, wars), *_pointers(known, fact)]
            key = (fact.fact, fact.value, fact.start, fact.end)
            if key in seen:
                messages.append(f"{fact.fact} {fact.value!r} stands twice")
            seen.add(key)
            problems += [Problem(fact.file, fact.line, message) for message in messages]
    problems += [
        Problem("generic.csv", number, f"no actor {row.actor!r}")
        for number, row in enumerate(generics(), start=2)
        if row.actor not in known
    ]
    return sorted(problems, key=lambda p: (p.file, p.line))


def _parts(text: str) -> tuple[str, int, str]:
    found = re.match(r"(.*?):(\d+): (.*)", text, re.DOTALL)
    return (found[1], int(found[2]), found[3]) if found else (text.partition(":")[0], 0, text)


def _row(fact: Fact, kinds: set[str], sources: set[str], wars: set[str]) -> Iterator[str]:
    if fact.fact not in FACTS:
        yield f"{fact.fact!r} is no sort of fact; there are {', '.join(sorted(FACTS))}"
    if not _ID.fullmatch(fact.id):
        yield f"{fact.id!r} is no id: small letters, digits and hyphens, or a state's code"
    if not fact.value.strip():
        yield "the value is empty"
    if fact.start > fact.end:
        yield f"it ends ({fact.end}) before it begins ({fact.start})"
    if fact.source not in sources:
        yield f"{fact.source!r} is no source of sources.csv"
    if fact.fact == "kind" and fact.value not in kinds:
        yield f"{fact.value!r} is no kind of kinds.csv"
    if fact.fact == "gender" and fact.value not in ("m", "f"):
        yield "gender is m or f"
    if fact.fact == "side":
        conflict, colon, side = fact.value.partition(": ")
        if not colon or not side or conflict not in wars:
            yield f"{fact.value!r} is no 'conflict: side' with a conflict of conflicts.csv"
    if fact.fact in ("name", "alias", "surname") and not phrase_keys(fact.value):
        yield f"{fact.value!r} holds nothing to match"


def _pointers(known: Knowledge, fact: Fact) -> Iterator[str]:
    if fact.fact in _POINTERS and fact.value not in known:
        yield f"no actor {fact.value!r}"
    if fact.fact in _POINTERS and fact.value == fact.id:
        yield "an actor cannot be its own parent or successor"
    if fact.fact == "country" and known.value(fact.value, "kind") != "state":
        yield f"{fact.value!r} is no state"
    if fact.fact == "office":
        body, colon, post = fact.value.partition(":")
        if not colon or not post or body not in known:
            yield f"{fact.value!r} is no 'body:office' of a known body"


def _whole(known: Knowledge, actor_id: str, rows: list[Fact]) -> Iterator[Problem]:
    """What an actor lacks: told at its first line."""
    state, dash, suffix = actor_id.partition("-")
    if dash and suffix in known.institutions and state in known.facts:
        return
    for need in ("name", "kind"):
        if not any(row.fact == need for row in rows):
            yield Problem(rows[0].file, rows[0].line, f"{actor_id!r} has no {need}")
