"""Which time expression dates which claim: a trained ranker over the grammar between the two."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from contested.learned import Network, sigmoid
from contested.read.paths import Grammar, Way, near, root_of
from contested.read.when import FoundTime
from contested.read.when_events import opening_since

WEIGHTS = Path(__file__).with_name("when_link.npz")
ENOUGH = 0.33  # a time whose score is under this dates nothing
_NO_DENSE = np.zeros((0, 0), dtype=np.float32)


@dataclass(frozen=True)
class Trigger:
    """A claim's trigger as the linkers see it: its main token and its kind."""

    token: int
    kind: str


@dataclass(frozen=True)
class Pair:
    """A claim (number in the given list), a time it may have (number too), and the features of the two."""

    claim: int
    time: int
    features: list[str]


@cache
def _network() -> Network:
    return Network.load(WEIGHTS)


def times_of(
    doc: Doc, triggers: Sequence[Trigger], times: Sequence[FoundTime], *, grammar: Grammar | None = None
) -> list[FoundTime | None]:
    """For each claim's trigger the time expression that dates it, or None.

    ``triggers`` should be all claims of the report: which other claims a time stands near matters.
    ``times`` comes from ``find_times``;
    ``grammar`` saves work when the document's is at hand. Raises DataFileError when the weights are missing.
    """
    pairs = time_pairs(grammar or Grammar(doc), triggers, times)
    best: list[tuple[float, int]] = [(ENOUGH, -1)] * len(triggers)
    if pairs:
        scores = sigmoid(_network().scores(_NO_DENSE, [p.features for p in pairs]))[:, 0]
        for pair, score in zip(pairs, scores.tolist(), strict=True):
            if score > best[pair.claim][0]:
                best[pair.claim] = (score, pair.time)
    return [
        _opened(doc, times[time], trigger.token) if time >= 0 else None
        for trigger, (_, time) in zip(triggers, best, strict=True)
    ]


def _opened(doc: Doc, time: FoundTime, trigger: int) -> FoundTime:
    """A date inside "since ..." opens a stretch of time for the claims outside that clause."""
    if time.low is None or time.precision == "open" or time.basis == "event":
        return time
    since = opening_since(doc, root_of(doc, time.start_token, time.end_token), trigger)
    if since is None:
        return time
    return replace(time, start=doc[since].idx, start_token=since, high=None, precision="open")


def time_of(doc: Doc, trigger: int, kind: str, times: Sequence[FoundTime]) -> FoundTime | None:
    """The time expression that dates one claim, or None; ``trigger`` is its main token. See ``times_of``."""
    return times_of(doc, [Trigger(trigger, kind)], times)[0]


def time_pairs(grammar: Grammar, triggers: Sequence[Trigger], times: Sequence[FoundTime]) -> list[Pair]:
    """Every claim with every time of its sentence, and what speaks for and against the two belonging together."""
    if not times or not triggers:
        return []
    doc = grammar.doc
    heads = [root_of(doc, t.start_token, t.end_token) for t in times]
    by_sentence: dict[int, list[int]] = {}
    for number, head in enumerate(heads):
        by_sentence.setdefault(grammar.line(head)[-1], []).append(number)
    together: dict[int, list[int]] = {}
    for number, trigger in enumerate(triggers):
        root = grammar.line(trigger.token)[-1]
        if root in by_sentence:
            together.setdefault(root, []).append(number)
    pairs: list[Pair] = []
    for root, claims in together.items():
        pairs.extend(_sentence_pairs(grammar, triggers, claims, times, heads, by_sentence[root]))
    return pairs


def _sentence_pairs(
    grammar: Grammar,
    triggers: Sequence[Trigger],
    claims: list[int],
    times: Sequence[FoundTime],
    heads: list[int],
    here: list[int],
) -> list[Pair]:
    tokens = sorted({triggers[c].token for c in claims})
    ways = {(t, n): grammar.way(t, heads[n]) for t in tokens for n in here}
    lengths = {key: len(way) for key, way in ways.items() if way is not None}
    pairs = []
    for number in here:
        own = _time_features(grammar, times[number], heads[number], here, number, tokens)
        nearest = sorted((lengths.get((t, number), 99), abs(t - heads[number]), t) for t in tokens)
        kinds = {triggers[c].kind for c in claims}
        crossed = {kind: [f"{f} {kind}" for f in own[:2]] + own for kind in kinds}
        order = {t: rank for rank, (_, _, t) in enumerate(nearest)}
        for claim in claims:
            trigger = triggers[claim]
            way = ways[trigger.token, number]
            if way is None:
                continue
            closer = sum(lengths.get((trigger.token, n), 99) < len(way) for n in here if n != number)
            features = _pair_features(grammar, trigger, times[number], heads[number], way, tokens)
            features += crossed[trigger.kind]
            features += [f"rank {min(order[trigger.token], 3)}", f"closer times {min(closer, 2)}"]
            pairs.append(Pair(claim, number, features))
    return pairs


