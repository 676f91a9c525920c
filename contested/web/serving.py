"""Running the server: its socket, its guard, its end."""

from __future__ import annotations

import errno
import ipaddress
import secrets
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn

from contested.errors import UsageError
from contested.web.app import make_app
from contested.web.live import Live
from contested.web.material import Progress, no_progress
from contested.web.pagefiles import page_folder
from contested.web.payload import Settings
from contested.web.security import LOCAL_HOSTS, Guard

_SHORTEST_TOKEN = 12


@dataclass(frozen=True)
class Place:
    """Where to listen, by which further names the server may be asked, and the token wanted (None: see guard_for)."""

    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    token: str | None = None

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def address(self) -> str:
        """To be opened in a browser of this machine."""
        everywhere = self.host in ("0.0.0.0", "::", "")
        host = "127.0.0.1" if everywhere else f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"


def guard_for(place: Place, origins: Sequence[str] = ()) -> Guard:
    """The guard of a place: open on this machine, a token elsewhere, made up when none was given."""
    token = place.token
    if token is not None and len(token) < _SHORTEST_TOKEN:
        raise UsageError(f"a token of {len(token)} letters can be guessed; give {_SHORTEST_TOKEN} or more")
    if token is None and not place.local:
        token = secrets.token_urlsafe(18)
    named = {place.host.lower(), *(name.lower() for name in place.names)} - {"0.0.0.0", "::", ""}
    return Guard(hosts=LOCAL_HOSTS | named, any_address=not place.local, login=token, origins=tuple(origins))


def origin_of(url: str) -> str | None:
    """Scheme and host of an address that a basemap comes from; None for one of our own. Raises UsageError."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"{url!r} is no address: {error}") from error
    if not parts.scheme and not parts.netloc:
        return None
    if parts.scheme not in ("http", "https") or not host or not all(c.isalnum() or c in ".-" for c in host):
        raise UsageError(f"{url!r} is no http or https address")
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def listen(place: Place) -> socket.socket:
    """A socket that listens there. Raises UsageError when the port is taken or the host is not of this machine."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((place.host, place.port))
        opened.listen(128)
    except OSError as error:
        opened.close()
        if error.errno == errno.EADDRINUSE:
            reason = (
                f"port {place.port} is in use; give another: --port {place.port + 1 if place.port < 65535 else 8000}"
            )
        elif error.errno == errno.EACCES:
            reason = f"port {place.port} is not allowed to you; give one above 1023"
        else:
            reason = f"cannot listen on {place.host}: {error.strerror or error}"
        raise UsageError(reason) from error
    except OverflowError as error:
        opened.close()
        raise UsageError(f"{place.port} is no port; give one from 1 to 65535") from error
    return opened


def serve(
    record: Path,
    settings: Settings,
    place: Place,
    guard: Guard,
    *,
    ready: Callable[[Place], None],
    history: bool = True,
    progress: Progress = no_progress,
) -> None:
    """Serve a record until Ctrl-C or SIGTERM; then requests under way are finished and the sockets closed.

    ``ready`` is told once the page can be opened, with the port that was really taken (port 0: any free one).
    Without ``history`` control is only as known today.
    """
    page_folder()
    opened = listen(place)
    live = Live(record, history=history, progress=progress)
    try:
        live.start()
        app = make_app(live, settings, guard)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3, lifespan="on",
            proxy_headers=False,
        )  # fmt: skip
        ready(Place(place.host, int(opened.getsockname()[1]), place.names, place.token))
        try:
            uvicorn.Server(config).run(sockets=[opened])
        except KeyboardInterrupt:  # how a server is ended; everything is closed by now
            return
    finally:
        live.stop()
        opened.close()
