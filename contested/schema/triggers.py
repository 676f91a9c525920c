"""Finds the trigger lexicon's entries in a parsed document: dictionary lookups on lower-case forms, one pass."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from spacy import symbols
from spacy.strings import StringStore
from spacy.tokens import Doc, Token

from contested.model import Kind
from contested.schema.lexicon import GAP, Condition, Entry, Frame, load
from contested.schema.nouns import NounClass, noun_classes

_MAX_GAP = 3
_SLOT_DEPS = {
    "subj": ("nsubj", "csubj"),
    "obj": ("dobj", "nsubjpass", "attr", "oprd"),
    "dat": ("dative",),
    "poss": ("poss",),
    "mod": ("compound", "amod", "nmod", "npadvmod"),
}
# How far a token's part of speech agrees with the entry's: a tagger errs on headlines and on participles.
_FIT: dict[str, dict[int, float]] = {
    "V": {symbols.VERB: 1.0, symbols.AUX: 1.0, symbols.PROPN: 0.4, symbols.ADJ: 0.6, symbols.NOUN: 0.35},
    "N": {symbols.NOUN: 1.0, symbols.PROPN: 0.8, symbols.VERB: 0.4, symbols.ADJ: 0.5},
    "A": {symbols.ADJ: 1.0, symbols.VERB: 0.9, symbols.ADV: 0.9, symbols.NOUN: 0.6, symbols.PROPN: 0.6},
}
_LEAST = 0.7  # of an expression of several words, whatever its head's tag
_MISTAGGED = 0.4  # of a verb's expression whose head is tagged as a noun
_HIDES = 0.8  # an expression at least this sure hides other kinds of its head word
_UNSURE, _UNFIT = 0.7, 0.25  # a condition that cannot be tested (nothing fills the slot), and one that fails


@dataclass(frozen=True)
class LexiconHit:
    """One sense of one trigger found in a document.

    ``token`` is the head's index, ``start`` and ``end`` the token span of the expression, ``words`` the
    indices matched. ``weight`` is the entry's, lowered where the part of speech or a condition does not
    fit; ``fit`` is 1 when the entry's conditions hold, -1 when they fail, 0 when there is nothing to test.
    """

    token: int
    kind: Kind
    weight: float
    entry: str
    frame: Frame
    start: int
    end: int
    mode: str | None
    fit: int
    words: tuple[int, ...]


class _Node:
    """A node of the word tree: what may follow, and the entries that end here."""

    __slots__ = ("after", "entries", "gap")

    def __init__(self) -> None:
        self.after: dict[int, _Node] = {}
        self.gap: _Node | None = None
        self.entries: list[Entry] = []

    def child(self, key: int) -> _Node:
        return self.after.setdefault(key, _Node())


@cache
def _tree() -> _Node:
    """The word tree of the lexicon, keyed by the hash of each lower-case form."""
    strings = StringStore()
    root = _Node()
    for entry in load().entries:
        nodes = [root]
        for words in entry.words:
            if words == GAP:
                for node in nodes:
                    node.gap = node.gap or _Node()
                nodes = [node.gap for node in nodes if node.gap is not None]
            else:
                keys = [strings[word] for word in words]
                nodes = [node.child(key) for node in nodes for key in keys]
        for node in nodes:
            node.entries.append(entry)
    return root


def match(doc: Doc, *, places: AbstractSet[int] = frozenset()) -> list[LexiconHit]:
    """The triggers in the document by head token, best sense of each kind; longer expressions hide what they contain.

    Linear in the document's length. The document needs tags and dependencies. ``places`` are the indices of tokens
    known to name places: they decide conditions such as "its object is a place" where spaCy's entity types are
    missing or wrong; a name that nobody knows decides none.
    """
    table = doc.to_array(["LOWER", "POS", "SHAPE"])
    lower, pos = table[:, 0].tolist(), table[:, 1].tolist()
    first = _tree().after
    found: list[tuple[Entry, tuple[int, ...]]] = []
    whole = _hyphenated(doc, lower, table[:, 2].tolist())
    for i, key in enumerate(lower):
        node = first.get(key)
        if node is not None:
            _walk(node, i, (i,), lower, found)
        elif key in whole:
            found += [(entry, (i,)) for entry in whole[key]]
    kept = _longest(doc, found)
    known = _Known(noun_classes(doc) if any(entry.conditions for entry, _ in kept) else [], places)
    hits = [hit for entry, words in kept if entry.kind and (hit := _hit(doc, entry, entry.kind, words, pos, known))]
    hits.sort(key=lambda hit: (hit.token, -hit.weight, -len(hit.words), hit.entry))
    best: dict[tuple[int, str], LexiconHit] = {}
    for hit in hits:
        best.setdefault((hit.token, hit.kind), hit)
    return list(best.values())


@cache
def _suffixes() -> dict[str, tuple[Entry, ...]]:
    """Entries of the form ``*-led`` by their last word's forms."""
    table: dict[str, tuple[Entry, ...]] = {}
    for entry in load().entries:
        if entry.hyphen_before and len(entry.words) == 1:
            for form in entry.words[0]:
                table[form] = (*table.get(form, ()), entry)
    return table


