"""What bears on a claim's stance: the words on the trigger, and on each word it depends on, up to the root."""

from __future__ import annotations

from functools import cache

from contested.read.attribution.found import FoundSpeaker
from contested.read.attribution.grammar import Grammar
from contested.read.attribution.lexicon import words
from contested.read.stance_rules import stance_by_rule
from contested.read.stance_scope import CLASSES, operators

_ON = frozenset(
    ("aux", "auxpass", "neg", "mark", "advmod", "det", "amod", "prt", "preconj", "cc", "expl", "prep", "nmod", "predet")
)
STEPS = 4


@cache
def _class_of() -> dict[str, str]:
    table: dict[str, str] = {}
    for name in CLASSES:
        for word in words(name):
            table.setdefault(word, name)
    return table


def stance_features(g: Grammar, trigger: int, kind: str, speaker: FoundSpeaker | None) -> list[str]:
    """Named features of one claim."""
    lemma, tag, dep = g.lemma[trigger], g.tag[trigger], g.dep[trigger]
    rule = stance_by_rule(g, trigger, kind, speaker)
    out = [
        f"k={kind}", f"l={lemma}", f"t={tag}", f"t={tag}|{dep}", f"k={kind}|{tag}", f"r={rule}", f"r={rule}|{kind}",
        f"w={g.lower[trigger]}",
    ]  # fmt: skip
    at, trail = trigger, ""
    for step in range(STEPS):
        out += _on(g, at, step, trigger)
        dep, head = g.dep[at], g.head[at]
        if head == at:
            out.append(f"root{step}={g.tag[at]}")
            break
        above = g.lemma[head]
        word_class = _class_of().get(above, "")
        trail += f">{dep}"
        out += [f"u{step}={dep}|{above}", f"ul={above}|{dep}", f"ut{step}={trail}|{g.tag[head]}", f"p{step}={trail}"]
        if dep == "pobj":
            out.append(f"ug{step}={above}|{g.lemma[g.head[head]]}")
            word = _class_of().get(g.lemma[g.head[head]])
            if word:
                out.append(f"uc={above}>{word}|{step}")
        if word_class:
            out += [f"uc{step}={word_class}|{dep}", f"uc={word_class}|{dep}", f"uc={word_class}|{trail}"]
        at = head
    out += _scope(g, trigger, kind)
    out += _whole(g, trigger)
    if speaker is not None and speaker.attribution is not None:
        a = speaker.attribution
        out += [f"sl={a.lemma}", f"ss={a.strength}", f"sl={a.lemma}|{a.covers(trigger)}", f"sc={a.cue_class}"]
    else:
        out.append("sl=-")
    return out


def _scope(g: Grammar, trigger: int, kind: str) -> list[str]:
    found = operators(g, trigger)
    out = []
    for o in found:
        out += [
            f"o={o.kind}|{o.word}|{o.via}",
            f"o={o.kind}|{o.via}",
            f"o={o.kind}|{o.word}|{min(o.height, 2)}",
            f"o={o.kind}|{min(o.height, 3)}",
        ]
    for i, o in enumerate(found[:2]):
        out += [f"o{i}={o.kind}|{o.word}", f"o{i}={o.kind}|{o.via}", f"o{i}={o.kind}"]
    out.append("ops=" + ">".join(o.kind for o in found[:3]))
    out.append("ops2=" + ">".join(f"{o.kind}{o.word}" for o in found[:2]))
    kinds = sorted({o.kind for o in found if o.height < 2})
    out.append("set=" + "+".join(kinds))
    if not found:
        out.append(f"bare|{kind}")
    modals = [o.word for o in found if o.kind == "modal"]
    start, end = g.sentence_of(trigger)
    conditions = [
        g.lower[i] for i in range(start, end) if g.lower[i] in ("if", "unless", "provided", "until", "once", "were")
    ]
    if conditions:
        out += [f"if={conditions[0]}|{m}" for m in modals or ["-"]]
        out.append(f"if={conditions[0]}|{found[0].kind if found else '-'}")
    return out


def _on(g: Grammar, at: int, step: int, trigger: int) -> list[str]:
    out = []
    verbal = "v" if g.tag[at].startswith("VB") else "n"
    seen = ""
    for c in g.children[at]:
        dep, word = g.dep[c], g.lower[c]
        if dep in _ON and c != trigger:
            out.append(f"c{step}={dep}|{word}")
            out.append(f"c={dep}|{word}|{verbal}")
            if dep in ("aux", "auxpass", "neg"):
                seen += f"+{word}"
            name = _class_of().get(word) or _class_of().get(g.lemma[c])
            if name:
                out.append(f"cc{step}={name}|{dep}")
                out.append(f"cc={name}|{verbal}")
        elif dep in ("nsubj", "nsubjpass", "dobj"):
            for k in g.children[c]:
                if g.lower[k] in ("no", "none", "few", "any", "neither"):
                    out.append(f"q{step}={dep}|{g.lower[k]}")
            if g.lower[c] in ("no", "none", "nobody", "nothing"):
                out.append(f"q{step}={dep}|{g.lower[c]}")
        elif dep == "advcl":
            mark = g.child(c, "mark", "advmod")
            out.append(f"a{step}={g.lower[mark] if mark is not None else g.tag[c]}")
    if seen:
        out.append(f"x{step}={seen}")
        out.append(f"x={seen}|{g.tag[at]}")
    return out


def _whole(g: Grammar, trigger: int) -> list[str]:
    start, end = g.sentence_of(trigger)
    out = []
    last = next((g.lower[i] for i in range(end - 1, max(start, end - 4), -1) if g.lower[i] in (".", "?", "!", '"')), "")
    if last == "?":
        out.append("question")
    for i in range(start, end):
        word = g.lower[i]
        if word in (
            "if",
            "unless",
            "whether",
            "would",
            "could",
            "might",
            "may",
            "should",
            "unclear",
            "provided",
            "will",
        ):
            out.append(f"in={word}|{'<' if i < trigger else '>'}")
            if abs(i - trigger) < 7:
                out.append(f"near={word}|{'<' if i < trigger else '>'}")
    for offset in (-3, -2, -1, 1, 2):
        i = trigger + offset
        if start <= i < end:
            out.append(f"n{offset}={g.lower[i]}")
            out.append(f"n={g.lemma[i]}|{'<' if offset < 0 else '>'}")
    return out
