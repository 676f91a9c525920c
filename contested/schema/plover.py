"""Words in PLOVER's terms: events ("launch ~ probe": ACCUSE) and operators that turn one event into another ("refuse").

The data file is ``plover.csv``; its head tells the pattern language. ``find(lowers, pos)`` gives what stands in a
sentence, ``turned(operator, sense)`` the event an operator makes of another: to refuse aid is to REJECT, to end a
siege is to YIELD. Events, quad classes and the sense of the operators follow the PLOVER codebook (2021): what is
promised, demanded or threatened is coded as the promise (AGREE), the demand (REQUEST) or the threat (THREATEN).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from contested.errors import DataFileError
from contested.schema.inflect import noun_forms, verb_forms

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]

ROOTS: tuple[str, ...] = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""PLOVER's events with YIELD as one (the codebook's RETREAT and CONCEDE)."""

QUADS: tuple[Quad, ...] = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
"""The four classes of events, 1 to 4."""

OPERATORS: frozenset[str] = frozenset(
    {"will", "agree", "promise", "not", "refuse", "demand", "threaten", "stop", "reduce", "increase", "violate",
     "allow", "order", "cause", "light"}
)  # fmt: skip

_QUAD_OF = {root: QUADS[0 if i < 3 else 1 if i < 6 else 2 if i < 10 else 3] for i, root in enumerate(ROOTS)}
_GAP = "~"
_WIDEST_GAP = 5
_PREPOSITIONS = frozenset({"of", "to", "for", "against", "on", "in", "with", "by", "from", "into", "over", "that"})
_SMALL = _PREPOSITIONS | {
    "a", "an", "the", "up", "out", "off", "down", "back", "away", "at", "under", "as", "it", "its", "and", "between",
    "not", "no", "n't", "'s", "'ll", "is", "are", "was", "were", "be", "more", "than", "one", "oneself",
}  # fmt: skip
_NO_GAP = frozenset({";", "after", "because", "who", "which", "while", "amid", "despite", "until", "unless"})
_POS = {"V": frozenset({"VERB"}), "N": frozenset({"NOUN", "PROPN"})}


def quad_of(root: str) -> Quad:
    """The quad class of a PLOVER event."""
    return _QUAD_OF[root]


_MODES = {
    "CONSULT.visit": "visit", "YIELD.free": "release", "YIELD.return": "return", "YIELD.withdraw": "withdraw",
    "YIELD.ceasefire": "ceasefire", "YIELD.resign": "resign", "YIELD.permit": "access", "ACCUSE.probe": "investigate",
    "ACCUSE.condemn": "disapprove", "ACCUSE.legal": "allege", "PROTEST.strike": "strike", "PROTEST.demo": "demo",
    "SANCTION.cut": "discontinue", "MOBILIZE.troops": "troops", "COERCE.arrest": "arrest", "COERCE.ban": "ban",
    "COERCE.curfew": "curfew", "COERCE.sanction": "restrict", "COERCE.deport": "deport", "COERCE.cyber": "cyber",
}  # fmt: skip


def mode_of(sense: str) -> str | None:
    """The PLOVER mode of a sense of the file, as far as its words tell it (those of YIELD are RETREAT's)."""
    return _MODES.get(sense)


_ASKED = {
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "CONSULT": "meet",
    "AGREE": "meet",
    "YIELD": "yield",
}
_THREATENED = {
    "ASSAULT": "violence", "MOBILIZE": "violence", "ASSAULT.seize": "territory", "SANCTION": "relations",
    "COERCE.arrest": "arrest", "COERCE.ban": "ban", "COERCE.deport": "expel", "COERCE": "restrict",
}  # fmt: skip


def mode_under(root: str, sense: str) -> str | None:
    """The PLOVER mode of a refusal, demand or threat by what is refused, demanded or threatened ("AID.give")."""
    table = _THREATENED if root == "THREATEN" else _ASKED if root in ("REQUEST", "REJECT") else {}
    if sense == "YIELD.permit" and root in ("REQUEST", "REJECT"):
        return "change"
    return table.get(sense) or table.get(sense.partition(".")[0])


@dataclass(frozen=True)
class Pattern:
    """One pattern of the file: the forms of each word, or None for a gap.

    ``size`` counts the words without gaps; ``nth`` is the head's number among them.
    """

    sense: str
    word_class: str
    words: tuple[frozenset[str] | None, ...]
    nth: int
    size: int
    order: int


