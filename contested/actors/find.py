"""All actor mentions of a document, each with its identity or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from contested.actors.coreference import Coreference, link
from contested.actors.describe import Describer, linked, spoken_for
from contested.actors.document import Document, Named
from contested.actors.found import FoundActor, Gender, Number, Sort
from contested.actors.knowledge import Knowledge, knowledge, word_list
from contested.actors.people import PersonHit
from contested.actors.phrases import Noun, NounHit, left_extent

if TYPE_CHECKING:
    import numpy as np
    from spacy.tokens import Doc

_MODIFIER = frozenset({"compound", "amod", "nmod", "npadvmod", "poss", "nummod"})
_SORTS: dict[str, Sort] = {
    "institution": "body", "forces": "forces", "fighters": "forces", "militants": "forces",
    "office": "office", "source": "source", "body": "body",
}  # fmt: skip
_STILL = frozenset({"is", "was", "are", "were", "remains", "remained", "fell", "lies", "sits", "has", "had"})
FINDER, OWN = "contested.actors.finder", frozenset({"his", "her", "its", "their", "our", "my"})


class Finder:
    """Finds the mentions of one document, and afterwards answers for any span of it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = document.words
        self.known: Knowledge = document.known
        self.day = document.context.day
        self.describe = Describer(document)
        self.describe.run()
        self.spoken: dict[int, tuple[str | None, str]] = {}
        self.found: tuple[FoundActor, ...] = ()
        self.links = Coreference()
        self.by_head: dict[int, int] = {}

    def run(self, skip: np.ndarray | None) -> tuple[FoundActor, ...]:
        """The mentions in the order of the text, outer before inner; coreference is worked out on the way."""
        document = self.document
        mentions = [m for named in document.named for m in self._of_name(named)]
        mentions += [self._of_noun(noun) for noun in document.nouns if not self._inside(noun)]
        mentions += [self._of_person(person) for person in document.people]
        if skip is not None:
            mentions = [m for m in mentions if not skip[m.head]]
        mentions.sort(key=lambda m: (m.start_token, -m.end_token))
        mentions = self._numbered(mentions)
        self.links = link(self.words, mentions)
        self.found = tuple(self._owned(m, mentions) for m in mentions)
        self.by_head = {m.head: k for k, m in reversed(list(enumerate(self.found)))}
        return self.found

    def make(
        self, start: int, end: int, head: int, actor_id: str | None, how: str, *, noun: Noun | None = None,
        person: PersonHit | None = None,
    ) -> FoundActor:  # fmt: skip
        """A mention at tokens ``start`` to ``end``."""
        doc = self.words.doc
        actor = self.known.actor(actor_id, self.day) if actor_id else None
        sort, number, gender = self._nature(head, actor_id, noun, person)
        private = (
            actor_id is None
            and sort in ("person", "source")
            and (person is not None or (noun is not None and noun.source == "witness"))
        )
        last = doc[end - 1]
        return FoundActor(
            int(doc[start].idx), int(last.idx) + len(last), start, end, head, actor, noun.source if noun else None,
            private, how, sort, number, gender, named=noun is None,
        )  # fmt: skip

    def _nature(
        self, head: int, actor_id: str | None, noun: Noun | None, person: PersonHit | None
    ) -> tuple[Sort, Number, Gender]:
        if person is not None:
            return "person", "one", person.gender
        if noun is not None:
            plural = self.words.lowers[head].endswith(("s", "men", "people", "children")) and noun.plural
            single = not plural and (
                noun.role in ("office", "source") or self.words.lowers[head] in word_list("fighting persons")
            )
            gender: Gender = "?" if single else "n"
            sort = "office" if single and noun.role != "source" else _SORTS.get(noun.role, "unknown")
            if single and noun.phrase.endswith(("woman", "mother", "wife", "sister", "daughter", "girl", "queen")):
                gender = "f"
            number: Number = "many" if plural else "one" if single else "either"
            return sort, number, gender
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

    def _of_name(self, named: Named) -> list[FoundActor]:
        words, hit = self.words, named.hit
        root = words.root(hit.start, hit.end)
        above, dep = words.heads[root], words.deps[root]
        if linked(words, hit.end):
            return [self.make(hit.start, hit.end, root, named.id, "name before -led, -backed")]
        if dep in _MODIFIER and dep != "poss" and above >= hit.end and self._is_actor(above):
            return []
        actor_id = self.name_id(named, root)
        is_state = bool(named.id) and self.known.value(named.id or "", "kind") == "state"
        if is_state and actor_id == named.id and named.fact != "adjective" and not self._acts(root, named.fact):
            return []
        start = hit.start if dep in _MODIFIER and dep != "poss" else self._title_start(hit.start, root)
        return [self.make(start, hit.end, root, actor_id, named.how)]

    def name_id(self, named: Named, root: int) -> str | None:
        """The id of a name; "Libyans" are the people of Libya, "the Americans" in Afghanistan the United States."""
        plural = named.fact == "people" and self.words.lowers[root].endswith("s")
        if named.id and plural and self.known.value(named.id, "kind") == "state":
            return f"{named.id}-CVL" if named.id == self.document.context.country else named.id
        return named.id

    def _is_actor(self, token: int) -> bool:
        document = self.document
        return token in document.noun_at or token in document.name_at or token in document.person_at

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
            return fact != "seat" or words.lowers[above] not in _STILL
        if dep == "pobj":
            return words.lowers[above] not in word_list("locative") and fact != "seat"
        return fact != "seat" and dep not in ("npadvmod", "appos", "compound", "advmod", "nmod", "dep")

    def _title_start(self, first: int, root: int) -> int:
        """Where the phrase begins with titles and offices before a name ("Syrian President" Assad)."""
        words = self.words
        start = left_extent(words, first, root)
        inside = range(start, first)
        if any(words.tags[i] in ("VERB", "PRON") or words.texts[i] in (",", ";") for i in inside):
            start = first
        while start > 0 and words.lowers[start - 1] in word_list("titles") and words.texts[start - 1][0].isupper():
            start -= 1
        return start

    # descriptions

    def _inside(self, noun: NounHit) -> bool:
        """Whether a noun only modifies another actor noun or a name ("rebel" in "rebel commander")."""
        dep, above = self.words.deps[noun.head], self.words.heads[noun.head]
        if dep not in ("compound", "amod", "nmod", "npadvmod") or above < noun.end:
            return False
        return self._is_actor(above)

    def _of_noun(self, noun: NounHit) -> FoundActor:
        actor_id, how = self.describe.solve(noun)
        start = self.describe.start(noun)
        return self.make(start, noun.end, noun.head, actor_id, how, noun=self.describe.effective(noun, start))

    def _owned(self, mention: FoundActor, mentions: list[FoundActor]) -> FoundActor:
        """ "His forces", "its fighters": the identity follows from whom the pronoun stands for."""
        noun = self.document.noun_at.get(mention.head)
        if noun is None or noun.noun.role == "body" or mention.how.startswith("name"):
            return mention
        owner = next((c for c in self.words.lefts(mention.head) if self.words.lowers[c] in OWN), None)
        if owner is None:
            return mention
        k = self.links.antecedent.get(owner)
        base = mentions[k].actor if k is not None else None
        actor_id = None
        if base:
            actor_id = self.document.identify.compose(self.describe.effective(noun, mention.start_token), base.id)
        actor = self.known.actor(actor_id, self.day) if actor_id else None
        return replace(mention, actor=actor, how="owner's")

    # people without an entry

    def _of_person(self, person: PersonHit) -> FoundActor:
        if person.known:
            how = "surname of a full name"
            return self.make(person.first, person.end, person.head, person.known, how, person=person)
        if person.again is not None and person.again in self.spoken:
            actor_id, how = self.spoken[person.again]
        else:
            actor_id, how = spoken_for(self.describe, person.roles)
        self.spoken[person.start] = actor_id, how
        return self.make(person.first, person.end, person.head, actor_id, how, person=person)

    def _numbered(self, mentions: list[FoundActor]) -> list[FoundActor]:
        """The mentions with their numbers: one for each actor, each person, each described one that goes on."""
        numbers: dict[object, int] = {}
        by_head: dict[int, int] = {}
        numbered = []
        for mention in mentions:
            person = self.document.person_at.get(mention.head)
            key: object = ("at", mention.head)
            if person is not None and person.known is None:
                key = ("person", person.again if person.again is not None else person.start)
            elif mention.actor:
                key = mention.actor.id
            elif mention.head in self.describe.referent and self.describe.referent[mention.head] in by_head:
                key = ("number", by_head[self.describe.referent[mention.head]])
            number = key[1] if isinstance(key, tuple) and key[0] == "number" else numbers.setdefault(key, len(numbers))
            by_head[mention.head] = int(number)
            numbered.append(replace(mention, entity=int(number)))
        return numbered


def find_actors(
    doc: Doc,
    *,
    published: date | None = None,
    places: Sequence[tuple[int, int]] = (),
    skip: np.ndarray | None = None,
    extra: tuple[str, ...] = (),
) -> tuple[FoundActor, ...]:
    """All actor mentions of a parsed document, in the order of the text.

    ``published`` is the report's day, which decides names, offices and sides. ``places`` are character
    spans known to be places. ``skip`` marks tokens (True) whose mentions are left out. ``extra`` are
    paths of a user's own fact files. Raises DataFileError when a fact file is wrong.

    What was worked out is kept with the document, for ``coreference`` and ``resolve_actor``.
    """
    known = knowledge(tuple(Path(p) for p in extra))
    finder = Finder(Document(doc, known, published=published, places=places))
    doc.user_data[FINDER] = finder
    return finder.run(skip)
