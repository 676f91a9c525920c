"""Features of two event mentions in parsed documents: may they tell of one happening?

The evidence is that of ``likeness`` for claims (what kind, who and whom, where, when, how many, what the documents are
about), measured on words and parses where nothing was resolved. The numbers are for a learned scorer (``mentions``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from spacy.tokens import Doc, Token

from contested.learned import Floats
from contested.model import Kind
from contested.schema.triggers import LexiconHit, fillers
from contested.situation.facts import stem

FEATURES = (
    "same lemma", "same stem", "shared beginning", "head vectors", "head contexts", "same words", "shared words",
    "kinds shared", "kinds apart", "both verbs", "both nouns", "subjects", "objects", "crossed", "arguments",
    "argument vectors", "names", "names apart", "times", "times apart", "numbers", "numbers apart", "places",
    "places apart", "sentence tf-idf", "sentence vectors", "document tf-idf", "same document", "sentences apart",
    "earliest", "rarity", "rarity least", "spread", "saying", "negated", "modal apart", "neighbours", "same head word",
)  # fmt: skip
_SUBJECT = ("subj", "by", "poss")
_OBJECT = ("obj", "of", "dat")
_OTHER = ("in", "at", "on", "to", "from", "for", "with", "against", "mod", "over", "near", "after")
_PLACE = frozenset({"GPE", "LOC", "FAC"})
_SAYING = frozenset("say tell report announce state add claim confirm describe call reveal warn".split())  # noqa: SIM905
_TIME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "  # noqa: SIM905
    "october november december today yesterday tomorrow".split()
)
_MODAL = frozenset({"will", "would", "may", "might", "could", "should", "shall", "to"})


@dataclass(frozen=True)
class MentionView:
    """What the scorer sees of a mention; ``doc`` numbers its document, ``sentence`` its place in it."""

    doc: int
    sentence: int
    lemma: str
    stem: str
    words: frozenset[str]
    head_word: str
    vector: Floats
    context: Floats
    kinds: frozenset[Kind]
    verb: bool
    noun: bool
    subjects: frozenset[str]
    objects: frozenset[str]
    arguments: frozenset[str]
    argument_vector: Floats
    names: frozenset[str]
    times: frozenset[str]
    numbers: frozenset[str]
    places: frozenset[str]
    bag: Mapping[str, float]
    bag_norm: float
    sentence_vector: Floats
    neighbours: frozenset[str]
    negated: bool
    modal: bool


def view(
    doc: Doc, span: tuple[int, int], *, number: int, hits: Mapping[int, Sequence[LexiconHit]], idf: Mapping[str, float]
) -> MentionView:
    """The view of a mention: tokens ``span`` of a parsed document; ``hits`` are its triggers by head token."""
    tokens = list(doc[span[0] : span[1]])
    head = next((t for t in tokens if t.head.i < span[0] or t.head.i >= span[1] or t.head is t), tokens[0])
    sentence = head.sent
    subjects, objects, others = (_heads(head, slots) for slots in (_SUBJECT, _OBJECT, _OTHER))
    every = [*subjects, *objects, *others]
    content = [t for t in sentence if t.is_alpha and not t.is_stop]
    bag = Counter(lemma(t) for t in content)
    weighted = {w: n * idf.get(w, 6.0) for w, n in bag.items()}
    return MentionView(
        doc=number,
        sentence=sum(1 for s in doc.sents if s.start < sentence.start),
        lemma=lemma(head),
        stem=stem(lemma(head)),
        words=frozenset(lemma(t) for t in tokens if t.is_alpha),
        head_word=head.lower_,
        vector=_unit(_vector(head)),
        context=_unit(doc.tensor[head.i].astype(np.float32)),
        kinds=frozenset(hit.kind for hit in hits.get(head.i, ())),
        verb=head.pos_ in ("VERB", "AUX"),
        noun=head.pos_ in ("NOUN", "PROPN"),
        subjects=frozenset(map(lemma, subjects)),
        objects=frozenset(map(lemma, objects)),
        arguments=frozenset(map(lemma, every)),
        argument_vector=_unit(_sum([_vector(t) for t in every], doc)),
        names=frozenset(t.lower_ for t in sentence if t.pos_ == "PROPN" and t.is_alpha and t.lower_ not in _TIME),
        times=frozenset(t.lower_ for t in sentence if t.lower_ in _TIME),
        numbers=frozenset(t.lower_ for t in sentence if t.pos_ == "NUM"),
        places=frozenset(t.lower_ for t in sentence if t.ent_type_ in _PLACE and t.is_alpha),
        bag=weighted,
        bag_norm=float(np.sqrt(sum(w * w for w in weighted.values()))),
        sentence_vector=_unit(_sum([_vector(t) for t in content if t.i != head.i], doc)),
        neighbours=frozenset(lemma(t) for t in doc[max(sentence.start, head.i - 4) : head.i + 5] if t in content),
        negated=any(c.dep_ == "neg" for c in head.children),
        modal=any(c.lower_ in _MODAL and c.dep_ == "aux" for c in head.children),
    )


def lemma(token: Token) -> str:
    """A token's lemma in lower case."""
    return token.lemma_.lower()


