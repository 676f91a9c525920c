"""A web page to its article: title, outlet, address, date and text, by trafilatura and lxml."""

from __future__ import annotations

import re
from configparser import ConfigParser
from dataclasses import dataclass
from datetime import date
from functools import cache

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document, use_config

from contested.errors import InputError

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""", re.I)
_BLANKS = re.compile(r"\s+")
_MIN_ARTICLE = 40


@dataclass(frozen=True)
class Page:
    """An article: ``parts`` are its paragraphs in order, with their tags: ``title``, ``head``, ``p``, ``caption``."""

    title: str | None
    outlet: str | None
    url: str | None
    published: date | None
    parts: tuple[tuple[str, str], ...]


def declared_charset(raw: bytes) -> str | None:
    """The character set that the page's own head names, if any."""
    found = _XML_ENCODING.search(raw[:300]) or _CHARSET.search(raw[:8192])
    return found.group(1).decode("ascii") if found else None


def article(text: str, *, name: str, url: str | None = None) -> Page:
    """The article of a page's HTML. Raises InputError, naming ``name``, when there is none."""
    tree = _tree(text, name)
    captions = _captions(tree)
    document = trafilatura.bare_extraction(
        tree,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        config=_settings(),
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(document, Document) or document.body is None:
        raise InputError(name, "the page has no article that can be found; save the article's text as .txt")
    parts = _parts(document.body)
    if sum(len(words) for _, words in parts) < _MIN_ARTICLE:
        raise InputError(name, "the page has no article that can be found; save the article's text as .txt")
    title = _line(document.title)
    return Page(
        title=title,
        outlet=_line(document.sitename),
        url=url or document.url or None,
        published=_day(document.date),
        parts=_assembled(title, parts, captions),
    )


@cache
def _settings() -> ConfigParser:
    """The library's settings, but a short report is an article too, not a page to be flattened."""
    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "80")
    return settings


def _tree(text: str, name: str) -> html.HtmlElement:
    tree = trafilatura.load_html(text)
    if tree is None:
        raise InputError(name, "the page has no article that can be found; save the article's text as .txt")
    return tree


def _line(value: str | None) -> str | None:
    return _BLANKS.sub(" ", value).strip() or None if value else None


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def _captions(tree: html.HtmlElement) -> list[str]:
    """Words under the pictures: they carry claims, and article extraction drops them."""
    found = [_BLANKS.sub(" ", " ".join(e.itertext())).strip() for e in tree.iter("figcaption")]
    return [words for words in dict.fromkeys(found) if len(words.split()) >= 4]


def _parts(body: etree._Element) -> list[tuple[str, str]]:
    """Paragraphs and headings in document order, tables row by row."""
    parts: list[tuple[str, str]] = []

    def add(kind: str, element: etree._Element) -> None:
        words = _BLANKS.sub(" ", "".join(element.itertext())).strip()
        if words:
            parts.append((kind, words))

    def walk(element: etree._Element) -> None:
        for child in element:
            if child.tag in ("p", "item", "row", "ab", "cell"):
                add("p", child)
            elif child.tag in ("head", "fw"):
                add("head", child)
            elif len(child):
                walk(child)
            else:
                add("p", child)

    walk(body)
    return parts


def _assembled(title: str | None, parts: list[tuple[str, str]], captions: list[str]) -> tuple[tuple[str, str], ...]:
    """Title first, then captions the extraction left out, then the article; nothing twice."""
    told = {words for _, words in parts}
    whole: list[tuple[str, str]] = []
    if title:
        whole.append(("title", title))
        if parts and parts[0][1] == title:
            parts = parts[1:]
    whole += [("caption", words) for words in captions if words not in told and not any(words in t for t in told)]
    whole += [("caption" if words in captions else kind, words) for kind, words in parts]
    return tuple(whole)
