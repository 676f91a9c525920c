"""The built page: its files in the package, and its index for the server or for a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from contested.errors import DataFileError

STATIC = 'data-source="static"'
SERVER = 'data-source="server"'


def page_folder() -> Path:
    """Where the built page lies. Raises DataFileError when it was not built into this installation."""
    folder = Path(str(files("contested.web"))) / "page"
    if not (folder / "index.html").is_file():
        raise DataFileError(
            f"{folder} has no index.html: the page was not built into this installation; in a checkout: make page"
        )
    return folder


def page_files() -> Iterator[tuple[str, Path]]:
    """(name relative to the page, file) of all files of the page but its index."""
    folder = page_folder()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != "index.html" and not name.startswith("data/"):
            yield name, path


def index_html(*, server: bool, origins: Sequence[str] = ()) -> str:
    """The index, which says where the data come from. Raises DataFileError when it does not name its source.

    Its own policy allows nothing from elsewhere but a basemap from ``origins``; a server's headers say the same.
    """
    file = page_folder() / "index.html"
    html = file.read_text("utf-8")
    if STATIC not in html:
        raise DataFileError(f"{file}: does not say {STATIC}; build the page again: make page")
    for rule in ("img-src 'self'", "connect-src 'self'") if origins else ():
        html = html.replace(rule, " ".join([rule, *origins]), 1)
    return html.replace(STATIC, SERVER, 1) if server else html
