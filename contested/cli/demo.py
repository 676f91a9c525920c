"""``contested demo``: the bundled sample reports, read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contested.cli.read import FORMAT_HELP, Format


def demo(
    format: Annotated[Format, typer.Option(help=FORMAT_HELP)] = Format.table,
    save: Annotated[
        Path | None, typer.Option(help="Copy the sample reports into this folder instead.", show_default=False)
    ] = None,
) -> None:
    """Read the bundled sample reports on one war in many voices.

    \b
    Examples:
    contested demo
    contested demo --save reports
    """
    from contested.samples import sample_files

    if save:
        save.mkdir(parents=True, exist_ok=True)
        for path in sample_files():
            (save / path.name).write_bytes(path.read_bytes())
        print(f"{len(sample_files())} files of sample reports in {save}")
        return
    from contested.cli.reading import Run

    Run(format=format.value).all([str(path) for path in sample_files()])
