"""Coreference metrics against small cases worked out by hand, and against brute force."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.evaluate.coref_metrics import b_cubed, ceaf_e, muc, score

GOLD = [frozenset("ab"), frozenset("cd"), frozenset("e")]
FOUND = [frozenset("abc"), frozenset("d"), frozenset("e")]


def test_muc_by_hand() -> None:
    """Gold links ab, cd: ab is kept; found links of abc: two, of which one is gold's."""
    assert (muc(GOLD, FOUND).recall, muc(GOLD, FOUND).precision) == (0.5, 0.5)


def test_b_cubed_by_hand() -> None:
    """Recall: a 1, b 1, c 1/2, d 1/2, e 1; precision: a 2/3, b 2/3, c 1/3, d 1, e 1."""
    found = b_cubed(GOLD, FOUND)
    assert found.recall == pytest.approx(4 / 5)
    assert found.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 2) / 5)


def test_ceaf_e_by_hand() -> None:
    """Best pairing: ab-abc (4/5), cd-d (2/3), e-e (1); both sides have three clusters."""
    found = ceaf_e(GOLD, FOUND)
    assert found.recall == found.precision == pytest.approx((4 / 5 + 2 / 3 + 1) / 3)


def test_luo_s_example() -> None:
    """Luo 2005, figure 1: truth {1-5},{6,7},{8-C}; system (a) {1-5},{6-C}: phi-4 precision 0.8 and recall 0.53..."""
    truth = [frozenset("12345"), frozenset("67"), frozenset("89ABC")]
    system = [frozenset("12345"), frozenset("6789ABC")]
    found = ceaf_e(truth, system)
    assert found.precision == pytest.approx((1 + 10 / 12) / 2)
    assert found.recall == pytest.approx((1 + 10 / 12) / 3)
    assert b_cubed(truth, system).precision == pytest.approx((5 + 4 / 7 + 25 / 7) / 12)
    assert muc(truth, system).f1 == pytest.approx(2 * 0.9 / 1.9)


def test_the_same_is_perfect_and_singletons_have_no_links() -> None:
    assert score(GOLD, GOLD).conll == pytest.approx(1.0)
    alone = [frozenset(m) for m in "abcde"]
    assert muc(GOLD, alone).f1 == 0.0
    assert b_cubed(GOLD, alone).precision == 1.0


@given(st.lists(st.integers(0, 3), min_size=1, max_size=7), st.lists(st.integers(0, 3), min_size=7, max_size=7))
def test_ceaf_pairs_best(first: list[int], second: list[int]) -> None:
    gold = [frozenset(i for i, c in enumerate(first) if c == k) for k in sorted(set(first))]
    found = [frozenset(i for i, c in enumerate(second[: len(first)]) if c == k) for k in range(4)]
    found = [c for c in found if c]
    small, large = sorted((gold, found), key=len)
    best = max(
        sum(2 * len(a & b) / (len(a) + len(b)) for a, b in zip(small, order, strict=False))
        for order in permutations(large, len(small))
    )
    assert ceaf_e(gold, found).recall == pytest.approx(best / len(gold))
