"""``contested demo``: the bundled sample reports, read."""

from __future__ import annotations

from typing import Annotated

import typer

from contested.cli.read import FORMAT_HELP, Format


def demo(
    format: Annotated[Format, typer.Option(help=FORMAT_HELP)] = Format.table,
) -> None:
    """Read the bundled sample reports on one war in many voices.

    Example: [bold]contested demo[/bold]
    """
    from contested.cli.reading import Run
    from contested.samples import sample_files

    Run(format=format.value).all([str(path) for path in sample_files()])