@dataclass(frozen=True)
class Hit:
    """A sense at the tokens ``tokens``; ``head`` is the verb or noun that carries it."""

    sense: str
    head: int
    tokens: tuple[int, ...]

    @property
    def root(self) -> str | None:
        """The PLOVER event, None for an operator."""
        root = self.sense.partition(".")[0]
        return root if root in _QUAD_OF else None


@cache
def load() -> dict[str, tuple[Pattern, ...]]:
    """The patterns of this release by their first words, read and checked once; raises DataFileError."""
    text = files("contested.schema").joinpath("plover.csv").read_text(encoding="utf-8")
    index: dict[str, list[Pattern]] = {}
    for pattern in parse_plover(text):
        for word in pattern.words[0] or ():
            index.setdefault(word, []).append(pattern)
    return {word: tuple(patterns) for word, patterns in index.items()}


def parse_plover(text: str, *, name: str = "plover.csv") -> tuple[Pattern, ...]:
    """Patterns from the text of ``plover.csv``; raises DataFileError naming file and line."""
    found: dict[tuple[str, str, str], Pattern] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(("#", "sense,")):
            continue
        fields = next(csv.reader([line]))
        if len(fields) != 3:
            raise DataFileError(f"{name}:{number}: expected 3 fields (sense,pos,patterns), found {len(fields)}")
        sense, word_class, patterns = (field.strip() for field in fields)
        if sense.partition(".")[0] not in _QUAD_OF and sense not in OPERATORS:
            raise DataFileError(f"{name}:{number}: {sense!r} is neither a PLOVER event nor an operator")
        if word_class not in ("V", "N", "A"):
            raise DataFileError(f"{name}:{number}: part of speech {word_class!r} is not V, N or A")
        for written in patterns.split("|"):
            plain = " ".join(written.split())
            if not plain or plain.startswith(_GAP):
                raise DataFileError(f"{name}:{number}: pattern {written!r} has no first word")
            found.setdefault((sense, word_class, plain), _compiled(sense, word_class, plain, len(found)))
    return tuple(found.values())


def _compiled(sense: str, word_class: str, plain: str, order: int) -> Pattern:
    words = [part for word in plain.split() for part in _parts(word)]
    head = 0
    if word_class == "N":
        head = next((i - 1 for i, word in enumerate(words) if i and word in _PREPOSITIONS), len(words) - 1)
    forms = tuple(None if word == _GAP else _forms(word, word_class, i == head) for i, word in enumerate(words))
    nth, size = (sum(f is not None for f in part) for part in (forms[:head], forms))
    return Pattern(sense, word_class, forms, nth, size, order)


def _parts(word: str) -> list[str]:
    """A hyphenated word as the tokenizer cuts it."""
    return word.replace("-", " - ").split() if "-" in word and "/" not in word else [word]


def _forms(word: str, word_class: str, head: bool) -> frozenset[str]:
    forms: set[str] = set()
    for part in word.split("/"):
        forms.add(part)
        if part in _SMALL or word_class == "A" or not part.isalpha():
            continue
        forms |= verb_forms(part) if word_class == "V" and head else noun_forms(part)
    return frozenset(forms)


def find(lowers: Sequence[str], pos: Sequence[str]) -> list[Hit]:
    """What stands in a sentence, by head: longest patterns first (of these the narrowest), none inside a longer one.

    ``lowers`` are the tokens in lower case, ``pos`` their coarse parts of speech.
    """
    index = load()
    found: list[tuple[int, int, int, Hit]] = []
    for start, word in enumerate(lowers):
        for pattern in index.get(word, ()):
            tokens = _match(pattern, lowers, pos, start)
            if tokens is not None and _fits(pattern, pos[tokens[pattern.nth]]):
                hit = Hit(pattern.sense, tokens[pattern.nth], tokens)
                found.append((-pattern.size, tokens[-1] - start, pattern.order, hit))
    found.sort(key=lambda item: item[:3])
    kept: list[Hit] = []
    seen: set[tuple[str, int]] = set()
    covers: list[tuple[int, frozenset[int]]] = []
    for size, _, _, hit in found:
        own = frozenset(hit.tokens)
        if any(size > other and own <= cover for other, cover in covers) or (hit.sense, hit.head) in seen:
            continue
        seen.add((hit.sense, hit.head))
        covers.append((size, own))
        kept.append(hit)
    return sorted(kept, key=lambda hit: hit.head)


