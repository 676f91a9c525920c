"""What stands between the network and the record: host check, login, same-origin writes, strict headers."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contested.web.problems import problem

COOKIE = "contested-session"
TOKEN_HEADER = "X-Contested-Token"
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
_OPEN_PATHS = frozenset({"/login", "/login.css"})


@dataclass(frozen=True)
class Guard:
    """Who may ask and write.

    ``hosts`` are the names the server answers to; ``any_address`` lets it also answer to addresses written as
    numbers, which no other site can take on. ``login`` is the token asked for before anything is shown (None: none).
    ``csrf`` must come with every write; only a page of our own can know it. ``origins`` are other sites that the
    page may take its basemap from.
    """

    hosts: frozenset[str] = LOCAL_HOSTS
    any_address: bool = False
    login: str | None = None
    origins: tuple[str, ...] = ()
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def knows_host(self, header: str | None) -> bool:
        """Whether a Host header names this server: another name may be a foreign site's, pointed at us."""
        try:
            host = urlsplit(f"//{header or ''}").hostname or ""
        except ValueError:
            return False
        if host in self.hosts:
            return True
        if not self.any_address:
            return False
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return False
        return True

    def logged_in(self, headers: Headers) -> bool:
        """Whether a request comes from someone who gave the token: by cookie, or by Authorization: Bearer."""
        if self.login is None:
            return True
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and same(given.strip(), self.login):
            return True
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return cookie is not None and same(cookie.value, self.session)

    def own_origin(self, headers: Headers) -> bool:
        """Whether a write comes from a page of this very server, by what the browser says of it."""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        if origin is None:
            return True
        try:
            return bool(origin) and urlsplit(origin).netloc == headers.get("host")
        except ValueError:
            return False

    def may_write(self, headers: Headers) -> bool:
        """Whether a write has the token that only our page, or who reads its meta, can know."""
        return same(headers.get(TOKEN_HEADER, ""), self.csrf)

    def policy(self) -> str:
        """The Content-Security-Policy: nothing inline, nothing from elsewhere; MapLibre's worker is a blob."""
        other = "".join(f" {origin}" for origin in self.origins)
        return (
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; manifest-src 'self'; "
            f"img-src 'self' data: blob:{other}; connect-src 'self'{other}; worker-src blob:; child-src blob:; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
        )


def same(given: str, wanted: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


class Guarded:
    """The application behind its guard; an ASGI middleware."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self.app = app
        self.guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse, or send to the login; every answer has the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message))
            await send(message)

        await (self._refused(scope) or self.app)(scope, receive, with_headers)

    def _refused(self, scope: Scope) -> ASGIApp | None:
        headers, path = Headers(scope=scope), scope["path"]
        if not self.guard.knows_host(headers.get("host")):
            return problem(421, "this server does not go by that name; use the address it printed when it started")
        if not self.guard.logged_in(headers) and path not in _OPEN_PATHS:
            if path == "/" and scope["method"] == "GET":
                return RedirectResponse("login", 303)
            return problem(401, "log in first: open the page's address in a browser, or send Authorization: Bearer")
        if scope["method"] in ("GET", "HEAD"):
            return None
        if not self.guard.own_origin(headers):
            return problem(403, "writes come from the page of this server only")
        if path != "/login" and not self.guard.may_write(headers):
            return problem(403, f"the header {TOKEN_HEADER} is missing or old; load the page again")
        return None

    def _add(self, headers: MutableHeaders) -> None:
        headers["Content-Security-Policy"] = self.guard.policy()
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        headers["X-Frame-Options"] = "DENY"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
        headers.setdefault("Cache-Control", "no-store")
