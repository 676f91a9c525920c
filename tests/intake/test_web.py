from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.error import URLError

import pytest

from contested.errors import InputError
from contested.intake.items import Fetched, Found, Item, NotChanged, Refused
from contested.intake.web import Answer, Unreachable, Validators, Web, web_items

PAGE = (
    b"<html><body><article><p>" + b"Rebels seized the town of Saraqib overnight. " * 9 + b"</p></article></body></html>"
)
HTML = {"content-type": "text/html; charset=utf-8", "etag": '"v1"', "last-modified": "Sat, 07 Dec 2024 10:00:00 GMT"}
TEASERS = b"""<rss version="2.0"><channel><title>Wire</title>
<item><title>One</title><link>https://e.example/1</link><description>Teaser.</description></item>
<item><title>Two</title><link>https://f.example/2</link><description>Teaser.</description></item></channel></rss>"""


class Net:
    """A pretended web: addresses to answers; remembers what was asked and how long it was waited."""

    def __init__(self, pages: dict[str, Answer | Callable[[dict[str, str]], Answer]]) -> None:
        self.pages = pages
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.now = 0.0
        self.waits: list[float] = []

    def send(self, url: str, headers: dict[str, str]) -> Answer:
        self.asked.append((url, headers))
        answer = self.pages.get(url, Answer(404, {}, b""))
        return answer(headers) if callable(answer) else answer

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def web(self) -> Web:
        return Web(transport=self.send, sleep=self.sleep, clock=lambda: self.now, today=lambda: date(2024, 12, 8))

    def urls(self) -> list[str]:
        return [url for url, _ in self.asked]


def take(net: Net, url: str, *, known: Validators | None = None, follow: bool = True) -> list[Found]:
    return list(web_items(url, web=net.web(), known=lambda _: known, follow=follow))


def test_a_page_is_an_item_seen_today_and_its_validators_are_given() -> None:
    net = Net({"https://e.example/1": Answer(200, HTML, PAGE)})
    item, fetched = take(net, "https://e.example/1?utm_medium=x")
    assert isinstance(item, Item)
    assert (item.address, item.raw, item.seen, item.format) == ("https://e.example/1", PAGE, date(2024, 12, 8), "html")
    assert fetched == Fetched("https://e.example/1", '"v1"', HTML["last-modified"])
    assert net.urls() == ["https://e.example/robots.txt", "https://e.example/1"]


def test_a_page_is_asked_for_by_what_is_known_of_it() -> None:
    net = Net({"https://e.example/1": lambda h: Answer(304 if h.get("If-None-Match") == '"v1"' else 200, HTML, b"")})
    known = Validators('"v1"', HTML["last-modified"])
    assert take(net, "https://e.example/1", known=known) == [NotChanged("https://e.example/1")]
    assert net.asked[-1][1]["If-Modified-Since"] == HTML["last-modified"]


def test_robots_are_obeyed_also_after_a_redirect() -> None:
    robots = b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"
    net = Net(
        {
            "https://e.example/robots.txt": Answer(200, {}, robots),
            "https://e.example/go": Answer(302, {"location": "/private/1"}, b""),
            "https://e.example/private/1": Answer(200, HTML, PAGE),
        }
    )
    for url in ("https://e.example/private/1", "https://e.example/go"):
        (refused,) = take(net, url)
        assert isinstance(refused, Refused)
        assert refused.status == "skipped"
        assert "robots.txt" in refused.reason
    assert "https://e.example/private/1" not in net.urls()


def test_a_server_without_rules_allows_and_one_in_trouble_forbids() -> None:
    net = Net({"https://e.example/1": Answer(200, HTML, PAGE), "https://f.example/robots.txt": Answer(503, {}, b"")})
    assert isinstance(take(net, "https://e.example/1")[0], Item)
    assert isinstance(take(net, "https://f.example/1")[0], Refused)


def test_requests_to_one_host_are_apart_by_its_crawl_delay() -> None:
    net = Net(
        {
            "https://e.example/robots.txt": Answer(200, {}, b"User-agent: contested\nCrawl-delay: 5\nAllow: /\n"),
            "https://e.example/1": Answer(200, HTML, PAGE),
        }
    )
    web = net.web()
    web.fetch("https://e.example/1")
    web.fetch("https://e.example/1")
    assert net.waits == [5.0, 5.0]


