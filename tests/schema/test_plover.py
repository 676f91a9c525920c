"""PLOVER's words: patterns found in a sentence, and what operators make of an event."""

from __future__ import annotations

import pytest

from contested.errors import DataFileError
from contested.schema.codes import PLOVER
from contested.schema.plover import (
    OPERATORS,
    QUADS,
    ROOTS,
    alone,
    find,
    load,
    mode_of,
    mode_under,
    parse_plover,
    quad_of,
    turned,
)

HEAD = "sense,pos,patterns\n"


def senses(*words: tuple[str, str]) -> set[tuple[str, int]]:
    return {(hit.sense, hit.head) for hit in find([w for w, _ in words], [p for _, p in words])}


def test_the_file_knows_every_event_and_operator() -> None:
    found = {pattern.sense.partition(".")[0] for patterns in load().values() for pattern in patterns}
    assert found == set(ROOTS) | OPERATORS


def test_every_event_has_its_quad_class() -> None:
    assert {quad_of(root) for root in ROOTS} == set(QUADS)
    assert quad_of("YIELD") == "material cooperation"
    assert quad_of("THREATEN") == "verbal conflict"


def test_modes_are_modes_of_their_event() -> None:
    for patterns in load().values():
        for pattern in patterns:
            root = pattern.sense.partition(".")[0]
            mode = mode_of(pattern.sense)
            allowed = PLOVER["RETREAT" if root == "YIELD" else root] if root in ROOTS else frozenset()
            assert mode is None or mode in allowed, pattern.sense


def test_modes_of_refusals_demands_and_threats_are_modes_of_theirs() -> None:
    senses = {pattern.sense for patterns in load().values() for pattern in patterns}
    for root in ROOTS:
        modes = {mode_under(root, sense) for sense in senses} - {None}
        assert modes <= PLOVER["RETREAT" if root == "YIELD" else root]
    assert mode_under("REQUEST", "AID.give") == "assist"
    assert mode_under("AGREE", "AID.give") is None


def test_a_longer_pattern_hides_what_it_covers() -> None:
    found = senses(("envoys", "NOUN"), ("lifted", "VERB"), ("the", "DET"), ("blockade", "NOUN"))
    assert found == {("YIELD.permit", 1)}


def test_names_in_a_gap_do_not_count() -> None:
    names = [(name, "PROPN") for name in ("Republic", "of", "North", "Ruritania", "and", "South", "Ruritania")]
    words = [("accused", "VERB"), ("the", "DET"), *((n.lower(), p) for n, p in names), ("of", "ADP")]
    assert ("ACCUSE.condemn", 0) in senses(*words)


def test_a_gap_does_not_reach_into_another_clause() -> None:
    words = [("lifted", "VERB"), ("it", "PRON"), ("after", "SCONJ"), ("the", "DET"), ("siege", "NOUN")]
    assert ("YIELD.permit", 0) in senses(*words)  # "lift" by itself
    assert ("ASSAULT.blockade", 4) in senses(*words)  # and the siege stands alone


def test_part_of_speech_decides() -> None:
    assert senses(("visit", "NOUN")) == {("CONSULT.visit", 0)}
    assert senses(("march", "PROPN")) == set()  # the month


@pytest.mark.parametrize(
    ("operator", "sense", "root"),
    [
        ("refuse", "YIELD.permit", "REJECT"),
        ("not", "AID.give", "REJECT"),
        ("will", "AID.give", "AGREE"),
        ("will", "ASSAULT.attack", "THREATEN"),
        ("agree", "SUPPORT.deal", "SUPPORT"),
        ("promise", "SUPPORT.back", "SUPPORT"),
        ("demand", "YIELD.free", "REQUEST"),
        ("demand", "ACCUSE.probe", "ACCUSE"),
        ("threaten", "ASSAULT.attack", "THREATEN"),
        ("stop", "AID.give", "SANCTION"),
        ("stop", "COERCE.curfew", "YIELD"),
        ("stop", "CONSULT.visit", "REJECT"),
        ("reduce", "AID.give", "SANCTION"),
        ("violate", "YIELD.ceasefire", "ASSAULT"),
        ("allow", "REQUEST.ask", "YIELD"),
        ("order", "YIELD.free", "YIELD"),
        ("order", "YIELD.return", "REQUEST"),
        ("light", "ACCUSE.probe", "ACCUSE"),
    ],
)
def test_an_operator_turns_an_event(operator: str, sense: str, root: str) -> None:
    assert turned(operator, sense) == root


def test_every_operator_turns_every_event_into_an_event() -> None:
    assert {turned(operator, root) for operator in OPERATORS for root in ROOTS} <= set(ROOTS)
    assert {alone(operator) for operator in OPERATORS} <= {*ROOTS, None}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("ATTACK.x,V,hit", "'ATTACK.x' is neither"),
        ("AID.give,X,help", "part of speech 'X'"),
        ("AID.give,V", "expected 3 fields"),
        ("AID.give,V,help | ~ out", "no first word"),
    ],
)
def test_a_wrong_line_is_named(line: str, wrong: str) -> None:
    with pytest.raises(DataFileError, match=rf"plover.csv:2: .*{wrong}"):
        parse_plover(HEAD + line)
