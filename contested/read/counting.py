"""Number expressions of a report as ranges, with the noun they count.

"at least 19 soldiers" is (19, None) soldiers, "up to 40" (None, 40), "10 to 15" (10, 15), "about 30"
(30, 30), "dozens" (None, None). Dates, ages, ordinals and numbers in names are kept out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from spacy.strings import StringStore
from spacy.tokens import Doc, Token

from contested.read.numerals import digits_value, is_number_word, number_words, value
from contested.read.signs import SignTable

CountUnit = Literal["things", "single", "distance", "money", "percent", "times"]

_PLAIN = r"(?:d|W(?:-?w)?|w)"
_SCALED = rf"{_PLAIN}(?:&AF)?(?:[sx]+(?:,?&?{_PLAIN}s+)*(?:&{_PLAIN})?)?"
_NUMBER = rf"(?:w-F|{_SCALED}|As+|s+|FA?s+|AF(?=f)|F(?=f))"
_GRAMMAR = re.compile(
    rf"\$?(?P<low>{_NUMBER})%?(?:[-t&o]\$?(?P<high>{_NUMBER})(?!-[dwW]))?%?R?(?!T)"
    r"|(?P<vague>[qA]*[sS](?:f?[sS])*|A?q+R?(?![TzdwW$AD])s?|D(?![dwWq])R?)"
    r"|(?P<single>A[^,]{0,2}?p(?!'))"
)
_LINKS = frozenset({"nummod", "quantmod", "amod", "det", "compound", "nmod", "poss", "predet", "advmod"})
_RULES_OVER = frozenset({"control", "power", "authority", "influence", "sovereignty", "dispute", "disputes", "rule"})
_DEFINITE = frozenset({"the", "their", "this", "that", "its", "his", "her", "overall", "total"})
_COUNTABLE = frozenset({"NOUN", "PROPN", "NUM", "SYM", "ADJ", "PRON"})
_AGE_GAP = 2
_FATE_REACH = 8  # tokens
_FRACTIONS = frozenset({"half", "third", "quarter", "thirds", "quarters"})


@dataclass(frozen=True)
class FoundCount:
    """A number expression: characters (with its modifier), tokens, the range, and what it counts.

    ``low`` and ``high`` are whole numbers (kilometres for a distance), None for an open or vague end.
    ``number_token`` is the last token of the number, ``head_token`` the noun counted (the number
    itself when the noun is left out: "killing five").
    """

    start: int
    end: int
    start_token: int
    end_token: int
    number_token: int
    head_token: int
    low: int | None
    high: int | None
    unit: CountUnit


@dataclass(frozen=True)
class _CountWords:
    floors: re.Pattern[str]
    ceilings: re.Pattern[str]
    about: re.Pattern[str]
    floors_after: re.Pattern[str]
    sets: Mapping[str, int]
    distances: Mapping[str, float]
    not_counted: frozenset[str]
    numbered: frozenset[str]
    currencies: frozenset[str]
    percent: frozenset[str]
    verbs: frozenset[str]
    fates: Mapping[str, str]
    signs: Mapping[str, str]


@cache
def _count_words() -> _CountWords:
    data = yaml.safe_load((Path(__file__).parent.parent / "schema" / "count_words.yaml").read_text(encoding="utf-8"))

    def ends(phrases: list[str]) -> re.Pattern[str]:
        return re.compile(r"(?:^|\s)(?:" + "|".join(sorted(map(re.escape, phrases), key=len, reverse=True)) + ")$")

    after = re.compile("|".join(sorted(map(re.escape, data["floors_after"]), key=len, reverse=True)))
    signs = {"a": "A", "an": "A", "to": "t", "or": "o", "and": "&", "-": "-", "–": "-", "—": "-", "of": "f", ",": ",",
             "than": "T", "as": "z", "more": "R"}  # fmt: skip
    for key, sign in (
        ("plural_scales", "S"),
        ("vague", "q"),
        ("sets", "D"),
        ("currency_signs", "$"),
        ("percent", "%"),
        ("persons", "p"),
    ):
        signs.update(dict.fromkeys(data[key], sign))
    numbers = number_words()
    signs.update(dict.fromkeys(numbers.scales, "s"))
    signs.update(dict.fromkeys(numbers.short_scales, "x"))
    signs.update({"half": "F", "third": "F", "quarter": "F", "thirds": "F", "quarters": "F"})
    return _CountWords(
        ends(data["floors"]), ends(data["ceilings"]), ends(data["about"]), after, data["sets"], data["distances"],
        frozenset(data["not_counted"]), frozenset(data["numbered"]), frozenset(data["currencies"]),
        frozenset(data["percent"]), frozenset(data["verbs"]),
        {word: fate for fate, words in data["fates"].items() for word in words}, signs,
    )  # fmt: skip


def _sign_of(word: str) -> str:
    sign = _count_words().signs.get(word)
    if sign is not None:
        return sign
    if word[:1].isdigit() or word[:1] == ".":
        return "d" if digits_value(word) is not None else "."
    if word in number_words().tens:
        return "W"
    return "w" if is_number_word(word) else "."


@cache
def _table(strings: StringStore) -> SignTable:
    return SignTable(strings, _sign_of)


def find_counts(doc: Doc, *, skip: Collection[tuple[int, int]] | None = None) -> tuple[FoundCount, ...]:
    """All number expressions that count something, in order.

    ``skip`` holds token ranges (half-open) whose numbers are not counts: time expressions
    (``when.find_times``), boilerplate.
    """
    signs = _table(doc.vocab.strings).signs(doc)
    taken = bytearray(len(doc))
    for start, end in skip or ():
        taken[start:end] = b"\1" * (end - start)
    found: list[FoundCount] = []
    position = 0
    while match := _GRAMMAR.search(signs, position):
        start, end = match.span()
        whole = match["high"] is None or _is_range(doc, match)
        position = end = end if whole else match.end("low")
        if any(taken[start:end]):
            continue
        trailing = match["vague"] is not None and found and found[-1].end_token == start
        count = None if trailing else _count(doc, match, signs, end)  # "17 others" is one count
        if count:
            found.append(count)
    return tuple(found)


def _is_range(doc: Doc, match: re.Match[str]) -> bool:
    """Whether two joined numbers bound one count: not in "from 9,000 to 9,500" or "killing 3 and 4 ..."."""
    before = doc[match.start() - 1].lower_ if match.start() else ""
    link = doc[match.end("low")].lower_
    if link == "and":
        return before == "between"
    return before != "from" or link != "to"


def _count(doc: Doc, match: re.Match[str], signs: str, end: int) -> FoundCount | None:
    start = match.start()
    if match["single"] is not None:
        last = doc[end - 1]
        return FoundCount(doc[start].idx, last.idx + len(last), start, end, start, end - 1, 1, 1, "single")
    number = _last_number(signs, start, end)
    head = _head(doc, start, end, number)
    if _kept_out(doc, start, end, number, head):
        return None
    words = _count_words()
    unit = _unit(doc, start, end, head)
    low, high = _range(doc, match, end)
    scale = words.distances.get(doc[head].lower_, 1.0) if unit == "distance" else 1.0
    begin, low, high = _modified(doc, start, low, high)
    if match["vague"] is None and low is not None and end < len(doc):
        follows = " ".join(t.lower_ for t in doc[end : end + 2])
        if words.floors_after.match(follows):
            high = None
    last = doc[end - 1]
    if unit in ("distance", "money", "percent"):
        last = doc[max(head if unit == "distance" else end - 1, end - 1)]
    return FoundCount(
        doc[begin].idx, last.idx + len(last), begin, end, number, head,
        _whole(low, scale, up=False), _whole(high, scale, up=True), unit,
    )  # fmt: skip


def fates_near(doc: Doc, count: FoundCount) -> tuple[str, str]:
    """What the words before and after a count say became of the people: "killed", "wounded" ..., else "none"."""
    fates = _count_words().fates
    start, end = count.start_token, count.end_token
    after = (
        fates[t.lower_] for t in _until_number(doc, range(end, min(end + _FATE_REACH, len(doc)))) if t.lower_ in fates
    )
    back = range(start - 1, max(start - _FATE_REACH, 0) - 1, -1)
    before = (fates[t.lower_] for t in _until_number(doc, back) if t.lower_ in fates)
    return next(before, "none"), next(after, "none")


def _until_number(doc: Doc, reach: range) -> Iterator[Token]:
    for i in reach:
        token = doc[i]
        if token.like_num or token.text in (".", ";", '"'):
            return
        yield token


def _whole(number: float | None, scale: float, *, up: bool) -> int | None:
    """A whole number: rounded, but less than one is 0 as a low and 1 as a high end."""
    if number is None:
        return None
    scaled = number * scale
    return round(scaled) if scaled >= 1 or not scaled else int(up)


def _last_number(signs: str, start: int, end: int) -> int:
    return next((i for i in range(end - 1, start - 1, -1) if signs[i] in "dwWsxSqDFv"), end - 1)


def _head(doc: Doc, start: int, end: int, number: int) -> int:
    """The noun counted: over "dozens of people" and "13 of the dead", and up from "13 soldiers"."""
    token = doc[number]
    of = next((c for c in token.children if c.lower_ == "of" and c.i > number), None)
    if of is not None:
        noun = next((c for c in of.children if c.dep_ in ("pobj", "pcomp")), None)
        if noun is not None:
            inner = next((c for c in noun.children if c.lower_ == "of"), None)
            if inner is not None and noun.lower_ in _count_words().signs:
                return next((c.i for c in inner.children if c.dep_ == "pobj"), noun.i)
            return noun.i
    while start <= token.head.i < end and token.head.i != token.i:
        token = token.head
    steps = 0
    while token.dep_ in _LINKS and token.head.pos_ in _COUNTABLE and steps < 4:
        if token.head.i == token.i or (token.head.i < number and token.head.pos_ != "NUM"):
            break
        token = token.head
        steps += 1
        if token.pos_ in ("NOUN", "PROPN"):
            break
    inside = start <= token.i < end and token.pos_ in ("NUM", "SYM")
    return (_noun_after(doc, end) if inside else None) or int(token.i)


def _noun_after(doc: Doc, end: int) -> int | None:
    """The noun that follows a number directly, or after an adjective, where the parse joins the two wrongly."""
    for i in range(end, min(end + 3, len(doc))):
        if doc[i].pos_ in ("NOUN", "PROPN"):
            return i
        if doc[i].pos_ != "ADJ":
            return None
    return None


def _kept_out(doc: Doc, start: int, end: int, number: int, head: int) -> bool:
    """Whether the number is an age, an ordinal, a measure, or part of a name."""
    words = _count_words()
    if doc[number].lower_ == "number" and any(c.lower_ in _DEFINITE for c in doc[number].children):
        return True
    following = doc[end] if end < len(doc) else None
    after = following.lower_ if following is not None else ""
    if after == "-" and end + 1 < len(doc):
        after = doc[end + 1].lower_
    if after in words.not_counted or doc[head].lower_ in words.not_counted:
        return True
    token = doc[number]
    before = doc[start - 1] if start else None
    if before is None or not token.text[0].isdigit():
        return before is not None and before.lower_ == "no" and token.lower_ == "one"
    if before.lower_ in words.numbered or before.lower_ in ("#", "no."):
        return True
    if any(t.lower_ in ("aged", "ages", "age") for t in doc[max(0, start - 3) : start]):
        return True
    if before.text == "-" and start > 1 and not doc[start - 2].like_num:
        return True
    if token.dep_ == "nummod" and token.head.i == before.i and before.pos_ == "PROPN" and _names(before, following):
        return True
    return _is_age(doc, start, end)


def _names(before: Token, following: Token | None) -> bool:
    """Whether a number after a capitalised word belongs to it ("Sector 7"), not to what follows."""
    if following is not None and following.pos_ in ("NOUN", "ADJ", "PROPN"):
        return False
    return before.lower_ not in _count_words().verbs


def _is_age(doc: Doc, start: int, end: int) -> bool:
    """ "Ali Hassan, 42, said": a number between commas after a name."""
    if end - start != 1 or start < _AGE_GAP or doc[start - 1].text != ",":
        return False
    number = digits_value(doc[start].text) or 0
    closed = end >= len(doc) or doc[end].text in (",", ".", ";")
    return closed and number < 120 and doc[start - 2].pos_ == "PROPN"


def _unit(doc: Doc, start: int, end: int, head: int) -> CountUnit:
    words = _count_words()
    inside = {t.lower_ for t in doc[start:end]}
    near = {t.lower_ for t in doc[end : end + 3]} if end < len(doc) else set()
    if (
        any(words.signs.get(w) == "$" for w in inside)
        or doc[head].lower_ in words.currencies
        or _next_in(doc, end, words.currencies)
    ):
        return "money"
    if inside & words.percent or _next_in(doc, end, words.percent) or (_next_in(doc, end, {"per"}) and "cent" in near):
        return "percent"
    if doc[head].lower_ in words.distances:
        return "things" if {"square", "cubic"}.intersection(t.lower_ for t in doc[end : end + 2]) else "distance"
    if doc[end - 1].lower_ in ("once", "twice", "thrice") or doc[head].lower_ == "times":
        return "times"
    return "things"


def _next_in(doc: Doc, end: int, words: Collection[str]) -> bool:
    return end < len(doc) and doc[end].lower_ in words


def _range(doc: Doc, match: re.Match[str], end: int) -> tuple[float | None, float | None]:
    if match["vague"] is not None:
        known = _count_words().sets.get(doc[match.end() - 1].lower_)
        return (known, known) if known is not None else (None, None)
    low = _value(doc, *match.span("low"))
    if match["high"] is None or match.start("high") >= end:
        return low, low
    high = _value(doc, *match.span("high"))
    if low is not None and high is not None and low > high:
        return low, low
    if low is not None and high is not None and 0 < low * 1000 <= high:  # "10-15,000", "$2-3 billion"
        low *= next(scale for scale in (10**9, 10**6, 10**3) if low * scale <= high)
    return low, high


def _value(doc: Doc, start: int, end: int) -> float | None:
    words = [t.lower_ for t in doc[start:end]]
    if _FRACTIONS.intersection(words):
        return value(words) if words[-1] in number_words().scales else None
    return value(words)


def _governs(token: Token) -> bool:
    """Whether "over", "under", "within" is a plain preposition here ("control over two fields")."""
    if token.lower_ not in ("over", "above", "under", "below"):
        return False
    return token.tag_ == "RP" or token.head.lower_ in _RULES_OVER or (token.i > 0 and token.nbor(-1).lemma_ == "take")


def _modified(doc: Doc, start: int, low: float | None, high: float | None) -> tuple[int, float | None, float | None]:
    """The first token of the expression with its modifier, and the range the modifier makes."""
    words = _count_words()
    before = [t.lower_ for t in doc[max(0, start - 4) : start]]
    text = " ".join(before)
    known = low is not None
    for pattern, ends in (
        (words.floors, (low, None)),
        (words.ceilings, (None, high)),
        (words.about, (low, high)),
    ):
        hit = pattern.search(text)
        if hit and not _governs(doc[start - 1]):
            begin = start - len(hit[0].split())
            if pattern is words.about and begin:
                outer = _modified(doc, begin, low, high)
                if outer[0] < begin:
                    return outer
            return (begin, *ends) if known else (begin, low, high)
    return start, low, high