def test_a_busy_server_is_waited_for_once() -> None:
    answers = [Answer(429, {"retry-after": "9"}, b""), Answer(200, HTML, PAGE)]
    net = Net({"https://e.example/1": lambda _: answers.pop(0)})
    assert isinstance(take(net, "https://e.example/1")[0], Item)
    assert 9.0 in net.waits
    busy = Net({"https://e.example/1": Answer(429, {"retry-after": "99999"}, b"")})
    with pytest.raises(Unreachable, match="later"):
        busy.web().fetch("https://e.example/1")


def test_offline_is_said_clearly() -> None:
    def offline(url: str, headers: dict[str, str]) -> Answer:
        raise URLError(OSError(-2, "Name or service not known"))

    (refused,) = web_items("https://e.example/1", web=Web(transport=offline), known=lambda _: None)
    assert isinstance(refused, Refused)
    assert "offline" in refused.reason
    assert "name or service not known" in refused.reason


@pytest.mark.parametrize(
    ("url", "answer", "words"),
    [
        ("https://e.example/1", Answer(404, {}, b""), "status 404"),
        ("https://e.example/1", Answer(500, {}, b""), "status 500"),
        ("https://e.example/1", Answer(301, {"location": "https://e.example/1"}, b""), "circles"),
        ("https://e.example/1", Answer(301, {"location": "file:///etc/passwd"}, b""), "nowhere"),
        ("https://e.example/1", Answer(200, {"content-type": "application/pdf"}, b"%PDF"), "application/pdf"),
        ("https://[broken", Answer(200, {}, b""), "not a web address"),
    ],
)
def test_what_cannot_be_had_is_refused_with_a_reason(url: str, answer: Answer, words: str) -> None:
    found = take(Net({"https://e.example/1": answer}), url)
    refused = found[0]
    assert isinstance(refused, Refused)
    assert words in refused.reason


def test_teasers_of_a_feed_are_followed_politely() -> None:
    net = Net(
        {
            "https://e.example/feed": Answer(200, {"content-type": "application/rss+xml", "etag": "f"}, TEASERS),
            "https://e.example/1": Answer(200, HTML, PAGE),
        }
    )
    found = take(net, "https://e.example/feed")
    assert [type(f) for f in found] == [Item, Fetched, Refused, Fetched]
    item, last = found[0], found[-1]
    assert isinstance(item, Item)
    assert (item.given.title, item.given.outlet) == ("One", "Wire")
    assert isinstance(last, Fetched)
    assert {"https://e.example/1", "https://f.example/2"} <= set(last.parts)
    assert net.waits == [1.0, 1.0, 1.0]  # the feed and the other host's page after robots.txt, the page after the feed

    taken = take(net, "https://e.example/feed", follow=False)
    assert [type(f) for f in taken] == [Item, Item, Fetched]


class Server(BaseHTTPRequestHandler):
    """A server with a page, a redirect to it, and its etag."""

    def do_GET(self) -> None:
        moved = self.path == "/old"
        known = self.headers.get("If-None-Match") == "v1"
        self.send_response(404 if self.path == "/robots.txt" else 302 if moved else 304 if known else 200)
        self.send_header("Content-Type", "text/html")
        self.send_header("ETag", "v1")
        if moved:
            self.send_header("Location", "/page")
        self.end_headers()
        if self.path == "/page" and not known:
            self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


def test_the_standard_library_does_the_sending() -> None:
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            url = f"http://127.0.0.1:{server.server_port}"
            web = Web(pause_seconds=0.0)
            answer = web.fetch(f"{url}/old")
            assert (answer.status, answer.body, answer.headers["etag"]) == (200, PAGE, "v1")
            assert web.fetch(f"{url}/page", Validators("v1")).status == 304
        finally:
            server.shutdown()
            thread.join()
    with pytest.raises(Unreachable, match="offline"):
        web.fetch(f"{url}/page")


def test_fetching_is_refused_for_what_is_no_address() -> None:
    with pytest.raises(InputError):
        Net({"https://e.example/x": Answer(410, {}, b"")}).web().fetch("https://e.example/x")
