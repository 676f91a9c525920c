"""Where sentences may start: certain, forbidden, or left to the parser.

A start is certain at a block's or paragraph's first word and after a full stop that nothing else explains;
it is forbidden inside running text where no sentence can have ended (newsrooms whose commas are lost make
parsers cut there), after titles, initials and abbreviations, and between a quotation and its attribution.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from contested.intake.blocks import paragraphs
from contested.intake.published import find_dateline
from contested.model import Block, Report

_TITLES = (
    r"Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cpl|Sgt|Brig|Adm|Cmdr|Cdr|Pvt|Spc|Rear|Vice|Hon|Rev|Fr|Sr|Sen|Rep|Gov|Pres|Amb"
    r"|Msgr|St|Ste|Mt|Ft|Messrs|Mme|Mlle|Sheik|Supt|Insp|Det|Const|Ing|Lic|Dip|Atty|vs|No|Nos|Op|Art|Sec|Fig|Vol|approx|incl|cf"
    r"|e\.g|i\.e|viz|ca|al-|ex"
)
_ABBREVIATION = re.compile(
    rf"(?:^|[\s(\"'-])(?:(?:{_TITLES})|[A-Z]|(?:[A-Z]\.)+[A-Z]|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Co|Corp|Inc|Ltd|Jr|Bros|Dept|Univ|Ave|Rd|Blvd|km|mm|ft|lb|hrs?|mins?|p\.m|a\.m|est)$"
)
_SOFT = re.compile(r"(?:(?:[A-Z]\.)+[A-Z]|Co|Corp|Inc|Ltd|Jr|Bros|p\.m|a\.m|km|mm|ft|hrs?|mins?)$")
_CANDIDATE = re.compile(r"[.!?\u2026:;]+[\"')\]]*(?=\s)|[\"')\]](?=\s)|--+(?=\s)|\s[\u2013\u2014-](?=\s)")
_BULLET = re.compile(r"(?<=\s)\*\s+(?=[A-Z\"'(\d])")
_WIDE = re.compile(r"(?<=[.!?\"')])\s{3,}(?=\S)")
_STARTER = re.compile(r"\s+[\"'(\[*]{0,3}\s?[A-Z0-9]")


@dataclass(frozen=True)
class Starts:
    """Offsets of characters: ``certain`` start a sentence, ``open`` may (the parser decides), all others may not."""

    certain: tuple[int, ...]
    open: tuple[int, ...]


def starts(report: Report, plain: str) -> Starts:
    """The possible sentence starts of a report with blocks; ``plain`` is its normalised text, cased for the parser."""
    certain: set[int] = set()
    possible: set[int] = set()
    for start, _ in paragraphs(report.text):
        certain.add(start)
    for found in _WIDE.finditer(plain):
        certain.add(found.end())
    for block in report.blocks:
        certain.add(block.start)
        certain.add(block.end + len(plain[block.end : block.end + 8]) - len(plain[block.end : block.end + 8].lstrip()))
        if block.kind in ("headline", "subhead", "caption"):
            _unpunctuated(plain, block, possible)
    for found in _BULLET.finditer(plain):
        certain.add(found.start())
    line = find_dateline(report.text)
    if line and line.agency:
        certain.add(line.end)
    lower = plain[:5000].islower()
    for found in _CANDIDATE.finditer(plain):
        _judge(plain, found, certain, possible, lower=lower)
    return Starts(tuple(sorted(certain)), tuple(sorted(possible - certain)))


def _unpunctuated(plain: str, block: Block, possible: set[int]) -> None:
    """Highlights are run together without a stop: any capital may start one."""
    for found in re.finditer(r"(?<=\s)[A-Z\"]", plain[block.start : block.end]):
        possible.add(block.start + found.start())


def _judge(plain: str, found: re.Match[str], certain: set[int], possible: set[int], *, lower: bool) -> None:
    end = found.end()
    mark = found.group()
    follows = _STARTER.match(plain, end, end + 12)
    at = end + len(plain[end : end + 12]) - len(plain[end : end + 12].lstrip())
    if at >= len(plain):
        return
    if mark[0] == ".":
        before = plain[max(0, found.start() - 12) : found.start()]
        if mark == "." and _ABBREVIATION.search(before):
            if follows and _SOFT.search(before):
                possible.add(at)
            return
        if follows or (lower and plain[at].islower()):
            certain.add(at)
        else:
            possible.add(at)
    elif mark[0] in "!?\u2026":
        if follows:
            (possible if mark[-1] in "\"'" else certain).add(at)
        elif lower and len(mark) == 1:
            possible.add(at)
    elif follows:
        possible.add(at)
