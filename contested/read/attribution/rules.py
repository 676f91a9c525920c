"""Attributions by rule: from the dependency parse, the quotation marks and the reporting lexicon."""

from __future__ import annotations

from collections.abc import Container

from contested.read.attribution.found import FoundAttribution, TokenSpan
from contested.read.attribution.grammar import Grammar
from contested.read.attribution.lexicon import Entry, lexicon, words

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
CLAUSES = ("ccomp", "xcomp", "parataxis")


def by_rule(g: Grammar, *, skip: Container[int] = ()) -> list[FoundAttribution]:
    """All attributions of the view's Doc, in text order of their cues. ``skip``: tokens of blocks not to be read."""
    found: list[FoundAttribution] = []
    for token in range(len(g)):
        if token in skip:
            continue
        entry = entry_of(g, token)
        if entry is None:
            continue
        made = _attribution(g, token, entry)
        if made is not None:
            found.append(made)
    return found + _uncued(g, found, skip)


def entry_of(g: Grammar, token: int) -> Entry | None:
    """The lexicon's entry for a token in its word class here, or None."""
    tag = g.tag[token]
    table = lexicon()
    if tag.startswith("VB"):
        return table.get((g.lemma[token], "verb")) or (
            table.get((g.lemma[token], "preposition")) if g.lower[token] == "according" else None
        )
    if tag in ("NN", "NNS"):
        return table.get((g.lemma[token], "noun"))
    if tag == "IN":
        return table.get((g.lower[token], "preposition"))
    if tag == "RB":
        return table.get((g.lower[token], "adverb"))
    if tag == "JJ":
        return table.get((g.lower[token], "adjective"))
    return None


def _attribution(g: Grammar, token: int, entry: Entry) -> FoundAttribution | None:
    if entry.word_class == "verb":
        return _verb(g, token, entry)
    if entry.word_class == "noun":
        return _noun(g, token, entry)
    if entry.word_class == "preposition":
        return _preposition(g, token, entry)
    return _modifier(g, token, entry)


def trim(g: Grammar, span: TokenSpan) -> TokenSpan:
    """The span without blanks, commas and final stops at its edges; quotation marks stay."""
    start, end = span
    while start < end and (
        g.lower[start].isspace() or g.lower[start] in (",", ";", ":", "-", "--", "—", "–", ".", "that")
    ):
        start += 1
    while start < end and (g.lower[end - 1].isspace() or g.lower[end - 1] in (",", ";", ":", "-", "--", "—", "–", ".")):
        end -= 1
    return start, end


# sources


def subject_of(g: Grammar, verb: int) -> int | None:
    """The head of the verb's subject: its own, its governor's, or the noun its relative clause hangs on."""
    at = verb
    for _ in range(6):
        agent = g.child(at, "agent")
        passive = g.child(at, "auxpass") is not None or g.child(at, "nsubjpass") is not None
        if agent is not None:
            return g.child(agent, "pobj")
        subject = g.child(at, "nsubj") if not passive else None
        if subject is not None:
            if g.lower[subject] in ("who", "which", "that") and g.dep[at] == "relcl":
                return g.head[at]
            return subject
        if passive:
            return None
        dep, head = g.dep[at], g.head[at]
        if dep in ("relcl", "acl") and g.tag[at] in ("VBG", "VBP", "VBZ", "VBD"):
            return head
        if dep in ("xcomp", "conj", "advcl", "prep", "pcomp", "ccomp") and head != at:
            if dep == "conj" and not g.tag[head].startswith("VB"):
                return None
            at = head
            continue
        return None
    return None


def noun_phrase(g: Grammar, head: int) -> TokenSpan:
    """The phrase of a noun without relative clauses and trailing appositions after a comma."""
    start, end = g.left[head], head + 1
    for c in g.children[head]:
        if c < head:
            continue
        if g.dep[c] in ("relcl", "acl", "punct", "advcl", "parataxis", "dep") or g.dep[c] == "appos":
            break
        end = max(end, g.right[c] + 1)
    return trim(g, (start, end))


def _source_spans(g: Grammar, head: int | None) -> tuple[TokenSpan, ...]:
    if head is None or (g.lower[head] in ("it", "there", "this", "that", "which", "what") and False):
        return ()
    return (noun_phrase(g, head),)


# verbs


def _verb(g: Grammar, token: int, entry: Entry) -> FoundAttribution | None:
    source = subject_of(g, token)
    content = _verb_content(g, token, entry, source)
    if not content:
        return None
    sources = list(_source_spans(g, source))
    relay = _told(g, token)
    if relay is not None:
        sources.append(relay)
    return FoundAttribution(
        tuple(sources), _verb_cue(g, token), token, entry.lemma, "verb", entry.strength, tuple(content)
    )


