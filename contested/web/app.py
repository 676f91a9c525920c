"""The application: the page, its data and its questions, behind the guard."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, RedirectResponse, Response

from contested.errors import ContestedError
from contested.model import sha256
from contested.web.api import Context, router
from contested.web.live import Answer, Live
from contested.web.pagefiles import index_html, page_files
from contested.web.payload import Settings, dumps
from contested.web.problems import on_error, problem
from contested.web.security import COOKIE, Guard, Guarded, same

_LOGIN_BYTES = 4096
_REVALIDATE = "no-cache"
_LOGIN = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Log in: {title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="login.css"></head>
<body><main><h1>{title}</h1><form method="post" action="login"><label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<button>Log in</button></form><p role="alert">{message}</p>
<p>The token is printed where the server was started.</p></main></body></html>"""
_LOGIN_CSS = """:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0}
main{max-width:24rem;margin:15vh auto;padding:0 1rem}label{display:block}
input{font:inherit;width:100%;box-sizing:border-box;padding:.4rem;margin:.2rem 0 .8rem}
button{font:inherit;padding:.4rem 1rem}"""


@dataclass(frozen=True)
class StaticFile:
    """A file of the built page, kept in memory with its tag."""

    data: bytes
    kind: str
    tag: str


def make_app(live: Live, settings: Settings, guard: Guard) -> FastAPI:
    """The application on a started Live, which ends with it. The page's files are read once, here."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await asyncio.to_thread(live.stop)

    app = FastAPI(
        title="Contested",
        docs_url=None,  # its pages come from elsewhere; /api/openapi.json says the same
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
        middleware=[Middleware(Guarded, guard=guard), Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)],
    )
    app.state.context = Context(live, settings.review)
    for kind in (RequestValidationError, HTTPException, ContestedError, Exception):
        app.add_exception_handler(kind, on_error)
    app.include_router(router)
    _add_data(app, live, settings)
    if guard.login is not None:
        _add_login(app, settings, guard)
    _add_files(app, guard)
    return app


def _add_data(app: FastAPI, live: Live, settings: Settings) -> None:
    @app.get("/data/{name}.json")
    def data(request: Request, name: str) -> Response:
        snapshot = live.current
        tag = f'"{snapshot.payload.generation}-{name}"'
        if name == "meta":
            body = dumps(snapshot.payload.meta(settings)).encode()
            return _tagged(request, body, "application/json", f'"{sha256(body)[:32]}"')
        if _matches(request, tag):
            return Response(status_code=304, headers={"ETag": tag, "Cache-Control": _REVALIDATE})
        answer = snapshot.part(name, live.open)
        if answer is None:
            return problem(404, f"there is no part {name!r}")
        return _packed(request, answer, tag)


def _packed(request: Request, answer: Answer, tag: str) -> Response:
    headers = {"ETag": tag, "Cache-Control": _REVALIDATE, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(answer.packed, media_type="application/json", headers=headers)
    headers["Content-Encoding"] = "identity"
    return Response(answer.plain, media_type="application/json", headers=headers)


def _matches(request: Request, tag: str) -> bool:
    """Whether the asker has this already; a weak tag is the same thing packed."""
    given = request.headers.get("if-none-match", "")
    return tag in [one.strip().removeprefix("W/") for one in given.split(",")]


def _tagged(request: Request, body: bytes, kind: str, tag: str) -> Response:
    headers = {"ETag": tag, "Cache-Control": _REVALIDATE}
    if _matches(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)


def _add_files(app: FastAPI, guard: Guard) -> None:
    index = index_html(server=True, origins=guard.origins).encode()
    found = {"": StaticFile(index, "text/html; charset=utf-8", _tag(index))}
    for name, path in page_files():
        data = path.read_bytes()
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind in ("application/javascript", "application/json")
        found[name] = StaticFile(data, f"{kind}; charset=utf-8" if text else kind, _tag(data))

    @app.get("/{name:path}", include_in_schema=False)
    def file(request: Request, name: str) -> Response:
        one = found.get("" if name == "index.html" else name)
        if one is None:
            return problem(404, "there is nothing at this address")
        return _tagged(request, one.data, one.kind, one.tag)


def _tag(data: bytes) -> str:
    return f'"{sha256(data)[:32]}"'


def _add_login(app: FastAPI, settings: Settings, guard: Guard) -> None:
    form: Callable[[str], str] = lambda message: _LOGIN.format(title=escape(settings.title), message=escape(message))  # noqa: E731

    @app.get("/login", include_in_schema=False)
    def login() -> HTMLResponse:
        return HTMLResponse(form(""))

    @app.get("/login.css", include_in_schema=False)
    def style() -> Response:
        return Response(_LOGIN_CSS, media_type="text/css")

    @app.post("/login", include_in_schema=False)
    async def check(request: Request) -> Response:
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > _LOGIN_BYTES:
                return problem(413, "that is no token")
        given = parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0]
        if guard.login is None or not same(given.strip(), guard.login):
            await asyncio.sleep(1)  # guessing takes its time
            return HTMLResponse(form("That is not the token."), 403)
        answer = RedirectResponse("./", 303)
        answer.set_cookie(COOKIE, guard.session, httponly=True, samesite="strict", path="/")
        return answer
