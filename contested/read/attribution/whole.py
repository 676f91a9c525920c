"""Content that does not break off inside a phrase or a quotation."""

from __future__ import annotations

from contested.read.attribution.found import TokenSpan
from contested.read.attribution.grammar import Grammar
from contested.read.attribution.spans import CueSpans

_LEANING = frozenset(
    ("compound", "amod", "det", "poss", "nmod", "nummod", "aux", "auxpass", "neg", "case", "quantmod", "predet")
)
"""Words that lean on a later word: content neither ends on one nor begins just after one."""
_OWED = frozenset(("pobj", "pcomp", "case", "prt"))
_OWED_WHOLE = frozenset(("dobj", "ccomp", "xcomp", "attr", "acomp", "nsubj", "nsubjpass"))
_DANGLING = frozenset(("IN", "TO", "WP", "WDT", "CC", "MD"))
STEPS = 6


def unbroken(g: Grammar, spans: CueSpans, head: int) -> tuple[TokenSpan, ...]:
    """The content of a cue, each piece run on to the end of the phrase and of the quotation that it breaks off in."""
    taken = {i for a, b in (*spans.source, *spans.cue) for i in range(a, b)} | {head}
    first, stop = g.sentence_of(head)
    out: list[TokenSpan] = []
    for start, end in spans.content:
        if g.sentence[end - 1] == g.sentence[head]:
            limit = next((i for i in range(end, stop) if i in taken), stop)
            end = _end(g, end, min([limit, *(a for a, _ in spans.content if a >= end)]))
        if g.sentence[start] == g.sentence[head]:
            start = _start(g, start, end, taken, first)
        start, end = _quotation(g, start, end, head)
        if out and start <= out[-1][1]:
            start, end = out[-1][0], max(end, out[-1][1])
            out.pop()
        out.append((start, end))
    return tuple(out)


def whole_source(g: Grammar, source: tuple[TokenSpan, ...], cue: TokenSpan) -> tuple[TokenSpan, ...]:
    """The source with the words before it that lean on it ("the Syrian National" before "Coalition")."""
    taken = set(range(*cue))
    out = []
    for start, end in source:
        while end - start > 1 and g.tag[end - 1] in _DANGLING:
            end -= 1
        if end <= cue[0] or start >= cue[1]:
            end = _end(g, end, cue[0] if end <= cue[0] else g.sentence_of(start)[1])
        for i in range(end - 1, start, -1):
            if g.tag[i] == "NNP" and g.tag[i - 1] == "NNS" and end <= cue[0]:
                start = i
                break
        out.append((_start(g, start, end, taken, g.sentence_of(start)[0]), end))
    return tuple(out)


def inverted(g: Grammar, cue: TokenSpan, content: tuple[TokenSpan, ...]) -> tuple[TokenSpan, TokenSpan] | None:
    """Source and content of "... killed 13 said the Observatory", when the speaker was taken for the content.

    "said" has no noun for its object: a noun phrase right after it is who speaks.
    """
    if not content or content[0][0] != cue[1] or g.lemma[cue[1] - 1] != "say":
        return None
    start, end = content[0]
    top = next((i for i in range(start, end) if not start <= g.head[i] < end), start)
    begin = g.sentence_of(cue[0])[0]
    speaks = g.tag[top] in ("NN", "NNS", "NNP", "NNPS") and g.head[top] in range(*cue) and cue[0] - begin > 3
    if not speaks:
        return None
    last = top + 1
    while (
        last < end and g.head[last] in range(start, last) and g.dep[last] in ("prep", "pobj", "compound", "det", "amod")
    ):
        last += 1
    return (start, last), (begin, cue[0])


def _end(g: Grammar, end: int, limit: int) -> int:
    for _ in range(STEPS):
        last, longer = end - 1, end
        if g.dep[last] in _LEANING and end <= g.head[last] < limit:
            longer = g.head[last] + 1
        elif g.dep[last] == "case" and g.dep[g.head[last]] == "poss" and end <= g.head[g.head[last]] < limit:
            longer = g.head[g.head[last]] + 1
        elif end < limit:
            for c in g.children[last]:
                if end <= c < limit and g.dep[c] in _OWED:
                    longer = c + 1
                elif end <= c < limit and g.left[c] == end and _owed(g, c):
                    longer = min(g.right[c] + 1, limit)
        if longer == end:
            break
        end = longer
    return end


def _owed(g: Grammar, token: int) -> bool:
    """Whether what a token heads belongs to the word before: an object, a restrictive relative clause."""
    return g.dep[token] in _OWED_WHOLE or (g.dep[token] == "relcl" and g.lower[g.left[token]] in ("that", "who"))


def _start(g: Grammar, start: int, end: int, taken: set[int], first: int) -> int:
    for _ in range(STEPS):
        before = start - 1
        if before < first or before in taken or g.dep[before] not in _LEANING or not start <= g.head[before] < end:
            break
        start = before
    return start


def _quotation(g: Grammar, start: int, end: int, head: int) -> TokenSpan:
    """A piece that fills its quotation up to the end of a sentence goes on with it to the closing mark."""
    number = g.quote[end - 1]
    if number >= 0 and number != g.quote[head] and g.sentence[start] != g.sentence[head] and g.quote[start] == number:
        return g.quotations[number]
    if number >= 0 and number != g.quote[head]:
        a, b = g.quotations[number]
        ends_sentence = end >= len(g) or g.sentence[_next(g, end)] != g.sentence[end - 1]
        if b > end and ends_sentence and not a < head < b:
            end = b
    number = g.quote[start]
    if number >= 0 and number != g.quote[head]:
        a, b = g.quotations[number]
        begins_sentence = start == 0 or g.sentence[start - 1] != g.sentence[start]
        if a < start and begins_sentence and not a < head < b:
            start = a
    return start, end


def _next(g: Grammar, token: int) -> int:
    while token + 1 < len(g) and g.lower[token].isspace():
        token += 1
    return min(token, len(g) - 1)