RELAY_TAGS = ("NNP", "NNPS")


def _told(g: Grammar, verb: int) -> TokenSpan | None:
    """The outlet in "told AFP", "said in a statement to Reuters": a proper noun in the dative."""
    if g.lemma[verb] not in ("tell", "inform", "say", "confirm", "speak", "add", "explain", "state"):
        return None
    for c in g.children[verb]:
        if (
            c > verb
            and g.dep[c] in ("dobj", "dative", "iobj")
            and g.tag[c] in RELAY_TAGS
            and g.lemma[verb] in ("tell", "inform")
        ):
            return noun_phrase(g, c)
        if c > verb and g.dep[c] in ("prep", "dative") and g.lower[c] == "to":
            obj = g.child(c, "pobj")
            if obj is not None and g.tag[obj] in RELAY_TAGS:
                return noun_phrase(g, obj)
    return None


def _verb_cue(g: Grammar, token: int) -> TokenSpan:
    start = token
    while start > 0 and g.head[start - 1] == token and g.dep[start - 1] in ("aux", "auxpass", "neg", "advmod"):
        start -= 1
    end = token + 1
    for c in g.children[token]:
        if c >= end and c == end and g.dep[c] == "prt":
            end = c + 1
    return start, end


def _verb_content(g: Grammar, token: int, entry: Entry, source: int | None) -> list[TokenSpan]:
    spans: list[TokenSpan] = []
    for c in g.children[token]:
        dep = g.dep[c]
        if c == source or dep in SUBJECTS:
            continue
        if dep == "ccomp" or (dep == "parataxis" and "q" in entry.carries):
            spans.append(_around(g, c, token, source))
        elif (dep == "xcomp" and g.tag[c] == "VB" and "x" in entry.carries) or (
            dep == "dobj" and _object_carries(g, token, c, entry)
        ):
            spans.append(trim(g, g.subtree(c)))
        elif dep == "prep" and g.lower[c] in entry.carries and c > token:
            spans.append(trim(g, (c + 1, g.right[c] + 1)))
    if not spans and "q" in entry.carries:
        spans = _parenthetic(g, token, source) or _quoted_nearby(g, token)
    return _over_quotes(g, spans, token)


def _object_carries(g: Grammar, verb: int, obj: int, entry: Entry) -> bool:
    if "o" not in entry.carries or entry.lemma in words("act"):
        return g.quote[g.left[obj]] >= 0 and "q" in entry.carries
    return g.tag[obj].startswith("N") and entry.lemma not in (
        "tell",
        "inform",
        "notify",
        "brief",
        "show",
        "find",
        "see",
        "hear",
    )


def _around(g: Grammar, clause: int, verb: int, source: int | None) -> TokenSpan:
    """The content's span; when the verb stands inside it ("The town, he said, has fallen") it runs over the verb."""
    start, end = g.subtree(clause)
    if start < verb < end:
        return trim(g, (start, end))
    if source is not None and start <= source < end:
        if source < clause:
            start = g.right[source] + 1
        else:
            end = g.left[source]
    return trim(g, (start, end))


def _parenthetic(g: Grammar, token: int, source: int | None) -> list[TokenSpan]:
    """Content of "..., officials said" whose parse hangs the saying on the said."""
    if g.dep[token] not in ("parataxis", "ccomp", "advcl", "conj", "dep") or g.head[token] == token:
        return []
    start, end = g.sentence_of(token)
    own = [token, *(g.children[token])]
    low = min(g.left[token], *(g.left[c] for c in own)) if own else token
    spans = [trim(g, (start, low))] if low - start > 3 else []
    del source, end
    return [s for s in spans if s[1] > s[0]]


def _quoted_nearby(g: Grammar, token: int) -> list[TokenSpan]:
    start, end = g.sentence_of(token)
    spans = []
    for a, b in g.quotations:
        if b <= start - 2 or a > end + 1:
            continue
        if a <= token < b:
            return []
        if (b <= token and token - b < 15) or (a > token and a - token < 15):
            spans.append((a, b))
    return spans[:2]


def _over_quotes(g: Grammar, spans: list[TokenSpan], cue: int) -> list[TokenSpan]:
    """Spans widened to the ends of the quotations they begin or end in, cut at the cue."""
    out: list[TokenSpan] = []
    for start, end in sorted(s for s in spans if s[1] > s[0]):
        for edge in (start, end - 1):
            number = g.quote[edge]
            if number >= 0 and g.quote[cue] != number:
                a, b = g.quotations[number]
                start, end = min(start, a), max(end, b)
        if (
            start > 0
            and g.quote[start - 1] >= 0
            and g.quotations[g.quote[start - 1]][0] == start - 1
            and g.quote[cue] != g.quote[start - 1]
        ):
            start -= 1
            end = max(end, g.quotations[g.quote[start]][1])
        if start <= cue < end:
            for piece in ((start, g.left[cue] if g.left[cue] > start else cue), (cue + 1, end)):
                piece = trim(g, piece)
                if piece[1] > piece[0]:
                    out.append(piece)
        elif out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


