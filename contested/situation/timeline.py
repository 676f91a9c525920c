"""The timeline: the days of a conflict, place or actor that matter, and the sentence that tells of each best.

``timeline_of`` is a pure function of claims; ask the record for those of a place, an actor or as known on a day. How
days are weighed: ``timeline_days``. The sentence of a day is one that names the day (where none does, one of a report
of that day or the next), central among such sentences, and clear by itself: asserted, told early in the sentence, with
its actor and place named, of the length of a headline or a lead, with neither pronoun nor quotation to be resolved.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from contested.model import Kind
from contested.record.keys import folded
from contested.record.records import RecordedClaim
from contested.situation.records import Event, Moment
from contested.situation.timeline_days import Weights, days_of, is_calendar, weigh_days

_ONE = timedelta(days=1)
_TURNS: frozenset[Kind] = frozenset({
    "capture", "retreat", "agree", "sanction", "align", "detain", "casualties", "attack", "besiege", "displacement",
    "protest", "clash", "advance",
})  # fmt: skip  # what happens on a day; the other kinds say what is, or what is wanted
_FEWEST, _MOST = 7, 32  # words of a sentence that can stand alone
_LEAD = 600  # characters: what a report begins with
_UNCLEAR = re.compile(r"^(?:he|she|it|they|this|that|these|those|his|her|its|their|but|and|so|there|meanwhile)\b", re.I)
_FURNITURE = re.compile(r"\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b|GMT|BST)|@|https?:|\bupdated?\b|\bread more\b|[|•»]", re.I)
_QUOTED = re.compile(r'["“”«»]')
_AT_MOST_EVENTS = 5
_BEFORE = timedelta(weeks=4)


def timeline_of(
    claims: Sequence[RecordedClaim],
    *,
    most: int | None = None,
    since: date | None = None,
    until: date | None = None,
    copies: Collection[tuple[str, str]] = (),
    events: Iterable[Event] = (),
    weights: Weights | None = None,
) -> tuple[Moment, ...]:
    """The days that matter, in order, each with one sentence of a report.

    ``most`` keeps so many of the weightiest between ``since`` and ``until``; all claims given count for the weights,
    also those of other days. Without them the timeline runs from four weeks before the first report, which is as far as
    reports look back on the same events, to the last: what is told of earlier years is their past.
    ``copies`` are pairs of ids of reports that are near copies (they count once); ``events`` are those of the same
    claims, to be named. Days without a sentence that can be shown are left out.
    """
    weight = weigh_days(claims, copies=copies, weights=weights)
    published = [r.report.published for r in claims if r.report.published]
    first = since or (min(published) - _BEFORE if published else date.min)
    last = until or max(published, default=date.max)
    within = [day for day in weight if first <= day <= last]
    ranked = sorted(within, key=lambda day: (-weight[day], day))
    told = _Told(claims)
    of_claim = {claim: event.id for event in events for claim in event.claims}
    found: list[Moment] = []
    used: set[str] = set()
    for day in ranked:
        if most is not None and len(found) >= most:
            break
        best = told.sentence(day, used)
        if best is None:
            continue
        words = _plain(best)
        used.add(folded(words))
        named = Counter(of_claim[c] for c in told.claims_on(day) if c in of_claim)
        ids = tuple(sorted(named, key=lambda one: (-named[one], one))[:_AT_MOST_EVENTS])
        found.append(Moment(day, round(weight[day], 6), words, best.claim.id, ids))
    return tuple(sorted(found, key=lambda moment: moment.day))


@dataclass(frozen=True)
class _Candidate:
    """A claim whose sentence may tell of a day, and the words it is compared by."""

    recorded: RecordedClaim
    words: frozenset[str]
    names_day: bool


class _Told:
    """The sentences by the days they may tell of."""

    def __init__(self, claims: Sequence[RecordedClaim]) -> None:
        self._dated: dict[date, list[RecordedClaim]] = defaultdict(list)
        self._reported: dict[date, list[RecordedClaim]] = defaultdict(list)
        for recorded in claims:
            for day in days_of(recorded.claim):
                if (recorded.report.published or recorded.report.known) >= day:
                    self._dated[day].append(recorded)
            if recorded.claim.time is None and recorded.report.published:
                self._reported[recorded.report.published].append(recorded)
        self._words = {r.claim.id: frozenset(w for w in folded(_plain(r)).split() if len(w) > 2) for r in claims}
        self._rarity = _rarity(self._words.values())

    def claims_on(self, day: date) -> list[str]:
        """The claims that name the day."""
        return [recorded.claim.id for recorded in self._dated.get(day, ())]

    def sentence(self, day: date, used: Collection[str]) -> RecordedClaim | None:
        """The claim whose sentence tells of the day best; None when none can be shown."""
        for names_day, pool in ((True, self._dated.get(day, [])), (False, self._around(day))):
            sayable = [r for r in pool if _sayable(r) and folded(_plain(r)) not in used]
            if sayable:
                candidates = [_Candidate(r, self._words[r.claim.id], names_day) for r in sayable]
                centre = self._centre(candidates)
                return min(candidates, key=lambda c: (-self._score(c, centre), *_order(c.recorded))).recorded
        return None

    def _around(self, day: date) -> list[RecordedClaim]:
        return [*self._reported.get(day, ()), *self._reported.get(day + _ONE, ())]

    def _centre(self, candidates: Sequence[_Candidate]) -> Mapping[str, float]:
        """How many reports use each word of the day, times its rarity."""
        reports: dict[str, set[str]] = defaultdict(set)
        for one in candidates:
            for word in one.words:
                reports[word].add(one.recorded.report.id)
        return {word: len(told) * self._rarity[word] for word, told in reports.items()}

    def _score(self, one: _Candidate, centre: Mapping[str, float]) -> float:
        own = math.sqrt(math.fsum(sorted(self._rarity[w] ** 2 for w in one.words))) or 1.0
        whole = math.sqrt(math.fsum(sorted(x * x for x in centre.values()))) or 1.0
        central = math.fsum(sorted(centre[w] * self._rarity[w] for w in one.words)) / (own * whole)
        return central + clarity(one.recorded, names_day=one.names_day)


def _rarity(told: Iterable[frozenset[str]]) -> dict[str, float]:
    """The inverse document frequency of words, sentences being the documents."""
    count: Counter[str] = Counter()
    number = 0
    for words in told:
        count.update(words)
        number += 1
    return {word: math.log((number + 1) / n) for word, n in count.items()}


def _plain(recorded: RecordedClaim) -> str:
    return " ".join(recorded.claim.sentence.quote.split())


def _sayable(recorded: RecordedClaim) -> bool:
    words = _plain(recorded)
    return len(words.split()) >= _FEWEST and not _FURNITURE.search(words)


def clarity(recorded: RecordedClaim, *, names_day: bool = True) -> float:
    """How well a sentence stands alone: about -1 to 1."""
    claim, words = recorded.claim, _plain(recorded)
    score = 0.15 if claim.stance == "asserted" else -0.15
    score += 0.10 if claim.kind in _TURNS else 0.0
    score += 0.10 if any(ref.actor for ref in claim.actor) else 0.0
    score += 0.10 if any(ref.place for ref in claim.place) else 0.0
    score += 0.15 if names_day and claim.time is not None and is_calendar(claim.time) else 0.0
    score += 0.10 if claim.sentence.start < _LEAD else 0.0
    score += 0.15 * (1 - (claim.trigger.start - claim.sentence.start) / len(claim.sentence.quote))
    score -= 0.30 * max(0.0, len(words.split()) / _MOST - 1.0)
    score -= 0.30 if _UNCLEAR.match(words) else 0.0
    score -= 0.20 if _QUOTED.search(words) else 0.0
    score -= 0.20 if words.endswith("?") or not words[:1].isupper() or words[-1] not in ".!" else 0.0
    return score


def _order(recorded: RecordedClaim) -> tuple[date, str, int, str]:
    report, claim = recorded.report, recorded.claim
    return (report.published or report.known, report.id, claim.trigger.start, claim.id)
