"""When a report was published, and the dateline it opens with. Nothing is invented.

A date counts only when day, month and year are printed. A dateline without a year ("CAIRO, April 15
(Reuters)") gives a date when the report's address or its copyright line names the year. All-figure dates are
read day first when written with dots or hyphens; with slashes only when one reading is possible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from contested.model import PublishedBasis

HEAD = 1500
"""How many characters of a report may hold its datelines and stamps."""

_TOP = 400
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
            ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"),
            ("nov", "november"), ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\.?,?)"
_YEAR = r"(?:19[5-9]\d|20\d\d)"
_ZONE = r"(?:(?:GMT|UTC)(?:[+-]\d{1,2}(?::?\d{2})?)?|E[DS]T|B?ST|IST|CES?T|PDT|PST|AST|EET|MSK)"
_CLOCK = (
    rf"(?:\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?(?:\s*[ap]\.?m\b\.?)?(?:\s*{_ZONE}\b)?"
    rf"|\d{{1,2}}(?:\d{{2}})?\s*(?:[ap]\.?m\b\.?(?:\s*{_ZONE}\b)?|{_ZONE}\b|hrs?\b))"
)
DATE = (
    rf"(?:{_WEEKDAY}\s+)?(?:"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH}),?\s+(?P<y1>{_YEAR})\b"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}}?)(?:st|nd|rd|th)?(?:,\s*|\s+|(?<=\d\d))(?P<y2>{_YEAR})\b"
    rf"|(?P<y3>{_YEAR})-(?P<m3>\d{{2}})-(?P<d3>\d{{2}})(?!\d)"
    rf"|(?P<a4>\d{{1,2}})(?P<sep>[-./])(?P<b4>\d{{1,2}})(?P=sep)(?P<y4>{_YEAR})(?!\d)"
    rf"|(?P<d5>\d{{1,2}})\s+(?P<m5>{_MONTH})\s+(?P<y5>\d{{2}})(?=\s*[(/])"
    r")"
)
"""A printed date with its year, as a pattern (case-insensitive)."""
STAMP = rf"{DATE}(?:,?\s*(?:at\s+|\|\s*|-\s*)?{_CLOCK})?"
"""A date with the clock time that page stamps add."""

_DATE = re.compile(DATE, re.I)
_AGENCY = (
    r"(?:Reuters|Thomson Reuters|AFP|Agence France-Presse|AP|Associated Press|The Associated Press|UPI|CNN|BBC|EFE"
    r"|ACAN-EFE|DPA|dpa|ANSA|TASS|ITAR-TASS|Itar-Tass|RIA Novosti|Sputnik|Interfax|Xinhua|SANA|IRNA|FNA|MNA|ISNA|KUNA"
    r"|WAM|SPA|MENA|PTI|IANS|ANI|AA|Anadolu Agency|Anadolu|Kyodo|Yonhap|Bernama|VOA|RFE/RL|IPS|IRIN"
    r"|The New Humanitarian|Al Jazeera|AlJazeera|NNA|Petra|Ukrinform|Unian|Bloomberg|CBS News|CBS|NBC News|ABC News"
    r"|Fox News|NPR|PRELA|DOMESTIC SERVICE|LATIN-REUTER|NOTIMEX|PL|JANA|Al-Manar|Arab News|Wafa|WAFA|PANA|ANP|AAP|CP"
    r"|The Canadian Press|Ma'an|Ruptly|Rudaw|ARA News|Aranews|Syria Deeply|Global Voices|Agencies|Staff)"
)
_PLACE_NAME = r"[A-Z][\w'’.-]*(?:[ /-](?:(?:al|el|as|ar|ad|of|de|la|du|le|the|and)[ -])?[A-Z][\w'’.-]*){0,4}"
_DAY_ONLY = rf"(?:(?P<dm>{_MONTH})\s+(?P<dd>\d{{1,2}})\b|(?P<ed>\d{{1,2}})\s+(?P<em>{_MONTH})(?!\w))"
_DASH = r"(?:--+|[-–—])"

DATELINE = re.compile(
    rf"(?<![\w-])(?:(?P<place>(?:Near\s+)?(?!(?i:{_WEEKDAY}|{_MONTH})[\s(]){_PLACE_NAME}(?:,\s{_PLACE_NAME}){{0,2}})[,.]?\s+)?"
    rf"(?:(?:(?i:(?P<full>{DATE}))|(?i:{_DAY_ONLY})),?\s*)?"
    rf"(?:[\[(](?P<agency>{_AGENCY}(?:[/ ,]+{_AGENCY})*)[\])]\s*(?:{_DASH}\s+|(?=[A-Z\"“])))"
)
"""An agency's dateline: place, day and agency, each optional but the agency ("BEIRUT (AP) - ")."""
_FBIS = re.compile(
    rf"(?P<place>[A-Z][A-Z .'-]{{2,40}}(?:\([A-Z ]+\))?),?\s+(?P<d>\d{{1,2}})\s+(?P<m>{_MONTH})\s+(?P<y>\d{{2,4}})\s*"
    r"\((?P<agency>[^()\n]{2,60})\)\s*--",
    re.I,
)
_FBIS_CLOSE = re.compile(r"\)\s*--")
_AGENCY_BRACKET = re.compile(rf"[\[(]{_AGENCY}(?:[/ ,]+{_AGENCY})*[\])]")
_PLAIN_PLACE = re.compile(
    r"(?P<place>[A-Z][A-Z'’.-]{2,}(?:[ /-][A-Z][A-Z'’.-]+){0,3}(?:,\s[A-Z][\w'’.]+(?:\s[A-Z][\w'’.]+)?)?)"
    rf"\s+(?:{_DASH}\s+(?=[A-Z\"“])|(?=[A-Z][a-z]+\s[a-z]))"
)
_LEAD_STAMP = re.compile(
    rf"(?i:(?:(?:first\s+)?published|posted|(?:last\s+)?(?:updated|modified)|date|issued|filed)"
    rf"(?:\s+(?:at|on|:))?\s*:?\s*)?(?P<stamp>(?i:{STAMP}))"
)
_COPYRIGHT_YEAR = re.compile(rf"(?:©|\(c\)|copyright)\s*(?:\(c\)|©)?\s*(?P<y>{_YEAR})\b", re.I)
_URL_DAY = re.compile(rf"[/-](?P<y>{_YEAR})[/-](?P<m>\d{{1,2}}|{_MONTH})[/-](?P<d>\d{{1,2}})(?:[/-]|$|\.)", re.I)
_URL_YEAR = re.compile(rf"/(?P<y>{_YEAR})/")


