"""One document as the actor stage sees it: its words, its names with their readings chosen, its people, its nouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from contested.actors.context import Context, choose, make_context
from contested.actors.identity import Identifier
from contested.actors.knowledge import Knowledge, word_list
from contested.actors.names import NameHit, acronym_hits, defined_acronyms, match_names
from contested.actors.people import PersonHit, match_people, match_surnames
from contested.actors.phrases import NounHit, match_nouns, nouns
from contested.actors.words import Words, read_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ALONE = frozenset({"surname", "alias", "weak alias", "name", "adjective", "people"})


@dataclass(frozen=True, slots=True)
class Named:
    """A name with the reading chosen: ``id`` is None where nothing decides. ``fact`` is the sort of name."""

    hit: NameHit
    id: str | None
    how: str
    fact: str


class Document:
    """What the rules look at. All lists are in the order of the text; the ``_at`` maps go by token."""

    def __init__(
        self, doc: Doc, known: Knowledge, *, published: date | None, places: Sequence[tuple[int, int]] = ()
    ) -> None:
        self.words: Words = read_words(doc)
        self.known = known
        raw = match_names(self.words, known)
        raw = list(acronym_hits(self.words, raw, defined_acronyms(self.words, raw)))
        self.context: Context = make_context(self.words, raw, known, published)
        self.identify = Identifier(known, self.context)
        starts = {start for start, _ in places}
        towns = {i for h in raw if h.senses[0].fact == "town" for i in range(h.start, h.end)}
        if starts:
            towns |= {i for i, idx in enumerate(doc.to_array("IDX").tolist()) if idx in starts}
        self.named = [named for hit in raw if (named := self._choose(hit, starts))]
        self.times = Counter(named.id for named in self.named)
        self.name_at = {i: named for named in self.named for i in range(named.hit.start, named.hit.end)}
        people = match_people(self.words, set(self.name_at) | towns, set(nouns()))
        people = [self._spelled_otherwise(person) for person in people]
        full = [(n.hit.start, n.hit.end, n.id) for n in self.named if n.id and self._is_person(n.id)]
        again = match_surnames(self.words, set(self.name_at), people, full, known)
        self.people = _without_overlap(
            sorted([*again, *people], key=lambda p: (p.start, p.again is None and p.known is None))
        )
        self.person_at = {i: p for p in self.people for i in range(p.start, p.end)}
        taken = set(self.name_at) | {i for p in self.people for i in range(p.start, p.end)}
        self.nouns = list(match_nouns(self.words, taken))
        self.noun_at = {i: n for n in self.nouns for i in range(n.start, n.end)}

    def _spelled_otherwise(self, person: PersonHit) -> PersonHit:
        """A known person whose first name is spelled in another way ("Ahmed Davutoglu" for Ahmet)."""
        keys = [key for i in range(person.start, person.end) for key in self.words.keys[i]]
        if len(keys) < 2:
            return person
        for actor_id, first in self.known.by_surname().get(keys[-1], ()):
            country = self.known.country(actor_id)
            held = self.context.day is None or self.known.office(actor_id, self.context.day)
            body = self.known.body_of(actor_id, self.context.day)
            about = self.context.countries.get(country or "", 0) > 0 or body in self.context.named
            if held and about and first[:1] == keys[0][:1] and fuzz.ratio(first, keys[0]) >= 72:
                return replace(person, known=actor_id)
        return person

    def _is_person(self, actor_id: str) -> bool:
        return self.known.value(actor_id, "kind") == "person"

    def _choose(self, hit: NameHit, places: set[int]) -> Named | None:
        words, first = self.words, hit.senses[0].fact
        if first == "town":
            return None
        if hit.end - hit.start <= 2 and first in _ALONE and self._part_of_longer(hit):
            return None
        actor_id, how = choose(hit, self.context, self.known)
        if first in ("surname", "weak alias") and words.doc[hit.start].idx in places:
            actor_id, how = None, "a place"
        fact = next((s.fact for s in hit.senses if s.id == actor_id), first)
        return Named(hit, actor_id, how, fact)

    def _given_name_before(self, i: int) -> bool:
        """Whether a person's given name stands before ("Yusuf" before "Pashtun")."""
        words, before = self.words, i - 1
        if before < 0 or words.ents[i] != "PERSON" or words.ents[before] != "PERSON":
            return False
        title = words.lowers[before] in word_list("titles")
        return words.tags[before] == "PROPN" and words.heads[before] == i and not title

    def _part_of_longer(self, hit: NameHit) -> bool:
        """Whether a one-word person's name is part of another's name ("Chavez" in "Mauricio Chavez Caceres")."""
        words, i = self.words, hit.start
        if not any(self._is_person(s.id) for s in hit.senses):
            before = i - 1
            named = before >= 0 and words.ents[before] == "PERSON" == words.ents[i] and words.tags[before] == "PROPN"
            return (
                named
                and hit.end - i == 1
                and words.heads[before] == i
                and words.lowers[before] not in word_list("titles")
            )
        if hit.end - hit.start == 2:
            last = hit.end
            return last < len(words) and words.tags[last] == "PROPN" and words.ents[last] == "PERSON" == words.ents[i]
        after = i + 1
        if (
            after < len(words)
            and words.tags[after] == "PROPN"
            and words.ents[after] == "PERSON"
            and words.ents[i] == "PERSON"
        ):
            return True
        before = i - 1
        return (
            before >= 0
            and words.ents[before] == "PERSON"
            and words.ents[i] == "PERSON"
            and words.tags[before] == "PROPN"
            and words.heads[before] in (i, words.heads[i])
            and words.lowers[before] not in word_list("titles")
            and words.texts[before][0].isupper()
        )


def _without_overlap(people: list[PersonHit]) -> list[PersonHit]:
    kept: list[PersonHit] = []
    for person in people:
        if not kept or person.start >= kept[-1].end:
            kept.append(person)
    return kept


__all__ = ["Document", "Named", "NounHit"]