def sense_of(lower: str, pos: str) -> str | None:
    """The first event in the file that a word states by itself, by its part of speech; None if it states none."""
    own = (p for p in load().get(lower, ()) if p.size == 1 and p.sense not in OPERATORS and _fits(p, pos))
    first = min(own, key=lambda p: p.order, default=None)
    return first.sense if first is not None else None


def _fits(pattern: Pattern, pos: str) -> bool:
    if pattern.word_class == "N" and pattern.size == 1:
        return pos == "NOUN"
    return pattern.word_class == "A" or pos in _POS[pattern.word_class]


def _match(pattern: Pattern, lowers: Sequence[str], pos: Sequence[str], start: int) -> tuple[int, ...] | None:
    """The tokens of a pattern that begins at ``start``. Names inside a gap don't count towards its width."""
    tokens: list[int] = []
    at, slack = start, 0
    for forms in pattern.words:
        if forms is None:
            slack = _WIDEST_GAP
            continue
        while at < len(lowers) and lowers[at] not in forms:
            if not slack or lowers[at] in _NO_GAP:
                return None
            slack -= pos[at] != "PROPN"
            at += 1
        if at == len(lowers):
            return None
        tokens.append(at)
        at, slack = at + 1, 0
    return tuple(tokens)


_COOPERATIVE = frozenset(ROOTS[:6])
_HOSTILE = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "THREATEN"})
_ALONE = {
    "agree": "AGREE", "promise": "AGREE", "refuse": "REJECT", "not": "REJECT", "demand": "REQUEST", "stop": "YIELD",
    "threaten": "THREATEN", "allow": "YIELD", "order": "COERCE", "violate": "ASSAULT", "reduce": "YIELD",
}  # fmt: skip


def alone(operator: str) -> str | None:
    """The event of an operator over nothing known: a refusal is REJECT whatever is refused. None: it tells nothing."""
    return _ALONE.get(operator)


def turned(operator: str, sense: str) -> str:
    """The PLOVER event of an operator over a sense ("COERCE.sanction"); raises KeyError for an unknown operator."""
    root = sense.partition(".")[0]
    if operator in ("light", "cause", "increase"):
        return root
    if operator in ("will", "agree", "promise"):
        return _promised(operator, root, sense)
    if operator in ("not", "refuse"):
        return "REJECT"
    if operator == "threaten":
        return "THREATEN"
    if operator == "demand":
        return "ACCUSE" if sense in ("ACCUSE.probe", "COERCE.sanction", "ACCUSE.legal") else "REQUEST"
    if operator in ("stop", "reduce"):
        return _stopped(root, sense)
    if operator == "violate":
        return "ASSAULT" if root in ("YIELD", "AGREE", "SUPPORT") else "REJECT"
    if operator == "allow":
        return root if root in ("SUPPORT", "AID", "MOBILIZE") else "YIELD"
    return _ordered(root, sense)


def _promised(operator: str, root: str, sense: str) -> str:
    """A cooperative act to come is AGREE, a hostile one THREATEN; a promise of support is support."""
    if operator == "agree" and sense in ("AGREE.deal", "SUPPORT.deal"):
        return "SUPPORT"
    if root == "SUPPORT" and (operator == "promise" or sense == "SUPPORT.back"):
        return root
    if root in _HOSTILE:
        return "AGREE" if operator != "will" and root == "MOBILIZE" else "THREATEN"
    return "AGREE" if root in _COOPERATIVE else root


def _stopped(root: str, sense: str) -> str:
    """To end help is SANCTION, to end talks or a deal REJECT, to end anything hostile YIELD."""
    if sense == "YIELD.ceasefire":
        return "THREATEN"
    if root in ("AID", "COOPERATE"):
        return "SANCTION"
    if sense == "YIELD.withdraw":
        return root
    return "REJECT" if root in ("CONSULT", "AGREE", "SUPPORT", "YIELD") else "YIELD"


def _ordered(root: str, sense: str) -> str:
    """A court's or ruler's order to release or arrest is the act; an order to hand over or to come a request."""
    if root in ("CONSULT", "AGREE", "SUPPORT", "REQUEST") or sense in ("YIELD.return", "YIELD.withdraw"):
        return "REQUEST"
    return root
