"""Who a noun phrase stands for: the name beside it, the names in it, what went before, what the report is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from contested.actors.document import Document, Named
from contested.actors.knowledge import word_list
from contested.actors.phrases import Noun, NounHit, complement, left_extent, match_nouns
from contested.actors.words import Words

Solved = tuple[str | None, str]

_MODIFIERS = frozenset({"compound", "amod", "nmod", "npadvmod"})
_LOYAL = Noun("government forces", "forces", "MIL", True, None)
_BESIDE = Noun("government militia", "institution", "PGM", True, None)
_NOBODY = Noun("side", "body", "unknown", True, None)
_AGAINST = Noun("rebels", "fighters", "REB", True, None)
_PLAIN_SOURCES = ("witness", "activist", "medic")
_SPEAKERS = ("official", "media")
_GROUPS = frozenset({"non-state armed group", "criminal group", "paramilitary group", "pro-government militia"})
_ORGANISATIONS = _GROUPS | {
    "political party", "political opposition", "activist network", "monitor", "non-governmental organisation",
}  # fmt: skip
_SEEK: dict[str, frozenset[str]] = {
    "group": _ORGANISATIONS,
    "coalition": frozenset({"coalition", "military alliance"}),
    "party": frozenset({"political party"}),
    "agency": frozenset({"intergovernmental body", "news agency", "monitor", "non-governmental organisation"}),
}
_REACH = 5


class Describer:
    """Solves the nouns of one document, left to right; every answer is kept."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: Words = document.words
        self.known = document.known
        self.solved: dict[int, Solved] = {}
        self.history: list[tuple[int, str | None, NounHit | None]] = []
        self.referent: dict[int, int] = {}
        self.armies: Counter[str] = Counter()

    def run(self) -> None:
        """Solve all nouns, names and nouns entering the history in the order of the text."""
        events: list[tuple[int, Named | NounHit]] = [(n.hit.start, n) for n in self.document.named]
        events += [(n.start, n) for n in self.document.nouns]
        for _, event in sorted(events, key=lambda e: e[0]):
            if isinstance(event, Named):
                if event.id:
                    self.history.append((self.words.root(event.hit.start, event.hit.end), event.id, None))
                continue
            actor_id = self.solve(event)[0]
            self.history.append((event.head, actor_id, event))
            if actor_id and actor_id.endswith("-MIL"):
                self.armies[actor_id] += 1

    def solve(self, noun: NounHit) -> Solved:
        """The identity of a described actor and the rule."""
        if noun.head not in self.solved:
            self.solved[noun.head] = (None, "circular")
            self.solved[noun.head] = self._solve(noun)
        return self.solved[noun.head]

    def start(self, noun: NounHit) -> int:
        """Where the phrase begins; names and nouns that stand right before the noun always belong to it."""
        words, document = self.words, self.document
        start = left_extent(words, noun.start, noun.head)
        while start > 0:
            before = document.name_at.get(start - 1)
            other = document.noun_at.get(start - 1)
            if before and before.hit.end == start and self._belongs(before, noun):
                start = before.hit.start
            elif other and other.end == start and self._modifies(other):
                start = other.start
            else:
                return start
        return start

    def _modifies(self, noun: NounHit) -> bool:
        return noun.noun.role in ("institution", "fighters") and self.words.deps[noun.head] in _MODIFIERS

    def _belongs(self, named: Named, noun: NounHit) -> bool:
        """Whether a name right before a noun is part of its phrase; "told Reuters officials" would not be."""
        words = self.words
        root = words.root(named.hit.start, named.hit.end)
        if named.fact == "adjective" or words.heads[root] in range(noun.start, noun.end):
            return True
        is_body = bool(named.id) and self.known.value(named.id or "", "kind") != "person"
        return (
            is_body
            and noun.noun.role in ("fighters", "militants", "forces")
            and words.deps[root] in ("conj", "compound", "nmod")
        )

    def effective(self, noun: NounHit, start: int) -> Noun:
        """The noun that decides: in "army general", "regime helicopters", "rebel commander" the first."""
        if noun.noun.role in ("institution", "fighters") or noun.noun.source in _PLAIN_SOURCES:
            return noun.noun
        chosen = noun.noun
        for i in range(noun.start - 1, start - 1, -1):
            inner = self.document.noun_at.get(i)
            if inner is None or inner is noun:
                continue
            if (
                inner.start > 1
                and self.words.lowers[inner.start - 2] == "anti"
                and self.words.texts[inner.start - 1] == "-"
            ):
                return _AGAINST
            if inner.start > 1 and self.words.lowers[inner.start - 2 : inner.start] == ["pro", "-"]:
                return self._loyal(noun)
            if inner.noun.value == "GOV" and noun.noun.role == "forces":
                return _LOYAL
            if inner.noun.role in ("institution", "fighters", "forces") or inner.noun.value == "coalition":
                chosen = replace(inner.noun, source=noun.noun.source) if noun.noun.source else inner.noun
                if inner.noun.role != "forces":
                    return self._against(chosen, noun, start)
        return chosen

    def _loyal(self, noun: NounHit) -> Noun:
        """What "pro-government" makes of a noun: forces are the army's, militias stand beside it, others are nobody."""
        if noun.noun.role == "forces":
            return _LOYAL
        return _BESIDE if self.words.lowers[noun.head] in word_list("militias") else _NOBODY

    def _led(self, start: int, noun: NounHit, effective: Noun) -> str | None:
        """ "US-led forces" are the coalition's, "NATO-led troops" NATO's."""
        if effective.role != "forces":
            return None
        for i in range(start, noun.start):
            named = self.document.name_at.get(i)
            if named and named.id and self.words.lowers[named.hit.end : named.hit.end + 2] == ["-", "led"]:
                is_state = self.known.value(named.id, "kind") == "state"
                return self.document.identify.generic(f"{named.id}-led") if is_state else named.id
        return None

    def _near(self, noun: NounHit) -> str | None:
        """The state last spoken of, where the report is about two alike."""
        rivals = self.document.context.rivals
        if not rivals or noun.noun.phrase == "regime":
            return None
        states = (i.partition("-")[0] for _, i, _ in self._back(noun, 3))
        return next((state for state in states if state in rivals), None)

    def _part(self, noun: NounHit, start: int, base: str) -> str | None:
        """ "The LTTE's political wing leader" is not its leader: a noun between makes it the body."""
        if noun.noun.role != "office" or self.known.value(base, "kind") in ("person", "state"):
            return None
        i = noun.start - 1
        while i >= start and i not in self.document.name_at:
            if self.words.tags[i] == "NOUN":
                return base
            i -= 1
        return None

    def _against(self, chosen: Noun, noun: NounHit, start: int) -> Noun:
        """A rebel word further left wins over an army word: "rebel military guards"."""
        if chosen.value == "MIL":
            for i in range(start, noun.start):
                other = self.document.noun_at.get(i)
                if other and other.noun.role == "fighters":
                    return replace(other.noun, source=chosen.source)
        return chosen

    def _solve(self, noun: NounHit) -> Solved:
        start = self.start(noun)
        effective = self.effective(noun, start)
        named = self._beside(noun)
        if named:
            return named, "name beside it"
        bases, opposed, joint = self._bases(start, noun)
        if joint:
            return None, "joint"
        identify = self.document.identify
        if bases:
            if opposed:
                state = self.known.country(bases[-1])
                return (identify.rebels(state), "opposed to") if state else (None, "opposed to")
            found = self._part(noun, start, bases[-1]) or identify.compose(effective, bases[-1])
            if found or not (effective.role == "body" and effective.value == "coalition"):
                return found, "name in the phrase"
        led = self._led(start, noun, effective)
        if led:
            return led, "who leads it"
        inner = complement(self.words, noun.head)
        if inner and effective.source not in ("witness", "medic"):
            found = self._from_complement(effective, inner)
            if found:
                return found, "name in the complement"
        found = self._from_history(noun, effective)
        if found:
            return found, "mentioned before"
        return identify.by_document(effective, self._near(noun)), "the document's conflict"

    def within(self, start: int, noun: NounHit) -> Solved:
        """The identity of a noun the parser took for something else, from the names of the span before it."""
        bases, opposed, joint = self._bases(start, noun)
        if joint or opposed or not bases:
            return None, "not a noun to the parser"
        return self.document.identify.compose(noun.noun, bases[-1]), "name in the phrase"

    def _beside(self, noun: NounHit) -> str | None:
        """The name set beside a noun: "the Syrian president, Bashar al-Assad", "the movement Hezbollah"."""
        words, document = self.words, self.document
        after = document.name_at.get(noun.end)
        if after and after.id and after.hit.start == noun.end and after.fact not in ("adjective", "people", "seat"):
            kind = self.known.value(after.id, "kind")
            if noun.noun.role == "body" and kind not in ("person", "state"):
                return after.id
            if noun.noun.source == "media" and kind in ("news agency", "broadcaster", "newspaper"):
                return after.id
        if noun.noun.role != "office":
            return None
        for child in words.rights(noun.head):
            if words.deps[child] == "appos" and child in document.name_at:
                actor_id = document.name_at[child].id
                if actor_id and self.known.value(actor_id, "kind") == "person":
                    return actor_id
        return None

    def _bases(self, start: int, noun: NounHit) -> tuple[list[str], bool, bool]:
        """The actors named before the noun, states first; whether the phrase is set against them; whether several."""
        words, document = self.words, self.document
        found: list[str] = []
        opposed = joint = False
        i = start
        while i < noun.start:
            named, other = document.name_at.get(i), document.noun_at.get(i)
            if named:
                if named.id and not linked(words, named.hit.end) and not self._friendly(i, named.id):
                    found.append(named.id)
                    opposed = opposed or "anti" in words.lowers[max(i - 2, 0) : i]
                i = named.hit.end
            elif other and words.deps[other.head] == "poss":
                actor_id = self.solve(other)[0]
                if actor_id:
                    found.append(actor_id)
                i = other.end
            else:
                joint = joint or (words.lowers[i] in ("and", "or") and i > start)
                i += 1
        joint = joint and (bool(found) or any(i in document.noun_at for i in range(start, noun.start)))
        found.sort(key=lambda actor_id: self.known.value(actor_id, "kind") != "state")
        return found, opposed, joint

    def _friendly(self, i: int, actor_id: str) -> bool:
        """Whether "pro-" before a state or a people says whose friends are meant, not who they are."""
        friendly = self.words.lowers[max(i - 2, 0) : i] == ["pro", "-"]
        return friendly and self.known.value(actor_id, "kind") in ("state", "ethnic group", "intergovernmental body")

    def _from_complement(self, noun: Noun, inner: tuple[str, int]) -> str | None:
        preposition, head = inner
        named = self.document.name_at.get(head)
        if named and named.id and self.known.value(named.id, "kind") in ("state", None):
            local = named.fact == "seat" or preposition in ("in", "at")
            if (local and noun.role != "institution") or preposition in ("with", "to"):
                return None
        if named and named.id:
            if preposition == "to":
                return None
            return self.document.identify.compose(noun, named.id)
        if preposition in ("in", "to"):
            return None
        other = self.document.noun_at.get(head)
        if any(self.words.deps[c] == "conj" for c in self.words.rights(head)):
            return None
        if other is None or other.head != head or other.noun.source in _PLAIN_SOURCES:
            return None
        base = self.solve(other)[0]
        if base is None or (noun.role == "source" and noun.source is None):
            return None
        return base if noun.role in ("source", "office", "forces", "militants", "fighters", "body") else None

    # what went before

    def indefinite(self, noun: NounHit) -> bool:
        """Whether an article or a quantifier brings in someone new ("a group", "another official")."""
        return any(self.words.lowers[c] in word_list("indefinite") for c in self.words.lefts(noun.head))

    def definite(self, noun: NounHit) -> bool:
        """Whether "the", "this" or "that" points back."""
        lefts = self.words.lefts(noun.head)
        return any(self.words.lowers[c] in ("the", "this", "that", "these", "those") for c in lefts)

    def _back(self, noun: NounHit, reach: int = _REACH) -> Iterator[tuple[int, str, NounHit | None]]:
        """What was identified before, the nearest first."""
        for token, actor_id, other in self._all_back(noun, reach):
            if actor_id:
                yield token, actor_id, other

    def _all_back(self, noun: NounHit, reach: int) -> Iterator[tuple[int, str | None, NounHit | None]]:
        here = self.words.sents[noun.head]
        for token, actor_id, other in reversed(self.history):
            if here - self.words.sents[token] > reach:
                return
            if token < noun.start:
                yield token, actor_id, other

    def _from_history(self, noun: NounHit, effective: Noun) -> str | None:
        if self.indefinite(noun):
            return None
        if effective.role == "body":
            return self._body_before(noun, effective)
        if effective.role == "office":
            return self._holder_before(noun, effective)
        if effective.role == "forces" and noun.noun.phrase in ("soldiers", "troops") and self.start(noun) == noun.start:
            return self._same_noun_before(noun) or self._only_army()
        if not self.definite(noun):
            return None
        if effective.role == "militants" and noun.noun.phrase.split()[-1] in word_list("armed nouns"):
            return self._same_noun_before(noun) or self._kind_before(noun, _GROUPS)
        if effective.role in ("forces", "source"):
            return self._same_noun_before(noun)
        if noun.noun.phrase == "ministry":
            return self._kind_before(noun, frozenset({"ministry"})) or self._made_before(noun)
        if effective.role == "institution":
            return next((i for _, i, o in self._back(noun, 2) if o and o.noun.value == effective.value
                         and o.noun.role == "institution" and i.endswith(effective.value)), None)  # fmt: skip
        return None

    def _only_army(self) -> str | None:
        """The one army the report names again and again, for bare "soldiers" of a country in conflict."""
        ours = f"{self.document.context.country}-MIL"
        return ours if set(self.armies) == {ours} and self.armies[ours] > 1 else None

    def _same_noun_before(self, noun: NounHit) -> str | None:
        lower = self.words.lowers[noun.head].rstrip("s")
        for token, actor_id, other in self._all_back(noun, 8):
            if other and self.words.lowers[token].rstrip("s") == lower and (actor_id or self._modified(other)):
                self.referent[noun.head] = token
                return actor_id
        return None

    def _modified(self, noun: NounHit) -> bool:
        """Whether the noun has words of its own that identify: "field sources", "a source at the hospital"."""
        return self.start(noun) < noun.start or complement(self.words, noun.head) is not None

    def _kind_before(self, noun: NounHit, kinds: frozenset[str]) -> str | None:
        for token, actor_id, _ in self._back(noun):
            if self.known.kind(actor_id) in kinds and actor_id in self.known.facts:
                self.referent[noun.head] = token
                return actor_id
        return None

    def _body_before(self, noun: NounHit, effective: Noun) -> str | None:
        lower = self.words.lowers[noun.head]
        if self.words.texts[noun.head][0].isupper() and self.start(noun) < noun.start:
            return None  # a name we do not know
        for token, actor_id, other in self._back(noun, 12):
            named = self.document.name_at.get(token) if other is None else None
            if named and lower in self.words.lowers[named.hit.start : named.hit.end] and self._again(actor_id):
                self.referent[noun.head] = token
                return actor_id
        if effective.value == "council":
            return next((i for _, i, _ in self._back(noun, 12) if "council" in self._label(i)), None)
        if lower.endswith("s") and effective.value == "group":
            return None
        kinds = _SEEK.get(effective.value)
        return self._kind_before(noun, kinds) if kinds else None

    def _made_before(self, noun: NounHit) -> str | None:
        """The ministry of a state last spoken of."""
        return next((i for _, i, _ in self._back(noun) if self.known.kind(i) == "ministry"), None)

    def _again(self, actor_id: str) -> bool:
        """Whether the document names the body more than once, so that its last word alone can stand for it."""
        return self.document.times[actor_id] > 1

    def _holder_before(self, noun: NounHit, effective: Noun) -> str | None:
        post = effective.value
        for _, actor_id, _ in self._back(noun, 40):
            if self.known.value(actor_id, "kind") != "person":
                continue
            office = self.known.office(actor_id, self.document.context.day) or ""
            held = office.partition(":")[2]
            if held == post or (post in ("ambassador", "spokesperson", "envoy", "governor") and post in held):
                return actor_id
        if post == "secretary-general":
            return self.known.holder("un", post, self.document.context.day) or "un"
        return None

    def _label(self, actor_id: str) -> str:
        return (self.known.value(actor_id, "name") or "").lower()


