"""The tutorial's commands run, and print what it shows."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


def runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tutorial_runner", ROOT / "tools" / "tutorial.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_the_tutorial_does_what_it_shows() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "tutorial.py"], capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("shown", "printed", "agree"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n...\nd\n", "a\nb\nc\nd\n", True),
        ("a\n...\nd\n", "a\nb\nc\n", False),
        ("3 of ... claims\n", "3 of 17 claims\n", True),
        ("3 of ... claims\n", "4 of 17 claims\n", False),
        ("", "", True),
        ("", "x\n", False),
        ("...\n", "x\ny\n", True),
    ],
)
def test_dots_stand_for_anything_and_nothing_else_does(shown: str, printed: str, agree: bool) -> None:
    assert runner().agrees(shown, printed) == agree


def test_every_dollar_line_is_a_step() -> None:
    found = list(runner().steps("$ one\nout\n$ two\n"))
    assert [(s.command, s.shown) for s in found] == [("one", "out\n"), ("two", "")]