def _hyphenated(doc: Doc, lower: list[int], shapes: list[int]) -> dict[int, tuple[Entry, ...]]:
    """Single tokens such as "U.S.-led", by the hash of their lower-case form: the tokenizer leaves them whole."""
    strings, suffixes = doc.vocab.strings, _suffixes()
    dotted = {shape for shape in set(shapes) if ".-" in strings[shape]}
    if not dotted:
        return {}
    words = ((key, strings[key]) for key, shape in zip(lower, shapes, strict=True) if shape in dotted)
    return {key: suffixes[word.rpartition("-")[2]] for key, word in words if word.rpartition("-")[2] in suffixes}


def _walk(
    node: _Node, i: int, words: tuple[int, ...], lower: list[int], found: list[tuple[Entry, tuple[int, ...]]]
) -> None:
    for entry in node.entries:
        found.append((entry, words))
    after = node.after
    if after and i + 1 < len(lower):
        following = after.get(lower[i + 1])
        if following is not None:
            _walk(following, i + 1, (*words, i + 1), lower, found)
    if node.gap is not None:
        for j in range(i + 1, min(i + 2 + _MAX_GAP, len(lower))):
            following = node.gap.after.get(lower[j])
            if following is not None:
                _walk(following, j, (*words, j), lower, found)


def _longest(doc: Doc, found: list[tuple[Entry, tuple[int, ...]]]) -> list[tuple[Entry, tuple[int, ...]]]:
    """Drops what lies inside a longer match of the same kind or a sure one of another, and lone hyphen patterns."""
    valid = [(entry, words) for entry, words in found if not entry.hyphen_before or _joined(doc, words[0])]
    longer: dict[int, list[tuple[Entry, tuple[int, ...]]]] = {}
    for entry, words in valid:
        if len(words) > 1:
            for index in words:
                longer.setdefault(index, []).append((entry, words))
    if not longer:
        return valid
    return [
        (entry, words)
        for entry, words in valid
        if not any(
            len(others) > len(words)
            and _hides(other, entry, same_head=_head(other, others) == _head(entry, words))
            and set(words) <= set(others)
            for other, others in longer.get(words[0], ())
        )
    ]


def _head(entry: Entry, words: tuple[int, ...]) -> int:
    """The token index of an expression's head."""
    return words[sum(1 for word in entry.words[: entry.head] if word != GAP)]


def _hides(longer: Entry, inside: Entry, *, same_head: bool) -> bool:
    """Its own kind, but for the noun of a light verb ("staged a protest"); when sure, other kinds of its head word.

    Expressions that state no claim ("heart attack") hide all they contain.
    """
    if longer.kind is None:
        return longer.word_class != "N" or inside.word_class == "N"
    if longer.kind == inside.kind:
        return longer.word_class != "V" or inside.word_class != "N"
    both_nouns = longer.word_class == "N" == inside.word_class
    return (same_head or both_nouns) and longer.written >= _HIDES


def _is_participle(token: Token) -> bool:
    return token.lower_.endswith(("ing", "ed", "en"))


def _joined(doc: Doc, i: int) -> bool:
    """Whether a word is hyphenated to the one before, or is a whole "U.S.-led" in one token."""
    if "-" in doc[i].lower_:
        return True
    return i >= 2 and doc[i - 1].lower_ in ("-", "–", "‑") and not doc[i - 1].whitespace_ and not doc[i - 2].whitespace_


def _hit(
    doc: Doc, entry: Entry, kind: Kind, words: tuple[int, ...], pos: list[int], known: _Known
) -> LexiconHit | None:
    head = _head(entry, words)
    share = _FIT[entry.word_class].get(pos[head], 0.0)
    noun = entry.word_class == "V" and pos[head] in (symbols.NOUN, symbols.ADJ) and not _is_participle(doc[head])
    if len(words) > 1:
        share = max(share, _MISTAGGED if noun else _LEAST)
    elif noun:
        return None  # "rebel", "force" and "front" are nouns here
    if not share:
        return None
    fit = 0
    if entry.conditions:
        fit = min(known.holds(condition, doc[head]) for condition in entry.conditions)
        share *= (_UNFIT, _UNSURE, 1.0)[fit + 1]
    joined = entry.hyphen_before and "-" not in doc[head].lower_
    return LexiconHit(
        token=head, kind=kind, weight=round(entry.weight * share, 3), entry=entry.id, frame=entry.frame,
        start=words[0] - 2 if joined else words[0], end=words[-1] + 1, mode=entry.mode, fit=fit, words=words,
    )  # fmt: skip