def linked(words: Words, end: int) -> bool:
    """Whether "-led", "-backed" or the like follows: the name then says whose friend, not who."""
    if end + 1 >= len(words) or words.texts[end] != "-":
        return False
    return words.lowers[end + 1] in word_list("linked") or (
        words.tags[end + 1] == "VERB" and words.lowers[end + 1][-2:] == "ed"
    )


def spoken_for(describer: Describer, roles: tuple[tuple[int, int], ...]) -> Solved:
    """The body a person without an entry speaks for: "rebel spokesman X", "X, of the International Crisis Group"."""
    document, known = describer.document, describer.known
    for start, end in roles:
        if {"former", "ex"} & set(document.words.lowers[max(start - 1, 0) : end]):
            continue
        for noun in match_nouns(document.words, set(), start, end):
            role = noun.noun
            if role.source in _SPEAKERS or role.role in ("office", "forces", "fighters", "militants", "institution"):
                at = document.noun_at.get(noun.head)
                actor_id, _ = describer.solve(at if at else noun)
                if actor_id and known.value(actor_id, "kind") != "person":
                    return actor_id, "speaks for"
        for i in range(start, end):
            named = document.name_at.get(i)
            if named and named.id and known.value(named.id, "kind") not in ("person", "state", "ethnic group"):
                return named.id, "speaks for"
    return None, "person without an entry"