def _time_features(
    grammar: Grammar, time: FoundTime, head: int, here: list[int], number: int, tokens: list[int]
) -> list[str]:
    """What the time alone says: its shape, where it hangs, how many others there are."""
    doc = grammar.doc
    first, last = grammar.lowers[time.start_token], grammar.lowers[time.end_token - 1]
    before = grammar.lowers[time.start_token - 1] if time.start_token else ""
    governor = _governor(grammar, head)
    lemma = grammar.lemmas[governor]
    return [
        f"basis {time.basis}",
        f"first {first}",
        f"precision {time.precision}",
        f"last {last}",
        f"before {before}",
        f"governor {lemma}",
        f"governor tag {grammar.tags[governor]}",
        f"governs {'claim' if governor in tokens else 'other'}",
        f"times {min(len(here), 4)}",
        f"place {min(here.index(number), 2)}",
        f"opens {time.start_token - doc[time.start_token].sent.start < 3}",
        f"relation {grammar.deps[head]} {grammar.deps[grammar.heads[head]]}",
    ]


def _governor(grammar: Grammar, head: int) -> int:
    """What the time hangs on, past its preposition."""
    line = grammar.line(head)
    return next((i for i in line[1:] if grammar.pos[i] not in ("ADP", "SCONJ", "PART", "NUM", "ADV")), line[-1])


def _pair_features(
    grammar: Grammar, trigger: Trigger, time: FoundTime, head: int, way: Way, tokens: list[int]
) -> list[str]:
    at = trigger.token
    low, high = min(at, head), max(at, head)
    between = bisect_left(tokens, high) - bisect_left(tokens, low + 1)
    governor = _governor(grammar, head)
    verbs = [i for i in way.passed if grammar.pos[i] in ("VERB", "AUX")]
    text = way.text
    lemma = grammar.lemmas[at]
    clause, other = grammar.verb_above(at), grammar.verb_above(head)
    top = grammar.lemmas[way.top]
    commas = sum(grammar.lowers[i] == "," for i in range(low, high)) if high - low < 60 else 9
    features = [
        f"way {text}",
        f"way {text} {trigger.kind}",
        f"way {text} {time.basis}",
        f"up {'<'.join(way.up[-2:])}",
        f"down {'>'.join(way.down[:2])}",
        f"down {'>'.join(way.down)} {len(way.up)}",
        f"length {min(len(way), 9)}",
        f"ups {min(len(way.up), 5)} downs {min(len(way.down), 5)}",
        f"top {top}",
        f"top {top} {'first' if time.start_token < at else 'after'}",
        f"distance {near(head - at)}",
        f"distance {near(head - at)} between {min(between, 2)}",
        f"between {min(between, 3)}",
        f"commas {min(commas, 3)}",
        f"verbs {min(len(verbs), 3)}",
        f"same clause {clause == other}",
        f"kind {trigger.kind}",
        f"lemma {lemma}",
        f"lemma {lemma} {time.basis}",
        f"tag {grammar.tags[at]}",
        f"tag {grammar.tags[at]} {time.basis} {clause == other}",
        f"relation {grammar.deps[at]}",
        f"governed {governor == at}",
        f"governor above {governor in grammar.line(at)} {grammar.pos[governor]}",
        f"governor {grammar.lemmas[governor]} above {governor in grammar.line(at)}",
        f"deictic {time.deictic} {clause == other}",
    ]
    features += [f"passed {grammar.lemmas[i]}" for i in verbs]
    features += [f"up has {dep}" for dep in set(way.up)] + [f"down has {dep}" for dep in set(way.down)]
    return features
