"""``contested build``: the record's page as static files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contested.cli import asking as ask

Title = Annotated[str | None, typer.Option(help="The page's title; the record's name unless given.")]
Style = Annotated[
    str | None,
    typer.Option(metavar="URL", help="A MapLibre style or PMTiles file of your own as the map's background."),
]

Tiles = Annotated[
    list[str] | None,
    typer.Option(metavar="URL", help="A further host that the style takes its tiles from; repeat for several."),
]
NoHistory = Annotated[
    bool, typer.Option("--no-history", help="Control only as known today: quicker for very large records.")
]


def build(
    record: ask.RecordFile,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the site goes; made when missing.")],
    title: Title = None,
    style: Style = None,
    tiles: Tiles = None,
    quotes: Annotated[
        bool, typer.Option("--quotes", help="Leave the reports' texts out but for the sentences with claims.")
    ] = False,
    no_history: NoHistory = False,
) -> None:
    """Build the map, the timeline and the ledger as files that open from disk or from any file host.

    \b
    Examples:
    contested build war.db site/
    contested build war.db site/ --quotes --title "The war, from its reports"

    Open FOLDER/index.html. Nothing is loaded from elsewhere. Reports belong to their publishers: give --quotes to
    a site that others will see. Building again replaces the files of the last build and no others.
    """
    from contested.cli.watching import Watching
    from contested.record import Record
    from contested.web.build import build as build_site
    from contested.web.payload import Settings
    from contested.web.serving import origin_of

    origins = [origin for url in (*([style] if style else []), *(tiles or ())) if (origin := origin_of(url))]
    settings = Settings(title=title or Path(record).stem, basemap=style, whole_texts=not quotes)
    with Record(record) as opened, Watching() as progress:
        built = build_site(opened, folder, settings, origins=origins, history=not no_history, progress=progress)
    print(
        f"{built.index}: {built.claims} claims of {built.reports} reports; {built.files} files, "
        f"{built.size / 1_000_000:.1f} MB"
    )
