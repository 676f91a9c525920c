"""What the cue's own sentence does not show: relays, quotations that run on, and words that attribute to nobody."""

from __future__ import annotations

from dataclasses import replace

from contested.read.attribution.citing import citing
from contested.read.attribution.found import FoundAttribution, TokenSpan
from contested.read.attribution.grammar import Grammar
from contested.read.attribution.headline import headline_sources
from contested.read.attribution.lexicon import words
from contested.read.attribution.signed import signed
from contested.read.attribution.trim import trimmed

_SPEAK = frozenset(("tell", "say", "inform", "confirm", "speak", "add", "explain", "state", "talk", "admit", "deny"))
_QUOTE = frozenset(("quote", "cite"))
_CARRY = frozenset(("quote", "cite", "carry", "publish", "broadcast", "release", "air", "report"))
_TALKS = frozenset(("interview", "statement", "conversation", "call", "comment", "remark", "speech", "appearance"))
_MEDIA = frozenset(
    ("television", "tv", "radio", "agency", "newspaper", "channel", "magazine", "daily", "network", "paper")
)
NEAR = 30
"""A quotation without a cue belongs to the speaker before it when no more tokens than this lie between."""


def complete(g: Grammar, found: list[FoundAttribution]) -> list[FoundAttribution]:
    """The attributions with their relays, and those of quotations that no cue of their own attributes."""
    whole = [_chained(g, citing(g, trimmed(g, a))) for a in _parted(g, found)]
    return whole + running_on(g, whole) + headline_sources(g) + signed(g)


def _parted(g: Grammar, found: list[FoundAttribution]) -> list[FoundAttribution]:
    """Without content in other sentences that a cue of their own gives to somebody."""
    own: dict[int, list[FoundAttribution]] = {}
    for a in found:
        if a.head is not None and a.score >= 0.8 and a.sources and not g.tag[a.sources[0][0]].startswith("PRP"):
            own.setdefault(g.sentence[a.head], []).append(a)
    out = []
    for a in found:
        here = g.sentence[a.head] if a.head is not None else -1
        kept = tuple(
            (start, end)
            for start, end in a.content
            if g.sentence[start] == here
            or not any(s < end and start < e for b in own.get(g.sentence[end - 1], ()) for s, e in b.content)
        )
        out.append(replace(a, content=kept) if kept and len(kept) < len(a.content) else a)
    return out


def _chained(g: Grammar, a: FoundAttribution) -> FoundAttribution:
    before, after = origins(g, a), relays(g, a)
    chain: list[TokenSpan] = []
    for span in (*before, *a.sources, *after):
        if not any(span[0] < e and s < span[1] for s, e in chain):
            chain.append(span)
    return a if len(chain) == len(a.sources) else replace(a, sources=tuple(chain))


def origins(g: Grammar, a: FoundAttribution) -> list[TokenSpan]:
    """Whom the source itself quotes: "X quoted the army as saying", "X reported, citing a medic"."""
    if a.head is None or a.cue_class != "verb":
        return []
    quoting = a.head if a.lemma in _QUOTE else None
    if quoting is None:
        quoting = next(
            (c for c in g.children[a.head] if g.dep[c] == "advcl" and g.tag[c] == "VBG" and g.lemma[c] in _QUOTE), None
        )
    if quoting is None:
        return []
    quoted = g.child(quoting, "dobj")
    if quoted is None or (quoting == a.head and g.child(quoting, "prep", "advcl") is None):
        return []
    return [phrase(g, quoted)]


def phrase(g: Grammar, noun: int) -> TokenSpan:
    """A noun with its modifiers, without clauses hung on it and without an "as saying"."""
    end = noun + 1
    for c in g.children[noun]:
        if c > noun:
            if g.dep[c] in ("relcl", "acl", "punct", "advcl", "appos") or g.lower[c] in ("as", "who", "that"):
                break
            end = g.right[c] + 1
    return g.left[noun], end


