"""All actor mentions of a document, each with its identity or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from contested.actors.context import Context, choose, make_context
from contested.actors.found import FoundActor, Gender, Number, Sort
from contested.actors.identity import Identifier
from contested.actors.knowledge import Knowledge, knowledge, word_list
from contested.actors.names import NameHit, acronym_hits, defined_acronyms, match_names
from contested.actors.people import PersonHit, match_people
from contested.actors.phrases import Noun, NounHit, complement, left_extent, match_nouns
from contested.actors.resolve import words_of
from contested.actors.words import Words

if TYPE_CHECKING:
    import numpy as np
    from spacy.tokens import Doc

_MODIFIER = frozenset({"compound", "amod", "nmod", "npadvmod", "poss", "nummod"})


@dataclass(frozen=True, slots=True)
class _Named:
    hit: NameHit
    id: str | None
    how: str
    fact: str


class Finder:
    """Finds the mentions of one document; ``found()`` gives them in the order of the text."""

    def __init__(
        self,
        doc: Doc,
        known: Knowledge,
        published: date | None,
        places: Sequence[tuple[int, int]],
        skip: np.ndarray | None,
    ) -> None:
        self.words: Words = words_of(doc)
        self.known = known
        raw = match_names(self.words, known)
        raw = list(acronym_hits(self.words, raw, defined_acronyms(self.words, raw)))
        self.context: Context = make_context(self.words, raw, known, published)
        self.identify = Identifier(known, self.context)
        self.place_starts = {start for start, _ in places}
        self.named = [self._choose(hit) for hit in raw]
        self.at = {i: named for named in self.named for i in range(named.hit.start, named.hit.end)}
        self.people = match_people(self.words, set(self.at))
        self.person_at = {i: p for p in self.people for i in range(p.start, p.end)}
        taken = set(self.at) | {i for p in self.people for i in range(p.first, p.end)}
        self.nouns = list(match_nouns(self.words, taken))
        self.noun_at = {i: n for n in self.nouns for i in range(n.start, n.end)}
        self.solved: dict[int, tuple[str | None, str]] = {}
        self.skip = skip

    def _choose(self, hit: NameHit) -> _Named:
        actor_id, how = choose(hit, self.context, self.known)
        if hit.senses[0].fact in ("surname", "weak alias") and self.words.doc[hit.start].idx in self.place_starts:
            actor_id, how = None, "a place"
        fact = next((s.fact for s in hit.senses if s.id == actor_id), hit.senses[0].fact)
        return _Named(hit, actor_id, how, fact)

    def found(self) -> list[FoundActor]:
        """The mentions, in the order of the text; outer before inner."""
        mentions = [m for named in self.named for m in self._of_name(named)]
        mentions += [self._of_noun(noun) for noun in self.nouns if not self._inside(noun)]
        mentions += [self._of_person(person) for person in self.people]
        if self.skip is not None:
            skip = self.skip
            mentions = [m for m in mentions if not skip[m.head]]
        return sorted(mentions, key=lambda m: (m.start_token, -m.end_token))

    def make(
        self,
        start: int,
        end: int,
        head: int,
        actor_id: str | None,
        how: str,
        *,
        noun: Noun | None = None,
        person: PersonHit | None = None,
    ) -> FoundActor:
        """A mention at tokens ``start`` to ``end``."""
        doc = self.words.doc
        actor = self.known.actor(actor_id, self.context.day) if actor_id else None
        sort, number, gender = self._nature(head, actor_id, noun, person)
        private = (
            sort in ("person", "source")
            and actor_id is None
            and (person is not None or (noun is not None and noun.source == "witness"))
        )
        last = doc[end - 1]
        source = noun.source if noun else None
        return FoundActor(
            int(doc[start].idx), int(last.idx) + len(last), start, end, head, actor, source, private, how,
            sort, number, gender,
        )  # fmt: skip

    def _nature(
        self, head: int, actor_id: str | None, noun: Noun | None, person: PersonHit | None
    ) -> tuple[Sort, Number, Gender]:
        if person is not None:
            return "person", "one", person.gender
        if noun is not None:
            plural = self.words.lowers[head].endswith(("s", "men", "people", "children")) and noun.plural
            single = noun.role in ("office", "source") and not plural
            sort: Sort = {
                "institution": "body",
                "forces": "forces",
                "fighters": "forces",
                "militants": "forces",
                "office": "office",
                "source": "source",
                "body": "body",
            }.get(noun.role, "unknown")  # type: ignore[assignment]
            gender: Gender = "?" if single else "n"
            if single and noun.phrase.endswith(("woman", "mother", "wife", "sister", "daughter", "girl", "queen")):
                gender = "f"
            return sort, "many" if plural else "one" if single else "either", gender
        kind = self.known.value(actor_id, "kind") if actor_id else None
        if kind == "person" and actor_id:
            gender = self.known.value(actor_id, "gender") or "?"  # type: ignore[assignment]
            return "person", "one", gender
        if kind == "state":
            return "state", "either", "n"
        if kind in ("ethnic group", "population") or (actor_id or "").endswith("-CVL"):
            return "people", "many", "n"
        return "body", "either", "n"

    # names

    def _linked(self, end: int) -> bool:
        """Whether "-led", "-backed" or the like follows: the name then says whose friend, not who."""
        words = self.words
        return end + 1 < len(words) and words.texts[end] == "-" and words.lowers[end + 1] in word_list("linked")

    def _of_name(self, named: _Named) -> list[FoundActor]:
        words, hit = self.words, named.hit
        root = words.root(hit.start, hit.end)
        above, dep = words.heads[root], words.deps[root]
        if self._linked(hit.end):
            return [self.make(hit.start, hit.end, root, named.id, "name before -led, -backed")]
        if (
            dep in _MODIFIER
            and above >= hit.end
            and (above in self.noun_at or above in self.at or above in self.person_at)
        ) and dep != "poss":
            return []
        actor_id, kind = named.id, self.known.value(named.id, "kind") if named.id else None
        if kind == "state":
            if named.fact == "people" and words.tags[root] in ("NOUN", "PROPN") and words.lowers[root].endswith("s"):
                actor_id = f"{named.id}-CVL"
            elif named.fact != "adjective" and not self._acts(root, named.fact):
                return []
        start = hit.start
        if dep not in _MODIFIER or dep == "poss":
            start = self._title_start(hit, root)
        return [self.make(start, hit.end, root, actor_id, named.how)]

    def _acts(self, root: int, fact: str) -> bool:
        """Whether a state's or capital's name stands for who acts there, not for the place."""
        words = self.words
        dep, above = words.deps[root], words.heads[root]
        for _ in range(3):
            if dep != "conj":
                break
            root = above
            dep, above = words.deps[root], words.heads[root]
        if dep in ("nsubj", "nsubjpass", "agent"):
            return fact != "seat" or words.lowers[above] not in ("is", "was", "are", "were", "remains", "fell", "lies")
        if dep == "pobj":
            return words.lowers[above] not in word_list("locative") and fact != "seat"
        return fact != "seat" and dep not in ("npadvmod", "appos", "compound", "advmod", "nmod", "dep")

    def _title_start(self, hit: NameHit, root: int) -> int:
        """Where the phrase begins with titles and offices before a name ("Syrian President" Assad)."""
        words = self.words
        start = left_extent(words, hit.start, root)
        if start < hit.start and any(
            words.tags[i] in ("VERB", "PRON") or words.texts[i] in (",", ";") for i in range(start, hit.start)
        ):
            start = hit.start
        while start > 0 and words.lowers[start - 1] in word_list("titles") and words.texts[start - 1][0].isupper():
            start -= 1
        return start

    # descriptions

    def _inside(self, noun: NounHit) -> bool:
        """Whether a noun only modifies another actor noun or a name ("rebel" in "rebel commander")."""
        words = self.words
        dep, above = words.deps[noun.head], words.heads[noun.head]
        if dep not in ("compound", "amod", "nmod", "npadvmod") or above < noun.end:
            return False
        return above in self.noun_at or above in self.at or above in self.person_at

    def _of_noun(self, noun: NounHit) -> FoundActor:
        actor_id, how = self.solve(noun)
        start = left_extent(self.words, noun.start, noun.head)
        return self.make(start, noun.end, noun.head, actor_id, how, noun=self._effective(noun, start))

    def _effective(self, noun: NounHit, start: int) -> Noun:
        """The noun that decides: in "army general", "regime helicopters", "rebel commander" the first."""
        if noun.noun.role in ("institution", "fighters") or noun.noun.source in ("witness", "activist", "medic"):
            return noun.noun
        for i in range(noun.start - 1, start - 1, -1):
            inner = self.noun_at.get(i)
            if inner and inner is not noun and inner.noun.role in ("institution", "fighters", "forces"):
                return replace(inner.noun, source=noun.noun.source) if noun.noun.source else inner.noun
        return noun.noun

    def solve(self, noun: NounHit) -> tuple[str | None, str]:
        """The identity of a described actor and the rule."""
        if noun.head not in self.solved:
            self.solved[noun.head] = (None, "circular")
            self.solved[noun.head] = self._solve(noun)
        return self.solved[noun.head]

    def _solve(self, noun: NounHit) -> tuple[str | None, str]:
        start = left_extent(self.words, noun.start, noun.head)
        effective = self._effective(noun, start)
        named = self._apposed(noun)
        if named:
            return named, "name in apposition"
        bases, opposed = self._bases(start, noun)
        if len(bases) > 1 and any(self.words.lowers[i] == "and" for i in range(start, noun.start)):
            return None, "joint"
        if bases:
            base = bases[-1]
            if opposed:
                state = self.known.country(base)
                return (self.identify.rebels(state), "opposed to") if state else (None, "opposed to")
            found = self.identify.compose(effective, base)
            if found or effective.role != "body" or effective.value != "coalition":
                return found, "name in the phrase"
        inner = complement(self.words, noun.head)
        if inner and effective.source not in ("witness", "medic"):
            found = self._from_complement(effective, inner)
            if found:
                return found, "name in the complement"
        return self.identify.by_document(effective), "the document's conflict"

    def _apposed(self, noun: NounHit) -> str | None:
        """The name set beside an office: "the Syrian president, Bashar al-Assad"."""
        if noun.noun.role != "office":
            return None
        for child in self.words.rights(noun.head):
            if self.words.deps[child] == "appos" and child in self.at:
                actor_id = self.at[child].id
                if actor_id and self.known.value(actor_id, "kind") == "person":
                    return actor_id
        return None

    def _bases(self, start: int, noun: NounHit) -> tuple[list[str], bool]:
        """The actors named before the noun, states first, and whether the phrase is set against them."""
        words, found, opposed = self.words, [], False
        i = start
        while i < noun.start:
            named = self.at.get(i)
            if named is None:
                i += 1
                continue
            after = named.hit.end
            linked = (
                after + 1 < len(words) and words.texts[after] == "-" and words.lowers[after + 1] in word_list("linked")
            )
            if named.id and not linked:
                found.append(named.id)
                opposed = opposed or "anti" in words.lowers[max(i - 2, 0) : i]
            i = after
        found.sort(key=lambda actor_id: self.known.value(actor_id, "kind") != "state")
        return found, opposed

    def _from_complement(self, noun: Noun, inner: tuple[str, int]) -> str | None:
        preposition, head = inner
        named = self.at.get(head)
        if named and named.id:
            if named.fact == "seat" and noun.role != "institution":
                return None
            return self.identify.compose(noun, named.id)
        if preposition in ("in", "at", "to", "with"):
            return None
        other = self.noun_at.get(head)
        if other is None or other.head != head:
            return None
        base = self.solve(other)[0]
        if base is None or (noun.role == "source" and noun.source is None):
            return None
        return base if noun.role in ("source", "office", "forces", "militants", "fighters", "body") else None

    # people without an entry

    def _of_person(self, person: PersonHit) -> FoundActor:
        actor_id, how = self._speaks_for(person)
        return self.make(person.first, person.end, person.head, actor_id, how, person=person)

    def _speaks_for(self, person: PersonHit) -> tuple[str | None, str]:
        """The body a person without an entry speaks for: "rebel spokesman Mustafa Gheriani"."""
        for start, end in person.roles:
            for noun in match_nouns_in(self.words, start, end):
                role = noun.noun
                if role.source in ("official", "media") or role.role in ("office", "forces", "fighters", "militants"):
                    actor_id, _ = self._solve(noun)
                    if actor_id and self.known.value(actor_id, "kind") != "person":
                        return actor_id, "speaks for"
        return None, "person without an entry"


def match_nouns_in(words: Words, start: int, end: int) -> list[NounHit]:
    """The nouns of the lexicon within some tokens."""
    return [n for n in match_nouns(words, set()) if start <= n.start and n.end <= end] if end > start else []


def find_actors(
    doc: Doc, *, published: date | None = None, places: Sequence[tuple[int, int]] = (),
    skip: np.ndarray | None = None, extra: tuple[str, ...] = (),
) -> tuple[FoundActor, ...]:  # fmt: skip
    """All actor mentions of a parsed document, in the order of the text.

    ``published`` is the report's day, which decides names, offices and sides. ``places`` are character
    spans known to be places. ``skip`` marks tokens (True) whose mentions are left out. ``extra`` are
    paths of a user's own fact files. Raises DataFileError when a fact file is wrong.
    """
    finder = Finder(doc, knowledge(tuple(Path(p) for p in extra)), published, places, skip)
    return tuple(finder.found())
