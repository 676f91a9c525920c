"""Who does it, to whom, and where: phrases of the sentence proposed by the parse, decided by trained networks.

Two looks: the first takes each pair of trigger and phrase alone, the second sees what the first said of the
whole sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from contested.learned import Floats, Network, softmax
from contested.model import Kind, PlaceRole
from contested.read.claims.page import Page
from contested.read.claims.role_context import context, kept
from contested.read.claims.role_features import dense, fillers, rows, within_reach

Role = Literal["none", "actor", "target", "at", "from", "to", "near", "via"]
ROLES: tuple[Role, ...] = get_args(Role)
FIRST = Path(__file__).with_name("roles.npz")
SECOND = Path(__file__).with_name("role_context.npz")
"""Both made by ``training/roles.py``."""
_BLOCK = 4096  # pairs predicted at once


@dataclass(frozen=True)
class FoundRoles:
    """The head tokens of a trigger's fillers, in text order."""

    actor: tuple[int, ...] = ()
    target: tuple[int, ...] = ()
    place: tuple[tuple[int, PlaceRole], ...] = ()


@dataclass(frozen=True)
class Scene:
    """The triggers of one sentence and the phrases that may fill their roles.

    ``members`` tells which pairs are near enough; ``sparse`` and ``dense`` hold the features of those, trigger
    by trigger. ``parents`` is for each filler the number of the filler that governs it, or -1.
    """

    triggers: tuple[tuple[int, Kind], ...]
    tokens: tuple[int, ...]
    members: NDArray[np.bool_]
    sparse: list[list[str]]
    dense: Floats
    parents: tuple[int, ...]

    def spread(self, flat: Floats) -> Floats:
        """Rows of the pairs as (triggers, fillers, roles), zero elsewhere."""
        full = np.zeros((*self.members.shape, flat.shape[1]), dtype=np.float32)
        full[self.members] = flat
        return full

    def second_dense(self, first: Floats) -> Floats:
        """The second look's dense rows, from the first look's probabilities of the pairs."""
        return context(self.spread(first), self.members, [token for token, _ in self.triggers], self.parents)


def scene(page: Page, sentence: int, triggers: Sequence[tuple[int, Kind]]) -> Scene:
    """The pairs of one sentence with their features."""
    tokens = fillers(page, sentence)
    number = {token: n for n, token in enumerate(tokens)}
    heads = frozenset(token for token, _ in triggers)
    members = np.zeros((len(triggers), len(tokens)), dtype=np.bool_)
    sparse: list[list[str]] = []
    parts: list[Floats] = []
    for n, (trigger, kind) in enumerate(triggers):
        near = within_reach(trigger, tokens)
        if near:
            members[n, [number[t] for t in near]] = True
            sparse += rows(page, trigger, kind, near, heads)
            parts.append(dense(page, trigger, near))
    matrix = np.vstack(parts) if parts else np.zeros((0, 0), dtype=np.float32)
    parents = tuple(number.get(page.grammar.head[t], -1) if page.grammar.head[t] != t else -1 for t in tokens)
    return Scene(tuple(triggers), tuple(tokens), members, sparse, matrix, parents)


@cache
def _first() -> Network:
    return Network.load(FIRST)


@cache
def _second() -> Network:
    return Network.load(SECOND)


def find_roles(page: Page, triggers: Sequence[tuple[int, Kind]]) -> list[FoundRoles]:
    """The roles of each trigger (head token and kind), in order. Raises DataFileError when weights are missing."""
    sentences: dict[int, list[int]] = defaultdict(list)
    for n, (token, _) in enumerate(triggers):
        sentences[page.grammar.sentence[token]].append(n)
    found = [FoundRoles()] * len(triggers)
    waiting: list[tuple[list[int], Scene]] = []
    size = 0
    for number, owners in sentences.items():
        one = scene(page, number, [triggers[n] for n in owners])
        if one.sparse:
            waiting.append((owners, one))
            size += len(one.sparse)
        if size >= _BLOCK:
            _decide(waiting, found)
            waiting, size = [], 0
    _decide(waiting, found)
    return found


def _decide(waiting: list[tuple[list[int], Scene]], found: list[FoundRoles]) -> None:
    if not waiting:
        return
    scenes = [one for _, one in waiting]
    sparse = [row for one in scenes for row in one.sparse]
    first = softmax(_first().scores(np.vstack([one.dense for one in scenes]), sparse))
    cuts = np.cumsum([len(one.sparse) for one in scenes])[:-1]
    rows_ = [one.second_dense(part) for one, part in zip(scenes, np.split(first, cuts), strict=True)]
    best = _second().scores(np.vstack(rows_), [kept(row) for row in sparse]).argmax(axis=1)
    for (owners, one), part in zip(waiting, np.split(best, cuts), strict=True):
        roles = np.zeros(one.members.shape, dtype=np.int64)
        roles[one.members] = part
        for n, row in zip(owners, roles, strict=True):
            found[n] = gathered(one.tokens, row.tolist())


def gathered(tokens: Sequence[int], roles: Sequence[int]) -> FoundRoles:
    """The fillers of one trigger by role, given the number of each filler's role."""
    actor: list[int] = []
    target: list[int] = []
    place: list[tuple[int, PlaceRole]] = []
    for token, number in zip(tokens, roles, strict=True):
        role = ROLES[number]
        if role == "actor":
            actor.append(token)
        elif role == "target":
            target.append(token)
        elif role != "none":
            place.append((token, role))
    return FoundRoles(tuple(actor), tuple(target), tuple(place))
