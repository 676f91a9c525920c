"""Who "he", "the group" or "its forces" is: coreference by rule, within one document.

Number, gender and sort rule antecedents out; recency, grammatical role, repetition and, for speakers,
having spoken before rank what is left (after Lappin and Leass 1994, with weights of our own).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from contested.actors.found import FoundActor
from contested.actors.knowledge import word_list
from contested.actors.words import Words

_PRONOUNS: dict[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "we"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "i"),
    **dict.fromkeys(("who", "whom", "whose", "which", "that"), "who"),
    **dict.fromkeys(("one", "those", "some", "others", "both"), "some"),
}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_REACH = {"he": 8, "she": 10, "it": 3, "they": 4}


@dataclass(frozen=True)
class Coreference:
    """``antecedent`` leads from a pronoun's token index to the index of a mention in ``found``."""

    antecedent: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _State:
    """The mentions in the order of their heads, with how often each identity is mentioned."""

    words: Words
    found: Sequence[FoundActor]
    order: list[int]
    heads: list[int]
    weight: dict[object, int]


def prepare(words: Words, found: Sequence[FoundActor]) -> _State:
    """What the ranking needs of a document's mentions."""
    order = sorted(range(len(found)), key=lambda k: found[k].head)
    weight: dict[object, int] = {}
    for mention in found:
        key = entity_key(mention)
        weight[key] = weight.get(key, 0) + 1
    return _State(words, found, order, [found[k].head for k in order], weight)


def entity_key(mention: FoundActor) -> object:
    """What makes two mentions the same person or body: the number in the document, else the actor, else nothing."""
    if mention.entity >= 0:
        return mention.entity
    return mention.actor.id if mention.actor else ("mention", mention.start, mention.end)


def pronoun_class(lower: str) -> str | None:
    """The class of a pronoun ("he", "she", "it", "they", "we", "i", "who", "some"), None for other words."""
    return _PRONOUNS.get(lower)


def antecedent(state: _State, token: int, links: Mapping[int, int]) -> int | None:
    """The mention a pronoun stands for: its index in ``found``, or None."""
    sort = _PRONOUNS.get(state.words.lowers[token])
    if sort in ("we", "i"):
        return _speaker(state, token, links)
    if sort == "who":
        return _relative(state, token)
    if sort not in _REACH:
        return None
    words = state.words
    best, best_score = None, -9.0
    here = words.sents[token]
    position = bisect_left(state.heads, token)
    for rank in range(position - 1, max(position - 80, -1), -1):
        k = state.order[rank]
        mention = state.found[k]
        distance = here - words.sents[mention.head]
        if distance > _REACH[sort]:
            break
        if not _agrees(mention, sort) or _bound(words, mention, token):
            continue
        score = _salience(state, mention, token, sort) - 1.1 * distance
        if score > best_score:
            best, best_score = k, score
    return best


def _agrees(mention: FoundActor, sort: str) -> bool:
    personal = mention.sort == "person" or (mention.sort in ("office", "source") and mention.number == "one")
    if sort in ("he", "she"):
        if not personal or (mention.source in ("monitor", "media") and mention.sort != "person"):
            return False
        return mention.gender != ("f" if sort == "he" else "m")
    if sort == "it":
        return (not personal and mention.number != "many" and mention.sort != "people") or mention.source in (
            "monitor",
            "media",
        )
    return mention.sort in ("forces", "people", "body", "state", "source") and mention.number != "one"


def _bound(words: Words, mention: FoundActor, token: int) -> bool:
    """Whether grammar forbids it: the pronoun inside the phrase, or two different arguments of one verb."""
    if mention.start_token <= token < mention.end_token:
        return True
    if words.deps[token] == "poss" or words.lowers[token].endswith(("self", "selves")):
        return False
    return (
        words.heads[token] == words.heads[mention.head]
        and words.deps[token] in ("dobj", "nsubj", "dative", "nsubjpass")
        and words.deps[mention.head] in ("nsubj", "dobj", "nsubjpass", "dative")
    )


def _salience(state: _State, mention: FoundActor, token: int, sort: str) -> float:
    words, head = state.words, mention.head
    dep = words.deps[head]
    score = 1.0 if dep in _SUBJECTS else 0.35 if dep in ("dobj", "agent") else 0.0
    if dep == "appos":
        score += 0.4
    if dep in ("compound", "amod", "nmod"):
        score -= 0.8
    if words.deps[token] in _SUBJECTS and dep in _SUBJECTS:
        score += 0.3
        if words.lowers[words.heads[token]] in word_list("saying") and words.lowers[words.heads[head]] in word_list(
            "saying"
        ):
            score += 1.6
    score += 0.15 * min(state.weight[entity_key(mention)], 5)
    if sort in ("he", "she"):
        score += 0.6 if mention.sort == "person" else 0.0
        score += 0.3 if mention.gender != "?" else 0.0
    if sort == "they":
        score += 0.7 if mention.number == "many" else -0.3 if mention.sort == "body" else -0.6
    if sort == "it":
        score += 0.3 if mention.sort in ("body", "state") else 0.0
    return score


