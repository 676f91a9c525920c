"""What one claim says on who holds a place: for whom, how, on which day, and from what kind of source.

Only what is asserted or denied counts. Plans, conditions, demands and possibilities are no evidence (the design's
rule 5). A denial speaks for the other side. An event without a day counts on the day of its report; one that is
dated by a period longer than ``LONG_DAYS`` counts only when the period runs to the report ("for weeks").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from contested.model import Actor, ActorRef, Claim, PlaceRef
from contested.record.records import RecordedClaim
from contested.situation.control_places import CONTROL_KINDS, PlaceKey, refs_for
from contested.situation.sides import Conflict, can_hold, outlet_side, side_of, side_of_words

Form = Literal[
    "took", "holds", "enemy-left", "enemy-lost", "enemy-failed", "enemy-denied", "attacked", "went-back-to",
    "sets-out-from", "besieged", "inside", "fighting", "siege", "siege-over",
]  # fmt: skip
Source = Literal["outlet", "third", "own", "admission", "party"]
"""Who says so: the outlet in its own voice; someone who is no party; the side it serves; the side it harms; another
party to the conflict."""

LONG_DAYS = 14
LASTING_DAYS = 3
WEIGHT: dict[Form, float] = {
    "took": 3.0, "holds": 2.0, "enemy-left": 2.0, "enemy-lost": 2.0, "enemy-failed": 0.8, "enemy-denied": 1.0,
    "attacked": 0.5, "went-back-to": 0.6, "sets-out-from": 0.6, "besieged": 0.7, "inside": 1.0, "fighting": 1.0,
    "siege": 1.0, "siege-over": 1.0,
}  # fmt: skip
"""How strongly each form speaks, in units of a report's own statement that fighting goes on in the place."""
SAID_BY: dict[Source, float] = {"outlet": 1.0, "third": 1.0, "own": 0.6, "admission": 1.3, "party": 0.6}
INFERRED = 0.7
DESCRIBED = 0.5
"""A place that is not named but described ("the town")."""
AREA = 0.5
FAR = 90
"""Characters from trigger to place beyond which the place counts as one that is only inferred."""
LONG_TEXT = 10_000
"""Characters of a report from which its undated claims may well sum up the past."""
ASIDE = 0.4
"""What is told without a day in a clause of time ("after they took the town")."""
_OPEN_WAR = frozenset(
    {"war", "civil war", "conflict", "uprising", "revolution", "unrest", "violence", "crisis", "revolt", "campaign"}
)
HOLDING: frozenset[Form] = frozenset(WEIGHT) - {"inside", "fighting", "siege", "siege-over"}
CHANGING: frozenset[Form] = frozenset({"took", "enemy-left", "enemy-lost"})
"""Forms that tell of a change: what was said of the place before is outdated by them."""

