"""Every suite that is named can be run."""

from importlib import import_module
from pathlib import Path

import pytest

from contested.evaluate.registry import SUITES, Suite, suite


def test_names_are_unique() -> None:
    assert len({s.name for s in SUITES}) == len(SUITES)
    assert "all" not in {s.name for s in SUITES}


@pytest.mark.parametrize("one", SUITES, ids=lambda s: s.name)
def test_a_suite_has_its_function_and_looks_below_the_corpora(one: Suite, tmp_path: Path) -> None:
    module, name = one.function.split(":")
    assert callable(getattr(import_module(module), name))
    assert suite(one.name) is one
    inputs = one.inputs(tmp_path, processes=2)
    assert inputs.data == tmp_path / one.data
    assert inputs.processes == 2
    assert one.summary