def _heads(head: Token, slots: Sequence[str]) -> list[Token]:
    """The heads of what stands in these slots of a mention."""
    found = [t for slot in slots for t in fillers(head, slot)]
    return [t for t in dict.fromkeys(found) if t.is_alpha and t.lower_ not in _MODAL]


def _vector(token: Token) -> Floats:
    vector: Floats = np.asarray(token.vector if token.has_vector else token.vocab[lemma(token)].vector, np.float32)
    return vector


def _sum(vectors: Sequence[Floats], doc: Doc) -> Floats:
    if not vectors:
        return np.zeros(doc.vocab.vectors_length, np.float32)
    total: Floats = np.sum(vectors, axis=0, dtype=np.float32)
    return total


def _unit(vector: Floats) -> Floats:
    size = float(np.linalg.norm(vector))
    return vector / size if size else vector


@lru_cache(maxsize=200_000)
def _beginning(a: str, b: str) -> float:
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared / max(len(a), len(b), 1)


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of what both have; not a number where one has none."""
    if not a or not b:
        return float("nan")
    return len(a & b) / len(a | b)


def _apart(a: frozenset[str], b: frozenset[str]) -> float:
    return float(bool(a) and bool(b) and not a & b)


def _cosine(a: MentionView, b: MentionView) -> float:
    small, large = (a.bag, b.bag) if len(a.bag) < len(b.bag) else (b.bag, a.bag)
    total = sum(weight * large[word] for word, weight in small.items() if word in large)
    return total / (a.bag_norm * b.bag_norm) if a.bag_norm and b.bag_norm else 0.0


def pair_features(
    a: MentionView, b: MentionView, *, documents: float, rarity: Mapping[str, float], spread: Mapping[str, float]
) -> list[float]:
    """The features of a pair, as named in ``FEATURES``.

    ``documents`` is the likeness of their documents; ``rarity`` the idf of a lemma, ``spread`` the share of the
    group's documents that have a mention with it.
    """
    same = a.doc == b.doc
    first, second = rarity.get(a.lemma, 6.0), rarity.get(b.lemma, 6.0)
    return [
        a.lemma == b.lemma, a.stem == b.stem, _beginning(a.lemma, b.lemma), float(a.vector @ b.vector),
        float(a.context @ b.context), a.words == b.words, _jaccard(a.words, b.words),
        len(a.kinds & b.kinds) / max(len(a.kinds | b.kinds), 1), _apart(a.kinds, b.kinds),
        a.verb and b.verb, a.noun and b.noun, _jaccard(a.subjects, b.subjects), _jaccard(a.objects, b.objects),
        max(_zero(_jaccard(a.subjects, b.objects)), _zero(_jaccard(a.objects, b.subjects))),
        _jaccard(a.arguments, b.arguments), float(a.argument_vector @ b.argument_vector),
        _jaccard(a.names, b.names), _apart(a.names, b.names), _jaccard(a.times, b.times), _apart(a.times, b.times),
        _jaccard(a.numbers, b.numbers), _apart(a.numbers, b.numbers), _jaccard(a.places, b.places),
        _apart(a.places, b.places), _cosine(a, b), float(a.sentence_vector @ b.sentence_vector), documents, same,
        abs(a.sentence - b.sentence) if same else -1, min(a.sentence, b.sentence), max(first, second),
        min(first, second), max(spread.get(a.lemma, 0.0), spread.get(b.lemma, 0.0)),
        (a.lemma in _SAYING) + (b.lemma in _SAYING), a.negated != b.negated, a.modal != b.modal,
        _jaccard(a.neighbours, b.neighbours), a.head_word == b.head_word,
    ]  # fmt: skip


def _zero(value: float) -> float:
    return 0.0 if value != value else value
