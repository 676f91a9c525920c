"""How every command ends: quietly on a closed pipe or Ctrl-C, with one clear line on an error of ours.

Exit status: 0 all went well; 1 something failed; 2 wrong usage; 130 interrupted; 141 the reader of the pipe left.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable

import typer

from contested.errors import ContestedError, UsageError

FAILED, USAGE, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141


def complain(message: object) -> None:
    """One line on stderr, in the program's name."""
    print(f"contested: {message}", file=sys.stderr, flush=True)


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """The command, with its errors turned into a line on stderr and an exit status."""

    @functools.wraps(command)
    def run(*args: object, **options: object) -> None:
        try:
            command(*args, **options)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains at exit
            raise typer.Exit(PIPE_CLOSED) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except UsageError as error:
            complain(error)
            raise typer.Exit(USAGE) from None
        except ContestedError as error:
            complain(error)
            raise typer.Exit(FAILED) from None

    return run


def version_callback(wanted: bool) -> None:
    """Print the version, when asked for, and stop."""
    if wanted:
        from importlib.metadata import version

        print(f"contested {version('contested')}")
        raise typer.Exit
