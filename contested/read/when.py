"""Time expressions of a report, as closed intervals of days.

An expression is dated against the day of publication ("yesterday", "on Friday"), against itself
("15 April 2011") or against the last day the text named ("two days later"). What cannot be dated
keeps low = high = None: no date is invented.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from contested.read.calendars import Days, add_months
from contested.read.when_events import since_clause
from contested.read.when_grammar import Parts, time_parts
from contested.read.when_meaning import Anchors, Basis, Precision
from contested.read.when_resolve import resolve
from contested.read.when_words import signs as signs_of

_DATELINE = 60  # tokens from the top in which a full date may be the dateline
_DATELINE_DRIFT = 45  # most days a dateline may lie after the given day of publication
_OLD_THINGS = frozenset({
    "war", "conflict", "crisis", "uprising", "revolt", "civil", "insurgency", "rebellion", "siege", "blockade",
    "campaign", "offensive", "ceasefire", "truce", "battle", "fight", "fighting", "protest", "operation", "regime",
    "rule", "government", "revolution", "standoff",
})  # fmt: skip
_FULL_DATES = frozenset({"iso", "day_month", "month_day"})


@dataclass(frozen=True)
class FoundTime:
    """A time expression: characters, tokens, and the closed interval of days it means.

    ``low`` and ``high`` are both None when it cannot be dated; one of them is None when the interval
    is open on that side. ``basis`` says what it was dated by; ``deictic`` that it is counted from the
    day of publication.
    """

    start: int
    end: int
    start_token: int
    end_token: int
    low: date | None
    high: date | None
    precision: Precision
    basis: Basis
    deictic: bool


def find_times(
    doc: Doc, *, published: date | None, skip: Collection[tuple[int, int]] | None = None
) -> tuple[FoundTime, ...]:
    """All time expressions of a parsed report, in order.

    ``published`` is the day of publication, None when unknown: then a full date at the top of the
    text serves. ``skip`` holds token ranges (half-open) not to look into, such as boilerplate.
    """
    signs = signs_of(doc)
    taken = bytearray(len(doc))
    for start, end in skip or ():
        taken[start:end] = b"\1" * (end - start)
    parts = [p for p in time_parts(signs) if not taken[p.start] and _is_time(doc, p, signs)]
    anchors = Anchors(published=_dateline(doc, parts, published))
    found: list[FoundTime] = []
    for part in parts:
        time = _found(doc, part, anchors)
        previous = found[-1] if found else None
        joined = _join(doc, previous, time, signs) if previous else None
        if joined:
            found[-1] = joined
        else:
            found.append(time)
        anchors = anchors.after(found[-1].low, found[-1].high, precise=found[-1].precision in ("day", "part-of-day"))
    return tuple(_with_events(doc, signs, found, taken))


def _with_events(doc: Doc, signs: str, found: list[FoundTime], taken: bytearray) -> list[FoundTime]:
    """The times with those told by an event after "since" that hold no other."""
    if "i" not in signs:
        return found
    for time in found:
        taken[time.start_token : time.end_token] = b"\1" * (time.end_token - time.start_token)
    events = []
    position = signs.find("i")
    while position >= 0:
        clause = None if taken[position] else since_clause(doc, position)
        if clause and not any(taken[clause[0] : clause[1]]):
            last = doc[clause[1] - 1]
            end = last.idx + len(last)
            events.append(FoundTime(doc[position].idx, end, *clause, None, None, "open", "event", deictic=False))
        position = signs.find("i", position + 1)
    return sorted([*found, *events], key=lambda t: t.start) if events else found


def _found(doc: Doc, part: Parts, anchors: Anchors) -> FoundTime:
    meaning = resolve(doc, part, anchors)
    start, end = part.start, part.end
    last = doc[end - 1]
    days = meaning.days
    return FoundTime(
        doc[start].idx, last.idx + len(last), start, end,
        days[0] if days else None, days[1] if days else None,
        meaning.precision, meaning.basis, meaning.deictic,
    )  # fmt: skip


def _dateline(doc: Doc, parts: list[Parts], published: date | None) -> date | None:
    """The day the report was written: the day given, unless a full date at the top says it was later.

    A report that opens with a date is of that date; without a day given, the latest full date near the top serves.
    """
    dates: list[tuple[int, date]] = []
    for part in parts:
        if part.start > _DATELINE:
            break
        if part.name not in _FULL_DATES or (part.start and doc[part.start - 1].lower_ in ("on", "since", "from", "of")):
            continue
        days = resolve(doc, part, Anchors(published=None)).days
        if days and days[0] is not None and days[0] == days[1]:
            dates.append((part.start, days[0]))
    if not dates:
        return published
    if published is None:
        return max(day for _, day in dates)
    if any(day == published for _, day in dates):
        return published
    later = [day for _, day in dates if 0 < (day - published).days <= _DATELINE_DRIFT]
    return min(later) if later else dates[0][1] if dates[0][0] <= 1 else published


def _is_time(doc: Doc, part: Parts, signs: str) -> bool:
    """Whether an ambiguous core ("may", "2000", "second") is a time here."""
    first, after = part.core
    token = doc[first]
    before = signs[first - 1] if first else "."
    following = doc[after] if after < len(doc) else None
    match part.name:
        case "month":
            return _is_month(doc[after - 1], before, bare=signs[first] not in "lx")
        case "weekday":
            return signs[after - 1] != "S" or (token.text[0].isupper() and before in "p,.")
        case "year" | "years":
            return (part.name == "years" and after - first == 1) or _is_year(token, before, following)
        case "day_month" if signs[after - 1] == "n":
            return True
        case "clock":
            return "z" in signs[first:after] or ":" in token.text or before in "psuB-(&" or _next_is_day(signs, after)
        case "duration" | "ago" | "event":
            return not _is_age(doc, part, signs)
        case "relative":
            return signs[after - 1] != "H" or doc[after - 1].lower_ not in ("minute", "hour", "seconds")
        case "units":
            return doc[after - 1].lower_.endswith("s")
        case "part":
            return signs[first] == "Q" or before in "pe-" or part.edge[0] < part.edge[1]
        case "vague":
            return _is_vague(token, doc[after - 1], following, bound=part.bound is not None)
    return True


def _is_vague(first: Token, last: Token, following: Token | None, *, bound: bool) -> bool:
    """Whether "then", "the past" stand for a time: "since then", not "the last rebel bastion"."""
    if first.lower_ == "then":
        return bound
    if last.lower_ in ("past", "last", "previous", "prior", "preceding"):
        return last.lower_ == "past" and (following is None or following.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"))
    return True


def _is_month(token: Token, before: str, *, bare: bool) -> bool:
    sure = token.lower_ not in ("may", "march", "mar", "mar.", "august", "jun", "jan")
    if sure or not bare:
        return True
    if token.tag_ in ("MD", "VB", "VBD", "VBP", "VBZ", "JJ") and not token.text[0].isupper():
        return False
    return before in "psue-lxtEfa&" or (token.text[0].isupper() and token.tag_ == "NNP" and not token.is_sent_start)


def _is_year(token: Token, before: str, following: Token | None) -> bool:
    if not token.text.isdigit():
        return True
    plural = following is not None and following.tag_ in ("NNS", "JJ", "JJR")
    if before in "psuaf&eE-M(h,":
        return not plural or before in "h" or (before in "ps" and following is not None and following.tag_ == "JJ")
    return token.tag_ == "CD" and not plural and token.dep_ in ("npadvmod", "nmod", "nummod", "pobj") and before != "j"


def _next_is_day(signs: str, after: int) -> bool:
    return signs[after : after + 1] in ("T", "W") or signs[after : after + 2] in ("pT", "pd", "hT")


def _is_age(doc: Doc, part: Parts, signs: str) -> bool:
    """ "13-year-old", "aged 13 months", "two years old": an age, not a time."""
    after = part.core[1]
    old = signs[after - 1] == "O" or signs[after : after + 1] == "O" or signs[after : after + 2] == "-O"
    if part.start and doc[part.start - 1].lower_ == "aged":
        return True
    if not old:
        return False
    following = doc[min(after + (signs[after - 1] != "O"), len(doc) - 1)]
    return following.lemma_.lower() not in _OLD_THINGS


def _join(doc: Doc, left: FoundTime, right: FoundTime, signs: str) -> FoundTime | None:
    """One expression out of two: "Wednesday 17 Sep 2014", "from March to May", "Saturday and Sunday"."""
    gap = signs[left.end_token : right.start_token]
    if len(gap) > 2:
        return None
    both = replace(left, end=right.end, end_token=right.end_token)
    if gap in ("", ",", "p", "pp", "ph", ",p", "pj") and _same_day_said_twice(left, right, signs):
        best = right if signs[left.start_token] in "WS" or left.low is None else left
        timed = "part-of-day" if "part-of-day" in (left.precision, right.precision) else best.precision
        return replace(both, low=best.low, high=best.high, precision=timed, basis=best.basis, deictic=best.deictic)
    opener = doc[left.start_token].lower_
    closer = doc[right.start_token].lower_
    ranged = opener in ("from", "between") and (closer in ("to", "until", "till", "through") or gap in ("&", "u", "-"))
    if not ranged and gap not in ("&", "-", "u"):
        return None
    if ranged:
        left, right = _same_years(left, right, signs)
    if left.low is None or right.high is None or left.low > right.high:
        return replace(both, precision="interval") if ranged else None
    if not ranged and right.low and (left.high is None or (right.low - left.high) > timedelta(days=1)):
        return None
    if not ranged and left.precision != right.precision:
        return None
    deictic = left.deictic or right.deictic
    return replace(both, low=left.low, high=right.high, precision="interval", deictic=deictic)


def _same_years(left: FoundTime, right: FoundTime, signs: str) -> tuple[FoundTime, FoundTime]:
    """Both ends of a range with their years: the end that names none takes the other's, or the one beside it."""
    named = ["y" in signs[t.start_token : t.end_token] for t in (left, right)]
    if left.low is None or right.low is None or right.high is None or left.deictic or right.deictic:
        return left, right
    later = left.low.replace(year=2000, day=1) > right.low.replace(year=2000, day=1)
    if not named[0] and (named[1] or right.high < left.low):
        return _in_year(left, right.low.year - later), right
    if named[0] and not named[1]:
        return left, _in_year(right, left.low.year + later)
    return left, right