def fillers(token: Token, slot: str) -> list[Token]:
    """The heads of the phrases in a slot of a trigger (``subj``, ``obj``, ``dat``, ``poss``, ``mod`` or a preposition).

    A passive's subject is an ``obj``; its agent stands under "by". A participle modifying a noun has that noun
    as ``obj`` (past) or ``subj`` (present); a verb without subject of its own takes its governor's.
    """
    deps = _SLOT_DEPS.get(slot)
    if deps is None:
        return [
            obj for child in token.children if child.lower_ == slot and child.dep_ in ("prep", "agent", "dative", "prt")
            for obj in child.children if obj.dep_ in ("pobj", "pcomp")
        ]  # fmt: skip
    found = [child for child in token.children if child.dep_ in deps]
    if not found and slot in ("subj", "obj") and token.pos_ in ("VERB", "ADJ"):
        found = _governed(token, slot)
    return found


def _governed(token: Token, slot: str) -> list[Token]:
    """Fillers that stand with the verb's governor: modified nouns, and subjects shared by conjoined or open clauses."""
    head, past = token.head, token.tag_ in ("VBN", "VBD")
    if token.dep_ in ("acl", "amod", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return [head] if (slot == "obj") == past else []
    if token.dep_ in ("conj", "xcomp", "advcl") and head.pos_ in ("VERB", "AUX") and slot == "subj":
        return [child for child in head.children if child.dep_ in _SLOT_DEPS["subj"]] or (
            _governed(head, slot) if head.dep_ in ("conj", "xcomp", "advcl") else []
        )
    return []


_TYPES = {"place": frozenset({"GPE", "LOC", "FAC"}), "person": frozenset({"PERSON", "NORP"})}
_PLACE = NounClass.SETTLEMENT | NounClass.AREA | NounClass.POST | NounClass.ROUTE | NounClass.NATURE
_PLACE |= NounClass.INFRASTRUCTURE
_PEOPLE = NounClass.FORCE | NounClass.CIVILIAN | NounClass.OFFICIAL | NounClass.GROUP
_THING = NounClass.WEAPON | NounClass.VEHICLE | NounClass.GOODS | NounClass.MONEY | NounClass.RELIEF
_BY_CLASS: dict[str, NounClass] = {
    "place": _PLACE, "person": _PEOPLE, "force": NounClass.FORCE, "civilian": NounClass.CIVILIAN, "thing": _THING,
    "building": NounClass.BUILDING | NounClass.INFRASTRUCTURE | NounClass.POST, "weapon": NounClass.WEAPON,
    "vehicle": NounClass.VEHICLE, "event": NounClass.EVENT, "document": NounClass.DOCUMENT,
    "means": NounClass.WEAPON | NounClass.VEHICLE, "route": NounClass.ROUTE, "money": NounClass.MONEY,
    "relief": NounClass.RELIEF | NounClass.GOODS, "ruler": NounClass.RULER,
}  # fmt: skip
_PRONOUN_PEOPLE = frozenset({"he", "she", "they", "him", "her", "them", "we", "us", "i", "who", "whom"})


@dataclass(frozen=True)
class _Known:
    """What is known of a document's nouns: their classes by token, and which tokens name places."""

    classes: list[NounClass]
    places: AbstractSet[int]

    def holds(self, condition: Condition, token: Token) -> int:
        """1 when a filler of the slot is of the asked class, -1 when none can be, 0 when that is not known."""
        found = fillers(token, condition.slot)
        if "any" in condition.classes:
            return 1 if bool(found) != condition.negated else -1
        if not found:
            return 0
        best = max(self._is(filler, name) for filler in found for name in condition.classes)
        return -best if condition.negated else best

    def _is(self, token: Token, name: str) -> int:
        if name == "number":
            counted = token.pos_ == "NUM" or any(child.dep_ == "nummod" for child in token.children)
            return 1 if counted else -1
        if token.i in self.places:
            return 1 if name == "place" else -1
        own = self.classes[token.i]
        if own:
            return 1 if own & _BY_CLASS.get(name, NounClass(0)) else -1
        if token.ent_type_ in _TYPES.get(name, ()) or (name == "person" and token.lower_ in _PRONOUN_PEOPLE):
            return 1
        return 0 if token.pos_ == "PROPN" and name in _TYPES else -1
