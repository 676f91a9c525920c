"""By what means, or in what way, a claim's act was done: the mode of PLOVER, and finer where ACLED parts it.

For force (attack, clash, casualties): what the trigger itself names ("shelled"), its modifiers ("artillery fire"),
instruments ("with knives", "using drones", "in an air strike"), the weapon thrown ("fired rockets") and who acts
("warplanes", "a suicide bomber"). For the other kinds: which sub-kind it is (arrest or abduction, truce or deal,
troops or weapons), so that ``contested.schema.codes.codes_of`` finds the code.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from contested.errors import DataFileError
from contested.model import KINDS, Kind
from contested.schema.nouns import NounClass, noun_at
from contested.schema.triggers import LexiconHit, fillers

Hits = Mapping[int, Sequence[LexiconHit]]

_FORCE: frozenset[Kind] = frozenset({"attack", "clash", "casualties"})
_INSTRUMENTS = ("with", "by", "in", "from", "under", "during", "after", "amid", "using", "via", "through", "involving")
_ARGUMENTS = frozenset(
    {"dobj", "pobj", "xcomp", "ccomp", "nsubjpass", "attr", "compound", "amod", "acl", "advcl", "conj"}
)
_AIR = frozenset({"aerial", "drone"})
_POLICE = frozenset({"police", "gendarme", "gendarmerie", "policeman", "policewoman", "carabinieri", "constable"})
_MAX_WORDS = 12  # how far from a trigger a word of its content is sought


def means_of(doc: Doc, token: int, hits: Hits, *, kind: Kind) -> str | None:
    """The means or way of the act that a claim's trigger states; None when the text does not tell.

    ``token`` is the index of the trigger's head, ``hits`` the document's lexicon hits by head token
    (``hits_by_token``). For force the answer is a mode of PLOVER's ASSAULT, or ``grenade`` or ``chemical``; for the
    other kinds a mode or way that the table of codes knows.
    """
    head = doc[token]
    own = next((hit for hit in hits.get(token, ()) if hit.kind == kind), None)
    mode = own.mode if own else None
    if kind in _FORCE:
        return _means_of_force(head, own, hits)
    if kind in ("deploy", "advance"):
        return _forces_moved(head, mode, kind)
    if kind == "destroy":
        return "weapons" if mode == "weapons" or _destroys_weapons(head) else None
    if kind == "protest":
        return _by_content(head, kind) or mode
    return mode or _by_content(head, kind)


def hits_by_token(hits: Sequence[LexiconHit]) -> Hits:
    """Lexicon hits by the index of their head token, in their order."""
    table: dict[int, list[LexiconHit]] = {}
    for hit in hits:
        table.setdefault(hit.token, []).append(hit)
    return table


def _means_of_force(head: Token, own: LexiconHit | None, hits: Hits) -> str | None:
    """The likeliest of what the trigger, its modifiers, weapons, instruments and actors name, in that order."""
    modes = _Modes(hits)
    said = (own.mode if own else None) or modes.of_trigger(head)
    if own is not None and len(own.words) > 1 and own.mode and own.frame.name.endswith(".noun"):
        return own.mode  # "car bomb", "drone strike"
    actors = [*fillers(head, "subj"), *fillers(head, "by"), *fillers(head, "poss")]
    if head.dep_ == "dobj":  # "jets carried out raids"
        actors += fillers(head.head, "subj")
    modifiers = modes.named(child for child in head.children if child.dep_ in _MODIFIERS)
    thrown = [mode for filler in fillers(head, "obj") if (mode := modes.thrown(filler))]
    instruments = modes.named(_instruments(head, actors))
    people = modes.named(actors)
    air = next((mode for mode in (*modifiers, *people, *instruments) if mode in _AIR), None)
    for found in (air, *modifiers, *thrown, *instruments, said, *people):
        if found is not None:
            return said if said in _STAYS else found
    return None


_BEARING = frozenset({"arm", "carry", "wield", "brandish", "wear"})
_MODIFIERS = ("compound", "amod", "nmod")


_STAYS = frozenset({"suicide-attack", "chemical", "sexual", "torture"})  # whatever carried it


class _Modes:
    """The mode that a token names: a trigger of force with a mode, a weapon, a craft, or an armed person."""

    def __init__(self, hits: Hits) -> None:
        self._hits = hits

    def of_trigger(self, token: Token) -> str | None:
        """The mode of the act of force whose trigger's head this is."""
        for hit in self._hits.get(token.i, ()):
            if hit.kind == "attack" and hit.mode:
                return hit.mode
        return None

    def named(self, tokens: Iterable[Token]) -> list[str]:
        """The modes of those tokens that name one."""
        return [mode for token in tokens if (mode := self.of_trigger(token) or self.of_noun(token))]

    def of_noun(self, token: Token) -> str | None:
        """The mode of a weapon, craft or armed person."""
        entry = noun_at(counted(token))
        return entry.mode if entry else None

    def thrown(self, token: Token) -> str | None:
        """The mode of a thing used; a vehicle or gunman as object is what is hit, not the means."""
        entry = noun_at(token)
        return entry.mode if entry and entry.classes & NounClass.WEAPON else None


