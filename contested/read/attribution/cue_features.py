"""Which tokens may head a cue, and what is known of each: features for the trained decider."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from contested.read.attribution.grammar import Grammar
from contested.read.attribution.lexicon import lexicon

_QUOTE_MARKS = frozenset(('"', "``", "''", "'", "`"))
_WORDED = frozenset(("prep", "prt", "mark", "aux", "neg", "auxpass", "agent", "advmod"))
_OPENERS = frozenset(("IN", "TO", "WRB", "WP"))
_SHOWN = frozenset(
    ("ccomp", "xcomp", "dobj", "nsubj", "nsubjpass", "agent", "prep", "prt", "mark", "aux", "auxpass", "advcl", "acl",
     "relcl", "poss", "pobj", "dative", "neg", "oprd", "attr", "acomp", "parataxis", "advmod", "csubj")
)  # fmt: skip


@cache
def known_heads() -> frozenset[tuple[str, str]]:
    """Lemma and word class (first two letters of the tag) of cue heads that the training corpus has."""
    text = files("contested.read.attribution").joinpath("cue_heads.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return frozenset((lemma, word_class) for lemma, word_class in pairs)


@cache
def _possible() -> frozenset[tuple[str, str]]:
    classes = {"verb": "VB", "noun": "NN", "preposition": "IN", "adverb": "RB", "adjective": "JJ"}
    own = {(lemma, classes[word_class]) for lemma, word_class in lexicon()}
    return frozenset(own | known_heads())


def candidates(g: Grammar) -> list[int]:
    """Tokens that may head a cue: known words in their class, and any verb with a clause or a quotation beside it."""
    possible = _possible()
    out = []
    for token, (lemma, tag) in enumerate(zip(g.lemma, g.tag, strict=True)):
        word_class = tag[:2]
        if (lemma, word_class) in possible or (
            word_class == "VB" and any(g.dep[c] in ("ccomp", "parataxis") for c in g.children[token])
        ):
            out.append(token)
    return out


def features(g: Grammar, token: int) -> list[str]:
    """Named features of one possible cue head."""
    lemma, tag, dep, head = g.lemma[token], g.tag[token], g.dep[token], g.head[token]
    out = [
        f"l={lemma}",
        f"t={tag}",
        f"d={dep}",
        f"l={lemma}|{tag[:2]}",
        f"hl={g.lemma[head]}",
        f"hd={dep}|{g.tag[head][:2]}",
    ]
    shape = []
    for c in g.children[token]:
        relation = g.dep[c]
        side = "<" if c < token else ">"
        word = (
            g.lower[c]
            if relation in ("prep", "prt", "mark", "aux", "neg", "auxpass", "agent", "advmod")
            else g.tag[c][:2]
        )
        out.append(f"c={relation}{side}|{word}")
        if relation in _SHOWN:
            shape.append(relation)
            if relation in ("ccomp", "xcomp", "dobj", "prep", "nsubj", "oprd"):
                out.append(f"l={lemma}|c={relation}|{g.lower[c] if relation == 'prep' else side}")
                if relation in ("nsubj", "dobj"):
                    out.append(f"a={relation}|{g.lemma[c]}")
                    out.append(f"ae={relation}|{g.tag[c]}|{g.doc[c].ent_type_}")
                if relation in ("ccomp", "xcomp"):
                    first = g.left[c]
                    opener = g.lower[first] if g.tag[first] in _OPENERS else "-"
                    out.append(f"cc={relation}|{opener}|{g.tag[c]}")
    shape.sort()
    key = "+".join(shape)
    out.append(f"s={key}")
    out.append(f"s={tag}|{key}")
    out.extend(_around(g, token))
    return out


def _around(g: Grammar, token: int) -> list[str]:
    start, end = g.sentence_of(token)
    out = []
    for offset in (-2, -1, 1, 2):
        at = token + offset
        if start <= at < end:
            out.append(f"w{offset}={g.lower[at]}")
            out.append(f"t{offset}={g.tag[at]}")
    inside = g.quote[token] >= 0
    before = any(g.quote[i] >= 0 for i in range(start, token)) and not inside
    after = any(g.quote[i] >= 0 for i in range(token + 1, end)) and not inside
    out.append(f"q={inside}{before}{after}")
    out.append(f"q={inside}{before}{after}|{g.lemma[token]}")
    out.append(f"q={inside}{before}{after}|{g.tag[token][:2]}|{g.dep[token]}")
    near_before = token > 1 and any(g.quote[i] >= 0 for i in range(max(0, token - 4), token)) and not inside
    near_after = any(g.quote[i] >= 0 for i in range(token + 1, min(len(g), token + 4))) and not inside
    out.append(f"nq={near_before}{near_after}{g.tag[token][:2]}")
    if token + 1 < len(g) and g.lower[token + 1] in (":", ","):
        out.append(f"p+={g.lower[token + 1]}")
    out.append(f"first={token - start if token - start < 4 else 4}|{end - token if end - token < 4 else 4}")
    return out
