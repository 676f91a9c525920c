"""The page's table of actors, and the sides they are shown by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from contested.model import Actor, ActorRef
from contested.record.keys import folded
from contested.situation.records import Party
from contested.web.columns import NONE, Part, Ragged, Strings

CAMPS = 8
"""So many sides have a pattern of their own on the map; the rest share one."""
_LEAST = 0.01
"""A side with less than this share of what is done and held has no pattern of its own."""


class Cast:
    """Gives every identity, and words that no identity was found for, its row; counts roles and sides."""

    def __init__(self) -> None:
        self.actors: list[Actor] = []
        self._index: dict[str, int] = {}
        self.stands_for: dict[int, Counter[str]] = {}
        self.roles: dict[str, list[int]] = {"speaker": [], "doer": [], "target": []}

    def index(self, actor: Actor | None, words: str) -> int:
        """The row of an actor, or of the words where there is none."""
        key = f"id {actor.id}" if actor else f"words {folded(words)}"
        found = self._index.get(key)
        if found is None:
            found = self._index[key] = len(self.actors)
            self.actors.append(actor or Actor("", " ".join(words.split()), ""))
            for counts in self.roles.values():
                counts.append(0)
        return found

    def of_claim(self, refs: tuple[ActorRef, ...], role: str) -> list[int]:
        """The rows of a role of a claim; counts the claim once an actor."""
        rows = [self.index(ref.actor, ref.span.quote) for ref in refs]
        for row in set(rows):
            self.roles[role][row] += 1
        return rows

    def parties(self, parties: Iterable[Party]) -> list[int]:
        """The rows of parties of a derived record."""
        return [self._party(party) for party in parties]

    def _party(self, party: Party) -> int:
        row = self.index(Actor(party.id, party.name, party.kind or "") if party.id else None, party.name)
        if party.side is not None and not self.actors[row].party_to:
            self.stands_for.setdefault(row, Counter())[party.side] += 1
        return row

    def _sides(self, row: int) -> tuple[str, ...]:
        """The sides an actor stands on, or is said to stand for where it is derived."""
        return self.actors[row].party_to or tuple(self.stands_for.get(row, ()))

    def camps(self, weights: Counter[int]) -> tuple[list[dict[str, object]], list[int]]:
        """The sides by weight, and each actor's side or NONE.

        ``weights`` says how often each actor's row holds a place or does something. An actor that stood on several
        sides (of several wars) counts to that which weighs most here; one on no side is a camp of its own if it
        holds a place often enough to be among the first.
        """
        by_side: Counter[str] = Counter()
        for row, weight in weights.items():
            for side in self._sides(row):
                by_side[side] += weight
        camp_of: dict[int, str] = {}
        total: Counter[str] = Counter()
        for row in range(len(self.actors)):
            sides = self._sides(row)
            if any(by_side[side] for side in sides):
                camp_of[row] = max(sides, key=lambda side: (by_side[side], side))
            elif weights[row]:
                camp_of[row] = f"\0{row}"
            else:
                continue
            total[camp_of[row]] += weights[row]
        enough = total.total() * _LEAST
        first = sorted((n for n in total if total[n] and total[n] >= enough), key=lambda n: (-total[n], n))[:CAMPS]
        members: dict[str, list[int]] = {name: [] for name in first}
        for row, name in camp_of.items():
            if name in members:
                members[name].append(row)
        titles = self._titles(first, total)
        camps: list[dict[str, object]] = [{"name": titles[name], "actors": members[name]} for name in first]
        place = {name: at for at, name in enumerate(first)}
        return camps, [place.get(camp_of.get(row, ""), NONE) for row in range(len(self.actors))]

    def _titles(self, camps: list[str], total: Counter[str]) -> dict[str, str]:
        """A side's name, with its war unless that is the one the record is about; an actor's own name."""
        wars: Counter[str] = Counter()
        for name, weight in total.items():
            wars[name.partition(": ")[0]] += 0 if name.startswith("\0") else weight
        main = next((war for war, weight in wars.most_common(1) if weight * 2 > wars.total()), None)
        titles = {}
        for name in camps:
            war, _, side = name.partition(": ")
            if name.startswith("\0"):
                titles[name] = self.actors[int(name[1:])].name
            elif side and (war == main or side[:1].isupper()):  # "Turkey" says enough, "government" does not
                titles[name] = side[:1].upper() + side[1:]
            else:
                titles[name] = f"{side or war} ({war})"
        return titles

    def part(self, camp: list[int]) -> Part:
        """The table in the order of rows."""
        strings, sides = Strings(), Ragged()
        for row in range(len(self.actors)):
            sides.add(strings.index(side) for side in self._sides(row))
        return {
            "id": [actor.id or None for actor in self.actors],
            "name": [actor.name for actor in self.actors],
            "kind": [actor.kind or None for actor in self.actors],
            "sides": sides.json(),
            "camp": camp,
            **self.roles,
            "strings": strings.words,
        }
