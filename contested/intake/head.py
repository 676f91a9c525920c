"""The head of a report: stamps, bylines, headline, highlights and captions before the body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contested.intake import furniture
from contested.intake.published import HEAD, STAMP, find_dateline
from contested.model import BlockKind

_ANY_STAMP = re.sub(r"\(\?P<\w+>", "(?:", STAMP).replace("(?P=sep)", "[-./]")
_LABEL = r"(?:(?:first\s+|date\s+of\s+)?(?:publi(?:shed|cation)|posted)|(?:last\s+)?(?:updated|modified)|date|issued)"
_STRIP = re.compile(
    rf"\s*(?:(?i:(?:{_LABEL}(?:\s+(?:at|on|:))?\s*:?\s*)?{_ANY_STAMP})(?:\s+\d{{4}}\s+[AP]M)?\s?[.,|-]?"
    r"(?=\s|$|Get short)"
    r"|title\s*:|[Gg]et short URL(?:\s+\d+)*|Topic\s[^.]{3,120}?\(\d+\)(?:\s\d+)*|\d+\s\d+(?:\s\d+)*(?=\s[A-Z])"
    r"|(?:Print|Tweet|Share|Email|Views\s\d+|Full Article|Video|Exclusive|EXCLUSIVE|UPDATED?(?:\s\d+)?:?|RPT-"
    r"|WRAPUP\s\d+-?"
    r"|UPDATE\s\d+-?|FILE)(?=\s[A-Z\d]))"
)
_FILED_WORD = r"(?:S[Tt]\.|[A-Z][\w'’/-]*(?:\.[\w'’/-]+)*)"
_FILED = rf"{_FILED_WORD}(?:,?[ ]{_FILED_WORD}){{0,4}}(?:,?[ ]\w+[ ]\d{{1,2}})?"
_BAR = re.compile(
    r"(?:(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\s\d{1,2}"
    rf"|{_FILED})\s\|\s)(?i:{_ANY_STAMP})"
)
_DESK = (
    r"(?:AFP|AP|Reuters|DPA|Xinhua|Agencies|Staff|News agencies|[A-Z][a-z]+ [A-Z][a-z]+ Reuters|AFP and \w+"
    r"|AP and AFP"
    r"|(?:Home|World|News|International|Regional|Middle East|Africa|Asia|Europe|Americas)(?:\s[A-Z][a-z]+){0,3})"
)
_COUNTERS = r"(?:\s+(?:Print|Tweet|Share|Views\s\d+)\b)+"
_STAMP_INSIDE = re.compile(
    rf"(?:(?P<desk>{_DESK}),?\s+)?(?P<stamp>(?i:{_ANY_STAMP}(?:\s\d{{4}}\s[AP]M)?))(?P<after>{_COUNTERS})?"
    r"(?=\s+[A-Z\"“'\d]|\s*\n)"
)
_WEEKDAY = re.compile(r"(?i)(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b")
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:Gen|Col|Sen|Rep|Gov|Maj|Sgt|Adm|Mrs|Cpl)\.)(?<!\b(?:Lt|Mr|Ms|Dr|St|No)\.)"
    r"(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.)(?<!\bSept\.)"
    r"[\"'”’)\]]*\s+(?=[\"“‘(*•]?[A-Z\d])|\n"
)
_HIGHLIGHT = re.compile(r"(?:\s|^)(?=\*\s|•\s|NEW:|UPDATE:)")
_FUNCTION = frozenset(
    {"a", "an", "the", "in", "of", "on", "at", "to", "and", "was", "were", "have", "has", "said", "by", "for"}
)
_OPENERS = frozenset({"The", "A", "An", "At", "In", "On", "As", "After", "Some", "More", "It", "He", "She", "They"})
_FIRST_STOP = re.compile(r"(?<=[\w)\"”'\s])[.]\s+(?=[\"“]?[A-Z\d])|\n")
_PROSE = re.compile(r"\b(?:was|were|is|are|has|have|had|said|says|will|would|told|added|he|she|they|it)\b")
_SMALL_WORDS = """
a an the in on of at to for and or by from as with near after over amid into against across kill kills is are s
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_WORD = re.compile(r"[A-Za-z][\w'’-]*")


