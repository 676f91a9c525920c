"""What the knowledge base holds of a name: who it can mean, and what holds on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contested.actors.context import Context
from contested.actors.identity import Identifier
from contested.actors.knowledge import Fact, Knowledge, knowledge, table
from contested.actors.phrases import Noun, nouns
from contested.model import Actor


@dataclass(frozen=True)
class Explanation:
    """One actor a name can mean. ``holds``: whether the name was the right one on the day."""

    actor: Actor
    how: str
    holds: bool
    facts: tuple[Fact, ...]
    parents: tuple[str, ...]
    plover: str
    acled: str


def explain(name: str, *, on: date | None = None, extra: Sequence[Path] = ()) -> tuple[Explanation, ...]:
    """The actors a name, an id or a description ("Syrian army") can mean, those that held on the day first.

    Raises DataFileError when a user's file (``extra``) is wrong.
    """
    known = knowledge(tuple(extra))
    if name in known:
        return (_explain(known, name, "id", on, True),)
    found: dict[str, Explanation] = {}
    for sense in known.lookup(name):
        if sense.fact == "town":
            continue
        holds = on is None or sense.start <= on <= sense.end
        before = found.get(sense.id)
        if before is None or (holds and not before.holds):
            found[sense.id] = _explain(known, sense.id, sense.fact, on, holds)
    if not found:
        found = {e.actor.id: e for e in _described(known, name, on)}
    return tuple(sorted(found.values(), key=lambda e: (not e.holds, not _active(known, e.actor.id, on), e.actor.id)))


def _active(known: Knowledge, actor_id: str, on: date | None) -> bool:
    rows = known.of(actor_id, "office") or known.of(actor_id, "name")
    return any(row.holds(on) for row in rows)


def _described(known: Knowledge, name: str, on: date | None) -> list[Explanation]:
    """ "Syrian army", "French foreign minister": a name and a noun of the lexicon."""
    words = name.split()
    for cut in range(len(words) - 1, 0, -1):
        noun = _noun(words[cut:])
        ids = {s.id for s in known.lookup(" ".join(words[:cut])) if s.fact != "town"}
        if noun is None or not ids:
            continue
        identifier = Identifier(known, Context(on))
        composed = {i for actor_id in ids if (i := identifier.compose(noun, actor_id))}
        how = f"{noun.role} of {' '.join(words[:cut])}"
        return [_explain(known, actor_id, how, on, True) for actor_id in sorted(composed)]
    return []


def _noun(words: list[str]) -> Noun | None:
    lowered = tuple(" ".join(words).lower().replace("-", " - ").split())
    return nouns().get(lowered[0], {}).get(lowered)


def _explain(known: Knowledge, actor_id: str, how: str, on: date | None, holds: bool) -> Explanation:
    actor = known.actor(actor_id, on)
    codes = {kind: (plover, acled) for kind, plover, acled, _ in table("kinds")}
    plover, acled = codes.get(actor.kind, ("", ""))
    facts = tuple(known.facts.get(actor_id, ()))
    return Explanation(actor, how, holds, facts, tuple(known.parents(actor_id, on)), plover, acled)