_PAST = re.compile(
    r"\b(?:previously|formerly|once|then|ostensibly|nominally|supposedly|briefly|temporarily|for a time|had (?:\w+ )?been)[\s-]*(?:\w+[\s-]+){0,2}$",
    re.I,
)
_BRIEF = re.compile(r"\bbriefly\b|\bfor (?:a few|several|some) hours\b|\bchang\w+ hands\b|\bback and forth\b", re.I)
_ALMOST = re.compile(r"\b(?:almost|nearly|all but|partly|partially|virtually)\s+(?:\w+\s+){0,2}$", re.I)
_NOT = re.compile(r"\b(?:not|no longer|never|nor|without|outside|beyond|lost|far from)(?:[\s-]+\w+){0,3}[\s-]*$", re.I)
_FALSE = re.compile(
    r"\b(?:incorrectly|falsely|wrongly|erroneously|prematurely|den(?:y|ies|ied|ying) (?:\w+ ){0,3}(?:claims?|reports?)|"
    r"(?:dismiss\w*|refut\w*|reject\w*|disput\w*) (?:\w+ ){0,3}(?:claims?|reports?))\b.{0,70}$",
    re.I,
)
_PARTS = (
    r"(?:parts?|half|some|much|chunks?|portions?|sections?|areas?|zones?|districts?|quarters?|neighbou?rhoods?|streets?|"
    r"roads?|highway|squares?|airport|air ?base|base|port|refinery|terminal|university|hospital|buildings?|compound|"
    r"barracks|positions?|cent(?:er|re)|heart|hall|building|suburbs?|per ?cent|percent|%)"
)
_OUTER = re.compile(
    r"\b(?:near|outside|outskirts|edges?|vicinity|towards?|direction|fringes?|gates?|entrances?|approach(?:es)?|"
    r"between|road (?:to|from)|way (?:to|from)|close to|around|k(?:m|ilomet\w+)|miles?|hours?|minutes?|"
    r"(?:north|south|east|west)\w*)\b(?:\s+\([^)]*\))?(?:[\s,-]+\w+){0,3}[\s,-]+$"
    r"|\b(?:near|outside|towards?|between|around|from)\s+$",
    re.I,
)
_PART_OF = re.compile(
    rf"\b{_PARTS}\b(?:[\s,-]+\w+){{0,2}}[\s,-]+(?:of|in|at|inside|from)\s+(?:the\s+)?(?:[\w’']+\s+){{0,4}}$", re.I
)
_PART_AFTER = re.compile(
    rf"^\s*(?:of\s+)?(?:the|a|an|some|their|its|several)?\s*(?:[\w’'-]+\s+){{0,2}}{_PARTS}\b", re.I
)
_SIDE_OF = re.compile(
    r"^\s*(?:on\s+)?(?:in|over|of)?\s*(?:the\s+)?(?:north|south|east|west)\w*\s+(?:parts?\s+|side\s+)?of\b", re.I
)
_SITE = re.compile(rf"^(?:'s|’s)?[\s-]+(?:\w+\s+)?{_PARTS}\b", re.I)
_ANOTHER = re.compile(
    r"^\s*(?:of\s+|over\s+)?(?:the|a|an|this|that|another|their)\s+(?:[\w’'-]+\s+){0,2}?"
    r"(?:town|city|village|settlement|capital|outpost)\b(?!\s+(?:of|called|named)\b|,?\s+(?:\w+\s+)?[A-Z])"
)
_NEW_CLAUSE = re.compile(
    r"[,;]\s+(?:and|but|while|as|when|after)\s+(?!the\b|a\b|an\b|in\b|at\b|of\b|nearby\b|then\b|also\b)[a-z]"
)
_SEAT = re.compile(r"\b(?:strongholds?|bastions?|enclaves?|outposts?|redoubts?|\w+-\w+)$", re.I)
_TAKING = re.compile(
    r"\b(?:captur\w+|seiz\w+|took|taken|taking|retook|retaken|recaptur\w+|overr[au]n\w*|storm\w+|fall of|fell|conquer\w+|"
    r"liberat\w+)\b[^.;]{0,50}$",
    re.I,
)
_MODIFIER = re.compile(r"-\w+$|^(?:besieged|embattled)$", re.I)
_CAPITAL = re.compile(r"\b[A-Z]|,|\band\b")
_INSIDE = re.compile(r"\b(?:enter\w*|into|inside|storm\w*|penetrat\w*|broke through|reach\w* the cent)", re.I)
_IN = re.compile(r"\b(?:in|inside|into|through)\s+(?:the\s+)?$", re.I)
_NOBODY = re.compile(r"\bno\s+(?:\w+\s+){0,3}$", re.I)
_PRONOUN = re.compile(r"^(?:they|them|their|we|us|our|it|its|he|his|him|i|those|these|who)$", re.I)
_DRIVES = re.compile(r"\b(?:push|drove|driv|expel|oust|evict|dislodg|rout|forc|clear|chas|flush)\w*", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|are|is|got)\s+(?:\w+ly\s+)?$", re.I)
_WHOLLY = re.compile(r"\b(?:100 per ?cent|100%|hundred per ?cent|entire|whole|all)\b", re.I)
_SPEAKERS_OWN = re.compile(r"^(?:we|us|our|ours|its|i|my)\b", re.I)
_SUBORDINATE = re.compile(r"\b(?:when|since|after|before|where|until|how)\s+(?:\w+\s+){0,4}$", re.I)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)}|over the weekend)\b", re.I)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_OTHER_CLAUSE = re.compile(r"\b(?:which|who|whom|that|when|after|before|since|where)\b|[;:]", re.I)
_CHRONICLE = re.compile(rf"^\W*({'|'.join(_MONTHS)})\.? (\d{{1,2}})\s*[-–—:]", re.I)
_LIFTED = re.compile(r"\b(?:lift(?:ed|ing)|brok(?:e|en)|breaking|end(?:ed|ing)|reliev(?:ed|ing))\b", re.I)
_FELL = re.compile(r"\bf[ae]ll(?:s|en|ing)?\b", re.I)


@dataclass(frozen=True)
class Evidence:
    """One claim's word on a place. ``side``: whom it speaks for, or, for fighting, whose presence; "" for nobody's.

    ``rival`` marks that only the side spoken against was named, so that ``side`` is its rival, yet to be found.
    """

    claim: str
    report: str
    outlet: str | None
    day: date
    side: str
    form: Form
    weight: float
    source: Source
    rival: bool
    actor: Actor | None
    area: bool = False


