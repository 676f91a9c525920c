"""Addresses that things are filed under: one page, one address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from contested.errors import InputError

_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "ito", "cmpid", "ocid")


def file_address(path: Path) -> str:
    """A file's address: its absolute path as a file URI."""
    return "file://" + quote(path.absolute().as_posix(), safe="/@:+,;=~!$&'()*")


def canonical(url: str) -> str:
    """The address a page is filed under: no fragment, no tracking parameters, host in lower case.

    Raises InputError when it is no web address.
    """
    try:
        parts = urlsplit(url.strip())
        host = parts.netloc.lower()
    except ValueError as error:
        raise InputError(url, "not a web address; give one that starts with https://") from error
    if parts.scheme not in ("http", "https") or not host:
        raise InputError(url, "not a web address; give one that starts with https://")
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not k.lower().startswith(_TRACKING)]
    query = parts.query if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(kept)
    return urlunsplit((parts.scheme, host, parts.path or "/", query, ""))
