"""The parts of a page by their function: headline, sub-heads, body, captions, and furniture.

Furniture ("boilerplate") yields no claims; everything else does. Blocks are in order and don't overlap, and
every character that isn't white space lies in one. They are cut inside lines too, because agency pages
often arrive with headline, highlights, dateline and credits run into one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from contested.intake import furniture
from contested.intake.head import lead_cuts
from contested.model import Block, BlockKind

_TERMINAL = re.compile(r"[.!?…:;,–—][\"'“”‘’»)\]\s·•]*$")
_BREAK = re.compile(
    r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[©*•]?\s?[A-Z0-9©@*•#])"
    r"|(?<=[)\]])\s+(?=[A-Z])"
    rf"|\s+(?=[(\[]{furniture.CREDIT_START})"
    r"|(?<=\S)\s+(?=Our Standards\s?:|Get short URL|Community standards|©|\(Source:|\(Photo:|\(Credit:)"
)
_STRAY = re.compile(r"[\"'“”‘’«».…]{1,3}")
_BULLET = re.compile(r"\s*(?:[*•▪●·–—-]|\.)\s+(?=\S)")
_WORD = re.compile(r"\w[\w'’.-]*")
_TEASER_LABEL = re.compile(
    r"(?i)(?:related(?: (?:articles?|stories|news|topics|coverage|content|links?))?|read (?:more|also|next)|see also"
    r"|more on this(?: story)?|recommended(?: \w+){0,2}|most (?:read|popular|viewed)|top stories|you may (?:also )?like"
    r"|more (?:from|on|about)\b.{0,40}|trending(?: now)?|latest (?:news|stories)|editor['’]?s['’]? picks?|in other news"
    r"|also read|explore more|up next)\s*:?\s*$"
)
_SUBHEAD_WORDS = 8
_CAPTION_WORDS = 60


@dataclass(frozen=True)
class _Piece:
    """A stretch of text with its kind; ``unit`` is the number of the paragraph it stands in."""

    start: int
    end: int
    kind: BlockKind
    unit: int


def find_blocks(text: str, *, title: str | None = None, known: tuple[Block, ...] = ()) -> tuple[Block, ...]:
    """The blocks of a text, in order.

    ``title`` is the headline if it is known from elsewhere; ``known`` are blocks the page's markup gives (its
    headings and captions), which are kept. Rules learnt from real pages; nothing raises.
    """
    units = list(paragraphs(text))
    if not units:
        return ()
    fixed = {b.start: b for b in known if b.kind != "body"}
    closed = _closed_share(text, units)
    lead = lead_cuts(text, title=title, first=units[0], known=bool(fixed))
    body_from = max((cut.end for cut in lead), default=0)
    pieces: list[_Piece] = [_Piece(cut.start, cut.end, cut.kind, -1) for cut in lead]
    state = _Tail()
    teasing = False
    for number, (start, end) in enumerate(units):
        if start in fixed:
            pieces.append(_Piece(start, end, fixed[start].kind, number))
            continue
        start = max(start, body_from)
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if start >= end:
            continue
        whole = _whole_unit(text, start, end, number, len(units), closed)
        if _TEASER_LABEL.match(text, start, end):
            teasing, whole = True, "boilerplate"
        elif teasing and end - start < 100 and (text[end - 1] == "?" or not _TERMINAL.search(text, end - 8, end)):
            whole = "boilerplate"
        else:
            teasing = False
        if whole:
            pieces.append(_Piece(start, end, whole, number))
            state = _Tail()
        else:
            pieces.extend(_sentences(text, start, end, number, state))
    return _merged(text, _close(text, pieces))


def _closed_share(text: str, units: list[tuple[int, int]]) -> float:
    """How much of a text, by characters, stands in paragraphs that end like sentences."""
    ended = sum(e - s for s, e in units if _TERMINAL.search(text, max(s, e - 8), e))
    return ended / sum(e - s for s, e in units)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text as offsets, trimmed: its lines, or blank-line blocks where lines are wrapped.

    A line of nothing but a quotation mark or dots belongs to the next.
    """
    wrapped = is_wrapped(text)
    pattern = re.compile(r"\n[ \t\f\v]*\n|\f" if wrapped else r"[\n\f\v\u2028\u2029]")
    start = 0
    held: int | None = None
    for found in (*pattern.finditer(text), None):
        end = found.start() if found else len(text)
        chunk = text[start:end]
        left, right = len(chunk) - len(chunk.lstrip()), len(chunk.rstrip())
        if right > left:
            first = start + left if held is None else held
            if found and _STRAY.fullmatch(chunk.strip()):
                held = first
            else:
                yield first, start + right
                held = None
        start = found.end() if found else end
    if held is not None:
        yield held, len(text.rstrip())


def is_wrapped(text: str) -> bool:
    """Whether lines are broken at a fixed width, so that a line break is a blank and no more."""
    lines = [line.rstrip() for line in text[:20_000].split("\n")]
    filled = [line for line in lines if line]
    if len(filled) < 4:
        return False
    inner = [a for a, b in pairwise(lines) if a and b]
    if len(inner) < 3:
        return False
    long = sorted(len(line) for line in inner)
    width = long[int(len(long) * 0.9)]
    full = sum(1 for line in inner if width - 22 <= len(line) <= width + 3)
    mid = sum(1 for line in inner if not _TERMINAL.search(line[-8:]))
    return 35 <= width <= 140 and full >= 0.6 * len(inner) and mid >= 0.5 * len(inner)


