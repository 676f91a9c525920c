"""Where sentences may start: certain, forbidden, or left to the parser.

A start is certain at a block's or paragraph's first word and after a full stop that nothing else explains;
it is forbidden inside running text where no sentence can have ended (newsrooms whose commas are lost make
parsers cut there), after titles, initials and abbreviations, and between a quotation and its attribution.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from contested.intake.blocks import paragraphs
from contested.intake.published import find_dateline
from contested.model import Block, Report
from contested.read.casing import forms

_TITLES = (
    r"Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cpl|Sgt|Brig|Adm|Cmdr|Cdr|Pvt|Spc|Rear|Vice|Hon|Rev|Fr|Sr|Sen|Rep"
    r"|Gov|Pres|Amb"
    r"|Msgr|St|Ste|Mt|Ft|Messrs|Mme|Mlle|Sheik|Supt|Insp|Det|Const|Ing|Lic|Dip|Atty|vs|No|Nos|Op|Art|Sec|Fig"
    r"|Vol|approx|incl|cf"
    r"|e\.g|i\.e|viz|ca|al-|ex"
)
_ABBREVIATION = re.compile(
    rf"(?:^|[\s(\"'-])(?:(?:{_TITLES})|[A-Z]|(?:[A-Z]\.)+[A-Z]|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Co|Corp|Inc|Ltd|Jr|Bros|Dept|Univ|Ave|Rd|Blvd|km|mm|ft|lb|hrs?|mins?|p\.m|a\.m|est)$"
)
_SOFT = re.compile(r"(?:(?:[A-Z]\.)+[A-Z]|Co|Corp|Inc|Ltd|Jr|Bros|p\.m|a\.m|km|mm|ft|hrs?|mins?)$")
_CANDIDATE = re.compile(r"[.!?\u2026]+[\"')\]]*(?=\s)|[)\]](?=\s)")
_BULLET = re.compile(r"(?<=\s)\*\s+(?=[A-Z\"'(\d])")
_GLUED = re.compile(r"(?<=[a-z]{2}\.)(?=[A-Z][a-z])|(?<=[a-z]\d\.)(?=[A-Z][a-z])|(?<=\d\d\.)(?=[A-Z][a-z])")
_SMALL_START = re.compile(r"\s+(?:the|a|an|it|he|she|they|we|in|on|at|this|these|there|but|however|meanwhile)\s")
_WIDE = re.compile(r"(?<=[.!?\"')])\s{3,}(?=\S)")
_TOKEN = re.compile(r"\S+")
_LETTERS = re.compile(r"[^A-Za-z]|'s$")
_NO_END_WORDS = """
a an the in on of at to for from by with and or but as into over under after before near against between among
amid during since until his her its their our my your this that these those some any no not is are was were be
been being has have had will would can could may might must should do does did says said say than via per about
around if when while where who which whose what how why because so very more most new former top late mr mrs ms
dr gen col lt
"""
_NO_END = frozenset(_NO_END_WORDS.split())
_STARTERS_WORDS = """
the a an he she it they we you i this that these those his her its their our my there here in on at after before
while when as if but and some many more most several two three four five six seven eight nine ten dozens
hundreds thousands at no not all both another other one what who how why where which is are was were will can
did does has have
"""
_STARTERS = frozenset(_STARTERS_WORDS.split())
_COMMON_NOUNS_WORDS = """
rebels rebel government officials official troops forces opposition fighters protesters protests police army
military president minister statement spokesman spokeswoman witnesses witness residents activists militants
insurgents soldiers airstrikes airstrike strikes explosions fighting clashes report reports aid agency agencies
state television leaders leader doctors medics rescuers migrants refugees civilians journalists ambassador
diplomats analysts analyst critics gunmen attackers bombers bomb attack attacks violence demonstrators crowds
people men women children families thousands hundreds dozens regime authorities prosecutors security source
sources warplanes jets helicopters tanks shelling
"""
_COMMON_NOUNS = frozenset(_COMMON_NOUNS_WORDS.split())
_ATTRIBUTION = re.compile(
    r"\s+(?:[A-Z][\w.'-]*,?\s+){1,5}(?:said|says|told|asked|asks|added|shouted|cried|yelled|wrote|tweeted"
    r"|declared|exclaimed)\b"
)
"""A speaker and a verb of saying after a quotation that ends with its own mark."""
_STARTER = re.compile(r"\s+[\"'(\[*-]{0,3}\s?[A-Z0-9]")


_OPENING = 40


@dataclass(frozen=True)
class Starts:
    """Offsets of characters: ``certain`` start a sentence, ``open`` may (the parser decides), all others may not."""

    certain: tuple[int, ...]
    open: tuple[int, ...]


def starts(report: Report, plain: str) -> Starts:
    """The possible sentence starts of a report with blocks; ``plain`` is its normalised text, cased for the parser."""
    certain: set[int] = set()
    possible: set[int] = set()
    last = "."
    for start, end in paragraphs(report.text):
        if not (plain[start].islower() and (last == "," or last.isalnum())):
            certain.add(start)
        last = plain[end - 1]
    for found in _WIDE.finditer(plain):
        certain.add(found.end())
    for block in report.blocks:
        certain.add(block.start)
        certain.add(block.end + len(plain[block.end : block.end + 8]) - len(plain[block.end : block.end + 8].lstrip()))
        if block.kind in ("headline", "subhead", "caption"):
            _unpunctuated(plain, block, certain, possible)
    for found in _GLUED.finditer(plain):
        certain.add(found.end())
    _told_twice(report.blocks, plain, certain)
    for found in _BULLET.finditer(plain):
        certain.add(found.start())
    line = find_dateline(report.text)
    if line and line.agency:
        certain.add(line.end)
    lower = plain[:5000].islower()
    for found in _CANDIDATE.finditer(plain):
        _judge(plain, found, certain, possible, lower=lower)
    return Starts(tuple(sorted(certain)), tuple(sorted(possible - certain)))


def _told_twice(blocks: tuple[Block, ...], plain: str, certain: set[int]) -> None:
    """A standfirst run into the same words of the first paragraph: the second telling starts a sentence."""
    for block in blocks:
        if block.kind == "body":
            opening = plain[block.start : block.start + _OPENING]
            again = plain.find(opening, block.start + _OPENING, min(block.end, block.start + 20 * _OPENING))
            if len(opening) == _OPENING and again > 0:
                certain.add(again)
            return


def _unpunctuated(plain: str, block: Block, certain: set[int], possible: set[int]) -> None:
    """Highlights are run together without a stop.

    A capital on a word that is usually written small, after a word that can end a sentence, starts one; on a
    name it may, which the parser decides. In title case nothing can be told.
    """
    found = list(_TOKEN.finditer(plain, block.start, block.end))
    if sum(m.group()[0].isupper() for m in found) > 0.5 * len(found):
        return
    usual = forms().words
    for before, here in pairwise(found):
        word, last = here.group(), before.group()
        first = word.lstrip("\"'")[:1]
        if not first.isupper() or last[0].isupper() or last.lower() in _NO_END or last[-1] in ",-:*&":
            continue
        bare = _LETTERS.sub("", word).lower()
        small = usual.get(bare, bare) == bare and (bare in _STARTERS or bare in _COMMON_NOUNS)
        (certain if small else possible).add(here.start())


def _judge(plain: str, found: re.Match[str], certain: set[int], possible: set[int], *, lower: bool) -> None:
    end = found.end()
    mark = found.group()
    follows = _STARTER.match(plain, end, end + 12)
    at = end + len(plain[end : end + 12]) - len(plain[end : end + 12].lstrip())
    if at < len(plain) and plain[at] == '"' and plain[at + 1 : at + 2].isspace():
        at += 1 + len(plain[at + 1 : at + 13]) - len(plain[at + 1 : at + 13].lstrip())
    if at >= len(plain):
        return
    if mark[0] == ".":
        before = plain[max(0, found.start() - 12) : found.start()]
        if mark == "." and _ABBREVIATION.search(before):
            if follows and _SOFT.search(before):
                possible.add(at)
            return
        if follows or (lower and plain[at].islower()) or (mark == "." and _SMALL_START.match(plain, end)):
            certain.add(at)
        else:
            possible.add(at)
    elif mark[0] in "!?\u2026":
        if follows and mark[-1] in "\"'":
            if not _ATTRIBUTION.match(plain, end, end + 80):
                possible.add(at)
        elif follows:
            certain.add(at)
        elif lower and len(mark) == 1:
            possible.add(at)
    elif follows:
        possible.add(at)
