"""People a report names who are not in the knowledge base, and surnames that take up a full name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from contested.actors.found import Gender
from contested.actors.knowledge import Knowledge, word_list
from contested.actors.words import Words


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person's name at tokens ``start`` to ``end``; ``first`` is where titles before it begin.

    ``roles`` are the token spans that say what the person is: before the name, in apposition, after "of".
    ``again`` is the start token of the full name this one takes up, ``known`` the id that name has.
    """

    first: int
    start: int
    end: int
    head: int
    gender: Gender
    roles: tuple[tuple[int, int], ...]
    again: int | None = None
    known: str | None = None


def match_people(words: Words, taken: set[int], common: set[str]) -> list[PersonHit]:
    """Names spaCy takes for people, outside the names of the knowledge base and common nouns."""
    found = []
    for ent in words.doc.ents:
        if ent.label_ != "PERSON" or any(i in taken for i in range(ent.start, ent.end)):
            continue
        if not words.texts[ent.start][:1].isupper() or (ent.end - ent.start == 1 and words.lowers[ent.start] in common):
            continue
        end = ent.end - 1 if words.lowers[ent.end - 1] == "'s" and ent.end - ent.start > 1 else ent.end
        start = ent.start
        while end - 1 > start and words.lowers[end - 1] in common and words.lowers[end - 1].endswith("s"):
            end -= 1
        while start < end - 1 and (words.lowers[start] in word_list("titles") or words.lowers[start] in common):
            start += 1
        head = words.root(start, end)
        first = min(_first(words, start, head), ent.start)
        found.append(
            PersonHit(first, start, end, head, _gender(words, first, start, end), _roles(words, first, start, head))
        )
    return found


def _roles(words: Words, first: int, start: int, head: int) -> tuple[tuple[int, int], ...]:
    roles = [(first, start)] if first < start else []
    for child in words.rights(head):
        if words.deps[child] == "appos":
            roles.append((words.left_edge(child), child + 1))
        elif words.deps[child] == "prep" and words.lowers[child] in ("of", "from", "with"):
            roles.append((child + 1, min(words.right_edge(child), child + 12)))
    for child in words.lefts(head):
        if words.deps[child] == "poss":  # "CNN's Ben Wedeman"
            roles.append((words.left_edge(child), child + 1))
    if words.deps[head] == "appos":
        above = words.heads[head]
        roles.append((words.left_edge(above), start))
    return tuple(roles)


def match_surnames(
    words: Words,
    taken: set[int],
    people: Sequence[PersonHit],
    full: Sequence[tuple[int, int, str]],
    known: Knowledge,
) -> list[PersonHit]:
    """Single names that take up a full name of the document: "Cook" after "Peter Cook", "Mr Merino"."""
    owners: dict[str, PersonHit] = {}
    for start, end, actor_id in full:
        head = words.root(start, end)
        gender: Gender = known.value(actor_id, "gender") or "?"  # type: ignore[assignment]
        _own(words, owners, PersonHit(start, start, end, head, gender, (), None, actor_id))
    for person in people:
        _own(words, owners, person)
    at = {i: p for p in people for i in range(p.start, p.end)}
    found = []
    for i, keys in enumerate(words.keys):
        if len(keys) != 1 or keys[0] not in owners or i in taken or not _written_as_name(words, i):
            continue
        owner, here = owners[keys[0]], at.get(i)
        if (
            owner.start == i
            or (here and _names(words, here) > 1)
            or (here is None and words.tags[i] not in ("PROPN", "NOUN"))
        ):
            continue
        if here is None and i + 1 < len(words) and words.tags[i + 1] == "PROPN" and words.heads[i] == i + 1:
            continue
        if here is None and _middle(words, i):
            continue
        first = _first(words, i, i)
        end = here.end if here else i + 1
        start = here.start if here else i
        found.append(PersonHit(min(first, start), start, end, i, owner.gender, (), owner.start, owner.known))
    return found


def _written_as_name(words: Words, i: int) -> bool:
    """Whether a word may be a surname here: a capital, or in small letters the subject of a verb of saying."""
    if words.texts[i][:1].isupper():
        return True
    return words.deps[i] == "nsubj" and words.lowers[words.heads[i]] in word_list("saying") and len(words.texts[i]) > 4


def _middle(words: Words, i: int) -> bool:
    """Whether another name stands right before that is no title ("Sana" before "Gul")."""
    if i == 0 or words.tags[i - 1] != "PROPN" or not words.texts[i - 1][:1].isupper():
        return False
    return (
        words.heads[i - 1] == i and words.deps[i - 1] == "compound" and words.lowers[i - 1] not in word_list("titles")
    )


def _names(words: Words, person: PersonHit) -> int:
    return sum(len(words.keys[i]) > 0 for i in range(person.start, person.end))


def _own(words: Words, owners: dict[str, PersonHit], person: PersonHit) -> None:
    keys = [key for i in range(person.start, person.end) for key in words.keys[i]]
    if len(keys) < 2:
        return
    for key in [*keys[1:], *(keys[:1] if person.known else ())]:
        if len(key) < 3:
            continue
        other = owners.get(key)
        if other is None or (other.known is None and person.known is not None):
            owners[key] = person
        if other is not None and person.gender != "?" and other.gender == "?":
            owners[key] = replace(other, gender=person.gender)


def _first(words: Words, start: int, head: int) -> int:
    first = start
    for child in words.lefts(head):
        if child >= first:
            continue
        if words.deps[child] not in ("compound", "amod", "nmod") or words.tags[child] in ("DET", "NUM"):
            break
        first = words.left_edge(child)
    while first > 0 and words.lowers[first - 1] in word_list("titles") and words.texts[first - 1][0].isupper():
        first -= 1
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