def _whole_unit(text: str, start: int, end: int, number: int, count: int, closed: float) -> BlockKind | None:
    """The kind of a paragraph that is one thing as a whole; None when it must be read sentence by sentence."""
    length = end - start
    if length > 1200:
        return None
    unit = text[start:end]
    if length < 80 and not any(map(str.isalnum, unit)):
        return "boilerplate"
    ended = _TERMINAL.search(unit) is not None
    if furniture.WIRE_STAFF.fullmatch(unit) or furniture.BYLINE.fullmatch(unit):
        return "boilerplate"
    if not ended and furniture.OPENING.match(unit):
        return "boilerplate"
    words = len(_WORD.findall(unit)) if length < 600 else 99
    if words <= _CAPTION_WORDS and _is_caption(unit):
        return "caption"
    if ended or count < 3 or _BULLET.match(unit) or closed < 0.4:
        return None
    if number == 0:
        return "headline" if words <= 30 else None
    if number == count - 1:
        return "boilerplate" if words >= 4 and not furniture.SLOGAN_VERBS.search(unit) else None
    if words <= _SUBHEAD_WORDS:
        return "subhead"
    return "caption" if words <= 25 else None


def _is_caption(unit: str) -> bool:
    """A strong sign only: a credit at the end, or "(L)", "In this photo", "FILE PHOTO:"."""
    if any(credit.end() >= len(unit) - 3 for credit in furniture.PHOTO_CREDIT.finditer(unit)):
        return True
    return furniture.CAPTION_STRONG.search(unit) is not None


class _Tail:
    """What was last seen in a paragraph: after a credits line only furniture follows."""

    def __init__(self) -> None:
        self.credited = False


def _sentences(text: str, start: int, end: int, number: int, state: _Tail) -> Iterator[_Piece]:
    """A paragraph cut into runs of body and furniture, sentence by rough sentence."""
    photo = _photo_credit(text, start, end)
    for s, e in _rough(text, start, end):
        if photo and s < photo:
            yield _Piece(s, e, "caption", number)
            continue
        credit = furniture.CREDIT.match(text, s, e)
        stop = _credit_end(text, credit.end(), e, bracket=text[s] in "([") if credit else 0
        if credit and not text[stop : stop + 1].islower():
            state.credited = True
            yield _Piece(s, stop, "boilerplate", number)
            s = stop + len(text[stop:e]) - len(text[stop:e].lstrip(" .;,"))
            if s >= e:
                continue
        yield _Piece(s, e, "boilerplate" if _is_furniture(text, s, e, state) else "body", number)


def _photo_credit(text: str, start: int, end: int) -> int | None:
    """Where a short paragraph's closing photo credit starts; what stands before it is a caption."""
    if end - start > 500:
        return None
    found = furniture.CLOSING_CREDIT.search(text, start + 20, end)
    return found.start() if found else None


def _rough(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    left = start
    for found in _BREAK.finditer(text, start, end):
        blank = len(found.group()) - len(found.group().lstrip("\"'”’»)]"))
        right = found.start() + blank
        if right > left:
            yield left, right
        left = found.end()
    if left < end:
        yield left, end


def _is_furniture(text: str, start: int, end: int, state: _Tail) -> bool:
    if furniture.OPENING.match(text, start, min(end, start + 400)):
        return end - start < 400
    if text.find("RETWEET", start, end) >= 0:
        return end - start < 400
    if not state.credited:
        return False
    ended = _TERMINAL.search(text, max(start, end - 8), end) is not None
    return not ended


def _credit_end(text: str, pos: int, end: int, *, bracket: bool) -> int:
    """Where a credits line ends: at its bracket, or after the last name, place or role that belongs to it."""
    if bracket:
        close = text.find(")", pos, min(end, pos + 600))
        if close >= 0:
            return close + 1
    while pos < end:
        word = furniture.CREDIT_WORDS.match(text, pos, end)
        if not word or text.startswith("Our Standards", pos):
            break
        pos = word.end()
        if pos > 1 and text[pos - 1] == "." and pos - word.start() > 3:
            break
    return pos


def _close(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """The end of the text: filing codes after the last full stop."""
    pieces = [p for p in sorted(pieces, key=lambda p: p.start) if p.end > p.start]
    if not pieces or pieces[-1].kind != "body":
        return pieces
    last = pieces[-1]
    found = furniture.TAIL_CODE.search(text, max(last.start, last.end - 24), last.end)
    if found and found.start() > last.start:
        before = text[last.start : found.start()].rstrip()
        if before[-1:] in ".”\"')" or found.group().startswith("-"):
            cut = last.start + len(before)
            return [
                *pieces[:-1],
                _Piece(last.start, cut, "body", last.unit),
                _Piece(found.start(), last.end, "boilerplate", last.unit),
            ]
    return pieces


def _merged(text: str, pieces: list[_Piece]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for piece in pieces:
        chunk = text[piece.start : piece.end]
        start = piece.start + len(chunk) - len(chunk.lstrip())
        end = piece.start + len(chunk.rstrip())
        if end <= start:
            continue
        if blocks and blocks[-1].kind == piece.kind and piece.kind in ("body", "boilerplate"):
            blocks[-1] = Block(piece.kind, blocks[-1].start, end)
        else:
            blocks.append(Block(piece.kind, start, end))
    return tuple(blocks)
