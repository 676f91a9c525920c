"""Pages and feeds from the web, politely: robots.txt (RFC 9309), a pause between requests to one host, conditional
requests (RFC 9110). Nothing here runs unless a user names a web address.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.client import HTTPException
from typing import Protocol
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPErrorProcessor, Request, build_opener
from urllib.robotparser import RobotFileParser

from contested.errors import Action, InputError
from contested.intake.addresses import canonical
from contested.intake.feeds import Entry, entries, entry_item, looks_like_feed
from contested.intake.items import Fetched, Found, Item, NotChanged, Refused
from contested.intake.report import Given
from contested.intake.sources import Format

AGENT = "contested"
_MOST_BYTES = 64 * 1024 * 1024
_MOST_REDIRECTS = 5
_LONGEST_WAIT = 120.0  # seconds a server may make us wait before we give up on it
_REDIRECTS = (301, 302, 303, 307, 308)
_FORMATS: dict[str, Format] = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "application/json": "json",
}  # fmt: skip


class Unreachable(InputError):
    """An address that could not be fetched now, and may be later."""

    action: Action = "retry"


@dataclass(frozen=True)
class Validators:
    """What a server gave with a page, to ask later whether it has changed (RFC 9110, section 13)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Answer:
    """A server's answer: its status, headers (names in lower case) and bytes."""

    status: int
    headers: dict[str, str]
    body: bytes


class Transport(Protocol):
    """Sends one request and follows nothing. Raises OSError when the server cannot be reached."""

    def __call__(self, url: str, headers: dict[str, str]) -> Answer:
        """The answer to a GET of ``url`` with these headers."""


class _Plain(HTTPErrorProcessor):
    """Every status is an answer; redirects are ours to follow, one robots.txt at a time."""

    def http_response(self, request: Request, response: object) -> object:  # noqa: ARG002
        return response

    https_response = http_response


def send(url: str, headers: dict[str, str], *, timeout_seconds: float = 30.0) -> Answer:
    """One request by the standard library."""
    opener = build_opener(_Plain())
    with opener.open(Request(url, headers=headers), timeout=timeout_seconds) as response:
        body = response.read(_MOST_BYTES + 1)
        return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, body)


@dataclass
class Web:
    """A polite reader of the web. ``transport``, ``sleep``, ``clock`` and ``today`` can be replaced in tests.

    ``pause_seconds`` is the least time between two requests to one host; a longer Crawl-delay is respected.
    """

    transport: Transport = send
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    today: Callable[[], date] = lambda: datetime.now(UTC).date()
    pause_seconds: float = 1.0
    _last: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)

    def fetch(self, url: str, known: Validators | None = None) -> Answer:
        """The answer for an address, redirects followed; status 200, or 304 when nothing changed since ``known``.

        Raises InputError when robots.txt forbids it or the answer is an error for good, Unreachable when it may
        come later (offline, busy, broken line).
        """
        headers = {
            "User-Agent": AGENT,
            "Accept": "text/html, application/xhtml+xml, application/xml, text/plain, */*;q=0.5",
        }
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        at = url
        for _ in range(_MOST_REDIRECTS + 1):
            self._allowed(at, url)
            answer = self._patient(at, headers, url)
            if answer.status not in _REDIRECTS:
                return _good(answer, url)
            at = urljoin(at, answer.headers.get("location", ""))
            if urlsplit(at).scheme not in ("http", "https"):
                break
        raise InputError(url, "the server redirects in circles or to nowhere; open it in a browser and save the page")

    def _patient(self, at: str, headers: dict[str, str], url: str) -> Answer:
        """One request, and another when the server asks to wait a bearable time."""
        answer = self._request(at, headers, url)
        wait = _retry_after(answer)
        if answer.status in (429, 503) and wait is not None and wait <= _LONGEST_WAIT:
            self.sleep(wait)
            answer = self._request(at, headers, url)
        return answer

    def _request(self, at: str, headers: dict[str, str], url: str) -> Answer:
        host = urlsplit(at).netloc
        pause = self.pause_seconds
        if host in self._robots:
            pause = max(pause, float(self._robots[host].crawl_delay(AGENT) or 0))
        wait = self._last.get(host, -1e9) + min(pause, _LONGEST_WAIT) - self.clock()
        if wait > 0:
            self.sleep(wait)
        try:
            return self.transport(at, headers)
        except (OSError, HTTPException, ValueError) as error:
            raise Unreachable(url, _why(error)) from error
        finally:
            self._last[host] = self.clock()

    def _allowed(self, at: str, url: str) -> None:
        parts = urlsplit(at)
        if parts.netloc not in self._robots:
            answer = self._request(f"{parts.scheme}://{parts.netloc}/robots.txt", {"User-Agent": AGENT}, url)
            self._robots[parts.netloc] = _rules(answer)
        if not self._robots[parts.netloc].can_fetch(AGENT, at):
            raise InputError(url, "its robots.txt does not allow it to be fetched; save the page by hand, if you may")


