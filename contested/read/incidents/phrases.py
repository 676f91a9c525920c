"""The phrases of a report that may name a filler of an incident's role: their heads, and how far each may reach."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contested.read.claims.page import Page

_ALSO = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "attr"})
_FORBIDDEN_START = frozenset({"DET", "PUNCT", "SPACE", "CCONJ", "ADP", "PRON", "AUX", "VERB", "SCONJ", "PART"})
_RIGHT = frozenset({"prep", "acl", "appos", "relcl", "punct", "nmod", "npadvmod", "nummod", "compound", "conj", "cc"})
_LONGEST_LEFT, _LONGEST_RIGHT = 8, 14
_WORDS = re.compile(r"[^\W_]+(?:[^\w\s][^\W_]+)*")
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, order=True)
class Phrase:
    """A token span with its head."""

    start: int
    end: int
    head: int


def heads(page: Page) -> list[int]:
    """Tokens that can head a phrase worth asking about, outside page furniture, in text order."""
    skip = page.skip.tolist()
    return [i for i in range(len(page.grammar)) if not skip[i] and _may_head(page, i)]


def _may_head(page: Page, i: int) -> bool:
    g, pos = page.grammar, page.pos[i]
    if page.time_at[i] >= 0 or not g.lower[i][:1].isalnum():
        return False
    if pos == "NOUN":
        return True
    if pos == "PROPN":
        last = i + 1 == len(g) or page.pos[i + 1] != "PROPN" or g.sentence[i + 1] != g.sentence[i]
        return last or (g.dep[i] not in ("compound", "amod") or bool(page.classes[i]))
    if pos == "NUM":
        return g.dep[i] in ("nsubj", "nsubjpass", "dobj") and not g.lower[i][0].isdigit()
    return pos in ("ADJ", "VERB") and (g.dep[i] in _ALSO or bool(page.classes[i])) and g.tag[i] not in ("VBD", "VBZ")


def phrases(page: Page, head: int) -> list[Phrase]:
    """The spans a head's phrase may have: each start among what stands before it, each end after it."""
    starts, ends = _starts(page, head), _ends(page, head)
    return [Phrase(start, end, head) for end in ends for start in starts]


def _starts(page: Page, head: int) -> list[int]:
    g, pos = page.grammar, page.pos
    low = max(g.left[head], head - _LONGEST_LEFT, g.starts[g.sentence[head]])
    run = head
    while run - 1 >= g.starts[g.sentence[head]] and pos[run - 1] == "PROPN" and pos[head] == "PROPN":
        run -= 1
    low = min(low, run)
    found = [head]
    for i in range(head - 1, low - 1, -1):
        if pos[i] in ("VERB", "ADP", "CCONJ", "SCONJ", "AUX") and g.head[i] == head and g.dep[i] != "amod":
            break
        if g.dep[i] == "poss" and g.right[i] < head:
            found += [i] if pos[i] not in _FORBIDDEN_START else []
            continue
        if pos[i] in _FORBIDDEN_START and not (pos[i] == "VERB" and g.dep[i] == "amod"):
            continue
        found.append(i)
    return found


def _ends(page: Page, head: int) -> list[int]:
    g = page.grammar
    ends = [head + 1]
    last = g.ends[g.sentence[head]]
    after = head + 1
    while after < last and page.pos[after] == "PROPN" and page.pos[head] == "PROPN":
        after += 1
    if after > head + 1:
        ends.append(after)
    for child in g.children[head]:
        if child < head or g.dep[child] not in _RIGHT or g.dep[child] == "punct":
            continue
        if g.dep[child] == "prep":
            objects = [c for c in g.children[child] if g.dep[c] == "pobj"]
            ends += [o + 1 for o in objects]
        end = g.right[child] + 1
        if end - head <= _LONGEST_RIGHT:
            ends.append(end)
    return list(dict.fromkeys(e for e in ends if e <= last))


def plain(page: Page, start: int, end: int) -> str:
    """A phrase's words in small letters, without punctuation and articles: what tells phrases apart."""
    text = page.doc[start:end].text.lower()
    kept = "".join(c for c in text if c.isalnum() or c.isspace())
    return " ".join(word for word in kept.split() if word not in _ARTICLES)
