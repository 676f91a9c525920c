"""``contested read``: the claims of reports."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    """What is printed: a table, one JSON object, or one object a line."""

    table = "table"
    json = "json"
    jsonl = "jsonl"


FORMAT_HELP = "[bold]json[/bold]: an object for one report, lines for several; [bold]jsonl[/bold]: always lines."


def read(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Text, HTML or JSON Lines; - is stdin.")],
    format: Annotated[Format, typer.Option(help=FORMAT_HELP)] = Format.table,
    processes: Annotated[int, typer.Option(min=1, help="Read with so many processes.")] = 1,
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day they were published, where they don't say.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="The outlet, where they don't say.")] = None,
) -> None:
    """Read reports and print their claims: who says what happened, to whom, where and when.

    \b
    Examples:
    contested read article.html
    contested read reports/*.txt --format jsonl > claims.jsonl
    curl -s https://example.org/article | contested read -
    contested read old.txt --published 2012-07-20

    A file that cannot be read is named on stderr and the others are read. Exit status: 0 all were read, 1 some
    were not, 2 wrong usage.
    """
    from contested.cli.reading import Run

    day = published.date() if published else None
    Run(format=format.value, processes=processes, published=day, outlet=outlet).all(files)
