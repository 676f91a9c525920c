"""Errors that say what to do next: retry the input, skip it, or stop the run."""

from __future__ import annotations

from typing import Literal

Action = Literal["retry", "skip", "stop"]


class ContestedError(Exception):
    """Base of all errors Contested raises on purpose.

    ``action`` tells the runner what to do: ``retry`` (a passing fault), ``skip`` (this one
    input is bad, the batch goes on) or ``stop`` (nothing more can be done).
    """

    action: Action = "stop"


class InputError(ContestedError):
    """One input cannot be read. The message names the input, the reason and the remedy."""

    action: Action = "skip"

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return (type(self), (self.source, self.reason))


class ReadingError(InputError):
    """A report was taken in, but a stage of the reader failed on it: a fault of ours, not of the input."""


class SpanError(ContestedError, ValueError):
    """A span whose quote is not the text at its offsets."""


class DataFileError(ContestedError):
    """A knowledge or weights file of ours (or a user's) is missing or wrong; names file and line."""


class UsageError(ContestedError):
    """The caller asked for something that makes no sense; the message says what would."""


class RecordError(ContestedError):
    """A record file cannot be used: missing, locked, full, damaged or not ours; says what to do."""

    def __init__(self, message: str, *, action: Action = "stop") -> None:
        super().__init__(message)
        self.action = action
