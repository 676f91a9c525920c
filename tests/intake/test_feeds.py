from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contested.intake import Given, Taken
from contested.intake.feeds import entries, feed_items, looks_like_feed
from contested.intake.items import Item, Refused, open_item
from contested.intake.walk import items, sources

WHOLE = "<p>" + "Rebels seized the town of Saraqib overnight, a monitor said. " * 15 + "</p>"
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Example Wire</title>
<item><title>Town &amp; country fall</title><link>https://e.example/1?utm_source=rss</link>
<guid>urn:1</guid>
<pubDate>Sat, 07 Dec 2024 10:00:00 +0000</pubDate><description>Teaser.</description>
<content:encoded><![CDATA[{WHOLE}]]></content:encoded></item>
<item><title>Second</title><link>/2</link>
<description>Only a short teaser of the report.</description></item>
<item><title>Third</title><guid>urn:3</guid></item>
</channel></rss>""".encode()
ATOM = b"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom Wire</title>
<entry><id>tag:e,1</id><title>One</title>
<link href="https://e.example/a"/>
<updated>2024-12-01T23:00:00Z</updated>
<summary type="html">&lt;p&gt;
The army denied having left Hama, and said its men hold all roads.&lt;/p&gt;</summary></entry></feed>"""


def test_entries_have_the_feeds_facts() -> None:
    first, second, third = entries(RSS, address="https://e.example/feed.xml", given=Given())
    assert first.address == "https://e.example/1"
    assert (first.given.title, first.given.outlet) == ("Town & country fall", "Example Wire")
    assert first.given.published == date(2024, 12, 7)
    assert (first.whole, second.whole) == (True, False)
    assert second.link == "https://e.example/2"
    assert third.address == "https://e.example/feed.xml#urn%3A3"


def test_a_feed_file_is_taken_from_the_feed_alone(tmp_path: Path) -> None:
    path = tmp_path / "wire.xml"
    path.write_bytes(RSS)
    (source,) = sources([str(path)])
    found = list(items(source))
    assert [type(f) for f in found] == [Item, Item, Refused]
    first = found[0]
    assert isinstance(first, Item)
    assert first.raw == RSS
    (taken,) = open_item(first)
    assert isinstance(taken, Taken)
    assert taken.report.text.startswith("Town & country fall")
    assert "a monitor said" in taken.report.text
    assert (taken.report.published, taken.report.published_basis) == (date(2024, 12, 7), "given")
    third = found[2]
    assert isinstance(third, Refused)
    assert third.status == "skipped"


def test_atom() -> None:
    (item,) = feed_items(ATOM, address="file:///f", name="f", given=Given(outlet="Mine"))
    assert isinstance(item, Item)
    assert item.given.outlet == "Mine"
    assert item.given.published == date(2024, 12, 1)
    (taken,) = open_item(item)
    assert isinstance(taken, Taken)
    assert "denied having left Hama" in taken.report.text


@pytest.mark.parametrize(
    "raw", [b"<rss", b"<rss></rss>", b"<feed>" + b"\xff" * 50, RSS[:300], RSS.replace(b"utf-8", b"\x00utf-8", 1)]
)
def test_broken_feeds_are_refused_with_a_reason(raw: bytes) -> None:
    found = list(feed_items(raw, address="a", name="a", given=Given()))
    assert found
    assert all(isinstance(f, Refused) and f.reason for f in found if not isinstance(f, Item))


def test_pages_are_no_feeds() -> None:
    assert looks_like_feed(RSS)
    assert looks_like_feed(ATOM)
    assert not looks_like_feed(b"<!doctype html><html><body>feed me</body></html>")
