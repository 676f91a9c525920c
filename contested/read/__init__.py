"""Reading: from a report's text to its claims, mentions and attributions.

The package itself can be called: ``contested.read(path_or_text)`` is ``contested.read.api.read``.
"""

from __future__ import annotations

import sys
from datetime import date
from os import PathLike
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contested.model import Reading
    from contested.read.reader import read_outcomes, read_report, read_reports

__all__ = ["read_outcomes", "read_report", "read_reports"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from contested.read import reader

        return getattr(reader, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Read(ModuleType):
    """A module that reads when it is called."""

    def __call__(self, path_or_text: str | PathLike[str], *, published: date | str | None = None) -> Reading:
        """The claims, mentions and attributions of one report; see ``contested.read.api.read``."""
        from contested.read.api import read

        return read(path_or_text, published=published)


sys.modules[__name__].__class__ = _Read