# nouns, prepositions, adverbs


def _noun(g: Grammar, token: int, entry: Entry) -> FoundAttribution | None:
    clause = next(
        (c for c in g.children[token] if c > token and g.dep[c] in ("acl", "ccomp", "relcl") and _clausal(g, c)), None
    )
    if clause is None:
        return None
    owner = g.child(token, "poss")
    if owner is None:
        of = next(
            (c for c in g.children[token] if g.dep[c] == "prep" and g.lower[c] in ("by", "from") and c > token), None
        )
        owner = g.child(of, "pobj") if of is not None else None
    if owner is None and g.dep[token] in ("dobj", "pobj", "attr"):
        owner = subject_of(g, g.head[token]) if g.tag[g.head[token]].startswith("VB") else None
    content = trim(g, g.subtree(clause))
    if content[1] <= content[0]:
        return None
    sources = _source_spans(g, owner)
    return FoundAttribution(sources, (token, token + 1), token, entry.lemma, "noun", entry.strength, (content,))


def _clausal(g: Grammar, verb: int) -> bool:
    mark = g.child(verb, "mark")
    if mark is not None and g.lower[mark] == "that":
        return True
    return g.dep[verb] == "acl" and g.tag[verb] == "VB" and g.lower[g.left[verb]] == "to"


def _preposition(g: Grammar, token: int, entry: Entry) -> FoundAttribution | None:
    if g.lower[token] == "according":
        to = g.child(token, "prep")
        if to is None and token + 1 < len(g) and g.lower[token + 1] == "to":
            to = token + 1
        if to is None or g.lower[to] != "to":
            return None
        source = g.child(to, "pobj")
        cue = (token, to + 1)
    else:
        source, cue = g.child(token, "pobj"), (token, token + 1)
        if source is None or g.tag[source] not in ("NNP", "NNPS", "NNS"):
            return None
    if source is None:
        return None
    start, end = g.sentence_of(token)
    low, high = min(g.left[token], token), max(g.right[token], g.right[source]) + 1
    pieces = [trim(g, (start, low)), trim(g, (high, end))]
    pieces = [p for p in pieces if p[1] > p[0]]
    if not pieces:
        return None
    content = max(pieces, key=lambda p: p[1] - p[0])
    return FoundAttribution(
        (noun_phrase(g, source),), cue, token, entry.lemma, "preposition", entry.strength, (content,)
    )


def _modifier(g: Grammar, token: int, entry: Entry) -> FoundAttribution | None:
    head = g.head[token]
    if entry.word_class == "adjective":
        if g.dep[token] != "amod":
            return None
        start, end = g.subtree(head)
        content = trim(g, (max(start, token + 1), end))
    elif g.tag[head].startswith("VB"):
        content = trim(g, g.subtree(head))
    else:
        content = trim(g, (token + 1, g.right[head] + 1))
    pieces = [
        p for p in (trim(g, (content[0], token)), trim(g, (max(token + 1, content[0]), content[1]))) if p[1] > p[0]
    ]
    if not pieces or not content[0] <= token <= content[1]:
        pieces = [content] if content[1] > content[0] else []
    if not pieces:
        return None
    word_class = "adjective" if entry.word_class == "adjective" else "adverb"
    return FoundAttribution((), (token, token + 1), token, entry.lemma, word_class, entry.strength, tuple(pieces))  # type: ignore[arg-type]


def _uncued(g: Grammar, found: list[FoundAttribution], skip: Container[int]) -> list[FoundAttribution]:
    """A quotation of whole sentences without a cue, straight after a quotation with one: the same speaker's."""
    extra: list[FoundAttribution] = []
    taken = [span for a in found for span in a.content]
    last: FoundAttribution | None = None
    for a, b in g.quotations:
        owner = next((f for f in found if any(s < b and a < e for s, e in f.content)), None)
        if owner is not None:
            last = owner
            continue
        whole = b - a > 6 and (a == 0 or g.sentence[a - 1] != g.sentence[a] or g.paragraph[a])
        near = last is not None and last.sources and a - max(e for _, e in last.content) < 40
        if whole and near and last is not None and a not in skip and not any(s < b and a < e for s, e in taken):
            extra.append(
                FoundAttribution(last.sources, None, None, last.lemma, "quotation", last.strength, ((a, b),), 0.6)
            )
    return extra
