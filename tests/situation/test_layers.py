"""Layers behave as a dict does, and leave what they lie over alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contested.situation.layers import Layers

CHANGES = st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 3) | st.none()), max_size=25)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3)), st.lists(CHANGES, max_size=4))
def test_layers_are_as_a_dict(start: dict[str, int], rounds: list[list[tuple[str, int | None]]]) -> None:
    plain, layers = dict(start), Layers.over(start)
    for changes in rounds:
        before, kept = layers, dict(plain)
        layers = Layers.over(before)
        for key, value in changes:
            if value is None:
                assert plain.pop(key, None) == layers.pop(key, None)
            else:
                plain[key] = layers[key] = value
        assert dict(layers) == plain
        assert len(layers) == len(plain)
        assert [key in layers for key in "abcdefg"] == [key in plain for key in "abcdefg"]
        assert dict(before) == kept
        layers = layers.settled()
        assert dict(layers) == plain


def test_a_thick_layer_is_worked_in() -> None:
    layers: Layers[int, int] = Layers.over({})
    for n in range(2000):
        layers[n] = n
    del layers[7]
    settled = layers.settled()
    assert settled is not layers
    assert dict(settled) == dict(layers)
    assert settled.settled() is settled
