"""Errors as problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from contested.errors import ContestedError, RecordError, UsageError


def problem(status: int, detail: str) -> JSONResponse:
    """An error as application/problem+json."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(body, status, media_type="application/problem+json", headers={"Cache-Control": "no-store"})


async def on_error(_request: Request, error: Exception) -> JSONResponse:
    """What is wrong in plain words, and whose fault it is."""
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part not in ("query", "body"))
        return problem(422, f"{where or 'the request'}: {first['msg']}")
    if isinstance(error, HTTPException):
        return problem(error.status_code, str(error.detail))
    if isinstance(error, UsageError):
        return problem(404 if str(error).startswith("there is no ") else 400, str(error))
    if isinstance(error, RecordError):
        return problem(503, str(error))
    if isinstance(error, ContestedError):
        return problem(500, str(error))
    return problem(500, "an error of the server; its terminal shows it")
