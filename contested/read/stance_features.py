"""What bears on a claim's stance: the words on the trigger, and on each word it depends on, up to the root."""

from __future__ import annotations

from contested.read.attribution.found import FoundSpeaker
from contested.read.attribution.grammar import Grammar
from contested.read.stance_rules import composed
from contested.read.stance_scope import Operator, operators
from contested.read.stance_words import classes_of, is_a, particle

_ON = frozenset(
    ("aux", "auxpass", "neg", "mark", "advmod", "det", "amod", "prt", "preconj", "cc", "expl", "prep", "nmod", "predet")
)
_OPENERS = frozenset(("IN", "TO", "WRB", "WP", "WDT", "RB"))
STEPS = 4


_AUXILIARY_NEAR = frozenset(
    ("if", "unless", "whether", "would", "could", "might", "may", "should", "unclear", "provided", "will", "until",
     "must", "can")
)  # fmt: skip
_NEAR = 6
_IF = frozenset(
    ("if", "unless", "provided", "providing", "until", "once", "were", "whoever", "whomever", "otherwise", "lest")
)
_IF_PAIRS = frozenset(
    ("as long", "so long", "as soon", "in case", "subject to", "on condition", "depends on", "depending on",
     "conditional on", "contingent on", "the event", "only after", "only when", "or else", "in return", "in exchange")
)  # fmt: skip
_SUPPOSING = frozenset(("if", "would", "could", "might", "should", "unless", "will"))


def _classes(g: Grammar, token: int) -> tuple[str, ...]:
    off = particle(g, token)
    return classes_of(g.lemma[token], g.lower[token], g.tag[token], *((off,) if off else ()))


def stance_features(g: Grammar, trigger: int, kind: str, speaker: FoundSpeaker | None) -> list[str]:
    """Named features of one claim."""
    lemma, tag, dep = g.lemma[trigger], g.tag[trigger], g.dep[trigger]
    found = operators(g, trigger)
    rule = composed(found)
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
        above_classes = _classes(g, head)
        trail += f">{dep}"
        out += [f"u{step}={dep}|{above}", f"ul={above}|{dep}", f"ut{step}={trail}|{g.tag[head]}", f"p{step}={trail}"]
        if dep == "pobj":
            out.append(f"ug{step}={above}|{g.lemma[g.head[head]]}")
            out += [f"uc={above}>{name}|{step}" for name in _classes(g, g.head[head])]
        for name in above_classes:
            out += [f"uc{step}={name}|{dep}", f"uc={name}|{dep}", f"uc={name}|{trail}"]
        at = head
    out += [f"own={name}" for name in _classes(g, trigger)]
    out += _scope(g, trigger, kind, found)
    out += _clause(g, trigger, rule)
    out += _modal(g, trigger)
    out += _whole(g, trigger)
    if speaker is not None and speaker.attribution is not None:
        a = speaker.attribution
        out += [f"sl={a.lemma}", f"ss={a.strength}", f"sl={a.lemma}|{a.covers(trigger)}", f"sc={a.cue_class}"]
    else:
        out.append("sl=-")
    return out


def _clause(g: Grammar, trigger: int, rule: str) -> list[str]:
    """How the clauses that hold the trigger open, innermost first, and how its sentence stands."""
    out = []
    at, number = trigger, 0
    for _ in range(10):
        dep, head = g.dep[at], g.head[at]
        if head == at or dep in ("advcl", "relcl", "ccomp", "acl", "csubj"):
            first = g.left[at]
            opener = g.lower[first] if g.tag[first] in _OPENERS else g.tag[first][:2]
            out += [f"cl{number}={dep}|{opener}", f"cl={dep}|{opener}|{g.tag[at]}", f"cl={dep}|{opener}|{rule}"]
            number += 1
            if number > 2 or head == at:
                break
        at = head
    start, end = g.sentence_of(trigger)
    for i in range(max(start, trigger - _NEAR), min(end, trigger + _NEAR)):
        if i == trigger:
            continue
        side = "<" if i < trigger else ">"
        for name in classes_of(g.lemma[i], g.lower[i], g.tag[i]):
            out.append(f"near={name}{side}")
            out.append(f"near={name}{side}{'1' if abs(i - trigger) < 3 else '2'}|{rule}")
        if is_a("negation", g.lower[i]) or is_a("hedge", g.lower[i]):
            out.append(f"nearw={g.lower[i]}{side}")
    return out


