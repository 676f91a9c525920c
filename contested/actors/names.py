"""Names of the knowledge base in a document: longest matches in the trie, and acronyms the text defines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from contested.actors.knowledge import Knowledge, Node, Sense
from contested.actors.words import Words


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name at tokens ``start`` to ``end`` with all its readings."""

    start: int
    end: int
    senses: tuple[Sense, ...]


def match_names(words: Words, known: Knowledge) -> list[NameHit]:
    """The longest names of the knowledge base, left to right, without overlaps."""
    hits: list[NameHit] = []
    keys, root, i, n = words.keys, known.root.children, 0, len(words)
    while i < n:
        own = keys[i]
        if own and (own[0] in root or (own[0][-1] == "s" and own[0][:-1] in root)):
            hit = _longest(words, known.root, i)
            if hit:
                hits.append(hit)
                i = hit.end
                continue
        i += 1
    return hits


def _step(node: Node, keys: tuple[str, ...], text: str) -> Node | None:
    for number, key in enumerate(keys):
        child = node.children.get(key)
        if (
            child is None
            and number == len(keys) - 1
            and key[-1] == "s"
            and text[0].isupper()
            and (len(key) > 3 or text[:-1].isupper())
        ):
            child = node.children.get(key[:-1])  # "Assads regime": the apostrophe is lost
        if child is None:
            return None
        node = child
    return node


def _longest(words: Words, root: Node, start: int) -> NameHit | None:
    node, best = root, None
    for i in range(start, min(start + 16, len(words))):
        keys = words.keys[i]
        if not keys:
            if (
                words.texts[i] in _GLUE
                or words.lowers[i] in ("al", "the")
                or (i + 1 < len(words) and words.texts[i + 1] == "-")
            ):
                continue
            break
        step = _step(node, keys, words.texts[i])
        if step is None:
            break
        node = step
        if node.senses:
            good = tuple(s for s in node.senses if _fits(words.texts[start : i + 1], s))
            if good:
                best = NameHit(start, i + 1, good)
    return best


_GLUE = frozenset({"-", "'s", "'", "’s", "–", '"'})


def _fits(texts: list[str], sense: Sense) -> bool:
    """Whether the letters' case allows this reading: acronyms in capitals, names with at least one."""
    if sense.fact == "acronym":
        letters = "".join(texts)
        if letters.isupper() or (letters[:-1].isupper() and letters[-1] == "s"):
            return True
        return len(letters) > 6 and letters.isalpha()  # "Coprefa", "Centcom"
    if sum(len(text) > 2 for text in texts) > 3:
        return True
    return any(text[0].isupper() for text in texts) and not (len(texts) == 1 and len(texts[0]) == 1)


def defined_acronyms(words: Words, hits: list[NameHit]) -> dict[str, tuple[Sense, ...]]:
    """Acronyms the text itself defines after a name: "Hayat Tahrir al-Sham (HTS)" gives HTS its readings."""
    found: dict[str, tuple[Sense, ...]] = {}
    for hit in hits:
        if hit.end + 2 < len(words) and words.texts[hit.end] == "(" and words.texts[hit.end + 2] == ")":
            short = words.texts[hit.end + 1]
            fits = short[:1] == words.texts[hit.start][:1].upper()
            if fits and short.isupper() and 2 <= len(short) <= 8 and hit.end - hit.start > 1:
                found.setdefault(short, hit.senses)
    return found


def acronym_hits(words: Words, hits: list[NameHit], defined: dict[str, tuple[Sense, ...]]) -> Iterator[NameHit]:
    """The hits, with every use of an acronym the text defines read as it says."""
    if not defined:
        yield from hits
        return
    covered = {i for hit in hits for i in range(hit.start, hit.end)}
    merged = [
        NameHit(h.start, h.end, defined[words.texts[h.start]])
        if h.end - h.start == 1 and words.texts[h.start] in defined
        else h
        for h in hits
    ]
    extra = [
        NameHit(i, i + 1, defined[text]) for i, text in enumerate(words.texts) if text in defined and i not in covered
    ]
    yield from sorted([*merged, *extra], key=lambda hit: hit.start)
