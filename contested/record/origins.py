"""Which claims go back to one origin: wire copies, and one speaker's words told again. Independence is computed.

A pure function of claims. Two claims of one kind share an origin when

* ``same words``: their sentences are the same, or mostly so, in different reports or addresses;
* ``near copies``: their reports are near copies of each other, and the sentences agree in good part;
* ``same speaker``: the first speaker of both is one identity, they name a common place (or one names none), their
  days can be the same, no count contradicts, and they share the words that matter.

An unnamed speaker ("residents") is no identity: two reports' residents may be different people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from contested.model import Claim
from contested.record.copies import groups
from contested.record.keys import folded
from contested.record.records import RecordedClaim

_RUN = 3  # words a shingle: sentences are short
_SAME_WORDS = 0.6  # Jaccard of shingles: one clause of three may be new
_COPIED = 0.3
_SAME_MATTER = 0.5  # of the content words of the shorter claim
_MOST_TOGETHER = 400  # a shingle in more sentences than this is a set phrase
_DAYS_APART = timedelta(days=3)  # undated claims of one speaker: reports this far apart may tell the same
_PLAIN = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "from",
        "by",
        "for",
        "with",
        "and",
        "or",
        "but",
        "as",
        "that",
        "this",
        "it",
        "its",
        "their",
        "his",
        "her",
        "they",
        "he",
        "she",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "had",
        "has",
        "have",
        "said",
        "says",
        "told",
        "who",
        "which",
        "not",
        "after",
        "before",
        "near",
        "into",
        "over",
    ]
)


@dataclass(frozen=True)
class Origin:
    """Claims (by id, in the order given) that go back to one origin, and the rules that tied them together."""

    claims: tuple[str, ...]
    rules: tuple[str, ...]


def common_origins(claims: Sequence[RecordedClaim], *, copies: Collection[tuple[str, str]] = ()) -> tuple[Origin, ...]:
    """The claims by origin, each claim in one; as many origins as independent tellings.

    ``copies`` are pairs of report ids that are near copies (``Record.origins`` looks them up). Claims of one report
    are tied only when the report repeats itself.
    """
    near = {frozenset(pair) for pair in copies}
    texts = [_Telling.of(claim) for claim in claims]
    links: list[tuple[int, int]] = []
    rules: dict[tuple[int, int], str] = {}
    for a, b in sorted(_candidates(texts)):
        rule = _tie(texts[a], texts[b], near)
        if rule:
            links.append((a, b))
            rules[(a, b)] = rule
    root = groups(links)
    members: dict[int, list[int]] = defaultdict(list)
    for number in range(len(claims)):
        members[root.get(number, number)].append(number)
    why: dict[int, set[str]] = defaultdict(set)
    for (a, _), rule in rules.items():
        why[root[a]].add(rule)
    return tuple(
        Origin(tuple(claims[n].claim.id for n in numbers), tuple(sorted(why[first])))
        for first, numbers in sorted(members.items())
    )


@dataclass(frozen=True)
class _Telling:
    """What of a claim matters for its origin."""

    claim: Claim
    report: str
    published: date | None
    runs: frozenset[tuple[str, ...]]
    matter: frozenset[str]
    speaker: str | None
    places: frozenset[int | str]

    @classmethod
    def of(cls, recorded: RecordedClaim) -> _Telling:
        claim = recorded.claim
        words = folded(claim.sentence.quote).split()
        size = min(_RUN, len(words))
        runs = frozenset(tuple(words[i : i + size]) for i in range(len(words) - size + 1)) if words else frozenset()
        named = [ref.span for ref in (*claim.actor, *claim.target)] + [ref.span for ref in claim.place]
        spans = [claim.trigger, *named, *(count.span for count in claim.counts)]
        matter = frozenset(w for span in spans for w in folded(span.quote).split()) - _PLAIN
        first = claim.speaker[0].actor if claim.speaker else None
        places = frozenset(p.place.geonames or p.place.name if p.place else folded(p.span.quote) for p in claim.place)
        return cls(
            claim, recorded.report.id, recorded.report.published, runs, matter, first.id if first else None, places
        )


def _candidates(tellings: Sequence[_Telling]) -> set[tuple[int, int]]:
    """Pairs of one kind that share a run of words or a speaker."""
    together: dict[object, list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        for run in telling.runs:
            together[(telling.claim.kind, run)].append(number)
        if telling.speaker is not None:
            for place in telling.places or {""}:
                together[(telling.claim.kind, telling.speaker, place)].append(number)
    return set(_pairs(together.values()))


def _pairs(blocks: Collection[list[int]]) -> Iterator[tuple[int, int]]:
    for block in blocks:
        if 1 < len(block) <= _MOST_TOGETHER:
            yield from combinations(block, 2)


def _tie(a: _Telling, b: _Telling, near: set[frozenset[str]]) -> str | None:
    """The rule that ties two claims of one kind, if any does."""
    if a.claim.trigger == b.claim.trigger or _counts_clash(a.claim, b.claim):
        return None
    alike = len(a.runs & b.runs) / max(1, len(a.runs | b.runs))
    same_matter = len(a.matter & b.matter) >= _SAME_MATTER * min(len(a.matter), len(b.matter)) > 0
    if alike >= _SAME_WORDS and same_matter:
        return "same words"
    if frozenset((a.report, b.report)) in near and alike >= _COPIED and same_matter:
        return "near copies"
    if a.speaker is not None and a.speaker == b.speaker and same_matter and _same_place(a, b) and _same_days(a, b):
        return "same speaker"
    return None


def _same_place(a: _Telling, b: _Telling) -> bool:
    return not a.places or not b.places or bool(a.places & b.places)


def _same_days(a: _Telling, b: _Telling) -> bool:
    """Whether their days can be the same; undated claims go by their reports' days."""
    first, second = _days(a), _days(b)
    if first is None or second is None:
        return False
    return first[0] <= second[1] and second[0] <= first[1]


def _days(telling: _Telling) -> tuple[date, date] | None:
    time = telling.claim.time
    start = time and (time.start or time.end)
    end = time and (time.end or time.start)
    if start and end:
        return start, end
    return (telling.published - _DAYS_APART, telling.published) if telling.published else None


def _counts_clash(a: Claim, b: Claim) -> bool:
    """Whether they count the same thing and the ranges cannot both hold: then they are rivals, not one telling."""
    for x in a.counts:
        for y in b.counts:
            if x.what == y.what and not _meet(x.low, x.high, y.low, y.high):
                return True
    return False


def _meet(low: int | None, high: int | None, other_low: int | None, other_high: int | None) -> bool:
    return not (
        (high is not None and other_low is not None and high < other_low)
        or (other_high is not None and low is not None and other_high < low)
    )