def relays(g: Grammar, a: FoundAttribution) -> list[TokenSpan]:
    """Who carried the words: "told AFP", "in an interview with CNN", "who spoke to Reuters", "quoted by SANA"."""
    if a.head is None:
        return []
    out: list[TokenSpan] = []
    for verb in (a.head, *_hung(g, a, "relcl")):
        if g.lemma[verb] in _SPEAK:
            out += _addressee(g, verb)
    for verb in (a.head, *_hung(g, a, "acl"), *(c for c in g.children[a.head] if g.dep[c] in ("advcl", "acl"))):
        agent = g.child(verb, "agent") if g.tag[verb] == "VBN" and g.lemma[verb] in _CARRY else None
        carrier = g.child(agent, "pobj") if agent is not None else None
        if carrier is not None:
            out.append(phrase(g, carrier))
    return out


def _hung(g: Grammar, a: FoundAttribution, dep: str) -> list[int]:
    """Verbs of clauses that hang on the attribution's sources."""
    return [
        i
        for start, end in a.sources
        for i in range(start, min(end + 8, len(g)))
        if g.dep[i] == dep and start <= g.head[i] < end
    ]


def _addressee(g: Grammar, verb: int) -> list[TokenSpan]:
    out: list[TokenSpan] = []
    for c in g.children[verb]:
        if c < verb:
            continue
        if g.dep[c] in ("dobj", "dative", "iobj") and g.lemma[verb] in ("tell", "inform"):
            out += _outlet(g, c)
        elif g.dep[c] in ("prep", "dative"):
            noun = g.child(c, "pobj")
            if noun is None:
                continue
            word = g.lower[c]
            if word in ("to", "with") or (word in ("on", "via", "through") and _medium(g, noun)):
                out += _outlet(g, noun)
            elif word in ("in", "during") and g.lemma[noun] in _TALKS:
                inner = (p for p in g.children[noun] if g.dep[p] == "prep" and g.lower[p] in ("with", "to", "on"))
                for p in inner:
                    listener = g.child(p, "pobj")
                    out += _outlet(g, listener) if listener is not None else []
    return out


def _medium(g: Grammar, noun: int) -> bool:
    own = [noun, *g.children[noun]]
    return any(g.lemma[i].lower() in _MEDIA for i in own)


def _outlet(g: Grammar, noun: int) -> list[TokenSpan]:
    """The addressee if it is a named body or medium, not a person: "AFP", "the BBC", "state television"."""
    if g.doc[noun].ent_type_ in ("DATE", "TIME") or g.lower[noun] in words("weekday"):
        return []
    named = g.tag[noun] in ("NNP", "NNPS") and g.doc[noun].ent_type_ != "PERSON"
    if not (named or _medium(g, noun)):
        return []
    end = noun + 1
    for c in g.children[noun]:
        if c > noun and g.dep[c] in ("nmod", "nummod") and c == end:
            end = c + 1
    return [(g.left[noun], end)]


def running_on(g: Grammar, found: list[FoundAttribution]) -> list[FoundAttribution]:
    """A quotation of whole sentences without a cue, soon after one with a cue, is the same speaker's."""
    extra: list[FoundAttribution] = []
    sure = [a for a in found if a.score >= 0.5 and a.cue is not None]
    last: FoundAttribution | None = None
    for start, end in g.quotations:
        owner = next((a for a in sure if any(s < end and start < e for s, e in a.content)), None)
        if owner is not None:
            last = owner
            continue
        if last is None or not last.sources or not _whole(g, start, end):
            continue
        gap = start - max(last.content[-1][1], last.cue[1] if last.cue else 0)
        if gap > NEAR:
            last = None
            continue
        made = FoundAttribution(
            last.sources, None, None, last.lemma, "quotation", last.strength, ((start, end),), 0.6 * last.score
        )
        extra.append(made)
        last = replace(made, score=last.score)
    return extra


def _whole(g: Grammar, start: int, end: int) -> bool:
    first = next((i for i in range(start + 1, end) if not g.lower[i].isspace()), start)
    opens = start == 0 or g.paragraph[start] or g.sentence[start - 1] != g.sentence[first]
    closes = end >= len(g) or g.lower[end - 2] in (".", "!", "?", "…") or g.sentence[end] != g.sentence[end - 1]
    return end - start > 7 and opens and closes
