"""A parsed text, once a test run."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from spacy.tokens import Doc

from contested.model import Report
from contested.read.parse import parse


@cache
def _doc(text: str) -> Doc:
    return parse(Report("t", text)).doc


@pytest.fixture(scope="session")
def doc() -> Callable[[str], Doc]:
    return _doc