def _glossed(state: _State, token: int) -> int | None:
    """The name in brackets right after a pronoun: "he (Gaddafi)", "they (the rebels)"."""
    words = state.words
    if token + 2 >= len(words) or words.texts[token + 1] != "(":
        return None
    at = bisect_left(state.heads, token + 2)
    if at < len(state.heads) and ")" in words.texts[token + 2 : token + 9]:
        close = words.texts.index(")", token + 2)
        if state.heads[at] < close:
            return state.order[at]
    return None


def _relative(state: _State, token: int) -> int | None:
    """The noun a relative clause hangs on ("the rebels, who")."""
    words, i = state.words, token
    for _ in range(6):
        if words.deps[i] == "relcl":
            head = words.heads[i]
            return next((k for k, m in enumerate(state.found) if m.head == head), None)
        if words.heads[i] == i:
            return None
        i = words.heads[i]
    return None


def _speaker(state: _State, token: int, links: Mapping[int, int]) -> int | None:
    """Who says "we" or "I": the subject of the saying verb over the quote, or of the nearest one."""
    words, i = state.words, token
    for _ in range(12):
        if words.lowers[i] in word_list("saying") and i != token:
            found = _subject(state, i, links)
            if found is not None:
                return found
        if words.heads[i] == i:
            break
        i = words.heads[i]
    here = words.sents[token]
    if not _quoted(words, token):
        voice = _voice(state, token)
        if voice is not None:
            return voice
    best: tuple[int, int] | None = None
    low, high = token, token
    while low > 0 and words.sents[low - 1] >= here - 2:
        low -= 1
    while high < len(words) - 1 and words.sents[high + 1] <= here + 1:
        high += 1
    for j in range(low, high + 1):
        if words.lowers[j] in word_list("saying") and words.tags[j] == "VERB":
            found = _subject(state, j, links)
            if found is not None:
                cost = abs(words.sents[j] - here) * 100 + abs(j - token)
                if best is None or cost < best[0]:
                    best = (cost, found)
    return best[1] if best else None


def _quoted(words: Words, token: int) -> bool:
    """Whether quotation marks stand in the sentence, or an odd number in the few sentences before it."""
    here = words.sents[token]
    first, stop = token, token
    while first > 0 and words.sents[first - 1] >= here - 4:
        first -= 1
    while stop < len(words) and words.sents[stop] == here:
        stop += 1
    marks = [words.sents[i] for i in range(first, stop) if words.texts[i] == '"']
    return here in marks or len(marks) % 2 == 1


def _voice(state: _State, token: int) -> int | None:
    """Outside quotations "we" is who issues the text: the subject of an earlier main clause."""
    words = state.words
    for rank in range(bisect_left(state.heads, token) - 1, -1, -1):
        k = state.order[rank]
        mention = state.found[k]
        if words.sents[token] - words.sents[mention.head] > 3:
            return None
        subject = words.deps[mention.head] == "nsubj" and words.deps[words.heads[mention.head]] == "ROOT"
        if subject and mention.sort in ("state", "body") and mention.actor:
            return k
    return None


def _subject(state: _State, verb: int, links: Mapping[int, int]) -> int | None:
    words = state.words
    for child in [*words.lefts(verb), *words.rights(verb)]:
        if words.deps[child] in _SUBJECTS:
            if child in links:
                return links[child]
            at = bisect_left(state.heads, child)
            if at < len(state.heads) and state.heads[at] == child:
                return state.order[at]
    return None


def link(words: Words, found: Sequence[FoundActor]) -> Coreference:
    """The antecedents of all pronouns of a document."""
    state = prepare(words, found)
    links: dict[int, int] = {}
    later = []
    for i, lower in enumerate(words.lowers):
        sort = _PRONOUNS.get(lower)
        if sort is None or sort == "some" or (lower == "that" and words.tags[i] != "PRON"):
            continue
        if len(lower) > 1 and words.texts[i].isupper():  # "US", not "us"
            continue
        glossed = _glossed(state, i)
        if glossed is not None:
            links[i] = glossed
            continue
        if sort in ("we", "i"):
            later.append(i)
            continue
        if words.deps[i] == "expl":
            continue
        k = antecedent(state, i, links)
        if k is not None:
            links[i] = k
    for i in later:
        k = antecedent(state, i, links)
        if k is not None:
            links[i] = k
    return Coreference(links)