def _rules(answer: Answer) -> RobotFileParser:
    """robots.txt as RFC 9309 has it: none (4xx) allows all, a server in trouble (5xx) forbids all."""
    rules = RobotFileParser()
    rules.modified()  # or it takes itself for unread, and forbids all
    if answer.status == 200:
        rules.parse(answer.body[: 512 * 1024].decode("utf-8", "replace").splitlines())
    elif answer.status >= 500:
        rules.parse(["User-agent: *", "Disallow: /"])
    return rules


def _retry_after(answer: Answer) -> float | None:
    value = answer.headers.get("retry-after", "")
    return float(value) if value.strip().isdigit() else None


def _good(answer: Answer, url: str) -> Answer:
    if answer.status == 304 or (answer.status == 200 and len(answer.body) <= _MOST_BYTES):
        return answer
    if answer.status == 200:
        raise InputError(url, f"larger than {_MOST_BYTES // 1024**2} MB")
    if answer.status in (408, 425, 429) or answer.status >= 500:
        raise Unreachable(url, f"the server is busy or in trouble (status {answer.status}); try again later")
    raise InputError(url, f"the server does not give it (status {answer.status}); is the address right?")


def _why(error: BaseException) -> str:
    cause = error.reason if isinstance(error, URLError) else error
    text = (getattr(cause, "strerror", None) or str(cause) or type(cause).__name__).lower()
    return f"cannot be reached ({text}); are you offline? Files and folders can be added without a network"


Known = Callable[[str], Validators | None]


def web_items(url: str, *, web: Web, known: Known, given: Given | None = None, follow: bool = True) -> Iterator[Found]:
    """The items of an address: a page, or the entries of a feed.

    ``known`` gives what the server said of an address when it was last taken in. Entries that are only teasers
    are fetched from their pages with ``follow``, else taken as they are.
    """
    facts = given or Given()
    try:
        address = canonical(url)
        answer = web.fetch(address, known(address))
    except InputError as error:
        yield _refused(url, error)
        return
    if answer.status == 304:
        yield NotChanged(address)
        return
    parts: list[str] = []
    if looks_like_feed(answer.body) and not _is_html(answer):
        for found in _feed(answer, address, web, known, facts, follow):
            parts.append(found.address)
            yield found
    else:
        yield _page(answer, address, web, facts)
    yield Fetched(address, answer.headers.get("etag"), answer.headers.get("last-modified"), tuple(parts))


def _is_html(answer: Answer) -> bool:
    return answer.headers.get("content-type", "").lower().startswith("text/html")


def _page(answer: Answer, address: str, web: Web, given: Given) -> Found:
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind and kind not in _FORMATS and not kind.startswith("text/"):
        return Refused(address, "page", f"it is {kind}, not a page of text; save its text as .txt")
    facts = given.over(Given(url=address))
    return Item(address, "page", answer.body, address, format=_FORMATS.get(kind), given=facts, seen=web.today())


def _feed(answer: Answer, address: str, web: Web, known: Known, given: Given, follow: bool) -> Iterator[Found]:
    found = entries(answer.body, address=address, given=given)
    if not found:
        yield Refused(address, "page", "the feed cannot be read or has no entries")
    for number, entry in enumerate(found, start=1):
        name = f"{address}, entry {number}"
        if follow and entry.link and not entry.whole:
            yield from _followed(entry, web, known)
        elif entry.html:
            yield entry_item(entry, answer.body, name=name, seen=web.today(), weight=0)
        else:
            yield Refused(entry.address, "entry", f"{name}: the feed has no text for it", status="skipped")


def _followed(entry: Entry, web: Web, known: Known) -> Iterator[Found]:
    """The page of an entry; the feed's title and day go before what the page says."""
    link = entry.link or ""
    try:
        address = canonical(link)
        answer = web.fetch(address, known(address))
    except InputError as error:
        yield _refused(link, error)
        return
    if answer.status == 304:
        yield NotChanged(address)
        return
    yield _page(answer, address, web, entry.given.over(Given(url=address)))
    yield Fetched(address, answer.headers.get("etag"), answer.headers.get("last-modified"))


def _refused(address: str, error: InputError) -> Refused:
    skipped = "robots.txt" in error.reason
    return Refused(address, "page", error.reason, status="skipped" if skipped else "failed")