def _in_year(time: FoundTime, year: int) -> FoundTime:
    """The same days in another year (29 February becomes the 28th)."""
    if time.low is None:
        return time
    months = (year - time.low.year) * 12
    high = add_months(time.high, months) if time.high else None
    return replace(time, low=add_months(time.low, months), high=high)


def _same_day_said_twice(left: FoundTime, right: FoundTime, signs: str) -> bool:
    """A weekday beside a date, or a clock time beside a day."""
    kinds = [set(signs[t.start_token : t.end_token]) for t in (left, right)]
    weekday = [bool(kind & set("WS")) for kind in kinds]
    dated = [bool(kind & set("MmN")) for kind in kinds]
    if (weekday[0] and dated[1] and not weekday[1]) or (dated[0] and weekday[1] and not weekday[0]):
        return right.precision == "day" or left.precision == "day"
    clock = [kind <= set("Cz()dyn:jZ") and bool(kind & set("Czy")) for kind in kinds]
    day = [t.precision in ("day", "part-of-day") for t in (left, right)]
    return (clock[0] and day[1] and not clock[1]) or (day[0] and clock[1] and not clock[0])


def as_interval(time: FoundTime) -> Days | None:
    """The days of a time that is closed on both sides, else None."""
    return (time.low, time.high) if time.low and time.high else None
