"""Times told by an event: "since the conflict began", "since the disputed poll".

Such a time has no days of its own unless a date stands inside it ("since the uprising erupted in March
2011"): then, for claims outside the clause, it runs from that date on.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

_BEGINNINGS = frozenset({
    "begin", "start", "erupt", "break", "launch", "fall", "end", "take", "seize", "capture", "return", "arrive",
    "come", "enter", "open", "resume", "retake", "lose", "oust", "overthrow", "topple", "declare", "sign",
})  # fmt: skip
_LONGEST = 20  # tokens between "since" and a date it governs


def since_clause(doc: Doc, position: int) -> tuple[int, int] | None:
    """The tokens of a stretch of time opened by "since" at a position; None where it means "because"."""
    token = doc[position]
    if token.dep_ == "mark":
        verb = token.head
        perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.head.children)
        if verb.i <= position or not (perfect or verb.lemma_.lower() in _BEGINNINGS):
            return None
        return position, verb.i + 1
    if token.dep_ not in ("prep", "ROOT", "pcomp"):
        return None
    noun = next((c for c in token.children if c.dep_ in ("pobj", "pcomp") and c.i > position), None)
    return (position, _noun_end(noun)) if noun is not None else None


def _noun_end(noun: Token) -> int:
    """The end of a noun with the "of ..." after it."""
    of = next((c for c in noun.children if c.lower_ == "of" and c.i > noun.i), None)
    inner = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    return int(inner.i if inner is not None else noun.i) + 1


def opening_since(doc: Doc, time_head: int, trigger: int) -> int | None:
    """The "since" whose clause holds a time but not a claim's trigger, or None."""
    sentence = doc[time_head].sent.start
    for position in range(time_head - 1, max(sentence, time_head - _LONGEST) - 1, -1):
        token = doc[position]
        if token.lower_ != "since":
            continue
        top = token.head if token.dep_ == "mark" else token
        inside = top.i == time_head or top.is_ancestor(doc[time_head])
        outside = top.i != trigger and not top.is_ancestor(doc[trigger])
        return position if inside and outside else None
    return None
