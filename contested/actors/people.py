"""People a report names who are not in the knowledge base."""

from __future__ import annotations

from dataclasses import dataclass

from contested.actors.found import Gender
from contested.actors.knowledge import word_list
from contested.actors.words import Words


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person's name at tokens ``start`` to ``end``; ``first`` is where titles before it begin.

    ``roles`` are the token spans that say what the person is, before the name and in apposition.
    """

    first: int
    start: int
    end: int
    head: int
    gender: Gender
    roles: tuple[tuple[int, int], ...]


def match_people(words: Words, taken: set[int]) -> list[PersonHit]:
    """Names spaCy takes for people, outside the names of the knowledge base."""
    found = []
    for ent in words.doc.ents:
        if ent.label_ != "PERSON" or any(i in taken for i in range(ent.start, ent.end)):
            continue
        if not words.texts[ent.start][0].isupper():
            continue
        head = words.root(ent.start, ent.end)
        end = ent.end - 1 if words.lowers[ent.end - 1] == "'s" and ent.end - ent.start > 1 else ent.end
        first = _first(words, ent.start, head)
        roles = [(first, ent.start)] if first < ent.start else []
        for child in words.rights(head):
            if words.deps[child] == "appos":
                roles.append((words.left_edge(child), child + 1))
        if words.deps[head] == "appos":
            above = words.heads[head]
            roles.append((words.left_edge(above), above + 1))
        found.append(PersonHit(first, ent.start, end, head, _gender(words, first, ent.start, end), tuple(roles)))
    return found


def _first(words: Words, start: int, head: int) -> int:
    first = start
    for child in words.lefts(head):
        if child >= first:
            continue
        if words.deps[child] not in ("compound", "amod", "nmod") or words.tags[child] in ("DET", "NUM"):
            break
        first = words.left_edge(child)
    while first < start and words.tags[first] in ("DET", "PRON", "PUNCT"):
        first += 1
    return first


def _gender(words: Words, first: int, start: int, end: int) -> Gender:
    before = words.lowers[max(first - 1, 0) : start]
    if any(w in ("mrs", "mrs.", "ms", "ms.", "miss", "lady", "spokeswoman", "queen", "sister") for w in before):
        return "f"
    if any(w in ("mr", "mr.", "sir", "lord", "king", "spokesman") for w in before):
        return "m"
    return "f" if words.lowers[start] in word_list("women") and end - start > 1 else "?"
