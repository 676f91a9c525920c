"""What the role model sees of a trigger and a phrase that may fill one of its roles.

Used alike by ``roles`` (reading) and ``training/roles.py`` (learning).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from contested.learned import Floats
from contested.model import Kind
from contested.read.claims.page import Page

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_LOOSE_DEPS = frozenset(
    {"compound", "amod", "nmod", "poss", "npadvmod", "advmod", "nsubj", "nsubjpass", "pobj", "dobj"}
)
_REACH = 60  # tokens between trigger and filler at the most
_LONGEST_PATH = 6
SHARED = 13
"""How many features at the start of a row the second look uses too (see ``role_context``)."""


def fillers(page: Page, sentence: int) -> list[int]:
    """Head tokens of the phrases of a sentence that may fill a role, in text order."""
    g = page.grammar
    return [i for i in range(g.starts[sentence], g.ends[sentence]) if _may_fill(page, i)]


def _may_fill(page: Page, i: int) -> bool:
    g, pos = page.grammar, page.pos[i]
    dep = g.dep[i]
    if page.place_at[i] >= 0:
        place = page.places[page.place_at[i]]
        return i == _last_head(g.head, place.start_token, place.end_token)
    if page.time_at[i] >= 0 and pos != "PRON":
        return False
    if pos in _NOMINAL:
        return dep != "compound" or pos != "PROPN" or i + 1 == len(g) or page.pos[i + 1] != "PROPN"
    if pos == "ADJ":
        return page.doc[i].is_title or page.entity[i] == "NORP" or dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj")
    if pos in ("NUM", "DET"):
        return dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "attr")
    if pos == "ADV":
        return page.lemma[i] in ("there", "here", "elsewhere", "abroad", "home", "nearby")
    return False


def _last_head(head: list[int], start: int, end: int) -> int:
    """The token of a span whose governor lies outside it; the last such."""
    for i in range(end - 1, start - 1, -1):
        if not start <= head[i] < end or head[i] == i:
            return i
    return end - 1


def rows(page: Page, trigger: int, kind: Kind, tokens: Sequence[int], heads: frozenset[int]) -> list[list[str]]:
    """Sparse features of each filler for one trigger. ``heads``: the triggers of the sentence."""
    up = _ancestors(page, trigger)
    spot = {token: n for n, token in enumerate(up)}
    frame = _frame(page, trigger, kind)
    return [_row(page, trigger, kind, token, n, tokens, spot, up, frame, heads) for n, token in enumerate(tokens)]


def _ancestors(page: Page, i: int) -> list[int]:
    head, up = page.grammar.head, [i]
    while head[i] != i and len(up) < 40:
        i = head[i]
        up.append(i)
    return up


def _frame(page: Page, trigger: int, kind: Kind) -> dict[str, tuple[str, ...]]:
    """The lexicon's frame of the trigger for this kind: slot to roles."""
    for hit in page.hits.get(trigger, ()):
        if hit.kind == kind:
            return dict(hit.frame.slots)
    return {}


def _path(page: Page, token: int, spot: dict[int, int], up: list[int]) -> tuple[list[str], list[str], int]:
    """Relations from the trigger up to the common governor and down to the filler; and that governor."""
    g = page.grammar
    down: list[str] = []
    at = token
    while at not in spot and g.head[at] != at and len(down) < 12:
        down.append(_step(page, at))
        at = g.head[at]
    if at not in spot:
        return ["?"], ["?"], -1
    rise = [g.dep[t] for t in up[: spot[at]]]
    return rise, down[::-1], at


def _step(page: Page, i: int) -> str:
    g = page.grammar
    dep = g.dep[i]
    if page.pos[i] in ("ADP", "SCONJ", "PART") or dep in ("prep", "agent"):
        return f"{dep}:{page.lemma[i]}"
    return dep


def _row(
    page: Page, trigger: int, kind: Kind, token: int, n: int, tokens: Sequence[int], spot: dict[int, int],
    up: list[int], frame: dict[str, tuple[str, ...]], heads: frozenset[int],
) -> list[str]:  # fmt: skip
    g = page.grammar
    rise, down, top = _path(page, token, spot, up)
    rise_text = "^".join(rise[:_LONGEST_PATH])
    down_text = "/".join(down[:_LONGEST_PATH])
    plain = "/".join(d for d in down if d not in ("conj", "appos")) or "="
    path = f"{rise_text}|{down_text}"
    short = f"{rise_text}|{plain}"
    own, word = page.lemma[trigger], page.lemma[token]
    shape = f"{page.pos[trigger]}{g.tag[trigger]}"
    prep = _preposition(page, token)
    sort = _sort(page, token)
    far = token - trigger
    side = "<" if far < 0 else ">"
    f = [
        f"k={kind}", f"so={sort}", f"kso={kind}:{sort}", f"kpr={kind}:{prep}:{side}", f"d={g.dep[token]}",
        f"kd={kind}:{g.dep[token]}:{side}", f"rank={_nth(tokens, n, trigger)}:{sort}",
        f"len={min(len(rise), 7)}:{min(len(down), 7)}", f"pp={page.pos[token]}:{kind}", f"S={short}",
        *_framed(page, trigger, rise, down, frame, sort),
    ]  # fmt: skip
    assert len(f) == SHARED
    f += [
        f"P={path}", f"kS={kind}:{short}", f"tS={own}:{short}", f"pS={shape}:{short}", f"kprs={kind}:{prep}:{sort}",
        f"tp={own}:{prep}:{side}", f"tps={own}:{prep}:{sort}:{side}", f"Sso={short}:{sort}",
        f"kSs={kind}:{short}:{sort}", f"l={word}", f"kl={kind}:{word}", f"dist={_bucket(far)}",
        f"kdist={kind}:{_bucket(far)}", f"t={own}:{sort}:{side}",
    ]  # fmt: skip
    f += _between(page, trigger, token, heads)
    if top >= 0 and top not in (trigger, token):
        f += [f"top={page.lemma[top]}:{short}", f"topp={page.pos[top]}:{short}"]
    f += _around(page, token)
    return f


