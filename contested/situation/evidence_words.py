"""What the words around a claim's trigger and place add: how much of the place is meant, and whether it still holds.

These are checks on the sentence itself, in front of what the reader made of it: whether all of a place is meant, a
part, or only somewhere near it; whether the words negate, date back or hedge what is said.
"""

from __future__ import annotations

import re
from typing import Literal

from contested.model import ActorRef, Claim, PlaceRef
from contested.places.names import skeleton

Extent = Literal["whole", "part", "outside"]
_OPEN_WAR = frozenset(
    {"war", "civil war", "conflict", "uprising", "revolution", "unrest", "violence", "crisis", "revolt", "campaign"}
)
_PAST = re.compile(
    r"\b(?:previously|formerly|once|then|ostensibly|nominally|supposedly|briefly|temporarily|"
    r"for a time|had (?:\w+ )?been)[\s-]*(?:\w+[\s-]+){0,2}$",
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
_WHOLE_NOUN = re.compile(
    r"\b(?:towns?|city|cities|villages?|capital|settlements?|hamlet|hometown|birthplace|port|enclave|stronghold|bastion|"
    r"it|there|here|place)$",
    re.I,
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
    r"\b(?:captur\w+|seiz\w+|took|taken|taking|retook|retaken|recaptur\w+|overr[au]n\w*|storm\w+|fall of|fell|"
    r"conquer\w+|liberat\w+)\b[^.;]{0,50}$",
    re.I,
)
_MODIFIER = re.compile(r"-\w+$|^(?:besieged|embattled)$", re.I)
_CAPITAL = re.compile(r"\b[A-Z]|,|\band\b")
_INSIDE = re.compile(r"\b(?:enter\w*|into|inside|storm\w*|penetrat\w*|broke through|reach\w* the cent)", re.I)
_EDGE = re.compile(
    r"outskirt|edge|gate|suburb|fringe|within|near|toward|entrance|centre|center|into|km|mile|kilomet", re.I
)
_IN = re.compile(r"\b(?:in|inside|into|through)\s+(?:the\s+)?$", re.I)
_NOBODY = re.compile(r"\bno\s+(?:\w+\s+){0,3}$", re.I)
_PRONOUN = re.compile(r"^(?:they|them|their|we|us|our|it|its|he|his|him|i|those|these|who)$", re.I)
_DRIVES = re.compile(r"\b(?:push|drove|driv|expel|oust|evict|dislodg|rout|forc|clear|chas|flush)\w*", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|are|is|got)\s+(?:\w+ly\s+)?$", re.I)
_WHOLLY = re.compile(r"\b(?:100 per ?cent|100%|hundred per ?cent|entire|whole|all)\b", re.I)
_SPEAKERS_OWN = re.compile(
    r"^(?:we|us|ours?|its|i|my)$|"
    r"^(?:our|its|my)\b.*\b(?:forces?|troops|men|fighters|soldiers|units?|army|brigades?)$",
    re.I,
)
_SUBORDINATE = re.compile(r"\b(?:when|since|after|before|where|until|how)\s+(?:\w+\s+){0,4}$", re.I)
_LIFTED = re.compile(r"\b(?:lift(?:ed|ing)|brok(?:e|en)|breaking|end(?:ed|ing)|reliev(?:ed|ing))\b", re.I)
_FELL = re.compile(r"\bf[ae]ll(?:s|en|ing)?\b", re.I)


def before(claim: Claim) -> str:
    """The words of the sentence before the trigger."""
    return claim.sentence.quote[: claim.trigger.start - claim.sentence.start]


def around(claim: Claim, reach: int = 30) -> str:
    """The trigger with so many characters on both sides."""
    start, end = (p - claim.sentence.start for p in (claim.trigger.start, claim.trigger.end))
    return claim.sentence.quote[max(0, start - reach) : end + reach]


def apart(claim: Claim, ref: PlaceRef) -> int:
    """Characters between the trigger and a place."""
    return max(ref.span.start - claim.trigger.end, claim.trigger.start - ref.span.end, 0)


def briefly(claim: Claim) -> bool:
    """Whether it lasted hours only, or went back and forth."""
    return bool(_BRIEF.search(around(claim)))


def formerly(claim: Claim) -> bool:
    """Whether a state was so before, or is so in name only ("previously rebel-held")."""
    return bool(_PAST.search(before(claim)))


def almost(claim: Claim) -> bool:
    """Whether it is so nearly or partly."""
    return bool(_ALMOST.search(before(claim)))


def taken_from(claim: Claim) -> bool:
    """Whether a seat is named that was just taken: "captured the enemy's last stronghold"."""
    return bool(_SEAT.search(claim.trigger.quote) and _TAKING.search(before(claim)))


def lifted(claim: Claim) -> bool:
    """Whether a siege is said to be over."""
    return bool(_LIFTED.search(before(claim)[-30:]))


def falls(claim: Claim) -> bool:
    """Whether the trigger is "fell" or "the fall of"."""
    return bool(_FELL.search(claim.trigger.quote))


def drives_out(claim: Claim) -> bool:
    """Whether the one who does it drives another out ("pushed them out of"), and is not driven out himself."""
    return bool(_DRIVES.search(claim.trigger.quote) and not _PASSIVE.search(before(claim)))


def enters(claim: Claim, ref: PlaceRef) -> bool:
    """Whether a move goes into a place or goes on in it."""
    start = ref.span.start - claim.sentence.start
    inside = start >= 0 and _IN.search(claim.sentence.quote[max(0, start - 12) : start])
    return bool(_INSIDE.search(claim.trigger.quote) or inside)


def up_to(ref: PlaceRef) -> bool:
    """Whether a move reaches a place or its edge; "to the west of" it is another place."""
    return ref.relation is None or bool(_EDGE.search(ref.relation))


def aside(claim: Claim) -> bool:
    """Whether it is told in a clause of time ("after they took the town") without a day of its own."""
    return bool(_SUBORDINATE.search(before(claim))) and (claim.time is None or falls(claim))


def only_the_war(claim: Claim) -> bool:
    """Whether the trigger only names the war as a whole."""
    return claim.trigger.quote.lower() in _OPEN_WAR


def named(ref: PlaceRef) -> bool:
    """Whether a place is named, not described ("the town")."""
    return any(c.isupper() for c in ref.span.quote)


def is_pronoun(ref: ActorRef) -> bool:
    """Whether an actor is a bare pronoun."""
    return bool(_PRONOUN.match(ref.span.quote))


def speakers_own(ref: ActorRef) -> bool:
    """Whether an actor is the speaker himself or his own ("we", "its forces")."""
    return bool(_SPEAKERS_OWN.match(ref.span.quote))


def extent(claim: Claim, ref: PlaceRef) -> Extent:
    """What of a place a claim is about: all of it; a part (a quarter, its port); or only somewhere outside it.

    Outside are distances and directions ("50 km from"), the way to it, its outskirts, a place that only stands
    beyond the one that is meant ("rebel-held A, near B"), and one that lies in the country or province meant.
    """
    if ref.relation is not None:
        return "outside"
    start, end = ref.span.start - claim.sentence.start, ref.span.end - claim.sentence.start
    sentence = claim.sentence.quote
    if ref.inferred and not _WHOLE_NOUN.search(ref.span.quote) and not _is_its_name(ref):
        return "part"  # "the city center", "a key building", read as parts of the place
    here = 0 <= start < end <= len(sentence)
    left, after = (sentence[:start], sentence[end:]) if here else ("", "")
    if _OUTER.search(left[-40:]) or (here and _beyond(claim, ref)):
        return "outside"
    if any(other.role == "at" and other.place is None for other in claim.place if other is not ref):
        return "part"
    if (_PART_OF.search(left[-70:]) and not _WHOLLY.search(left[-40:])) or _SITE.match(after[:40]):
        return "part"
    follows = sentence[claim.trigger.end - claim.sentence.start :]
    named_later = here and claim.trigger.end <= ref.span.start
    object_ = follows[: ref.span.start - claim.trigger.end] if named_later else follows[:40]
    if _WHOLLY.search(object_[:40]):
        return "whole"
    partly = _PART_AFTER.match(object_) or _SIDE_OF.match(object_)
    return "part" if partly and claim.kind in ("capture", "hold", "retreat") else "whole"


def _is_its_name(ref: PlaceRef) -> bool:
    return ref.place is not None and skeleton(ref.span.quote) == skeleton(ref.place.name)


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


def negated(claim: Claim) -> bool:
    """Whether the words before the trigger negate it ("not under the control of"), where the stance missed it."""
    words = before(claim)
    if _NOT.search(words[-40:]) or _FALSE.search(words):
        return True
    starts = [ref.span.start - claim.sentence.start for ref in claim.actor]
    return any(at > 0 and _NOBODY.search(claim.sentence.quote[max(0, at - 14) : at]) for at in starts)