def evidence_of(
    recorded: RecordedClaim, at: PlaceKey, area: PlaceKey | None, within: Conflict | None
) -> tuple[Evidence, ...]:
    """All that a claim says on a place; empty when it says nothing on its control."""
    claim = recorded.claim
    if claim.kind not in CONTROL_KINDS or claim.stance not in ("asserted", "denied"):
        return ()
    day = day_of(recorded)
    if day is None:
        return ()
    within = within.on(recorded.report.published or recorded.report.known) if within else None
    found: dict[tuple[str, Form, bool], Evidence] = {}
    for ref, whole in refs_for(claim, at, area):
        for form, side, rival, actor in _says(claim, ref, within):
            source = _source(recorded, side, rival, within)
            weight = WEIGHT[form] * SAID_BY[source] * _sureness(claim, ref, actor, whole)
            weight *= _freshness(recorded)
            made = Evidence(
                claim.id, recorded.report.id, recorded.report.outlet, day, side, form, round(weight, 3), source, rival,
                actor.actor if actor else None, whole,
            )  # fmt: skip
            found.setdefault((side, form, rival), made)
    return tuple(found.values())


def day_of(recorded: RecordedClaim) -> date | None:
    """The day a claim's event counts on; None when it only tells of the past, or of a day still to come."""
    report = recorded.report
    told, time = report.published or report.known, recorded.claim.time
    if time is None or time.end is None:
        return _day_in_sentence(recorded.claim, told)
    start, end = time.start or time.end, time.end
    if start > told:
        return None
    if (end - start).days > LONG_DAYS:
        return told if (told - end).days <= LASTING_DAYS else None
    return min(end, told)


def _day_in_sentence(claim: Claim, told: date) -> date:
    """The day of a claim without one: that of a chronicle's entry ("March 5 - ..."), or the one day of the week its
    sentence names (what was said on Sunday had happened by then), else the report's."""
    entry = _CHRONICLE.match(claim.sentence.quote)
    if entry:
        try:
            day = date(told.year, _MONTHS.index(entry.group(1).lower()) + 1, int(entry.group(2)))
        except ValueError:
            return told
        return day if day <= told else day.replace(year=day.year - 1)
    named = {
        found.group(1).lower()
        for found in _WEEKDAY.finditer(claim.sentence.quote)
        if not _OTHER_CLAUSE.search(claim.sentence.quote[claim.trigger.end - claim.sentence.start : found.start()])
    }
    if len(named) != 1:
        return told
    word = named.pop()
    weekday = 6 if word not in _WEEKDAYS else _WEEKDAYS.index(word)
    return told - timedelta(days=(told.weekday() - weekday) % 7)


_Said = tuple[Form, str, bool, ActorRef | None]


def _says(claim: Claim, ref: PlaceRef, within: Conflict | None) -> list[_Said]:
    """(form, side, whether the side is only the one spoken against, the actor's span), one for each side named."""
    reader = {
        "capture": _capture, "hold": _hold, "retreat": _retreat, "advance": _advance, "besiege": _besiege,
        "clash": _clash,
    }[claim.kind]  # fmt: skip
    return reader(claim, ref, within)


def _sided(claim: Claim, refs: tuple[ActorRef, ...], within: Conflict | None) -> list[tuple[str, ActorRef]]:
    """The sides of actors, each once; "we" and "its forces" are the speaker's."""
    found: dict[str, ActorRef] = {}
    for ref in refs:
        speaking = claim.speaker and _SPEAKERS_OWN.match(ref.span.quote)
        side = (side_of(claim.speaker[0], within) if speaking else None) or side_of(ref, within)
        if side and can_hold(side):
            found.setdefault(side, ref)
    return list(found.items())


def _doers(claim: Claim, within: Conflict | None) -> list[tuple[str, ActorRef | None]]:
    """The sides that do it: of the actors, or named in the trigger itself ("in rebel hands")."""
    found: list[tuple[str, ActorRef | None]] = list(_sided(claim, claim.actor, within))
    if not found and not claim.actor:
        side = side_of_words(claim.trigger.quote, within)
        if side:
            found.append((side, None))
    return found


