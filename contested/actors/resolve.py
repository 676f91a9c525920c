"""Identity of any span a later stage proposes, and coreference, for a document whose mentions are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from contested.actors.coreference import Coreference, link, pronoun_class
from contested.actors.found import FoundActor
from contested.actors.words import Words, read_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

WORDS, LINKS = "contested.actors.words", "contested.actors.links"


def words_of(doc: Doc) -> Words:
    """The document's word lists, read once and kept with it."""
    words: Words | None = doc.user_data.get(WORDS)
    if words is None:
        words = doc.user_data[WORDS] = read_words(doc)
    return words


def coreference(doc: Doc, found: Sequence[FoundActor]) -> Coreference:
    """The antecedents of a document's pronouns among its mentions; worked out once and kept with the document."""
    kept: tuple[object, Coreference, dict[int, int]] | None = doc.user_data.get(LINKS)
    if kept is None or kept[0] is not found:
        kept = (found, link(words_of(doc), found), {m.head: k for k, m in reversed(list(enumerate(found)))})
        doc.user_data[LINKS] = kept
    return kept[1]


def resolve_actor(doc: Doc, start: int, end: int, found: Sequence[FoundActor]) -> FoundActor | None:
    """The mention a span stands for, with the span's own offsets; None when nothing is there.

    ``start`` and ``end`` are character offsets of any span; ``found`` is what ``find_actors`` gave.
    The span takes the identity of the mention with the same head, of its antecedent when it is a
    pronoun, else of the mention that overlaps it most.
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or len(span) == 0:
        return None
    words = words_of(doc)
    links = coreference(doc, found)
    root = words.root(span.start, span.end)
    k = _pick(doc, words, links, span.start, span.end, root)
    if k is None:
        k = _overlapping(found, start, end)
    if k is None:
        return None
    return replace(found[k], start=start, end=end, start_token=span.start, end_token=span.end, head=root)


def _pick(doc: Doc, words: Words, links: Coreference, start: int, end: int, root: int) -> int | None:
    heads: dict[int, int] = doc.user_data[LINKS][2]
    if root in heads:
        return heads[root]
    if root in links.antecedent:
        return links.antecedent[root]
    if pronoun_class(words.lowers[root]) is None:
        for i in range(end - 1, start - 1, -1):
            if i in heads:
                return heads[i]
    return None


def _overlapping(found: Sequence[FoundActor], start: int, end: int) -> int | None:
    best, size = None, 0
    for k, mention in enumerate(found):
        if mention.start >= end:
            break
        shared = min(end, mention.end) - max(start, mention.start)
        if shared > 0 and (best is None or mention.end - mention.start < size):
            best, size = k, mention.end - mention.start
    return best
