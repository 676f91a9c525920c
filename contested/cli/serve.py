"""``contested serve``: the record's page, with review."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli import asking as ask
from contested.cli.build import NoHistory, Style, Tiles, Title

if TYPE_CHECKING:
    from contested.web.payload import Settings
    from contested.web.security import Guard
    from contested.web.serving import Place

Port = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")]


def serve(
    record: ask.RecordFile,
    port: Port = 8000,
    host: Annotated[str, typer.Option(help="Where to listen. Any other than this machine asks for a token.")] = (
        "127.0.0.1"
    ),
    token: Annotated[
        str | None,
        typer.Option(envvar="CONTESTED_TOKEN", help="The token to log in with; made up and printed unless given."),
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option(help="A further name the server is asked by, such as war.example.org; repeat.")
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="No review: nothing can be changed.")] = False,
    reviewer: Annotated[
        str | None, typer.Option(envvar="CONTESTED_WHO", help="The reviewer's name; your login name unless given.")
    ] = None,
    title: Title = None,
    style: Style = None,
    tiles: Tiles = None,
    no_history: NoHistory = False,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Serve the map, the timeline, the ledger and the review of a record. Ctrl-C ends it.

    \b
    Examples:
    contested serve war.db
    contested serve war.db --port 8001 --reviewer "A. Analyst"
    contested serve war.db --host 0.0.0.0 --read-only

    Only this machine can reach it unless --host says otherwise; then a token is asked for. The connection is not
    encrypted: put a proxy with TLS before it on any network you do not trust. The page follows the record: what
    `contested add` brings is there a moment later.
    """
    from contested.errors import RecordError
    from contested.web.serving import Place, guard_for, origin_of

    path = Path(record)
    if not path.exists():
        raise RecordError(f"{path}: there is no such record; make one with: contested add {path} REPORTS")
    origins = [origin for url in (*([style] if style else []), *(tiles or ())) if (origin := origin_of(url))]
    place = Place(host, port, tuple(name or ()), token)
    guard = guard_for(place, origins)
    settings = settings_for(path, guard, title=title, style=style, read_only=read_only, reviewer=reviewer)
    run(path, settings, place, guard, history=not no_history, opens=open_)


def settings_for(
    path: Path,
    guard: Guard,
    *,
    title: str | None = None,
    style: str | None = None,
    read_only: bool = False,
    reviewer: str | None = None,
) -> Settings:
    """The page's settings: what was asked for, the record's name and the user's where nothing was."""
    from contested.web.payload import Settings

    return Settings(
        title=title or path.stem, source="server", review=not read_only, reviewer=reviewer or _login_name(),
        token=None if read_only else guard.csrf, basemap=style,
    )  # fmt: skip


def run(path: Path, settings: Settings, place: Place, guard: Guard, *, opens: bool, history: bool = True) -> None:
    """Serve, and say where."""
    from contested.cli.display import open_page
    from contested.cli.watching import Watching
    from contested.web.serving import serve as serve_record

    with Watching() as progress:

        def ready(at: Place) -> None:
            progress.end()
            print(f"{settings.title}: {at.address}  (Ctrl-C ends it)", flush=True)
            if guard.login is not None and place.token is None:
                print(f"token to log in with: {guard.login}", flush=True)
            if opens:
                open_page(at.address)

        serve_record(path, settings, place, guard, ready=ready, history=history, progress=progress)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in some containers
        return ""
