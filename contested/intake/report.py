"""A Report from text and what is known of it: id, blocks and day of publication filled in."""

from __future__ import annotations

import email.utils
import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from contested.errors import InputError
from contested.intake.blocks import find_blocks
from contested.intake.decode import clean
from contested.intake.published import date_of_publication
from contested.model import Block, PublishedBasis, Report, sha256

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:$|[T ])")


@dataclass(frozen=True)
class Given:
    """What the caller or the container knows of a report. ``published`` is a day, or an ISO or RFC 2822 string."""

    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | str | None = None

    def over(self, other: Given) -> Given:
        """These facts, and the other's where these say nothing."""
        return Given(
            id=self.id or other.id,
            title=self.title or other.title,
            outlet=self.outlet or other.outlet,
            url=self.url or other.url,
            published=self.published or other.published,
        )


@dataclass(frozen=True)
class Taken:
    """A report as taken in, with the bytes it was made of; ``report.raw_sha256`` is their hash."""

    report: Report
    raw: bytes


def make_report(
    text: str,
    *,
    name: str = "text",
    given: Given | None = None,
    metadata: Given | None = None,
    known: tuple[Block, ...] = (),
    raw_sha256: str | None = None,
) -> Report:
    """The report of a text, which must be clean already (see decode.clean).

    ``given`` comes from the caller, ``metadata`` from the page; ``known`` are blocks the page's markup shows.
    The id, when none is given, is made of the text's hash, and of address or outlet where known, so that two
    outlets' copies stay two. Raises InputError, naming ``name``, when there is no text or the date is no date.
    """
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise InputError(name, "the input is empty; give a report with some text")
    given, metadata = given or Given(), metadata or Given()
    facts = given.over(metadata)
    published, basis = _published(text, given, metadata, facts.url, name)
    return Report(
        id=facts.id or _stable_id(text, facts),
        text=text,
        blocks=find_blocks(text, title=facts.title, known=known),
        title=facts.title,
        outlet=facts.outlet,
        url=facts.url,
        published=published,
        published_basis=basis,
        raw_sha256=raw_sha256,
    )


def from_text(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: date | str | None = None,
) -> Report:
    """The report of a text held in Python. Offsets are into ``text`` (its line ends made ``\\n``)."""
    raw = sha256(text)
    given = Given(id=id, title=title, outlet=outlet, url=url, published=published)
    return make_report(clean(text), given=given, raw_sha256=raw)


def with_blocks(report: Report) -> Report:
    """The report with its blocks found, if it came without."""
    if report.blocks:
        return report
    return replace(report, blocks=find_blocks(report.text, title=report.title))


def parse_day(value: date | str, *, name: str) -> date:
    """A day from a date, an ISO string (with or without time) or an RFC 2822 one. Raises InputError otherwise."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = value.strip()
    try:
        if _ISO_DAY.match(text):
            return date.fromisoformat(text[:10])
        return email.utils.parsedate_to_datetime(text).date()
    except ValueError as error:
        raise InputError(name, f"the publication date {value!r} is not a date; write it as YYYY-MM-DD") from error


def _published(
    text: str, given: Given, metadata: Given, url: str | None, name: str
) -> tuple[date | None, PublishedBasis]:
    if given.published:
        return parse_day(given.published, name=name), "given"
    if metadata.published:
        return parse_day(metadata.published, name=name), "metadata"
    return date_of_publication(text, url=url)


def _stable_id(text: str, facts: Given) -> str:
    whose = facts.url or facts.outlet
    return sha256(f"{whose}\n{text}" if whose else text)[:16]
