"""Who does it, to whom, and where: phrases of the sentence proposed by the parse, decided by a trained network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from contested.learned import Floats, Network, softmax
from contested.model import PlaceRole
from contested.read.claims.page import Page
from contested.read.claims.role_features import dense, fillers, rows, within_reach
from contested.read.claims.triggers import FoundTrigger

Role = Literal["none", "actor", "target", "at", "from", "to", "near", "via"]
ROLES: tuple[Role, ...] = get_args(Role)
WEIGHTS = Path(__file__).with_name("roles.npz")
"""Made by ``training/roles.py``."""
RELUCTANCE = 0.3
"""Taken off the log-probability of no role: the labels leave a role empty less often than a filler is one."""
_BLOCK = 4096


@dataclass(frozen=True)
class FoundRoles:
    """The head tokens of a trigger's fillers, in text order."""

    actor: tuple[int, ...] = ()
    target: tuple[int, ...] = ()
    place: tuple[tuple[int, PlaceRole], ...] = ()


@dataclass
class _Pairs:
    """Feature rows of triggers with their possible fillers, gathered for one prediction."""

    owner: list[int] = field(default_factory=list)
    token: list[int] = field(default_factory=list)
    sparse: list[list[str]] = field(default_factory=list)
    dense: list[Floats] = field(default_factory=list)


@cache
def _network() -> Network:
    return Network.load(WEIGHTS)


def find_roles(page: Page, triggers: Sequence[FoundTrigger]) -> list[FoundRoles]:
    """The roles of each trigger, in order. Raises DataFileError when the weights are missing."""
    heads: dict[int, set[int]] = defaultdict(set)
    for trigger in triggers:
        heads[page.grammar.sentence[trigger.token]].add(trigger.token)
    may_fill: dict[int, list[int]] = {number: fillers(page, number) for number in heads}
    found: list[dict[int, Role]] = [{} for _ in triggers]
    pairs = _Pairs()
    for n, trigger in enumerate(triggers):
        number = page.grammar.sentence[trigger.token]
        tokens = within_reach(trigger.token, may_fill[number])
        if tokens:
            pairs.owner += [n] * len(tokens)
            pairs.token += tokens
            pairs.sparse += rows(page, trigger.token, trigger.kind, tokens, frozenset(heads[number]))
            pairs.dense.append(dense(page, trigger.token, tokens))
        if len(pairs.owner) >= _BLOCK:
            _decide(pairs, found)
            pairs = _Pairs()
    _decide(pairs, found)
    return [_gathered(roles) for roles in found]


def _decide(pairs: _Pairs, found: list[dict[int, Role]]) -> None:
    if not pairs.owner:
        return
    odds = np.log(softmax(_network().scores(np.vstack(pairs.dense), pairs.sparse)) + 1e-9)
    odds[:, 0] -= RELUCTANCE
    for n, token, best in zip(pairs.owner, pairs.token, odds.argmax(axis=1).tolist(), strict=True):
        if best:
            found[n][token] = ROLES[best]


def _gathered(roles: dict[int, Role]) -> FoundRoles:
    actor: list[int] = []
    target: list[int] = []
    place: list[tuple[int, PlaceRole]] = []
    for token, role in roles.items():
        if role == "actor":
            actor.append(token)
        elif role == "target":
            target.append(token)
        elif role != "none":
            place.append((token, role))
    return FoundRoles(tuple(actor), tuple(target), tuple(place))
