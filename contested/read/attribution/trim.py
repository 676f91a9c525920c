"""What does not belong to a source, cue or content though it stands at its edge."""

from __future__ import annotations

from dataclasses import replace

from contested.read.attribution.found import FoundAttribution, TokenSpan
from contested.read.attribution.grammar import Grammar
from contested.read.attribution.lexicon import words

_LEADING = frozenset((",", ";", "-", "–", "—", "and", "as", "but", "or", "while"))
_TAILS = frozenset(("while", "during", "speaking", "following"))
_SAYING = frozenset(("say", "report", "add", "tell", "announce", "state", "write", "confirm"))
_DATING = frozenset(("on", "in", "at", "during", "after", "before", "late", "early", "from"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SUBJECT = frozenset(("NN", "NNS", "NNP", "NNPS", "PRP"))
LONGEST_TAIL = 9
LONGEST_SUBJECT = 14


def trimmed(g: Grammar, a: FoundAttribution) -> FoundAttribution:
    """The attribution without what is glued to its edges by lost punctuation."""
    content = [(start, _end(g, a, start, end)) for start, end in a.content]
    content = [(start, _clean(g, start, end)) for start, end in content if end > start] or list(a.content)
    if a.lemma in ("quote", "cite"):
        content = [(_after_saying(g, start, end), end) for start, end in content]
    content = _with_subject(g, a, content)
    sources = tuple(_unglued(g, s) for s in a.sources)
    return replace(a, sources=sources, cue=_cue(g, a, content), content=tuple(content))


def _end(g: Grammar, a: FoundAttribution, start: int, end: int) -> int:
    """Where a piece of content ends: before "..., Reuters reported" and before "while speaking at ..."."""
    last = end - 1
    while last > start and not g.lower[last][:1].isalnum():
        last -= 1
    begin = _outer(g, start, last)
    if begin is not None and a.cue is not None and a.cue[1] <= start:
        return begin
    number = g.quote[start]
    if number >= 0:
        close = g.quotations[number][1]
        if start < close < end and g.lower[close] in _TAILS:
            return close
    return end


def _outer(g: Grammar, start: int, last: int) -> int | None:
    """Where "Interfax news agency reported" begins when a content ends on it."""
    if g.lemma[last] not in _SAYING or g.tag[last] not in ("VBD", "VBZ") or g.quote[last] >= 0:
        return None
    first = last
    while (
        first - 1 > start and last - first < LONGEST_TAIL and g.tag[first - 1] in (*_SUBJECT, "DT", "JJ", "POS", "HYPH")
    ):
        first -= 1
        before = g.tag[first - 1]
        role = g.lemma[first - 1].lower() in words("speaking role")
        glued = (g.tag[first] == "NNP" and before in ("NN", "NNS") and not role) or (
            g.tag[first] == "JJ" and before in _SUBJECT
        )
        if g.tag[first] in ("DT", "PRP") or glued:
            break
    inside = range(first, last)
    subject = any(g.dep[i] == "nsubj" and g.head[i] == last for i in inside) or any(g.doc[i].ent_type_ for i in inside)
    enough = first - start > 3 and len(inside) > 0 and any(g.tag[i] in _SUBJECT for i in inside)
    if not (enough and subject):
        return None
    return first


def _clean(g: Grammar, start: int, end: int) -> int:
    """The end of a piece without conjunctions and marks that lead on."""
    while end - 1 > start and g.lower[end - 1] in _LEADING and (g.spaced[end - 2] or g.lower[end - 1] in (",", ";")):
        end -= 1
    return end


def _after_saying(g: Grammar, start: int, end: int) -> int:
    """Where the words begin in "quoted an official as saying ..."."""
    return next(
        (i + 1 for i in range(start + 1, end - 2) if g.lower[i] in ("saying", "telling") and g.lower[i - 1] == "as"),
        start,
    )


def _unglued(g: Grammar, source: TokenSpan) -> TokenSpan:
    """A source without a byline or headline before its article: "REUTERS/Stringer A resident"."""
    start, end = source
    for i in range(start + 1, end - 1):
        if g.tag[i] == "DT" and g.doc[i].text in ("A", "An", "The") and g.tag[i - 1] not in ("IN", "CC", "DT", "``"):
            return i, end
    return source


def _cue(g: Grammar, a: FoundAttribution, content: list[TokenSpan]) -> TokenSpan | None:
    """The cue without a preposition that belongs to "said on Monday", "said in Paris"."""
    if a.cue is None or a.head is None or a.cue_class != "verb":
        return a.cue
    start, end = a.cue
    led = any(s in (end, end + 1) for s, _ in content)
    while end - 1 > a.head and g.lower[end - 1] in _DATING and not led:
        end -= 1
    return start, end


def _with_subject(g: Grammar, a: FoundAttribution, content: list[TokenSpan]) -> list[TokenSpan]:
    """The content of "An army unit the source also said targeted a convoy" with its subject."""
    if a.cue is None or not a.sources or len(content) != 1 or content[0][0] != a.cue[1]:
        return content
    first, source = content[0][0], a.sources[0]
    begin = g.sentence_of(source[0])[0]
    if g.tag[first] not in _FINITE or not begin < source[0] <= begin + LONGEST_SUBJECT or source[1] > a.cue[0]:
        return content
    before = [i for i in range(begin, source[0]) if not g.lower[i].isspace()]
    plain = before and not any(g.tag[i].startswith("VB") or g.tag[i] in ("IN", "CC", "MD") for i in before[:2])
    noun = any(g.tag[i] in _SUBJECT for i in before) and not any(g.tag[i] in _FINITE for i in before)
    if not plain or not noun or any(g.quote[i] >= 0 for i in before):
        return content
    return [(before[0], before[-1] + 1), content[0]]
