"""Clustering: average linkage with pairs that must and must never meet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contested.situation.clustering import clusters, parts


def test_parts_are_connected() -> None:
    assert parts("abcd", [("a", "c"), ("c", "d")]) == [("a", "c", "d"), ("b",)]


def test_alike_are_joined_and_a_weak_bridge_is_not() -> None:
    scores = {("a", "b"): 2.0, ("c", "d"): 2.0, ("b", "c"): 0.5}
    assert clusters("abcd", scores) == [("a", "b"), ("c", "d")]
    assert clusters("abcd", scores, unlike=0.0) == [("a", "b", "c", "d")]


def test_never_and_must() -> None:
    assert clusters("abc", {("a", "b"): 2.0, ("b", "c"): 2.0, ("a", "c"): 2.0}, never=[("a", "c")]) == [
        ("a", "b"), ("c",),
    ]  # fmt: skip
    assert clusters("ab", {}, must=[("a", "b")]) == [("a", "b")]


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]), st.floats(-3, 3), max_size=20
    ),
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]), max_size=4),
    st.randoms(),
)
def test_a_partition_whatever_the_order_and_never_kept(scores, never, random) -> None:  # type: ignore[no-untyped-def]
    found = clusters(range(8), scores, never=never)
    assert sorted(n for c in found for n in c) == list(range(8))
    assert not any(a in c and b in c for c in found for a, b in never)
    items = list(scores.items())
    random.shuffle(items)
    assert clusters(list(reversed(range(8))), dict(items), never=never) == found