@dataclass(frozen=True)
class Dateline:
    """Where, when and by whom a report says it was filed; ``start`` and ``end`` are offsets into its text."""

    start: int
    end: int
    place: tuple[int, int] | None
    agency: str | None
    day: date | None
    month_day: tuple[int, int] | None


def find_dateline(text: str) -> Dateline | None:
    """The first dateline in the head of a text, if it has one."""
    head = text[:HEAD]
    for close in _FBIS_CLOSE.finditer(head):
        fbis = _FBIS.search(head, max(0, close.start() - 120), close.end())
        if fbis:
            year = int(fbis["y"]) + (0 if len(fbis["y"]) == 4 else 1900 if int(fbis["y"]) > 50 else 2000)
            day = _make(year, _month(fbis["m"]), int(fbis["d"]))
            return Dateline(fbis.start(), fbis.end(), fbis.span("place"), fbis["agency"].strip(), day, None)
    best: re.Match[str] | None = None
    for agency in _AGENCY_BRACKET.finditer(head):
        found = DATELINE.search(head, _before(head, agency.start()), agency.end() + 8)
        if found and (best is None or (best["place"] is None and found["place"] and found.start() < best.end() + 300)):
            best = found
    if best:
        return _agency_dateline(best)
    for start in (0, *(m.end() for m in re.finditer(r"\n", head))):
        plain = _PLAIN_PLACE.match(head, start)
        if plain:
            return Dateline(plain.start(), plain.end(), plain.span("place"), None, None, None)
    return None


