"""Which numbers belong to which claim, and what each counts: a trained classifier over the grammar between."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np
from spacy.tokens import Doc

from contested.learned import Network, softmax
from contested.model import CountWhat
from contested.read.counting import FoundCount, fates_near
from contested.read.paths import Grammar, Way, near
from contested.read.when_link import Trigger

WEIGHTS = Path(__file__).with_name("counting_link.npz")
NOT_COUNTED = "none"
WHATS: tuple[CountWhat, ...] = get_args(CountWhat)
ENOUGH = 0.58  # a pair whose "none" is at least this likely is left out
_NO_DENSE = np.zeros((0, 0), dtype=np.float32)
_MOST_CLAIMS_AWAY = 60  # tokens between a count and a trigger it can belong to


@dataclass(frozen=True)
class CountPair:
    """A claim (number in the given list), a count it may have (number too), and the features of the two."""

    claim: int
    count: int
    features: list[str]


@cache
def _network() -> Network:
    return Network.load(WEIGHTS)


def all_counts_of(
    doc: Doc, triggers: Sequence[Trigger], counts: Sequence[FoundCount], *, grammar: Grammar | None = None
) -> list[list[tuple[FoundCount, CountWhat]]]:
    """For each claim's trigger the counts that belong to it, in text order, with what each counts.

    ``triggers`` should be all claims of the report: which other claims a number stands near matters.
    ``counts`` comes from ``find_counts``;
    ``grammar`` saves work when the document's is at hand. Raises DataFileError when the weights are missing.
    """
    pairs = count_pairs(grammar or Grammar(doc), triggers, counts)
    found: list[list[tuple[FoundCount, CountWhat]]] = [[] for _ in triggers]
    if not pairs:
        return found
    network = _network()
    odds = softmax(network.scores(_NO_DENSE, [p.features for p in pairs]))
    none = network.classes.index(NOT_COUNTED)
    silent = odds[:, none].tolist()
    odds[:, none] = 0.0
    for pair, out, best in zip(pairs, silent, odds.argmax(axis=1).tolist(), strict=True):
        if out < ENOUGH:
            found[pair.claim].append((counts[pair.count], WHATS[WHATS.index(network.classes[best])]))
    return found


def counts_of(doc: Doc, trigger: int, kind: str, counts: Sequence[FoundCount]) -> list[tuple[FoundCount, CountWhat]]:
    """The counts of one claim, each with what it counts; ``trigger`` is its main token. See ``all_counts_of``."""
    return all_counts_of(doc, [Trigger(trigger, kind)], counts)[0]


def count_pairs(grammar: Grammar, triggers: Sequence[Trigger], counts: Sequence[FoundCount]) -> list[CountPair]:
    """Every claim with every count of its sentence, and what speaks for and against the two belonging together."""
    if not counts or not triggers:
        return []
    by_sentence: dict[int, list[int]] = {}
    for number, count in enumerate(counts):
        by_sentence.setdefault(grammar.line(count.head_token)[-1], []).append(number)
    together: dict[int, list[int]] = {}
    for number, trigger in enumerate(triggers):
        root = grammar.line(trigger.token)[-1]
        if root in by_sentence:
            together.setdefault(root, []).append(number)
    pairs: list[CountPair] = []
    for root, claims in together.items():
        pairs.extend(_sentence_pairs(grammar, triggers, claims, counts, by_sentence[root]))
    return pairs


def _sentence_pairs(
    grammar: Grammar, triggers: Sequence[Trigger], claims: list[int], counts: Sequence[FoundCount], here: list[int]
) -> list[CountPair]:
    tokens = sorted({triggers[c].token for c in claims})
    pairs = []
    for place, number in enumerate(here):
        count = counts[number]
        head = count.head_token
        fates = fates_near(grammar.doc, count)
        own = _count_features(grammar, count, fates, place, len(here))
        ways = {t: grammar.way(t, head) for t in tokens}
        lengths = {t: len(way) for t, way in ways.items() if way is not None}
        rank = {t: i for i, t in enumerate(sorted(tokens, key=lambda t: (lengths.get(t, 99), abs(t - head))))}
        kinds = {triggers[c].kind for c in claims}
        crossed = {kind: own + [f"{f} {kind}" for f in own[:11]] for kind in kinds}
        for claim in claims:
            trigger = triggers[claim]
            way = ways[trigger.token]
            if way is None or abs(trigger.token - head) > _MOST_CLAIMS_AWAY:
                continue
            alike = {triggers[c].token for c in claims if triggers[c].kind == trigger.kind}
            closer = sum(lengths.get(t, 99) < len(way) for t in alike)
            features = _pair_features(grammar, trigger, count, fates, way, tokens)
            features += crossed[trigger.kind]
            features += [
                f"rank {min(rank[trigger.token], 3)}",
                f"rank {min(rank[trigger.token], 3)} {trigger.kind}",
                f"closer alike {min(closer, 2)}",
                f"with casualties {'casualties' in kinds} {trigger.kind}",
            ]
            pairs.append(CountPair(claim, number, features))
    return pairs


def _count_features(grammar: Grammar, count: FoundCount, fates: tuple[str, str], place: int, many: int) -> list[str]:
    """What the count alone says: what is counted, the words around, the verb over it."""
    doc = grammar.doc
    head, number = count.head_token, count.number_token
    verb = grammar.lemmas[_verb_over(grammar, head)]
    word = grammar.lowers[number]
    after = grammar.lowers[count.end_token] if count.end_token < len(doc) else ""
    second = grammar.lowers[count.end_token + 1] if count.end_token + 1 < len(doc) else ""
    before = grammar.lowers[count.start_token - 1] if count.start_token else ""
    fate_before, fate_after = fates
    known = "vague" if count.low is None and count.high is None else "known"
    mods = [c.lower_ for c in doc[head].children if c.dep_ in ("amod", "acl", "compound", "nmod")]
    return [
        f"counted {grammar.lemmas[head]}",
        f"unit {count.unit}",
        f"verb {verb}",
        f"verb {verb} {grammar.deps[head]}",
        f"fates {fate_before} {fate_after}",
        f"fate after {fate_after}",
        f"after {after}",
        f"before {before}",
        f"number {'digits' if word[0].isdigit() else word} {known}",
        f"counted tag {grammar.tags[head]} {grammar.deps[head]}",
        f"after {after} {second}",
        f"elliptic {head == number}",
        f"place {min(place, 3)} of {min(many, 4)}",
        f"size {_size(count)}",
        f"known {known} {count.unit}",
        *(f"mod {m}" for m in mods),
    ]


def _size(count: FoundCount) -> str:
    number = count.low if count.low is not None else count.high
    return "none" if number is None else str(len(str(number))) if number > 1 else "one"


def _verb_over(grammar: Grammar, token: int) -> int:
    return grammar.verb_above(token, itself=False)


def _pair_features(
    grammar: Grammar, trigger: Trigger, count: FoundCount, fates: tuple[str, str], way: Way, tokens: list[int]
) -> list[str]:
    at = trigger.token
    head, kind = count.head_token, trigger.kind
    lemma = grammar.lemmas[at]
    low, high = min(at, count.number_token), max(at, count.number_token)
    between = bisect_left(tokens, high) - bisect_left(tokens, low + 1)
    text = way.text
    verb = _verb_over(grammar, head)
    same = "itself" if head == at else "verb" if verb == at else "other"
    other_trigger = verb in tokens and verb != at
    features = [
        f"kind {kind}",
        f"way {text}",
        f"way {text} {kind}",
        f"way {text} {count.unit}",
        f"down {'>'.join(way.down)} {len(way.up)}",
        f"ups {min(len(way.up), 5)} downs {min(len(way.down), 5)}",
        f"ups {min(len(way.up), 5)} downs {min(len(way.down), 5)} {kind}",
        f"top {grammar.lemmas[way.top]}",
        f"distance {near(count.number_token - at)} {kind}",
        f"between {min(between, 3)}",
        f"between {min(between, 3)} {kind}",
        f"same {same}",
        f"same {same} {kind}",
        f"under another {other_trigger} {kind}",
        f"lemma {lemma}",
        f"lemma {lemma} {kind} {same}",
        f"lemma {lemma} {fates[0]} {fates[1]}",
        f"lemma {lemma} counted {grammar.lemmas[head]}",
        f"lemma {lemma} verb {grammar.lemmas[verb]}",
        f"tag {grammar.tags[at]} {kind}",
        f"relation {grammar.deps[at]} {kind}",
    ]
    features += [f"passed {grammar.lemmas[i]} {kind}" for i in way.passed]
    features += [f"up has {dep}" for dep in set(way.up)] + [f"down has {dep}" for dep in set(way.down)]
    return features