@dataclass(frozen=True)
class Cut:
    """A stretch at the head of the text, with its kind."""

    start: int
    end: int
    kind: BlockKind


def lead_cuts(text: str, *, title: str | None, first: tuple[int, int], known: bool) -> list[Cut]:
    """Everything that stands before the body, as cuts in order; the body starts after the last one's end."""
    cuts: list[Cut] = []
    pos = first[0]
    if known:
        return cuts
    pos = _strip(text, pos, cuts)
    if title:
        pos = _given_title(text, pos, title, cuts)
        pos = _strip(text, pos, cuts)
    pos = _to_bar(text, pos, cuts)
    pos = _to_stamp(text, pos, cuts)
    pos = _to_dateline(text, pos, cuts)
    pos = _tags(text, pos, cuts)
    stamped = any(c.kind == "boilerplate" for c in cuts)
    line = find_dateline(text)
    lines_up = line is not None and line.agency is not None
    if stamped and not lines_up and not any(c.kind in ("headline", "subhead") for c in cuts):
        _title_cased(text, pos, cuts)
    return cuts


def _strip(text: str, pos: int, cuts: list[Cut]) -> int:
    """Date stamps, bylines, counters and labels at ``pos``, one after another."""
    while True:
        for pattern in (_STRIP, furniture.WIRE_STAFF, furniture.NAMED_BYLINE):
            blank = len(text[pos : pos + 40]) - len(text[pos : pos + 40].lstrip())
            found = pattern.match(text, pos if pattern is _STRIP else pos + blank, pos + HEAD)
            if found and found.end() > pos and text[found.start() : found.end()].strip():
                cuts.append(Cut(pos, found.end(), "boilerplate"))
                pos = found.end()
                break
        else:
            return pos


def _given_title(text: str, pos: int, title: str, cuts: list[Cut]) -> int:
    start = pos + len(text[pos : pos + 200]) - len(text[pos : pos + 200].lstrip())
    wanted = title.strip()
    if wanted and text.startswith(wanted, start):
        cuts.append(Cut(start, start + len(wanted), "headline"))
        rest = start + len(wanted)
        return rest + len(text[rest : rest + 3]) - len(text[rest : rest + 3].lstrip(" ."))
    return pos


def _to_bar(text: str, pos: int, cuts: list[Cut]) -> int:
    """The page stamp of agencies: "RABAT | Fri Apr 22, 2011 2:51 pm EDT", with what stands before it."""
    found = _BAR.search(text, pos, pos + HEAD)
    if not found:
        return pos
    _lead(text, pos, found.start(), cuts)
    cuts.append(Cut(found.start(), found.end(), "boilerplate"))
    return found.end()


def _to_stamp(text: str, pos: int, cuts: list[Cut]) -> int:
    """A desk and day between headline and body: "... Monitor AFP Wednesday 22 Jul 2015 At least 12 ..."."""
    for found in _STAMP_INSIDE.finditer(text, pos, pos + 500):
        if found["desk"] or (_WEEKDAY.match(found["stamp"]) and not _in_prose(text, found.start())) or found["after"]:
            if found.start() > pos:
                _lead(text, pos, found.start(), cuts)
            cuts.append(Cut(found.start(), found.end(), "boilerplate"))
            return _strip(text, found.end(), cuts)
    return pos


def _in_prose(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start].rstrip()
    return (
        re.search(r"(?i)\b(?:on|since|of|in|until|from|by|before|after|to|and|the|dated|till|last|this)$|,$", before)
        is not None
    )


def _to_dateline(text: str, pos: int, cuts: list[Cut]) -> int:
    """What stands before an agency's dateline in the head is headline, highlights or caption."""
    line = find_dateline(text)
    if line is None or line.start <= pos or (line.agency is None and "\n" in text[pos : line.start].strip()):
        return pos
    if line.agency is None:
        return pos
    _lead(text, pos, line.start, cuts)
    return line.start


