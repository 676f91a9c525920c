"""How well role fillers of documents are found: CEAF-REE and CEAF-RME over MUC-4 style templates.

CEAF-REE (Du, Rush and Cardie 2021, "GRIT"): each role of a document is a set of entities, an entity a set of
mention strings. The templates of a document are merged role by role first; an entity whose strings are all in one
already there, or the other way round, is that one. Predicted and gold entities are aligned one to one at the highest
total similarity, which is 1 when every string of the predicted entity is among those of the gold one, else 0
(*strict*). Precision is the total over the predicted entities, recall over the gold ones, over all documents.
Strings are compared in small letters without punctuation and articles.

*Head match* is the same with each string taken as its head word: the last one before its first preposition.

CEAF-RME (Chen and others 2023, "IterX", phi-subset, here by template): templates of one type are aligned one to one
at the highest number of predicted entities of which a string is among a gold entity's of the same role; precision
is those over all predicted entities, recall the gold entities so matched over all gold ones.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["PerpInd", "PerpOrg", "Target", "Victim", "Weapon"]
ROLES: tuple[Role, ...] = get_args(Role)
Entity = tuple[str, ...]
"""Strings of one entity, any of which names it."""

_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_AFTER_THE_HEAD = """
of in from at with on by for to near against between under over inside outside behind who that which
"""
_PREPOSITIONS = frozenset(_AFTER_THE_HEAD.split())


@dataclass(frozen=True)
class Template:
    """One incident: its type ("bombing / attack" is either) and the entities of each role."""

    type: str
    roles: Mapping[Role, tuple[Entity, ...]]


@dataclass(frozen=True)
class Counted:
    """Right entities among predicted and among gold ones; shares in percent."""

    right: int = 0
    predicted: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Counted) -> Counted:
        return Counted(
            self.right + other.right, self.predicted + other.predicted, self.found + other.found, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        """Share of the predicted entities that are right."""
        return 100.0 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold entities that are found."""
        return 100.0 * self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def normalised(mention: str) -> str:
    """The form strings are compared in."""
    return " ".join(_ARTICLES.sub(" ", mention.lower().translate(_PUNCTUATION)).split())


def head_word(mention: str) -> str:
    """The head word of a normalised string: the last before its first preposition."""
    words = mention.split()
    for n, word in enumerate(words):
        if n and word in _PREPOSITIONS:
            return words[n - 1]
    return words[-1] if words else ""


def merged(templates: Iterable[Template], role: Role) -> list[Entity]:
    """The entities of one role over all templates of a document, each once."""
    entities: list[Entity] = []
    for template in templates:
        for entity in template.roles.get(role, ()):
            strings = set(entity)
            if strings and not any(strings <= set(other) or set(other) <= strings for other in entities):
                entities.append(entity)
    return entities


def ree(predicted: Sequence[Template], gold: Sequence[Template], *, heads: bool = False) -> dict[Role, Counted]:
    """CEAF-REE of one document by role: strict, or by head match."""
    return {role: _aligned(merged(predicted, role), merged(gold, role), heads=heads) for role in ROLES}


def _aligned(predicted: list[Entity], gold: list[Entity], *, heads: bool) -> Counted:
    ours, theirs = [_forms(e, heads=heads) for e in predicted], [_forms(e, heads=heads) for e in gold]
    right = _matched([[n for n, other in enumerate(theirs) if own <= other] for own in ours])
    return Counted(right, len(ours), right, len(theirs))


def _forms(entity: Entity, *, heads: bool) -> frozenset[str]:
    plain = map(normalised, entity)
    return frozenset(map(head_word, plain) if heads else plain)


def _matched(choices: list[list[int]]) -> int:
    """The most rows that can each have one of their columns to itself (augmenting paths)."""
    owner: dict[int, int] = {}

    def placed(row: int, tried: set[int]) -> bool:
        for column in choices[row]:
            if column not in tried:
                tried.add(column)
                if column not in owner or placed(owner[column], tried):
                    owner[column] = row
                    return True
        return False

    return sum(placed(row, set()) for row in range(len(choices)))


def rme(predicted: Sequence[Template], gold: Sequence[Template]) -> Counted:
    """CEAF-RME of one document, templates aligned greedily from the best pair on (exact for most documents)."""
    pairs = []
    for i, ours in enumerate(predicted):
        for j, theirs in enumerate(gold):
            if ours.type in theirs.type.split(" / "):
                right, found = _shared(ours, theirs)
                pairs.append((-right, i, j, found))
    used_ours: set[int] = set()
    used_theirs: set[int] = set()
    right_all = found_all = 0
    for negative, i, j, found in sorted(pairs):
        if negative and i not in used_ours and j not in used_theirs:
            used_ours.add(i)
            used_theirs.add(j)
            right_all -= negative
            found_all += found
    return Counted(right_all, _size(predicted), found_all, _size(gold))


def _shared(ours: Template, theirs: Template) -> tuple[int, int]:
    right, found = 0, set()
    for role in ROLES:
        gold = [_forms(e, heads=False) for e in theirs.roles.get(role, ())]
        for entity in ours.roles.get(role, ()):
            own = _forms(entity, heads=False)
            hit = next((n for n, other in enumerate(gold) if own & other), None)
            if hit is not None:
                right += 1
                found.add((role, hit))
    return right, len(found)


def _size(templates: Sequence[Template]) -> int:
    return sum(len(entities) for t in templates for entities in t.roles.values())