def _modal(g: Grammar, trigger: int) -> list[str]:
    """The nearest verb above with a modal: whose clause it is, and what its subject is; and bare imperatives."""
    at, came = trigger, ""
    for _ in range(8):
        subject = g.child(at, "nsubj", "nsubjpass")
        auxiliary = next((c for c in g.children[at] if g.dep[c] == "aux" and g.tag[c] == "MD"), None)
        if auxiliary is not None:
            word, dep, above = g.lower[auxiliary], g.dep[at], g.lemma[g.head[at]]
            out = [f"m={word}|{dep}", f"m={word}|{dep}|{above}", f"m={word}|{dep}|{g.tag[g.head[at]]}|{came}"]
            if subject is not None:
                article = next((g.lower[c] for c in g.children[subject] if g.dep[c] == "det"), "-")
                out += [f"ms={word}|{g.tag[subject]}|{article}", f"ms={word}|{g.tag[subject]}|{dep}|{came}"]
            return out
        bare = g.tag[at] == "VB" and not any(g.dep[c] in ("aux", "auxpass") for c in g.children[at])
        if bare and subject is None and g.dep[at] in ("ROOT", "ccomp", "conj", "parataxis"):
            return [f"imperative|{came}", f"imperative|{g.dep[at]}|{g.quote[at] >= 0}"]
        if g.head[at] == at:
            break
        came, at = g.dep[at], g.head[at]
    return []


def _opener(g: Grammar, at: int) -> str:
    """The word or words that open a condition at a token, or nothing."""
    word = g.lower[at]
    if word in _IF:
        return word
    pair = f"{word} {g.lower[at + 1]}" if at + 1 < len(g) else ""
    return pair if pair in _IF_PAIRS else ""


def _scope(g: Grammar, trigger: int, kind: str, found: list[Operator]) -> list[str]:
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
    out.append("path=" + ">".join(f"{o.kind}|{o.via.split('<')[0]}" for o in found[:3]))
    out.append("all=" + "+".join(sorted({o.kind for o in found if o.kind not in ("out", "adverbial", "to")})))
    kinds = sorted({o.kind for o in found if o.height < 2})
    out.append("set=" + "+".join(kinds))
    if not found:
        out.append(f"bare|{kind}")
    modals = [o.word for o in found if o.kind == "modal"]
    start, end = g.sentence_of(trigger)
    for i in range(start, end):
        opener = _opener(g, i)
        if opener:
            side = "<" if i < trigger else ">"
            between = sum(g.tag[k][:2] == "VB" for k in range(min(i, trigger), max(i, trigger)))
            out += [f"if={opener}|{m}|{side}" for m in modals or ["-"]]
            out += [
                f"if={opener}|{found[0].kind if found else '-'}",
                f"if={opener}|{side}|{min(between, 3)}|{g.tag[trigger]}",
            ]
            out.append(f"if|{side}|{min(between, 3)}|{modals[0] if modals else '-'}")
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
            for name in classes_of(g.lemma[c], word, g.tag[c]):
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
    modal = next((g.lower[i] for i in range(start, end) if g.lower[i] in _SUPPOSING), "-")
    for name, side in (("before", start - 1), ("after", end)):
        if 0 <= side < len(g):
            first, stop = g.sentence_of(side)
            out += [f"{name}={w}|{modal}" for w in sorted({g.lower[i] for i in range(first, stop)} & _SUPPOSING)]
    last = next((g.lower[i] for i in range(end - 1, max(start, end - 4), -1) if g.lower[i] in (".", "?", "!", '"')), "")
    if last == "?":
        out.append("question")
    for i in range(start, end):
        word = g.lower[i]
        if word in _AUXILIARY_NEAR:
            out.append(f"in={word}|{'<' if i < trigger else '>'}")
            if abs(i - trigger) < 7:
                out.append(f"near={word}|{'<' if i < trigger else '>'}")
    for offset in (-3, -2, -1, 1, 2):
        i = trigger + offset
        if start <= i < end:
            out.append(f"n{offset}={g.lower[i]}")
            out.append(f"n={g.lemma[i]}|{'<' if offset < 0 else '>'}")
    return out