def _lead(text: str, start: int, end: int, cuts: list[Cut]) -> None:
    """Cut the words before stamp or dateline: captions by their look, one headline, the rest highlights."""
    pieces: list[tuple[int, int]] = []
    left = start
    marks = sorted({m.end() for p in (_SENTENCE_END, _HIGHLIGHT) for m in p.finditer(text, start, end)})
    for right in (*marks, end):
        if text[left:right].strip():
            pieces.append((left, right))
        left = right
    headed = any(c.kind == "headline" for c in cuts)
    for left, right in pieces:
        words = text[left:right].strip()
        kind: BlockKind
        if (
            furniture.OPENING.match(words)
            or furniture.BYLINE.fullmatch(words)
            or re.fullmatch(r"\W*(?:\w+\s?\(\w+\)\s-\s?)?\W*", words)
        ):
            kind = "boilerplate"
        elif _looks_like_caption(words):
            kind = "caption"
        elif (
            not headed
            and text[right - 1 : right] == "\n"
            and not words.startswith(("*", "•", "NEW:"))
            and len(words) < 160
        ):
            kind, headed = "headline", True
        elif words.startswith(("*", "•", "NEW:", "UPDATE:")) or headed or len(pieces) > 2 or len(words) > 160:
            kind = "subhead"
        else:
            kind, headed = "headline", True
        cuts.append(Cut(left, right, kind))


def _looks_like_caption(words: str) -> bool:
    if any(credit.end() >= len(words) - 2 for credit in furniture.PHOTO_CREDIT.finditer(words)):
        return True
    return words.endswith((".", ".”", '."')) and furniture.CAPTION.search(words) is not None


def _tags(text: str, pos: int, cuts: list[Cut]) -> int:
    """A tag strip run into the first paragraph: it ends where a name is followed by three lower-case words."""
    found = re.compile(r"\bTags:?\s(?=[A-Z])").search(text, pos, pos + 500)
    if not found:
        return pos
    tokens = list(re.finditer(r"\S+", text[found.end() : found.end() + 400]))
    for i, token in enumerate(tokens[:-3]):
        run = [t.group() for t in tokens[i : i + 4]]
        opens = run[0][0].isupper() and all(t[0].islower() or t[0].isdigit() for t in run[1:])
        if run[0] in _OPENERS or (opens and any(t.lower() in _FUNCTION for t in run)):
            stop = found.end() + token.start()
            if text[pos : found.start()].strip():
                cuts.append(Cut(pos, found.start(), "subhead"))
            cuts.append(Cut(found.start(), stop, "boilerplate"))
            return stop
    return pos


def _title_cased(text: str, pos: int, cuts: list[Cut]) -> None:
    """After a stamp, a short first sentence in title case, or one without an auxiliary verb, is the headline."""
    pos += len(text[pos : pos + 20]) - len(text[pos : pos + 20].lstrip())
    found = _FIRST_STOP.search(text, pos, pos + 170)
    if found:
        words = _WORD.findall(text[pos : found.start()])
        if len(words) >= 3 and (
            _in_title_case(words) or (len(words) <= 14 and not _PROSE.search(text, pos, found.start()))
        ):
            cuts.append(Cut(pos, found.end(), "headline"))
            return
    tokens = list(re.finditer(r"\S+", text[pos : pos + 200]))
    for i in range(5, len(tokens) - 3):
        here = tokens[i].group()
        run = [t.group() for t in tokens[i + 1 : i + 4]]
        if here[0].isupper() and run[0][0].islower() and any(t[0].islower() and t.lower() not in _SMALL for t in run):
            if _in_title_case([t.group() for t in tokens[:i] if t.group()[0].isalpha()]):
                cuts.append(Cut(pos, pos + tokens[i].start(), "headline"))
            return


def _in_title_case(words: list[str]) -> bool:
    telling = [w for w in words if w.lower() not in _SMALL]
    return len(telling) >= 3 and sum(w[0].isupper() for w in telling) >= 0.7 * len(telling)
