"""The incidents of a parsed report, from phrase to incident: four light models made by ``training/muc4.py``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from contested.learned import Floats, Network, Trees, sigmoid, softmax
from contested.model import Reading
from contested.read.claims.page import Page, page_of
from contested.read.incidents import features, relevance
from contested.read.incidents.assemble import assemble
from contested.read.incidents.candidates import Candidate, candidates, heads_of
from contested.read.incidents.entities import Entity, entities
from contested.read.incidents.records import Incident
from contested.read.incidents.roles import Role
from contested.read.parse import Parsed

FILLERS = Path(__file__).with_name("fillers.npz")
WORDINGS = Path(__file__).with_name("wordings.npz")
REPORTS = Path(__file__).with_name("reports.npz")
CANDIDATES = Path(__file__).with_name("candidates.npz")
ENOUGH: Mapping[Role, float] = {
    "perpetrator_individual": 0.2,
    "perpetrator_organization": 0.2,
    "physical_target": 0.25,
    "victim": 0.25,
    "weapon": 0.25,
}
"""The probability from which a candidate fills a role; set by cross-validation on the training part."""


@cache
def _network(path: Path) -> Network:
    return Network.load(path)


@cache
def _trees() -> Trees:
    return Trees.load(CANDIDATES)


def _sparse(path: Path, rows: list[list[str]]) -> Floats:
    return _network(path).scores(np.zeros((len(rows), 0), dtype=np.float32), rows)


def incidents_of(parsed: Parsed, reading: Reading | None = None) -> tuple[Incident, ...]:
    """The incidents a report tells of, in text order.

    ``reading``: the report's reading where there is one; else it is read. Same report, same incidents.
    Raises DataFileError when weights are missing.
    """
    from contested.read.reader import read_parsed

    page = page_of(parsed)
    about = sigmoid(_sparse(REPORTS, [relevance.row(page)]))[0]
    found = find_candidates(page, about)
    return assemble(page, reading or read_parsed(parsed), find_entities(page, found), about)


def find_candidates(page: Page, about: Floats) -> list[Candidate]:
    """The wordings that may fill a role. ``about``: what the report is about, by probabilities."""
    found = heads_of(page)
    if not found:
        return []
    sight, tokens = features.Sight(page), [head.token for head in found]
    scores = _network(FILLERS).scores(features.dense(sight, tokens), features.rows(sight, tokens))
    return candidates(page, found, sigmoid(scores), about, lambda rows: softmax(_sparse(WORDINGS, rows))[:, 1])


def find_entities(page: Page, found: list[Candidate]) -> tuple[Entity, ...]:
    """The entities that fill roles, by the trees' judgement of the candidates."""
    if not found:
        return ()
    odds = sigmoid(_trees().scores(np.vstack([c.row for c in found])))[:, 0]
    return entities(page, found, odds.tolist(), ENOUGH)