def _capture(claim: Claim, ref: PlaceRef, within: Conflict | None) -> list[_Said]:
    if _BRIEF.search(_around(claim)) or extent(claim, ref) == "outside":
        return []
    doers, losers = _doers(claim, within), _sided(claim, claim.target, within)
    if claim.stance == "denied" or negated(claim):
        return [("enemy-failed", side, True, who) for side, who in doers]
    if len(doers) > 1:
        return [("fighting", "", False, None)]
    if not doers:
        return [("enemy-lost", side, True, who) for side, who in losers]
    if extent(claim, ref) == "part" or _ALMOST.search(_before(claim)):
        return [("inside", side, False, who) for side, who in doers]
    if _FELL.search(claim.trigger.quote):  # "fell to X": X stands after it; who stands before it did not take it
        doers = [(side, who) for side, who in doers if who is None or who.span.start > claim.trigger.start]
    return [("took", side, False, who) for side, who in doers]


def _hold(claim: Claim, ref: PlaceRef, within: Conflict | None) -> list[_Said]:
    doers = _doers(claim, within)
    if _PAST.search(_before(claim)) or extent(claim, ref) == "outside":
        return []
    if _SEAT.search(claim.trigger.quote) and _TAKING.search(_before(claim)):
        return []  # "captured the enemy's last stronghold": it no longer is
    if claim.stance == "denied" or negated(claim):
        return [("enemy-denied", side, True, who) for side, who in doers]
    if len(doers) > 1:
        return [("fighting", "", False, None), *(("inside", side, False, who) for side, who in doers)]
    if extent(claim, ref) == "part" or _ALMOST.search(_before(claim)):
        return [("inside", side, False, who) for side, who in doers]
    return [("holds", side, False, who) for side, who in doers]


def _retreat(claim: Claim, ref: PlaceRef, within: Conflict | None) -> list[_Said]:
    doers = _doers(claim, within)
    if claim.stance == "denied" or negated(claim):
        return [("holds", side, False, who) for side, who in doers] if ref.role in ("from", "at") else []
    if _DRIVES.search(claim.trigger.quote) and not _PASSIVE.search(_before(claim)):
        return [("took", side, False, who) for side, who in doers] if extent(claim, ref) == "whole" else []
    if ref.role == "to" and ref.relation is None:
        return [("went-back-to", side, False, who) for side, who in doers]
    if ref.role in ("from", "at") and extent(claim, ref) == "whole":
        return [("enemy-left", side, True, who) for side, who in doers]
    return []


def _advance(claim: Claim, ref: PlaceRef, within: Conflict | None) -> list[_Said]:
    doers = _doers(claim, within)
    if ref.role == "from":
        return [("sets-out-from", side, False, who) for side, who in doers] if claim.stance == "asserted" else []
    if len(doers) > 1 or ref.role == "via":
        return []
    if claim.stance == "denied":
        return [("enemy-failed", side, True, who) for side, who in doers]
    if (_INSIDE.search(claim.trigger.quote) or _says_in(claim, ref)) and extent(claim, ref) != "outside":
        return [("inside", side, False, who) for side, who in doers]
    return [("attacked", side, True, who) for side, who in doers]


def _besiege(claim: Claim, ref: PlaceRef, within: Conflict | None) -> list[_Said]:
    doers = _doers(claim, within)
    if claim.stance == "denied" or _LIFTED.search(_before(claim)[-30:]):
        return [("siege-over", "", False, None)]
    if ref.role not in ("at", "to", "near") or extent(claim, ref) == "outside":
        return []
    return [("siege", "", False, None), *(("besieged", side, True, who) for side, who in doers)]  # type: ignore[list-item]


def _clash(claim: Claim, ref: PlaceRef, within: Conflict | None) -> list[_Said]:
    if claim.stance == "denied" or ref.role != "at" or ref.inferred or extent(claim, ref) == "outside":
        return []
    if claim.trigger.quote.lower() in _OPEN_WAR:
        return []
    if claim.time and claim.time.start and claim.time.end and (claim.time.end - claim.time.start).days > LONG_DAYS:
        return []
    sides = _sided(claim, (*claim.actor, *claim.target), within)
    return [("fighting", side, False, who) for side, who in sides] or [("fighting", "", False, None)]


