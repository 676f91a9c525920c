"""What is known of a token seen from a cue: the features that tell source, cue words and content."""

from __future__ import annotations

from collections.abc import Sequence

from contested.read.attribution.grammar import Grammar

REACH = 2
"""Tokens shown at each end of a quotation that lies outside the cue's sentence."""
LONGEST_SENTENCE = 120
_FUNCTION = frozenset(("IN", "TO", "DT", "WDT", "WP", "WRB", "CC", "MD", "RP", "EX", "POS", "PRP", "PRP$"))


def window(g: Grammar, cue: int) -> list[int]:
    """The tokens to label for a cue: its sentence, and the ends of quotations that reach into or adjoin it."""
    start, end = g.sentence_of(cue)
    if end - start > LONGEST_SENTENCE:
        start, end = max(start, cue - LONGEST_SENTENCE // 2), min(end, cue + LONGEST_SENTENCE // 2)
    tokens = set(range(start, end))
    for a, b in g.quotations:
        if b < start - 2 or a > end + 2:
            continue
        for piece in ((a, min(b, start)), (max(a, end), b)):
            if piece[1] > piece[0]:
                tokens.update(range(piece[0], min(piece[0] + REACH, piece[1])))
                tokens.update(range(max(piece[1] - REACH, piece[0]), piece[1]))
    return sorted(t for t in tokens if not g.lower[t].isspace())


def local(g: Grammar, tokens: Sequence[int]) -> dict[int, list[str]]:
    """The cue-independent features of the tokens."""
    out = {}
    count = len(g)
    crossing = g.crossing
    words = [w if t in _FUNCTION or not w[:1].isalnum() else "" for w, t in zip(g.lower, g.tag, strict=True)]
    for i in tokens:
        tag, before, after = g.tag[i], g.tag[i - 1] if i else "^", g.tag[i + 1] if i + 1 < count else "$"
        arcs, arcs_on = min(crossing[i], 4), min(crossing[i + 1], 4)
        row = [
            f"t={tag}", f"x{arcs}|{arcs_on}", f"x-{arcs}|{tag}|{before}", f"x+{arcs_on}|{tag}|{after}",
            f"t-={before}|{tag}", f"t+={tag}|{after}", f"d={g.dep[i]}|{g.dep[g.head[i]]}",
        ]  # fmt: skip
        if words[i]:
            row.append(f"w={words[i]}")
        if i and words[i - 1]:
            row.append(f"w-={words[i - 1]}")
        if i + 1 < count and words[i + 1]:
            row.append(f"w+={words[i + 1]}")
        out[i] = row
    return out


def _bucket(n: int) -> str:
    size = abs(n)
    step = size if size < 5 else 5 if size < 8 else 8 if size < 14 else 14 if size < 25 else 25
    return f"-{step}" if n < 0 else f"+{step}"


def cue_shape(g: Grammar, cue: int) -> str:
    """The relations a cue has, in short: what there is to carry content and source."""
    wanted = ("ccomp", "xcomp", "dobj", "nsubj", "nsubjpass", "agent", "pobj", "prep", "acl", "poss")
    seen = {g.dep[c] for c in g.children[cue]}
    return "+".join(d for d in wanted if d in seen)


class Branches:
    """How each token of a sentence hangs on the cue: up so many steps, then down which branches."""

    def __init__(self, g: Grammar, cue: int) -> None:
        self.g, self.cue = g, cue
        self.up: dict[int, int] = {}
        at, steps = cue, 0
        while True:
            self.up[at] = steps
            if g.head[at] == at:
                break
            at = g.head[at]
            steps += 1
        self.path: dict[int, tuple[int, int, int, int]] = {}

    def of(self, token: int) -> tuple[int, int, int, int]:
        """Steps up from the cue, the branch's top token, its next token below, and the depth below the turn."""
        known = self.path.get(token)
        if known is not None:
            return known
        g = self.g
        if token in self.up:
            answer = (self.up[token], token, token, 0)
        else:
            head = g.head[token]
            if head == token:
                answer = (9, token, token, 0)
            elif head in self.up:
                answer = (self.up[head], token, token, 1)
            else:
                above = self.of(head)
                second = token if above[3] == 1 else above[2]
                answer = (above[0], above[1], second, above[3] + 1)
        self.path[token] = answer
        return answer


def pair_rows(g: Grammar, cue: int, tokens: list[int], own: dict[int, list[str]]) -> list[list[str]]:
    """One row of features for each token of the window, seen from the cue."""
    branches = Branches(g, cue)
    lemma, dep = g.lemma[cue], f"{g.dep[cue]}{g.tag[cue][:2]}"
    shape = cue_shape(g, cue)
    number = g.sentence[cue]
    in_quote = g.quote[cue]
    start, end = g.sentence_of(cue)
    crossing = g.crossing
    rows = []
    for place, i in enumerate(tokens):
        up, top, second, depth = branches.of(i)
        side = "<" if i < cue else ">" if i > cue else "="
        branch = f"{up if up < 4 else 4}{g.dep[top] if depth else '^'}{side}"
        if depth and g.dep[top] == "prep":
            branch += g.lower[top]
        edge = _edge(g, i, top) if depth else "."
        deep = depth if depth < 3 else 3
        under = f"{branch}/{g.dep[second]}{_edge(g, i, second)}" if depth > 1 else f"{branch}/"
        quote = g.quote[i]
        inside = "-" if quote < 0 else "same" if quote == in_quote else _quote_place(g, i, quote)
        offset = g.sentence[i] - number
        bucket = _bucket(i - cue)
        row = [
            f"b={branch}", f"b={branch}|{dep}", f"b={branch}|{lemma}", f"b={branch}|{shape}",
            f"b={branch}|{edge}{deep}", f"b={branch}|{dep}|{edge}", f"b2={under}",
            f"bx={branch}|{min(crossing[i], 3)}{min(crossing[i + 1], 3)}",
            f"bt={branch}|{g.tag[i]}|{edge}", f"bd={branch}|{g.dep[i]}", f"x={bucket}", f"x={bucket}|{g.tag[i]}",
            f"x={bucket}|{lemma}", f"q={inside}|{side}|{offset}", f"q={inside}|{side}|{branch}",
            f"q={inside}|{in_quote >= 0}|{edge}{side}", f"o={offset}|{side}",
            f"e={i == start}{i >= end - 2}|{side}|{g.tag[i]}",
        ]  # fmt: skip
        if place and tokens[place - 1] != i - 1 and g.lower[i - 1].strip():
            row.append("gap")
        row.extend(own[i])
        rows.append(row)
    return rows


def _edge(g: Grammar, token: int, top: int) -> str:
    left, right = g.left[top] == token, g.right[top] == token
    return (
        "1"
        if left and right
        else "["
        if left
        else "]"
        if right
        else "h"
        if token == top
        else ("<" if token < top else ">")
    )


def _quote_place(g: Grammar, token: int, quote: int) -> str:
    a, b = g.quotations[quote]
    return "open" if token == a else "close" if token == b - 1 else "in"
