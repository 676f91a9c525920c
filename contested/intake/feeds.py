"""RSS and Atom feeds: the entries of a feed's bytes, with as much text as the feed itself carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, urljoin

import feedparser

from contested.errors import InputError
from contested.intake.addresses import canonical
from contested.intake.items import BROKEN, Found, Item, Refused
from contested.intake.report import Given

FEED_SUFFIXES = (".xml", ".rss", ".atom", ".rdf")
_SIGN = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.I)
_TAGS = re.compile(r"<[^>]*>")
_WHOLE_WORDS = 120  # an entry with fewer words is a teaser: the page has the report


@dataclass(frozen=True)
class Entry:
    """One entry: its own id, link and facts, and its text as the feed has it (HTML)."""

    address: str
    link: str | None
    given: Given
    html: str

    @property
    def whole(self) -> bool:
        """Whether the feed carries the report itself, not only a teaser."""
        return len(_TAGS.sub(" ", self.html).split()) >= _WHOLE_WORDS


def looks_like_feed(raw: bytes) -> bool:
    """Whether bytes are a feed, by its outermost element."""
    return bool(_SIGN.search(raw[:2048].lower()))


def entries(raw: bytes, *, address: str, given: Given) -> list[Entry]:
    """The entries of a feed, in its order; empty when it is none or has none."""
    try:
        parsed = feedparser.parse(raw, sanitize_html=False)
    except BROKEN:
        return []
    outlet = _string(parsed.feed.get("title")) if parsed.feed else None
    return [_entry(entry, n, address, given, outlet) for n, entry in enumerate(parsed.entries, start=1)]


def _entry(entry: Any, number: int, address: str, given: Given, outlet: str | None) -> Entry:
    link = _string(entry.get("link"))
    link = _web(address, link) if link else None
    own = _string(entry.get("id")) or link or f"entry={number}"
    facts = Given(title=_string(entry.get("title")), outlet=outlet, url=link, published=_day(entry))
    bodies = [
        _string(content.get("value")) or "" for content in entry.get("content") or [] if isinstance(content, dict)
    ]
    html = max([*bodies, _string(entry.get("summary")) or ""], key=len)
    return Entry(link or f"{address}#{quote(own, safe='')}", link, given.over(facts), html)


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _web(base: str, link: str) -> str | None:
    try:
        return canonical(urljoin(base, link))
    except (InputError, ValueError):
        return None


def _day(entry: Any) -> date | None:
    """The day an entry says it was published (or, failing that, updated), in UTC as feedparser gives it."""
    for field in ("published_parsed", "updated_parsed"):
        if when := dict.get(entry, field):  # not feedparser's own get, which takes the one for the other
            try:
                return date(when[0], when[1], when[2])
            except (ValueError, TypeError, IndexError):
                continue
    return None


def feed_items(raw: bytes, *, address: str, name: str, given: Given, seen: date | None = None) -> Iterator[Found]:
    """The entries of a feed as items, from the feed alone: no page is fetched.

    An entry without text is skipped, and said so. The feed's bytes are what is kept.
    """
    found = entries(raw, address=address, given=given)
    if not found:
        yield Refused(address, "file", "the feed cannot be read or has no entries; is it RSS or Atom?", weight=len(raw))
        return
    weight = len(raw) // len(found)
    for number, entry in enumerate(found, start=1):
        what = f"{name}, entry {number}"
        if not entry.html:
            reason = f"{what}: the feed has no text for it; add its page: {entry.link or 'it names none'}"
            yield Refused(entry.address, "entry", reason, status="skipped", weight=weight)
            continue
        yield entry_item(entry, raw, name=what, seen=seen, weight=weight)


def entry_item(entry: Entry, raw: bytes, *, name: str, seen: date | None, weight: int) -> Item:
    """An entry's own text as an item: its title as headline, its HTML as article."""
    title = f"<h1>{_escaped(entry.given.title)}</h1>" if entry.given.title else ""
    body = f"<html><body><article>{title}<p>{entry.html}</p></article></body></html>"
    return Item(
        entry.address, "entry", raw, name, body=body.encode("utf-8", "replace"), format="html", given=entry.given,
        seen=seen, weight=weight,
    )  # fmt: skip


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
