"""The trigger lexicon: which words can state a claim, of which kind, and who stands where around them.

Two data files: ``triggers.csv`` (words and multiword expressions by kind, part of speech, weight, frame, PLOVER
mode and condition) and ``frames.yaml`` (what a trigger's subject, object and prepositions are). ``load()`` reads
and checks both once; ``contested.schema.triggers.match`` finds the entries in a document.

The pattern language of ``triggers.csv``, one sense a pattern, patterns parted by ``|``:

* a word stands for all its forms (``take``: takes, took, taken, taking); ``=word`` for itself only;
* ``a/b`` either word; ``air_strike`` joined, spaced or hyphenated; ``~`` a gap of up to three words;
* ``oneself`` and ``one's`` any of the reflexive and possessive pronouns;
* ``^word`` the head (else a verb's first word, a noun's last before a preposition, an adjective's last);
* ``*-held`` a word joined to anything by a hyphen ("rebel-held");
* ``word @0.4`` a weight of its own, ``word @0.4 [drone]`` and a mode of its own.

Kind ``none`` marks expressions that look like triggers and are not ("heart attack"); they block what they cover.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

import yaml

from contested.errors import DataFileError
from contested.model import KINDS, PLACE_ROLES, Kind
from contested.schema.inflect import noun_forms, verb_forms

WordClass = Literal["V", "N", "A"]
Role = str  # "actor", "target", "means" or a place role
GAP = "~"
BLOCK = "none"
CONDITION_SLOTS = frozenset({"subj", "obj", "poss", "with", "of", "on", "to", "from", "mod", "in", "by", "for", "over"})
CONDITION_CLASSES = frozenset(
    {"place", "person", "force", "civilian", "thing", "building", "weapon", "vehicle", "event", "document", "number",
     "means", "any", "none", "route", "money", "relief", "ruler"}
)  # fmt: skip

_REFLEXIVE = ("oneself", "himself", "herself", "itself", "themselves", "themself", "ourselves", "myself", "yourself")
_POSSESSIVE = ("one's", "his", "her", "its", "their", "our", "my", "your", "'s")
_SLOTS = frozenset({"subj", "obj", "dat", "poss", "mod"})
_SHORT_PREPOSITIONS = frozenset(
    ("of", "to", "from", "by", "with", "for", "into", "onto", "on", "in", "at", "against", "between", "among", "over",
     "under", "behind")
)  # fmt: skip
_PREPOSITIONS = _SHORT_PREPOSITIONS | {
    "after", "across", "along", "alongside", "amid", "around", "as", "beside", "including", "inside", "near", "off",
    "outside", "through", "throughout", "toward", "towards", "within",
}  # fmt: skip
_FUNCTION_WORDS = _SHORT_PREPOSITIONS | {
    "a", "an", "the", "out", "off", "up", "down", "as", "no", "not", "and", "or", "-", "'s", "it", "its", "that",
    "this", "all", "any", "back", "away", "through", "around", "about", "after", "along", "ahead", "apart",
    "together", "near", "within", "without", "upon", "across", "toward", "towards",
}  # fmt: skip
_PATTERN = re.compile(r"(?P<words>[^@\[]*[^@\[ ])(?: @(?P<weight>[0-9.]+))?(?: \[(?P<mode>[a-z-]+)\])?")
_WORD = re.compile(r"[a-z0-9.'&-]+")


@dataclass(frozen=True)
class Frame:
    """Where the arguments of a trigger stand: slot name to the roles it can fill, likeliest first."""

    name: str
    slots: Mapping[str, tuple[Role, ...]]


@dataclass(frozen=True)
class Condition:
    """A test on the filler of a slot: ``obj=place`` or ``obj=!place``; any of several classes."""

    slot: str
    classes: tuple[str, ...]
    negated: bool


@dataclass(frozen=True)
class Entry:
    """One sense of one trigger. ``weight`` is how often its occurrence states a claim of ``kind``, from 0 to 1:
    measured on labelled reports where it was seen often enough, else as ``written`` in the file.

    ``words`` are the alternatives of each word of the pattern, or GAP; ``head`` is the index of the
    head among them; ``hyphen_before`` asks for a word joined on by a hyphen.
    """

    id: str
    kind: Kind | None
    word_class: WordClass
    weight: float
    frame: Frame
    mode: str | None
    conditions: tuple[Condition, ...]
    words: tuple[frozenset[str] | str, ...]
    head: int
    hyphen_before: bool
    line: int
    written: float


@dataclass(frozen=True)
class Lexicon:
    """All entries in file order, and the frames by name."""

    entries: tuple[Entry, ...]
    frames: Mapping[str, Frame]


@cache
def load() -> Lexicon:
    """The lexicon of this release, read and checked once; raises DataFileError naming file and line."""
    room = files("contested.schema")
    frames = parse_frames(room.joinpath("frames.yaml").read_text(encoding="utf-8"))
    entries = parse_triggers(room.joinpath("triggers.csv").read_text(encoding="utf-8"), frames)
    measured = parse_weights(room.joinpath("triggers.weights.csv").read_text(encoding="utf-8"))
    return Lexicon(tuple(replace(e, weight=measured[e.id]) if e.id in measured else e for e in entries), frames)


def parse_weights(text: str, *, name: str = "triggers.weights.csv") -> dict[str, float]:
    """Measured weights by entry id, from the text that ``training/lexicon_weights.py`` wrote; raises DataFileError."""
    weights: dict[str, float] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("#", "entry,")):
            continue
        entry, _, weight = line.rpartition(",")
        try:
            weights[entry] = float(weight)
        except ValueError as error:
            raise DataFileError(f"{name}:{number}: {line!r} is not an entry and its weight") from error
    return weights


def parse_frames(text: str, *, name: str = "frames.yaml") -> Mapping[str, Frame]:
    """Frames by name from the text of ``frames.yaml``; raises DataFileError."""
    data = yaml.load(text, Loader=yaml.BaseLoader)  # strings only: "on" is a preposition here, not a truth value
    if not isinstance(data, dict) or "common" not in data or "none" not in data:
        raise DataFileError(f"{name}: expected a mapping of frames with 'common' and 'none'")
    known = {"actor", "target", "means", *PLACE_ROLES}
    frames: dict[str, Frame] = {}
    for key, slots in data.items():
        merged = ({} if key == "none" else dict(data["common"])) | (slots or {})
        strange = [slot for slot in merged if slot not in _SLOTS and slot not in _PREPOSITIONS]
        if strange:
            raise DataFileError(f"{name}: frame {key}: unknown slot {', '.join(map(str, strange))}")
        roles = {slot: tuple(str(value).split("|")) for slot, value in merged.items()}
        wrong = {role for values in roles.values() for role in values} - known
        if wrong:
            raise DataFileError(f"{name}: frame {key}: unknown role {', '.join(sorted(wrong))}; one of {sorted(known)}")
        frames[str(key)] = Frame(str(key), MappingProxyType(roles))
    return MappingProxyType(frames)


def parse_triggers(text: str, frames: Mapping[str, Frame], *, name: str = "triggers.csv") -> tuple[Entry, ...]:
    """Entries from the text of ``triggers.csv``; raises DataFileError naming file, line and pattern."""
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(("#", "kind,")):
            continue
        fields = next(csv.reader([line]))
        try:
            found = list(_row(fields, frames, number))
        except ValueError as error:
            raise DataFileError(f"{name}:{number}: {error}") from error
        for entry in found:
            if entry.id in seen:
                raise DataFileError(f"{name}:{number}: {entry.id} stands already on line {seen[entry.id]}")
            seen[entry.id] = number
            entries.append(entry)
    return tuple(entries)


def _row(fields: list[str], frames: Mapping[str, Frame], line: int) -> Iterator[Entry]:
    if len(fields) != 7:
        raise ValueError(f"expected 7 fields (kind,pos,weight,frame,mode,when,patterns), found {len(fields)}")
    kind, pos, weight, frame, mode, when, patterns = (field.strip() for field in fields)
    if kind not in KINDS and kind != BLOCK:
        raise ValueError(f"unknown kind {kind!r}")
    if pos not in ("V", "N", "A"):
        raise ValueError(f"part of speech {pos!r} is not V, N or A")
    if frame not in frames:
        raise ValueError(f"unknown frame {frame!r}; add it to frames.yaml")
    conditions = tuple(_condition(part) for part in when.split())
    for pattern in patterns.split("|"):
        parts = _PATTERN.fullmatch(pattern.strip())
        if parts is None:
            raise ValueError(f"pattern {pattern.strip()!r} is not words, then @weight, then [mode]")
        written, share = parts["words"], float(parts["weight"] or weight)
        if not 0 < share <= 1:
            raise ValueError(f"weight {share} of {written!r} is not in (0, 1]")
        for expanded in _expansions(written, pos):
            words, head, hyphen = _compile(expanded, cast(WordClass, pos))
            yield Entry(
                id=f"{expanded.replace('^', '')}.{pos}.{kind}" + (f"[{when}]" if when else ""),
                kind=None if kind == BLOCK else cast(Kind, kind),
                word_class=cast(WordClass, pos), weight=share, frame=frames[frame],
                mode=parts["mode"] or mode or None,
                conditions=conditions, words=words, head=head, hyphen_before=hyphen, line=line,
                written=share,
            )  # fmt: skip


def _condition(text: str) -> Condition:
    slot, _, value = text.partition("=")
    negated = value.startswith("!")
    classes = tuple(value.lstrip("!").split("/"))
    if slot not in CONDITION_SLOTS:
        raise ValueError(f"condition {text!r}: unknown slot; one of {sorted(CONDITION_SLOTS)}")
    if not set(classes) <= CONDITION_CLASSES:
        raise ValueError(f"condition {text!r}: unknown class; one of {sorted(CONDITION_CLASSES)}")
    return Condition(slot, classes, negated)


def _expansions(pattern: str, pos: str) -> list[str]:
    """``air_strike`` as three patterns, the others as they are; a verb's head is the last of the joined words."""
    parts: list[list[str]] = []
    for word in pattern.split():
        if "_" not in word:
            parts.append([word])
            continue
        before, _, last = word.rpartition("_")
        head = "^" if pos == "V" and not parts and "^" not in pattern else ""
        apart = [f"{before.replace('_', joint)}{joint}{head}{last}" for joint in (" ", " - ")]
        parts.append([word.replace("_", ""), *apart])
    return [" ".join(choice) for choice in itertools.product(*parts)]