def _before(head: str, bracket: int) -> int:
    """Where a dateline that ends with this bracket may start: not before a word boundary 90 characters back."""
    start = max(0, bracket - 90)
    return start if start == 0 else head.find(" ", start, bracket) + 1


def _agency_dateline(found: re.Match[str]) -> Dateline:
    day = _day_of(found) if found["full"] else None
    month, number = (found["dm"], found["dd"]) if found["dm"] else (found["em"], found["ed"])
    place = found.span("place") if found["place"] else None
    month_day = (_month(month), int(number)) if month else None
    return Dateline(found.start(), found.end(), place, found["agency"], day, month_day)


def date_of_publication(text: str, *, url: str | None = None) -> tuple[date | None, PublishedBasis]:
    """The day a report says it was published, and what says so; (None, "unknown") when nothing does."""
    line = find_dateline(text)
    stamp = printed_date(text)
    if line and line.day and (stamp is None or stamp == line.day):
        return line.day, "dateline"
    if stamp:
        return stamp, "text"
    found = _URL_DAY.search(url) if url else None
    if found:
        day = _make(int(found["y"]), _month(found["m"]), int(found["d"]))
        if day:
            return day, "metadata"
    if line and line.month_day:
        year = _year_elsewhere(text, url)
        day = _make(year, *line.month_day) if year else None
        if day:
            return day, "dateline"
    return None, "unknown"


def printed_date(text: str) -> date | None:
    """A date stamp of the page: at the very top, after "Published", or beside the dateline; never one from prose."""
    head = text[:HEAD]
    for found in _LEAD_STAMP.finditer(head):
        if _stands_as_stamp(head, found):
            day = _day_of(found)
            if day:
                return day
    return None


def _stands_as_stamp(head: str, found: re.Match[str]) -> bool:
    """At a line's or the text's start, after a label, a clock time or a bar; or before an article's first word."""
    before = head[: found.start()].rstrip()
    after = head[found.end() :]
    ends = not after.strip() or after.lstrip(" ")[:1] == "\n"
    labelled = found.start() < found.start("stamp")
    if not before or before.endswith("|") or (labelled and (ends or found.start() < _TOP)):
        return True
    own_line = ends and head[: found.start()].rstrip(" \t").endswith("\n")
    weekday_led = re.match(rf"(?i){_WEEKDAY}", found["stamp"]) is not None
    clocked = re.search(rf"{_CLOCK}\s*$", found["stamp"]) is not None and len(found["stamp"]) > 14
    opens = re.match(r"\s+(?:[A-Z\"“(]|\d)", after) is not None or not after.strip()
    in_prose = re.search(r"(?i)\b(?:on|since|of|in|until|from|by|before|after|to|and|the|dated|till)$", before)
    return own_line or ((weekday_led or clocked) and opens and not in_prose and found.start() < _TOP)


def _day_of(found: re.Match[str]) -> date | None:
    if found["d1"]:
        return _make(int(found["y1"]), _month(found["m1"]), int(found["d1"]))
    if found["m2"]:
        return _make(int(found["y2"]), _month(found["m2"]), int(found["d2"]))
    if found["y3"]:
        return _make(int(found["y3"]), int(found["m3"]), int(found["d3"]))
    if found["y5"]:
        year = int(found["y5"])
        return _make(year + (1900 if year > 50 else 2000), _month(found["m5"]), int(found["d5"]))
    first, second, year = int(found["a4"]), int(found["b4"]), int(found["y4"])
    day_first, month_first = _make(year, second, first), _make(year, first, second)
    if found["sep"] in ".-":
        return day_first or month_first
    if day_first and month_first and first != second:
        return None
    return day_first or month_first


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word.lower().rstrip(".")]


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year_elsewhere(text: str, url: str | None) -> int | None:
    found = _URL_YEAR.search(url) if url else None
    found = found or _COPYRIGHT_YEAR.search(text[:HEAD]) or _COPYRIGHT_YEAR.search(text[-HEAD:])
    return int(found["y"]) if found else None
