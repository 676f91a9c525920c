"""Identity of any span a later stage proposes, and coreference, for a document whose mentions are found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from contested.actors.coreference import Coreference, link, pronoun_class
from contested.actors.find import FINDER, Finder
from contested.actors.found import FoundActor
from contested.actors.phrases import NounHit, nouns
from contested.actors.words import read_words

if TYPE_CHECKING:
    from spacy.tokens import Doc


def coreference(doc: Doc, found: Sequence[FoundActor]) -> Coreference:
    """The antecedents of a document's pronouns among its mentions ``found``."""
    finder: Finder | None = doc.user_data.get(FINDER)
    if finder is not None and finder.found is found:
        return finder.links
    return link(read_words(doc), found)


def resolve_actor(doc: Doc, start: int, end: int, found: Sequence[FoundActor]) -> FoundActor | None:
    """Who a span stands for, with the span's own offsets; None when no actor is there.

    ``start`` and ``end`` are character offsets of any span; ``found`` is what ``find_actors`` gave for
    this very document. The span takes the identity of the mention with the same head, of its antecedent
    when it is a pronoun ("we": of the body the speaker speaks for), of the name or noun it holds, else of
    the smallest mention it overlaps.
    """
    finder: Finder | None = doc.user_data.get(FINDER)
    span = doc.char_span(start, end, alignment_mode="expand")
    if finder is None or span is None or len(span) == 0:
        return None
    mention = _mention(finder, span.start, span.end)
    if mention is None and not _several(finder, span.start, span.end):
        mention = _overlapping(found, start, end)
    if mention is None:
        return None
    root = finder.words.root(span.start, span.end)
    return replace(mention, start=start, end=end, start_token=span.start, end_token=span.end, head=root)


def _mention(finder: Finder, start: int, end: int) -> FoundActor | None:
    words, document = finder.words, finder.document
    root = words.root(start, end)
    if root in finder.links.antecedent:
        mention = finder.found[finder.links.antecedent[root]]
        return _together(finder, mention) if pronoun_class(words.lowers[root]) == "we" else mention
    stop = _before_preposition(finder, start, end)
    if _several(finder, start, stop):
        return None
    for head in dict.fromkeys((stop - 1, root) if stop - 1 in document.noun_at else (root, stop - 1)):
        if head in finder.by_head:
            mention = finder.found[finder.by_head[head]]
            if mention.end_token <= end:
                return mention
    if stop - 1 > start and stop - 1 not in document.noun_at:
        noun = _noun_as_verb(finder, stop - 1)
        if noun is not None:
            actor_id, how = finder.describe.within(start, noun)
            if actor_id:
                return finder.make(start, end, noun.head, actor_id, how, noun=noun.noun)
    for i in range(stop - 1, start - 1, -1):
        if words.lowers[i] == "military" and i < stop - 1:
            continue
        if i in document.noun_at and document.noun_at[i].end <= end:
            noun = document.noun_at[i]
            actor_id, how = finder.describe.solve(noun)
            return finder.make(start, end, noun.head, actor_id, how, noun=finder.describe.effective(noun, start))
        if i in document.name_at:
            if _longer_name(finder, i, stop):
                return None
            named = document.name_at[i]
            return finder.make(start, end, root, finder.name_id(named, i), named.how)
        if i in document.person_at and document.person_at[i].head in finder.by_head:
            return finder.found[finder.by_head[document.person_at[i].head]]
    return None


def _noun_as_verb(finder: Finder, token: int) -> NounHit | None:
    """A noun of the lexicon that the parser took for a verb ("Assads forces a red line")."""
    lower = finder.words.lowers[token]
    noun = nouns().get(lower, {}).get((lower,))
    return (
        NounHit(token, token + 1, token, noun) if noun and noun.role in ("forces", "fighters", "institution") else None
    )


def _longer_name(finder: Finder, i: int, stop: int) -> bool:
    """Whether a name is only the first part of one we do not know ("Qatar Petroleum")."""
    words, last = finder.words, stop - 1
    after = finder.document.name_at[i].hit.end
    return after == last and words.tags[last] == "PROPN" and words.texts[last][:1].isupper()


def _several(finder: Finder, start: int, end: int) -> bool:
    """Whether a span lists several states or bodies, which is nobody in particular."""
    names = {id(n): n for i in range(start, end) if (n := finder.document.name_at.get(i))}
    heads = [n for n in names.values() if n.fact in ("name", "alias", "acronym") and n.id]
    if len(heads) > 2:
        return True
    return len(heads) == 2 and any(finder.words.lowers[i] in ("and", "or") for i in range(start, end))


def _before_preposition(finder: Finder, start: int, end: int) -> int:
    """Where the phrase proper ends: before "of", "from", "loyal to" and the like."""
    tags = finder.words.tags
    return next((i for i in range(start + 1, end) if tags[i] in ("ADP", "VERB") and finder.words.texts[i] != "-"), end)


def _together(finder: Finder, mention: FoundActor) -> FoundActor:
    """Whom "we" takes in: the body a person of record speaks for, else the mention itself."""
    if mention.actor is None or mention.sort != "person":
        return mention
    body = finder.known.body_of(mention.actor.id, finder.day)
    return replace(mention, actor=finder.known.actor(body, finder.day), sort="body") if body else mention


def _overlapping(found: Sequence[FoundActor], start: int, end: int) -> FoundActor | None:
    best: FoundActor | None = None
    after = bisect_left(found, end, key=lambda mention: mention.start)
    for mention in found[max(after - 40, 0) : after]:
        if mention.end > start and (best is None or mention.end - mention.start < best.end - best.start):
            best = mention
    return best