def _between(page: Page, trigger: int, token: int, heads: frozenset[int]) -> list[str]:
    """Other triggers between, closer ones, and whether the filler is a trigger itself or inside one's phrase."""
    low, high = min(trigger, token), max(trigger, token)
    others = sum(1 for h in heads if low < h < high)
    f = [f"tb={min(others, 3)}"]
    if token in heads:
        f.append("is-trigger")
    if token == trigger:
        f.append("self")
    head = page.grammar.head[token]
    if head in heads and head != trigger:
        f.append(f"of-other:{page.grammar.dep[token]}")
    if page.grammar.quote[trigger] != page.grammar.quote[token]:
        f.append("quote-differs")
    return f


def _framed(
    page: Page, trigger: int, rise: list[str], down: list[str], frame: dict[str, tuple[str, ...]], sort: str
) -> list[str]:
    """The roles the lexicon's frame gives the slot the filler stands in."""
    if rise or not frame:
        return ["fr=none", "", ""] if not frame else ["fr=away", "", ""]
    slot = _slot(page, trigger, [d for d in down if d not in ("conj", "appos")])
    roles = frame.get(slot)
    if not roles:
        return [f"fr=no:{slot}", "", ""]
    return [f"fr={'|'.join(roles)}", f"frs={'|'.join(roles)}:{sort}", f"frl={slot}:{roles[0]}"]


def _slot(page: Page, trigger: int, down: list[str]) -> str:
    if not down:
        return "self"
    first = down[0]
    passive = page.grammar.tag[trigger] == "VBN"
    if first in ("nsubj", "csubj"):
        return "subj"
    if first in ("dobj", "nsubjpass", "attr", "oprd"):
        return "obj"
    if first == "dative":
        return "dat"
    if first == "poss":
        return "poss"
    if first in ("compound", "amod", "nmod", "npadvmod"):
        return "mod"
    if ":" in first:
        return "by" if first.startswith("agent") and passive else first.split(":", 1)[1]
    return first


def _around(page: Page, token: int) -> list[str]:
    """The words next to the filler and its own modifiers."""
    lemma = page.lemma
    f = []
    if token:
        f.append(f"-1={lemma[token - 1]}")
    if token + 1 < len(lemma):
        f.append(f"+1={lemma[token + 1]}")
    for k in page.grammar.children[token]:
        dep = page.grammar.dep[k]
        if dep in ("compound", "amod", "nummod", "poss", "det"):
            f.append(f"m={lemma[k] if dep != 'nummod' else 'NUM'}")
            f.append(f"ms={_sort(page, k)}")
    above = page.grammar.head[token]
    f.append(f"h={lemma[above]}")
    return f


def _preposition(page: Page, token: int) -> str:
    """The preposition that governs the phrase a token heads, through coordination; else its relation."""
    g = page.grammar
    at = token
    for _ in range(6):
        if g.dep[at] in ("conj", "appos", "compound", "nmod") and g.head[at] != at:
            at = g.head[at]
        else:
            break
    above = g.head[at]
    if g.dep[at] == "pobj" and above != at:
        return page.lemma[above]
    return g.dep[at]


def _sort(page: Page, i: int) -> str:
    """What sort of thing a token names: a place, a noun class, an entity label, else its part of speech."""
    if page.place_at[i] >= 0:
        place = page.places[page.place_at[i]].place
        return f"PLACE:{place.precision if place else '?'}"
    classes = page.classes[i]
    if classes:
        return f"c{int(classes)}"
    return page.entity[i] or page.pos[i]


def _bucket(far: int) -> str:
    size = abs(far)
    step = size if size <= 3 else 5 if size <= 5 else 8 if size <= 8 else 13 if size <= 13 else 21 if size <= 21 else 99
    return f"{'-' if far < 0 else '+'}{step}"


def _nth(tokens: Sequence[int], n: int, trigger: int) -> str:
    """How many fillers stand between this one and the trigger, with the side."""
    before = sum(1 for t in tokens if t < trigger)
    if tokens[n] < trigger:
        return f"-{min(before - n, 4)}"
    if tokens[n] == trigger:
        return "0"
    after = n - before - (1 if trigger in tokens else 0)
    return f"+{min(after + 1, 4)}"


def dense(page: Page, trigger: int, tokens: Sequence[int]) -> Floats:
    """Dense rows: contextual rows and word vectors of the trigger and of each filler."""
    at = np.array(tokens, dtype=np.int64)
    own = np.full(len(at), trigger)
    return np.hstack([page.tensor[at], page.tensor[own], page.vectors[at], page.vectors[own]])


def within_reach(trigger: int, tokens: Sequence[int]) -> list[int]:
    """The fillers not too far from a trigger."""
    return [t for t in tokens if abs(t - trigger) <= _REACH]