def extent(claim: Claim, ref: PlaceRef) -> Literal["whole", "part", "outside"]:
    """What of a place a claim is about: all of it; a part (a quarter, its port); or only somewhere outside it.

    Outside are distances and directions ("50 km from"), the way to it, its outskirts, a place that only stands
    beyond the one that is meant ("rebel-held A, near B"), and one that lies in the country or province meant.
    """
    if ref.relation is not None:
        return "outside"
    start, end = ref.span.start - claim.sentence.start, ref.span.end - claim.sentence.start
    sentence = claim.sentence.quote
    if not 0 <= start < end <= len(sentence):
        return "whole"
    before, after = sentence[:start], sentence[end:]
    if _OUTER.search(before[-40:]) or _beyond(claim, ref):
        return "outside"
    if any(other.role == "at" and other.place is None for other in claim.place if other is not ref):
        return "part"
    if (_PART_OF.search(before[-70:]) and not _WHOLLY.search(before[-40:])) or _SITE.match(after[:40]):
        return "part"
    follows = sentence[claim.trigger.end - claim.sentence.start :]
    named_later = claim.trigger.end <= ref.span.start
    object_ = follows[: ref.span.start - claim.trigger.end] if named_later else follows[:40]
    if _WHOLLY.search(object_[:40]):
        return "whole"
    partly = _PART_AFTER.match(object_) or _SIDE_OF.match(object_)
    return "part" if partly and claim.kind in ("capture", "hold", "retreat") else "whole"


def _beyond(claim: Claim, ref: PlaceRef) -> bool:
    """Whether another place stands between the trigger and this one, and is the one meant."""
    if ref.span.start < claim.trigger.end:
        return False
    between = claim.sentence.quote[claim.trigger.end - claim.sentence.start : ref.span.start - claim.sentence.start]
    if _NEW_CLAUSE.search(between) or (claim.kind in ("capture", "hold") and _ANOTHER.match(between + "  ")):
        return True
    if _MODIFIER.search(claim.trigger.quote):
        return bool(_CAPITAL.search(between))
    coarse = (
        other
        for other in claim.place
        if other.place and ref.place and other.place.precision in ("country", "admin1", "region")
        and ref.place.precision in ("settlement", "admin2")
    )  # fmt: skip
    return any(claim.trigger.end <= other.span.start < ref.span.start for other in coarse)


def _says_in(claim: Claim, ref: PlaceRef) -> bool:
    start = ref.span.start - claim.sentence.start
    return bool(_IN.search(claim.sentence.quote[max(0, start - 12) : start])) if start >= 0 else False


def negated(claim: Claim) -> bool:
    """Whether the words before the trigger negate it ("not under the control of"), where the stance missed it."""
    before = _before(claim)
    if _NOT.search(before[-40:]) or _FALSE.search(before):
        return True
    starts = [ref.span.start - claim.sentence.start for ref in claim.actor]
    return any(at > 0 and _NOBODY.search(claim.sentence.quote[max(0, at - 14) : at]) for at in starts)


def _before(claim: Claim) -> str:
    return claim.sentence.quote[: claim.trigger.start - claim.sentence.start]


def _around(claim: Claim, reach: int = 30) -> str:
    start, end = (p - claim.sentence.start for p in (claim.trigger.start, claim.trigger.end))
    return claim.sentence.quote[max(0, start - reach) : end + reach]


def _source(recorded: RecordedClaim, side: str, rival: bool, within: Conflict | None) -> Source:
    """Who says so, as seen from the side it serves (``rival``: the side named is the one it harms)."""
    speakers = recorded.claim.speaker
    if speakers:
        saying = side_of(speakers[0], within)
        plain: Source = "third"
    else:
        saying, plain = outlet_side(recorded.report.outlet, within.name if within else None), "outlet"
    if saying is None:
        return plain
    opposite = within.other(side) if within and side else None
    served, harmed = (opposite, side) if rival else (side, opposite)
    if side and saying == served:
        return "own"
    if side and saying == harmed:
        return "admission"
    return "third" if saying.startswith("actor:") else "party"


def _sureness(claim: Claim, ref: PlaceRef, actor: ActorRef | None, whole: bool) -> float:
    sure = INFERRED if ref.inferred else 1.0
    if not any(c.isupper() for c in ref.span.quote):
        sure *= DESCRIBED
    if actor is not None and (actor.inferred or _PRONOUN.match(actor.span.quote)):
        sure *= INFERRED
    if _apart(claim, ref) > FAR:
        sure *= INFERRED
    return sure * (AREA if whole else 1.0)


def _freshness(recorded: RecordedClaim) -> float:
    """Less than 1 for what is told without a day in passing, or in a long article, which sums up the past."""
    claim = recorded.claim
    aside = _SUBORDINATE.search(_before(claim))
    if aside and (claim.time is None or _FELL.search(claim.trigger.quote)):
        return ASIDE
    return INFERRED if claim.time is None and recorded.report.length > LONG_TEXT else 1.0


def _apart(claim: Claim, ref: PlaceRef) -> int:
    """Characters between the trigger and a place."""
    return max(ref.span.start - claim.trigger.end, claim.trigger.start - ref.span.end, 0)
