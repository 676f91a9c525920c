"""Which of the found attributions are reports of speech, thought or belief, and not mere acts and attitudes.

The training corpus is wide: there *embraced*, *sought* and *launched an attack on* attribute a stand to
somebody. In reports on war such verbs are what happened, and only words that report count.
"""

from __future__ import annotations

from contested.read.attribution.found import FoundAttribution, TokenSpan
from contested.read.attribution.grammar import Grammar
from contested.read.attribution.lexicon import Entry, lexicon, words

CERTAIN = 0.36
"""The least probability of any word's label; below it, source or content is often off by a phrase."""
CLEAR = 0.7
"""How sure a verb outside the lexicon must be that has a clause for its content."""


def reports(g: Grammar, a: FoundAttribution) -> bool:
    """Whether an attribution reports somebody's words or belief."""
    if a.head is None:
        return True
    if a.certainty < CERTAIN:
        return False
    entry = _entry(g, a)
    if not a.sources and not _sourceless(g, a, entry):
        return False
    if _undergone(g, a) or _deadly(g, a):
        return False
    if _quoted(g, a):
        return entry is not None or a.score >= CLEAR
    clause = any(g.dep[c] in ("ccomp", "parataxis") for c in g.children[a.head])
    if entry is None:
        return clause and a.score >= CLEAR
    return clause or entry.lemma not in words("act")


def _undergone(g: Grammar, a: FoundAttribution) -> bool:
    """Whether the supposed source is what a passive verb is done to: "photographs shown wearing"."""
    head = a.head
    if head is None or not a.sources or a.lemma in ("quote", "cite"):
        return False
    after = head + 1
    infinitive = after + 1 < len(g) and g.lower[after] == "to" and g.tag[after + 1] == "VB"
    if a.lemma == "say" and infinitive and a.sources[0][1] <= head:
        return True
    if g.tag[head] != "VBN":
        return False
    if g.child(head, "agent") is not None or any(g.lemma[c] == "have" for c in g.children[head] if g.dep[c] == "aux"):
        return False
    source = a.sources[0]
    passive = g.child(head, "nsubjpass")
    if passive is not None:
        return source[0] <= passive < source[1]
    if g.dep[head] == "acl" and source[0] <= g.head[head] < source[1]:
        return True
    return source[1] == head and any(g.dep[c] == "xcomp" and g.tag[c] == "VBG" for c in g.children[head])


def _deadly(g: Grammar, a: FoundAttribution) -> bool:
    """Whether a claim is of lives, not of words: "the blast claimed the lives of ten people"."""
    if a.lemma != "claim" or a.head is None:
        return False
    return any(g.dep[c] == "dobj" and g.lemma[c] in ("life", "victim", "casualty") for c in g.children[a.head])


def _entry(g: Grammar, a: FoundAttribution) -> Entry | None:
    table = lexicon()
    if a.cue_class == "preposition":
        return table.get((a.lemma, "preposition")) or table.get((g.lower[a.head or 0], "preposition"))
    return table.get((a.lemma, a.cue_class)) or table.get((g.lower[a.head or 0], a.cue_class))


def _sourceless(g: Grammar, a: FoundAttribution, entry: Entry | None) -> bool:
    """Words that attribute to nobody: "reportedly", "alleged", "is believed to"."""
    if a.cue_class in ("adverb", "adjective"):
        return entry is not None
    passive = a.head is not None and g.child(a.head, "auxpass") is not None
    return passive and entry is not None


def _quoted(g: Grammar, a: FoundAttribution) -> bool:
    own = g.quote[a.head] if a.head is not None else -1
    return any(g.quote[s] not in (-1, own) for s, _ in a.content)


def unmarked(g: Grammar, span: TokenSpan) -> TokenSpan:
    """The span without commas, stops and blanks at its edges."""
    start, end = span
    while end - start > 1 and not any(c.isalnum() for c in g.lower[end - 1]) and g.lower[end - 1] not in (")", "]"):
        end -= 1
    while end - start > 1 and not any(c.isalnum() for c in g.lower[start]) and g.lower[start] not in ("(", "["):
        start += 1
    return start, end
