from collections.abc import Callable
from datetime import date

import pytest
from spacy.tokens import Doc

from contested.actors import FoundActor, find_actors, resolve_actor
from contested.model import Report
from contested.read.parse import parse

Read = Callable[..., "Page"]


class Page:
    """A text with its mentions, asked by quote."""

    def __init__(self, text: str, published: date | None, places: tuple[tuple[int, int], ...] = ()) -> None:
        self.text = text
        self.doc: Doc = parse(Report("r", text)).doc
        self.found: tuple[FoundActor, ...] = find_actors(self.doc, published=published, places=places)

    def actor(self, quote: str, n: int = 1) -> str | None:
        """The id of the n-th occurrence of a quote, as a span that a later stage proposes."""
        start = -1
        for _ in range(n):
            start = self.text.index(quote, start + 1)
        mention = resolve_actor(self.doc, start, start + len(quote), self.found)
        return mention.actor.id if mention and mention.actor else None

    def mention(self, quote: str) -> FoundActor:
        """The mention whose words are the quote."""
        return next(m for m in self.found if self.text[m.start : m.end] == quote)

    def quotes(self) -> list[str]:
        return [self.text[m.start : m.end] for m in self.found]


@pytest.fixture
def read() -> Read:
    def make(text: str, on: str | None = None, places: tuple[tuple[int, int], ...] = ()) -> Page:
        return Page(text, date.fromisoformat(on) if on else None, places)

    return make
