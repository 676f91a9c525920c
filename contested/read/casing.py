"""Capitals restored where a text has none or nothing else, so that names look like names to the parser.

Old wire text comes in capitals throughout, and corpora made of it in small letters. Which words are names
is known from a table of usual forms (made by training/casing.py), from abbreviations the text itself explains
("national liberation front (fmln)"), and from the vocabulary: a word nobody writes small is a name.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from contested.model import Block

WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:'[^\W\d_]+)?")
_SENTENCE = re.compile(r"(?:^|[.!?]['\")\]]*\s+|[:,]\s+\"|\s{3,})(?=[\"'(\[]*[^\W\d_])")
_MAY = re.compile(
    r"\b(?:(?:in|on|since|until|till|last|early|late|mid|this|of|by|during|\d{1,2}) may\b(?! (?:be|have|not))"
    r"|may (?=\d))"
)
_PRONOUN_US = re.compile(r"\bus(?=[,.;:!?\"')]|\s(?:to|and|that|from|with|in|on|at|for|all|know|by|as)\b)")
_FIRST_PERSON = re.compile(r"\bi(?=\s|'(?:m|ve|ll|d)\b)")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")
_EXPLAINED = re.compile(r"((?:[^\W\d_]+[ -]){1,9}[^\W\d_]+)\s\(([^\W\d_]{2,8})\)")
_NUMBERED = re.compile(r"\b[a-z]-?\d+\b|\b[a-z]{1,3}-\d{1,3}\b")
_SMALL_WORDS = """
of the and for in de del la las los el y e da do das dos a an to on at by with
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_SUFFIX = re.compile(r"(?:'s|s|es|ed|d|ing|ly|er|ers|ness|able)$")
_SHOUTING = 0.75
_MIN_LETTERS = 24


@dataclass(frozen=True)
class Forms:
    """Usual forms of words and of pairs of words, by their small-letter form."""

    words: dict[str, str]
    pairs: dict[str, str]


@cache
def forms() -> Forms:
    """The table of usual forms, loaded once."""
    packed = (resources.files("contested.read") / "casing.txt.gz").read_bytes()
    words: dict[str, str] = {}
    pairs: dict[str, str] = {}
    for line in gzip.decompress(packed).decode("utf-8").split("\n"):
        (pairs if " " in line else words)[line.lower()] = line
    return Forms(words, pairs)


def recase(text: str, blocks: tuple[Block, ...], *, known: Callable[[str], bool]) -> str:
    """The text with likely capitals, block by block where one needs it; as long as ``text``.

    ``known`` says whether a word is in the vocabulary as it is written. Text that already mixes capitals and
    small letters as usual comes back as it is.
    """
    if _letters(text) >= 3 * _MIN_LETTERS and _is_small(text):
        return _capitalised(text, known)
    changed = []
    for block in blocks:
        words = text[block.start : block.end]
        if _letters(words[:4000]) >= _MIN_LETTERS and _is_shouted(words):
            changed.append((block.start, block.end, _capitalised(_lowered(words), known)))
    for start, end, words in changed:
        text = text[:start] + words + text[end:]
    return text


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text[:4000]))


def _is_small(text: str) -> bool:
    head = text[:20_000]
    return sum(map(str.isupper, head)) <= 0.002 * sum(map(str.islower, head))


def _is_shouted(text: str) -> bool:
    head = text[:4000]
    upper = sum(map(str.isupper, head))
    return upper >= _SHOUTING * (upper + sum(map(str.islower, head)))


def _lowered(text: str) -> str:
    """Small letters, one for one: a letter whose small form is longer stays."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _raised(character: str) -> str:
    upper = character.upper()
    return upper if len(upper) == 1 else character


def _capitalised(text: str, known: Callable[[str], bool]) -> str:
    explained = _explained(text)
    usual = forms()
    letters = list(text)
    found = list(WORD.finditer(text))
    taken: dict[str, str] = {}
    for i, match in enumerate(found):
        word = match.group()
        form = taken.get(word)
        if form is None:
            form = taken[word] = explained.get(word) or _usual(word, usual, known)
        if form != word:
            letters[match.start() : match.end()] = form
        if i and text[found[i - 1].end() : match.start()] == " ":
            pair = usual.pairs.get(f"{found[i - 1].group()} {word}")
            if pair:
                letters[found[i - 1].start() : match.end()] = pair
    for match in _EXPLAINED.finditer(text):
        _long_form(text, match, letters)
    for match in _PRONOUN_US.finditer(text):
        letters[match.start() : match.end()] = "us"
    for match in _MAY.finditer(text):
        at = text.index("may", match.start())
        letters[at] = "M"
    for pattern in (_INITIALS, _NUMBERED, _FIRST_PERSON):
        for match in pattern.finditer(text):
            letters[match.start() : match.end()] = map(_raised, match.group())
    for match in _SENTENCE.finditer(text):
        at = match.end()
        while at < len(text) and not text[at].isalpha():
            at += 1
        if at < len(text):
            letters[at] = _raised(letters[at])
    return "".join(letters)


def _usual(word: str, usual: Forms, known: Callable[[str], bool]) -> str:
    if word == "us":
        return "US"
    form = usual.words.get(word)
    if form is not None:
        return form
    if word.endswith("'s"):
        return _usual(word[:-2], usual, known) + "'s"
    if len(word) < 3 or known(word) or "'" in word:
        return word
    if known(_SUFFIX.sub("", word)) or known(_SUFFIX.sub("e", word)):
        return word
    return _raised(word[0]) + word[1:]


def _explained(text: str) -> dict[str, str]:
    """Abbreviations in brackets after the words they abbreviate."""
    found = {}
    for match in _EXPLAINED.finditer(text):
        if _initials_start(match) is not None:
            short = match.group(2)
            raised = "".join(map(_raised, short))
            if len(raised) == len(short):
                found[short] = raised
    return found


def _initials_start(match: re.Match[str]) -> int | None:
    """Which word of the long form the abbreviation starts at, if its letters are the words' initials."""
    words = re.split(r"[ -]", match.group(1))
    short = match.group(2)
    for first in range(len(words) - 1, -1, -1):
        tail = words[first:]
        if "".join(w[0] for w in tail) == short or "".join(w[0] for w in tail if w not in _SMALL) == short:
            return first
    return None


def _long_form(text: str, match: re.Match[str], letters: list[str]) -> None:
    first = _initials_start(match)
    if first is None:
        return
    words = list(WORD.finditer(text, match.start(1), match.end(1)))
    for word in words[first:]:
        if word.group() not in _SMALL:
            letters[word.start()] = _raised(letters[word.start()])
