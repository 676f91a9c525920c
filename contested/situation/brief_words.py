"""The words of a brief: how dates, numbers, lists and kinds are written. Nothing but these words and data is in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from contested.model import CountWhat, Kind, Place
from contested.situation.control_rules import RULES

_SLOT = re.compile(r"\{\w+\}")
_ENDED = re.compile(r"[.?!…][’”\])]*$")
_WORD = re.compile(r"[a-z]+")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

NOUNS: dict[Kind, str] = {
    "attack": "an attack", "clash": "fighting", "capture": "a capture", "retreat": "a retreat", "advance": "an advance",
    "besiege": "a siege", "detain": "a detention or release", "destroy": "destruction", "protest": "a protest",
    "displacement": "displacement", "casualties": "casualties", "deploy": "a deployment", "agree": "an agreement",
    "reject": "a refusal", "meet": "talks", "call": "a call", "threaten": "a threat", "accuse": "an accusation",
    "sanction": "a sanction", "support": "support", "aid": "aid", "hold": "control", "align": "an alignment",
    "aim": "an aim",
}  # fmt: skip
DID: dict[Kind, tuple[str, str]] = {
    "call": ("made a call", " to"), "threaten": ("made a threat", " against"),
    "accuse": ("made an accusation", " against"),
    "agree": ("agreed", " with"), "reject": ("refused or rejected", ", concerning"), "meet": ("met", " with"),
    "sanction": ("imposed a sanction", " on"), "aim": ("stated an aim", ", concerning"),
    "align": ("took a stand", ", concerning"),
}  # fmt: skip
"""What somebody did by speaking or agreeing, and the word before whom it concerns."""
PEOPLE: dict[CountWhat, str] = {
    "killed": "reported killed", "wounded": "reported wounded", "missing": "reported missing",
    "displaced": "reported displaced", "detained": "reported detained",
}  # fmt: skip

TEMPLATES = {
    # what changed
    "first told": "{place} is first told of {day}: {state}",
    "changed hands": "{place} passed from {before} to {holder} {day}{tier}",
    "contested": "{place} became contested {between} {day}{tier}",
    "settled": "{place} is no longer contested from {date}: {state}",
    "besieged": "{place} is besieged from {date}, held by {holder}{tier}",
    "siege over": "{place} is no longer besieged from {date}: {state}",
    "no longer told": "who holds {place} is no longer told from {date}; last held by {before}",
    "state held": "held by {holder}{tier}",
    "state besieged": "besieged, held by {holder}{tier}",
    "state contested": "contested {between}{tier}",
    "between": "between {holder}",
    "state stale": "last held by {holder}",
    "state unknown": "holder not known",
    "tier": ", {tier}: {rule}",
    "against": "{count} against it: “{quote}”",
    # what is contested
    "denial": "{noun} {at} {day}, asserted by {yes} and denied by {no}",
    "tolls": "{at} {day} accounts count those {what} differently",
    "culprits": "accounts of {noun} {at} {day} name different parties as having done it",
    "two-holders": "{place} is said to be held by two parties {day}",
    "side": "{who}: “{quote}”",
    "side toll": "{who}: {number} {what}",
    # events
    "event": "{noun}{doer} {at} {day}, told by {reports}, {sources} (grade: {grade}): “{quote}”",
    "doer": " by {culprits}",
    "told": "{who} told of it{rest}",
    "told possible": "{who} told of it as possible{rest}",
    "told denied": "{who} denied it{rest}",
    "own": ", as its own doing",
    "by": ", naming {culprits} as having done it",
    "tolled": ", with {tolls}",
    # tolls
    "toll": "{at} {day} {number} {people}{of}, counted by {who}",
    "toll total": "a running total told {day} {at}: {number} {people}, counted by {who}; it is not added",
    "toll of": " (of {whom})",
    "running": "for {place}, {span}, counts together are {number} {people}, those that may overlap taken as one",
    # displacement
    "fled": "{day} {people} are reported displaced{ways}, told by {who}: “{quote}”",
    "returned": "{day} {people} are reported to have returned{ways}, told by {who}: “{quote}”",
    "from": " from {places}",
    "to": " to {places}",
    "via": " through {places}",
    "people": "people",
    # statements
    "said": "{day} {who} {did}{whom}{by}: “{quote}”",
    "said denied": "{day} {who} {did}{whom}, which is denied{by}: “{quote}”",
    "said possible": "{day} {who} possibly {did}{whom}{by}: “{quote}”",
    "plans": "{day} {who} said it plans: “{quote}”",
    "plans told": "{day} {who} is said to plan, according to {teller}: “{quote}”",
    "according": ", according to {teller}",
    # what is not known
    "no reports": "no report in the record was published on {count} of {days}: {list}",
    "reports": "the record holds {reports} published in the period, and {claims} on its days",
    "undated": "claims among these without a day of their own: {count}; they count with the day of their report",
    "unplaced": "claims among these without a place that was found: {count}",
    "stale": "who holds {place} is not told of any more by {date}; last held by {before}",
    "failed": "inputs that could not be read or were skipped, and are not in this brief: {count}",
    "nothing": "the record tells nothing of this for the period",
    "more": "{count} more in the record, not shown here",
    # words of numbers, days and lists
    "numbers": "a number not given at least up to and others on a day not known between at in the side",
    "counted": "report reports claim claims day days input inputs independent source sources place",
    "grades": "confirmed fair weak contested discounted claimed assessed",
}
"""Every sentence a brief can make: what is in braces is data, made by the functions below or by ``brief_names``."""


@cache
def vocabulary() -> frozenset[str]:
    """Every word that templates, nouns and names of months may put into a brief, in small letters."""
    from contested.situation.brief_names import NOBODY, WITHHELD

    fixed = [*TEMPLATES.values(), *NOUNS.values(), *PEOPLE.values(), *MONTHS, NOBODY, WITHHELD]
    fixed += RULES.values()
    fixed += [word for pair in DID.values() for word in pair]
    return frozenset(w for text in fixed for w in _WORD.findall(_SLOT.sub(" ", text).lower()))


def template(name: str, **data: str) -> str:
    """A template with its data filled in."""
    return TEMPLATES[name].format(**data)


def day(of: date) -> str:
    """A day, such as "3 December 2024"."""
    return f"{of.day} {MONTHS[of.month - 1]} {of.year}"


def days(first: date | None, last: date | None) -> str:
    """Days as "on 3 December 2024", or between two; "on a day not known"."""
    if first is None or last is None:
        known = first or last
        return f"on {day(known)}" if known else "on a day not known"
    return f"on {day(first)}" if first == last else f"between {_span(first, last)}"


def period(first: date, last: date) -> str:
    """A period for headings, such as "1 to 7 December 2024"."""
    return day(first) if first == last else _span(first, last, " to ")


def _span(first: date, last: date, to: str = " and ") -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{to}{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]}{to}{day(last)}"
    return f"{day(first)}{to}{day(last)}"


def listed(words: Sequence[str], *, most: int = 6) -> str:
    """ "A", "A and B", "A, B and C"; after ``most`` "and N others"."""
    shown = list(words[:most])
    if len(words) > most:
        shown = [*words[: most - 1], f"{len(words) - most + 1} others"]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def number(low: int | None, high: int | None) -> str:
    """A range: "11", "at least 11", "up to 40", "11 to 13", "a number not given"."""
    if low is None and high is None:
        return "a number not given"
    if high is None:
        return f"at least {low:,}"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def many(count: int, one: str, more: str | None = None) -> str:
    """A counted noun: "1 report", "3 reports"."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def where(place: Place | None, words: str | None = None) -> str:
    """A place with its province, the report's words for it in quotation marks, or a place not known."""
    if place is None:
        return f"“{words}”" if words else "a place not known"
    return f"{place.name} ({place.admin1})" if place.admin1 and place.admin1 != place.name else place.name


def at(place: Place | None, words: str | None = None) -> str:
    """The same with "at", or "in" for provinces and countries."""
    wide = place is not None and place.precision != "settlement"
    return f"{'in' if wide else 'at'} {where(place, words)}"


def sentence(text: str) -> str:
    """A text as a sentence: capital first, full stop last."""
    return text[:1].upper() + text[1:] + ("" if _ENDED.search(text) else ".")
