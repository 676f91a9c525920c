"""Events: the tellings of one happening from all reports, put together, graded and explained.

Rules by name (``Event.rule``): ``one-telling`` for what one report tells; ``alike-tellings`` for tellings of several
put together by likeness (blocking, a scored pair decision, average linkage that keeps what never belongs together
apart); ``analyst`` when a decision joined them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contested.model import CountWhat, Place, sha256
from contested.record.records import RecordedClaim
from contested.situation.accounts import Told, accounts_of
from contested.situation.clustering import parts
from contested.situation.contradictions import of_event
from contested.situation.grades import grade, independent_sources
from contested.situation.likeness import Likeness
from contested.situation.numbers import over
from contested.situation.records import Contradiction, Event, Range
from contested.situation.rulings import Ruling
from contested.situation.tellings import Telling
from contested.situation.where import key_of

Pair = tuple[str, str]
_WHY_AT_MOST = 12


@dataclass(frozen=True)
class Happening:
    """An event with what it was made of, for the ledgers that follow from it."""

    event: Event
    told: tuple[Told, ...]
    claims: tuple[RecordedClaim, ...]
    contradictions: tuple[Contradiction, ...]


def happening(
    tellings: Sequence[Telling],
    scores: Mapping[Pair, Likeness],
    *,
    ruled: Sequence[tuple[Pair, str]] = (),
    copies: Collection[tuple[str, str]] = (),
) -> Happening:
    """The event that tellings make. ``scores`` are those of their compared pairs, ``ruled`` the pairs of tellings that
    a decision (by id) joined, ``copies`` pairs of reports that are near copies."""
    claims = tuple(sorted((f.recorded for t in tellings for f in t.facts), key=_order))
    id_ = "e" + sha256(claims[0].claim.id)[:15]
    place, words = place_of(claims, tellings)
    first, last = days_of(tellings)
    told = accounts_of(claims, copies=copies)
    rivals = of_event(id_, told, place=place, place_words=words, first=first, last=last)
    graded = grade(told, rivals)
    reports = len({c.report.id for c in claims})
    rule = "analyst" if ruled else "alike-tellings" if len(tellings) > 1 else "one-telling"
    event = Event(
        id=id_,
        family=Counter(t.family for t in tellings).most_common(1)[0][0],
        kinds=tuple(dict.fromkeys(c.claim.kind for c in claims)),
        place=place,
        place_words=words,
        first=first,
        last=last,
        grade=graded.grade,
        grade_reason=graded.reason,
        rule=rule,
        why=tuple(_why(tellings, scores, ruled)),
        claims=tuple(c.claim.id for c in claims),
        accounts=tuple(one.account for one in told),
        reports=reports,
        sources=independent_sources(told),
        tolls=tolls_over(told),
        contradictions=tuple(c.id for c in rivals),
    )
    return Happening(event, told, claims, rivals)


def _order(c: RecordedClaim) -> tuple[date, str, int, str]:
    return c.report.known, c.report.id, c.claim.trigger.start, c.claim.id


def place_of(claims: Sequence[RecordedClaim], tellings: Sequence[Telling]) -> tuple[Place | None, str | None]:
    """The place most tellings name, of the finest precision, and the reports' commonest words for it."""
    tally: Counter[Place] = Counter()
    for telling in tellings:
        for n, place in enumerate(telling.places[:3]):
            tally[place] += 3 - n
    order = {"settlement": 0, "admin2": 1, "admin1": 2, "region": 3, "country": 4}
    best = min(tally, key=lambda p: (order[p.precision], -tally[p], str(key_of(p))), default=None)
    quotes = Counter(
        " ".join(ref.span.quote.split())
        for c in claims
        for ref in c.claim.place
        if (ref.place is not None and key_of(ref.place) == key_of(best) if best else ref.place is None)
    )
    words = min(quotes, key=lambda w: (-quotes[w], w), default=None)
    return best, words


def days_of(tellings: Iterable[Telling]) -> tuple[date | None, date | None]:
    """The days of an event: those its dated tellings name, else the days all its reports allow for."""
    windows = [t.window for t in tellings if t.window]
    dated = [w for w in windows if w.dated and not w.period] or [w for w in windows if w.dated]
    if dated:
        return min(w.first for w in dated), max(w.last for w in dated)
    if not windows:
        return None, None
    first, last = max(w.first for w in windows), min(w.last for w in windows)
    return (first, last) if first <= last else (last, first)


def _why(
    tellings: Sequence[Telling], scores: Mapping[Pair, Likeness], ruled: Sequence[tuple[Pair, str]]
) -> Iterable[str]:
    by_key = {t.key: t for t in tellings}
    for telling in tellings:
        if len(telling.facts) > 1:
            kinds = ", ".join(sorted(telling.kinds))
            yield f"{telling.report}: {len(telling.facts)} claims ({kinds}) of one incident of the report"
            break
    for (a, b), decision in ruled:
        yield f"{by_key[a].report} and {by_key[b].report}: decision {decision} says it is one event"
    joined: list[Pair] = []
    for pair, found in sorted(scores.items(), key=lambda kv: (-kv[1].score, kv[0])):
        if not found.same or len(parts(by_key, joined)) == len(parts(by_key, [*joined, pair])):
            continue
        joined.append(pair)
        a, b = (by_key[key].report for key in pair)
        yield f"{a} and {b}: {'; '.join(found.why)} (score {found.score:+.1f})"
        if len(joined) >= _WHY_AT_MOST:
            return


def tolls_over(told: Iterable[Told]) -> tuple[Range, ...]:
    """Per what is counted the lowest and highest over all accounts; never a sum."""
    ranges: dict[CountWhat, list[Range]] = {}
    for one in told:
        for toll in one.account.tolls:
            ranges.setdefault(toll.what, []).append(toll)
    found = []
    for what, own in ranges.items():
        low, high = over((r.low, r.high) for r in own)
        found.append(Range(what, low, high, tuple(dict.fromkeys(c for r in own for c in r.claims))))
    return tuple(found)


def events_of(
    claims: Iterable[RecordedClaim],
    *,
    copies: Collection[tuple[str, str]] = (),
    rulings: Iterable[Ruling] = (),
) -> tuple[Event, ...]:
    """The events of claims, by day: a pure function of them (see ``Situation``, which keeps more and updates it)."""
    from contested.situation.situation import Situation

    return Situation.of(claims, copies=copies, rulings=rulings).events