def counted(token: Token) -> Token:
    """What a number word counts: "hundreds of police" are police."""
    entry = noun_at(token)
    if entry is not None and entry.classes & NounClass.COUNT:
        return next(iter(fillers(token, "of")), token)
    return token


def _instruments(head: Token, actors: Sequence[Token]) -> Iterator[Token]:
    """What an act is done with: objects of prepositions and of "using", on the trigger or the clause above it."""
    for actor in actors:
        for child in actor.children:
            if child.dep_ == "acl" and child.lemma_ in _BEARING:
                yield from (*fillers(child, "with"), *fillers(child, "obj"))
    for child in head.children:
        if child.lower_ in _INSTRUMENTS and child.dep_ in ("prep", "agent", "advcl", "acl"):
            for obj in child.children:
                if obj.dep_ in ("pobj", "dobj", "pcomp"):
                    yield obj
                    yield from obj.conjuncts
        elif child.dep_ in ("advcl", "acl", "xcomp", "conj") and child.lemma_ in ("use", "fire", "drop", "launch"):
            yield from (obj for obj in child.children if obj.dep_ == "dobj")
    governor = head.head
    if head.dep_ == "pobj" and governor.dep_ == "prep":
        yield governor.head
    elif head.dep_ in ("advcl", "conj", "relcl", "acl") and governor.i != head.i:
        yield governor
        yield from fillers(governor, "subj")


def _forces_moved(head: Token, own: str | None, kind: Kind) -> str | None:
    """Whether troops, weapons, police or militias are moved; ``own`` ("base", "withdraw") outranks it."""
    if own in ("base", "withdraw", "weapons"):
        return own
    slots = ("obj", "mod", "of", "subj") if kind == "deploy" else ("subj", "poss", "mod", "by", "of")
    for slot in slots:
        for filler in fillers(head, slot):
            moved = counted(filler)
            entry = noun_at(moved)
            if moved.lemma_.lower() in _POLICE or moved.lower_ in _POLICE:
                return "police"
            if entry is None:
                continue
            if entry.classes & (NounClass.WEAPON | NounClass.VEHICLE) and kind == "deploy":
                return "weapons"
            if entry.classes & NounClass.NONSTATE:
                return "militia"
            if entry.classes & NounClass.FORCE:
                return "troops"
    return own or ("troops" if kind == "advance" else None)


_DISRUPTED = frozenset(
    {"depot", "dump", "cache", "arsenal", "ammunition", "warplane", "tank", "helicopter", "drone", "jet"}
)


def _destroys_weapons(head: Token) -> bool:
    """Whether what is destroyed or seized is a weapon, a fighting vehicle or a store of them."""
    for slot in ("obj", "of", "to", "mod", "subj"):
        for filler in fillers(head, slot):
            entry = noun_at(filler)
            military = entry is not None and (
                bool(entry.classes & NounClass.WEAPON) or (bool(entry.classes & NounClass.VEHICLE) and bool(entry.mode))
            )
            if slot == "subj" and head.tag_ != "VBN" and head.lemma_ not in ("crash", "explode", "burn"):
                continue
            if military or filler.lemma_.lower() in _DISRUPTED:
                return True
    return False


@cache
def _content_words() -> dict[Kind, tuple[tuple[str, frozenset[str]], ...]]:
    """Kind to its (mode, lemmas) in the file's order; raises DataFileError naming file and line."""
    table: dict[Kind, tuple[tuple[str, frozenset[str]], ...]] = {}
    text = files("contested.schema").joinpath("codes.words.csv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(("#", "kind,")):
            continue
        fields = next(csv.reader([line]))
        kind = next((known for known in KINDS if known == fields[0]), None)
        if kind is None or len(fields) != 3:
            raise DataFileError(f"codes.words.csv:{number}: expected a claim kind, a mode and words")
        words = frozenset(word.strip() for word in fields[2].split("|"))
        table[kind] = (*table.get(kind, ()), (fields[1], words))
    return table


def _by_content(head: Token, kind: Kind) -> str | None:
    """The way told by the trigger's own word or by the words of its content nearby."""
    rows = _content_words().get(kind, ())
    if not rows:
        return None
    lemmas = {head.lemma_.lower(), *(word.lemma_.lower() for word in _content(head))}
    return next((mode for mode, words in rows if words & lemmas), None)


def _content(head: Token) -> Iterator[Token]:
    """The heads of a trigger's arguments, two levels deep and not far away."""
    level = [head]
    for _ in range(3):
        level = [
            child for token in level for child in token.children
            if child.dep_ in _ARGUMENTS or child.dep_ in ("prep", "advmod", "agent", "dative")
        ]  # fmt: skip
        yield from (token for token in level if abs(token.i - head.i) <= _MAX_WORDS)
