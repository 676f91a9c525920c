"""The command line: one file a command, each a function of the file's name.

A command's module imports the reader and other heavy things inside its function, so that ``--help`` is quick.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

COMMANDS = (
    "demo",
    "read",
    "add",
    "claims",
    "reports",
    "places",
    "actors",
    "actor",
    "place",
    "events",
    "contradictions",
    "casualties",
    "displacement",
    "control",
    "why",
    "changes",
    "routes",
    "timeline",
    "brief",
    "decide",
    "serve",
    "build",
    "diff",
    "check",
    "compact",
    "schema",
    "evaluate",
)  # the order of the help text


def build_app() -> typer.Typer:
    """The command line with all its commands."""
    import typer

    from contested.cli.guard import guarded, version_callback

    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name in COMMANDS:
        function = getattr(import_module(f"contested.cli.{name}"), name)
        app.command(name)(guarded(function))

    @app.callback()
    def contested(
        version: bool = typer.Option(
            False, "--version", help="Print the version and stop.", is_eager=True, callback=version_callback
        ),
    ) -> None:
        """Who holds what, what happened, who says so, and what is contested.

        Reads news reports on a conflict into sourced claims. Works offline.
        """

    return app


def main() -> None:
    """Run the command line on ``sys.argv``; leaves with an exit status."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # the matrices are small: threads only get in the way
        os.environ.setdefault(name, "1")
    try:
        build_app()(prog_name="contested")
    except KeyboardInterrupt:  # before a command had begun
        raise SystemExit(130) from None
