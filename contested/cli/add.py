"""``contested add``: put reports into a record."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer


def add(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="The record, such as war.db; made when missing.")],
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help="Files, folders, patterns, web addresses of pages or feeds; - is stdin."),
    ],
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day they were published, where they don't say.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="The outlet, where they don't say.")] = None,
    processes: Annotated[int, typer.Option(min=1, help="Read with so many processes.")] = 1,
    follow: Annotated[
        bool, typer.Option("--follow/--no-follow", help="Fetch the pages of a feed whose entries are only teasers.")
    ] = True,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on looking for new and changed reports until Ctrl-C.")
    ] = False,
    every: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="How often --watch looks.")] = 30.0,
) -> None:
    """Add reports to a record: text, HTML, JSON, feeds, web archives, folders of them, web addresses.

    \b
    Examples:
    contested add war.db reports/
    contested add war.db 'archive/**/*.html' crawl.warc.gz feed.xml
    contested add war.db https://example.org/feed.xml
    contested add war.db incoming/ --watch

    Adding the same again changes nothing, so an interrupted run is taken up by running it again. A report that
    fails is kept with its reason and named at the end. Exit status: 0 all went well, 1 some failed, 2 wrong usage.
    """
    from contested.cli.adding import Run

    day = published.date() if published else None
    run = Run(record=record, published=day, outlet=outlet, processes=processes, follow=follow)
    if watch:
        run.watch(sources, every_seconds=every)
    else:
        run.once(sources)