def _compile(pattern: str, pos: WordClass) -> tuple[tuple[frozenset[str] | str, ...], int, bool]:
    """The alternatives of each word, the head's index, and whether a hyphen stands before."""
    hyphen = pattern.startswith("*-")
    words = pattern.removeprefix("*-").split()
    marked = [i for i, word in enumerate(words) if word.startswith("^")]
    words = [word.removeprefix("^") for word in words]
    for word in words:
        if word != GAP and not all(_WORD.fullmatch(part.removeprefix("=")) for part in word.split("/")):
            raise ValueError(f"pattern {pattern!r}: {word!r} is not a lower-case word")
    if not words or GAP in (words[0], words[-1]) or len(marked) > 1:
        raise ValueError(f"pattern {pattern!r}: a gap stands between words, and one word is the head")
    alone = len(words) == 1
    head = marked[0] if marked else _default_head(words, pos)
    compiled = tuple(
        word if word == GAP else _forms(word, pos if alone or (i == head and pos != "A") else None)
        for i, word in enumerate(words)
    )
    return compiled, head, hyphen


def _default_head(words: list[str], pos: WordClass) -> int:
    if pos == "V":
        return 0
    if pos == "N":
        for i, word in enumerate(words):
            if i and word in _SHORT_PREPOSITIONS and words[0] not in _SHORT_PREPOSITIONS:
                return i - 1
    return len(words) - 1


def _forms(word: str, pos: WordClass | None) -> frozenset[str]:
    forms: set[str] = set()
    for part in word.split("/"):
        if part == "oneself":
            forms |= set(_REFLEXIVE)
        elif part == "one's":
            forms |= set(_POSSESSIVE)
        elif part.startswith("=") or pos == "A" or part in _FUNCTION_WORDS:
            forms.add(part.removeprefix("="))
        elif pos == "V":
            forms |= verb_forms(part)
        elif pos == "N":
            forms |= noun_forms(part)
        else:
            forms |= verb_forms(part) | noun_forms(part)
    return frozenset(forms)
