"""What bears on whether an attribution's source is the speaker of a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contested.read.attribution.found import FoundAttribution
from contested.read.attribution.grammar import Grammar
from contested.read.attribution.lexicon import words

SENTENCES_BACK, SENTENCES_ON = 3, 1


@dataclass(frozen=True)
class Pair:
    """A trigger and an attribution whose source may be its speaker."""

    trigger: int
    kind: str
    attribution: FoundAttribution
    number: int


def pairs(g: Grammar, trigger: int, kind: str, attributions: Sequence[FoundAttribution]) -> list[Pair]:
    """The attributions near a trigger that have a source."""
    here = g.sentence[trigger]
    out = []
    for number, a in enumerate(attributions):
        if not a.sources:
            continue
        at = g.sentence[a.head if a.head is not None else a.content[0][0]]
        if a.covers(trigger) or here - SENTENCES_BACK <= at <= here + SENTENCES_ON:
            out.append(Pair(trigger, kind, a, number))
    return out


def _bin(n: int) -> int:
    return n if n < 4 else 4 if n < 8 else 8 if n < 16 else 16


def pair_features(g: Grammar, group: Sequence[Pair]) -> list[list[str]]:
    """One row of features for each pair of one trigger."""
    covering = sorted(
        (p for p in group if p.attribution.covers(p.trigger)),
        key=lambda p: sum(b - a for a, b in p.attribution.content),
    )
    sure = [p for p in covering if p.attribution.score >= 0.5]
    return [_row(g, p, covering, sure) for p in group]


def _row(g: Grammar, p: Pair, covering: list[Pair], sure: list[Pair]) -> list[str]:
    a, t = p.attribution, p.trigger
    covers = a.covers(t)
    rank = str(_bin(next(i for i, other in enumerate(covering) if other is p))) if covers else "-"
    srank = str(_bin(sum(1 for other in sure if other is not p))) if not covers else rank
    head = a.head
    anchor = head if head is not None else a.content[0][0]
    apart = g.sentence[anchor] - g.sentence[t]
    source = _head(g, a.sources[0])
    score = int(a.score * 5)
    acts = "act" if a.lemma in words("speech act") else ""
    inside = any(s <= t < e for s, e in a.sources)
    is_cue = t == head or (a.cue is not None and a.cue[0] <= t < a.cue[1])
    quote_t = g.quote[t] >= 0
    quoted = any(g.quote[s] >= 0 for s, _ in a.content)
    same_quote = quote_t and any(g.quote[s] == g.quote[t] or g.quote[e - 1] == g.quote[t] for s, e in a.content)
    c = "C" if covers else "I" if inside else "Q" if is_cue else "N"
    out = [
        f"c={c}", f"c={c}|{rank}|{min(len(covering), 4)}", f"c={c}|{srank}|{score}", f"c={c}|{apart}",
        f"c={c}|l={a.lemma}", f"c={c}|cls={a.cue_class}", f"c={c}|st={a.strength}", f"c={c}|k={p.kind}",
        f"c={c}|sc={score}", f"c={c}|{acts}|k={p.kind}", f"q={c}|{quote_t}|{quoted}|{same_quote}|{apart}",
        f"s={c}|{g.tag[source]}", f"s={c}|{g.lemma[source]}", f"s={c}|{g.doc[source].ent_type_}",
        f"l={a.lemma}|k={p.kind}|{c}",
        f"side={c}|{'<' if anchor < t else '>'}|{apart}", f"score={score}",
        f"cert={int(a.certainty * 4)}|{c}", f"src={len(a.sources)}",
    ]  # fmt: skip
    if covers:
        out += _inside(g, t, anchor, a)
    else:
        gap = min(min(abs(t - s), abs(t - e + 1)) for s, e in a.content)
        out += [f"gap={c}|{_bin(gap)}", f"gap={c}|{_bin(gap)}|{apart}|{bool(sure)}", f"t={c}|{g.dep[t]}|{apart}"]
        out.append(f"first={apart}|{g.sentence[t] == 0}")
    return out


def _inside(g: Grammar, t: int, anchor: int, a: FoundAttribution) -> list[str]:
    """How the trigger hangs in the content: modifiers and relative clauses may be the outlet's own words."""
    trail: list[str] = []
    at = t
    for _ in range(8):
        if at == anchor or g.head[at] == at:
            break
        trail.append(g.dep[at])
        at = g.head[at]
    reached = at == anchor
    kinds = [d for d in ("relcl", "appos", "acl", "advcl", "amod", "compound", "parataxis", "poss") if d in trail]
    key = "+".join(kinds)
    size = sum(e - s for s, e in a.content)
    return [
        f"in={key}|{reached}", f"in={key}|{a.lemma}", f"path={'>'.join(trail[:3])}",
        f"top={trail[-1] if trail else '-'}|{reached}",
        f"size={_bin(size)}|{reached}", f"dist={_bin(abs(t - anchor) // 3)}|{'<' if anchor < t else '>'}",
        f"pieces={len(a.content)}", f"t={g.tag[t]}|{g.dep[t]}",
    ]  # fmt: skip


def _head(g: Grammar, span: tuple[int, int]) -> int:
    start, end = span
    return next((i for i in range(start, end) if not start <= g.head[i] < end or g.head[i] == i), end - 1)
