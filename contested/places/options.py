"""What each name of a document may stand for: the options a resolver chooses among.

Mentions of one name make one group (one sense a document). Names the gazetteer lacks are tried without
their type word ("Helmand province"), without a direction ("Eastern Ghouta"), in part ("Aleppo University"),
and in other spellings, the last only inside the countries the document speaks of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from contested.places.gazetteer import Gazetteer, Hits
from contested.places.mentions import look_up
from contested.places.store import Kind

Longs = NDArray[np.int64]
Floats = NDArray[np.float32]
MOST = 60  # options kept a name

TYPE_WORDS: dict[str, str] = {
    **dict.fromkeys(
        ("province", "governorate", "state", "oblast", "region", "department", "departamento", "krai", "republic",
         "territory", "prefecture", "provinces", "wilayat", "wilaya", "governate", "emirate", "states", "regions",
         "departments", "oblasts", "mohafaza", "countryside", "province's"), "first"),
    **dict.fromkeys(
        ("county", "district", "parish", "raion", "rayon", "municipality", "township", "borough", "zone", "woreda",
         "subdistrict", "districts", "counties", "canton", "commune", "locality", "council", "shire"), "second"),
    **dict.fromkeys(
        ("city", "town", "village", "capital", "neighborhood", "neighbourhood", "suburb", "quarter", "hamlet", "cities",
         "towns", "villages", "settlement", "suburbs", "outskirts", "downtown", "neighborhoods", "port", "enclave"),
        "town"),
    **dict.fromkeys(
        ("river", "lake", "sea", "ocean", "gulf", "bay", "strait", "canal", "creek", "basin", "delta", "reservoir"),
        "water"),
    **dict.fromkeys(
        ("mountain", "mountains", "mount", "hill", "hills", "valley", "desert", "plain", "peninsula", "island",
         "islands", "forest", "range", "heights", "plateau", "coast", "gorge", "pass", "mt", "mt."), "natural"),
    **dict.fromkeys(
        ("airport", "airbase", "base", "camp", "crossing", "dam", "field", "prison", "barracks", "refinery", "station",
         "highway", "road", "street", "bridge", "university", "hospital", "school", "college", "avenue", "airfield",
         "checkpoint", "square", "farm", "mosque", "church", "park", "stadium", "terminal", "plant", "mall"), "site"),
}  # fmt: skip
_DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "northeast",
     "northwest", "southeast", "southwest", "northeastern", "northwestern", "southeastern", "southwestern", "greater",
     "upper", "lower", "inner", "outer", "old", "downtown", "rural", "occupied", "mainland", "upstate",
     "metro", "suburban"}
)  # fmt: skip
_SPLIT = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*\.?")


@dataclass(frozen=True)
class Span:
    """A span of the text to resolve: characters, tokens touched, its words, the recogniser's probability."""

    start: int
    end: int
    start_token: int
    end_token: int
    text: str
    probability: float = 1.0


@dataclass(frozen=True)
class Group:
    """All mentions of one name: their numbers, and the options with how they came about."""

    text: str
    members: tuple[int, ...]
    places: Longs
    kinds: Longs  # NameKind of the name that matched
    means: Longs  # how: see MEANS
    likeness: Floats
    says: str = ""  # "first" or "second": the level of area that the words beside say


MEANS = ("name", "bare", "type", "direction", "part", "spelling")


def groups(doc: Doc, spans: Sequence[Span], places: Gazetteer) -> list[Group]:
    """The spans grouped by name, each group with its options."""
    members: dict[tuple[str, str], list[int]] = {}
    for i, span in enumerate(spans):
        says = type_word(doc, span)
        sense = says if says in ("first", "second") else ""
        members.setdefault((_clean(span.text), sense), []).append(i)
    found = look_up(list(dict.fromkeys(text for text, _ in members)), places)
    rural = look_up([f"{text} countryside" for text, sense in members if sense == "first"], places)
    made: list[Group] = []
    lacking: list[tuple[str, str]] = []
    for text, sense in members:
        hits, stripped = found[text]
        around = rural.get(f"{text} countryside") if sense == "first" else None
        if around and len(around[0]):
            hits, stripped = around  # "Damascus countryside" is an area of its own
        if len(hits):
            means = MEANS.index("bare" if stripped else "name")
            made.append(_group(text, members[text, sense], hits, means, places, says=sense))
        else:
            lacking.append((text, sense))
    countries = _countries(made, places)
    made = [_nearer(group, places, countries) for group in made]
    made.extend(_other(text, members[text, sense], places, countries, says=sense) for text, sense in lacking)
    return made


def _nearer(group: Group, places: Gazetteer, countries: frozenset[int]) -> Group:
    """The group with other spellings added when no place so named lies in the countries the document speaks of."""
    land = places.country[group.places]
    if (
        len(group.text) < 4
        or any(int(c) in countries for c in land)
        or (places.kind[group.places] == Kind.COUNTRY).any()
    ):
        return group
    loose = [(p, s) for p, s in places.loose(group.text, least=0.8) if int(places.country[p]) in countries]
    known = set(group.places.tolist())
    loose = [(p, s) for p, s in loose[:6] if p not in known]
    if not loose:
        return group
    size = len(loose)
    more = np.full(size, MEANS.index("spelling"), dtype=np.int64)
    return Group(
        group.text, group.members, np.concatenate([group.places, np.array([p for p, _ in loose])]),
        np.concatenate([group.kinds, np.ones(size, dtype=np.int64)]), np.concatenate([group.means, more]),
        np.concatenate([group.likeness, np.array([s for _, s in loose], dtype=np.float32)]),
        group.says,
    )  # fmt: skip


def plain_group(name: str, places: Gazetteer, *, home: int = -1) -> Group:
    """The options of a name that stands alone; other spellings only in the country of ``home`` or when very close."""
    text = _clean(name)
    near = frozenset({int(places.country[home])} if home >= 0 else ())
    hits, stripped = look_up([text], places)[text]
    if len(hits):
        group = _group(text, (0,), hits, MEANS.index("bare" if stripped else "name"), places)
        return _nearer(group, places, near)
    return _other(text, (0,), places, near)


def _clean(text: str) -> str:
    text = text.strip(" -,.'\"()") if not text.endswith(".") else text.strip(" -,'\"()")
    return text[:-2] if text.endswith(("'s", "’s")) else text


def _group(text: str, members: Sequence[int], hits: Hits, means: int, places: Gazetteer, *, says: str = "") -> Group:
    rows, first = np.unique(hits.places, return_index=True)
    kinds = hits.kinds[first]
    if len(rows) > MOST:
        weight = np.log1p(places.population[rows]) + np.log1p(places.alternates[rows]) - 1.5 * kinds
        keep = np.sort(np.argsort(-weight, kind="stable")[:MOST])
        rows, kinds = rows[keep], kinds[keep]
    size = len(rows)
    return Group(
        text,
        tuple(members),
        rows,
        kinds,
        np.full(size, means, dtype=np.int64),
        np.ones(size, dtype=np.float32),
        says,
    )


def _countries(made: Sequence[Group], places: Gazetteer) -> frozenset[int]:
    """The countries a document speaks of: those of its names that have few senses."""
    votes: Counter[int] = Counter()
    for group in made:
        for country in set(places.country[group.places].tolist()):
            votes[country] += len(group.members) / len(set(places.country[group.places].tolist()))  # type: ignore[assignment]
    total = sum(votes.values())
    return frozenset(c for c, n in votes.items() if n >= 0.08 * total)


def _other(text: str, members: Sequence[int], places: Gazetteer, countries: frozenset[int], *, says: str = "") -> Group:
    """Options for a name the gazetteer lacks as it stands."""
    words = text.split()
    shorter = [(" ".join(words[:-1]), "type")] if len(words) > 1 and words[-1].lower() in TYPE_WORDS else []
    if len(words) > 2 and words[0].lower() in TYPE_WORDS and words[1].lower() == "of":
        shorter.append((" ".join(words[2:]), "type"))
    if len(words) > 1 and words[0].lower() in TYPE_WORDS:
        shorter.append((" ".join(words[1:]), "type"))
    if len(words) > 1 and words[0].lower() in _DIRECTIONS:
        shorter.append((" ".join(words[1:]), "direction"))
    for short, means in shorter:
        hits, _ = look_up([short], places)[short]
        if len(hits):
            return _group(text, members, hits, MEANS.index(means), places, says=says)
    loose = _spelled(shorter[0][0] if shorter else text, places, countries)
    if loose:
        rows = np.array([p for p, _ in loose[:12]], dtype=np.int64)
        spelt = np.full(len(rows), MEANS.index("spelling"), dtype=np.int64)
        alike = np.array([s for _, s in loose[:12]], dtype=np.float32)
        return Group(text, tuple(members), rows, np.ones(len(rows), dtype=np.int64), spelt, alike, says)
    for part in _parts(words):
        hits, _ = look_up([part], places)[part]
        if len(hits):
            return _group(text, members, hits, MEANS.index("part"), places, says=says)
    nothing = np.empty(0, dtype=np.int64)
    return Group(text, tuple(members), nothing, nothing, nothing, np.empty(0, dtype=np.float32), says)


def _spelled(text: str, places: Gazetteer, countries: frozenset[int]) -> list[tuple[int, float]]:
    found = places.loose(text)
    return [(p, s) for p, s in found if int(places.country[p]) in countries or s > 0.93]


def _parts(words: Sequence[str]) -> list[str]:
    """Shorter stretches of a name, longest first; single lower-case or type words don't count."""
    size = len(words)
    out = []
    for length in range(size - 1, 0, -1):
        for a in range(size - length + 1):
            part = words[a : a + length]
            if part[0][0].isupper() and part[-1][0].isupper() and part[-1].lower() not in TYPE_WORDS:
                out.append(" ".join(part).strip(",.'\""))
    return [p for p in out if len(p) > 3 and p.lower() not in _DIRECTIONS]


def type_word(doc: Doc, span: Span) -> str:
    """The sort of place the words say: "first" or "second" (administrative level), "town", "water" ... or nothing."""
    inside = _SPLIT.findall(span.text)
    if len(inside) > 1:
        for word in (inside[-1].lower(), inside[0].lower()):
            if word in TYPE_WORDS:
                return TYPE_WORDS[word]
    after = doc[span.end_token].lower_ if span.end_token < len(doc) else ""
    if after in TYPE_WORDS and after not in ("state", "states"):
        return TYPE_WORDS[after]
    i = span.start_token - 1
    if i >= 0 and doc[i].lower_ == "rural":
        return "first"
    if i >= 0 and doc[i].lower_ in ("the", "'s"):
        i -= 1
    if i >= 1 and doc[i].lower_ == "of" and doc[i - 1].lower_ in TYPE_WORDS:
        return TYPE_WORDS[doc[i - 1].lower_]
    if i >= 0 and doc[i].lower_ in TYPE_WORDS and TYPE_WORDS[doc[i].lower_] in ("town", "first", "second", "water"):
        return TYPE_WORDS[doc[i].lower_]
    return ""


_QUARTER = frozenset(
    {"neighborhood", "neighbourhood", "neighborhoods", "neighbourhoods", "quarter", "quarters", "street", "square",
     "roundabout", "suburb", "suburbs", "avenue", "mosque", "hospital", "market", "road"}
)  # fmt: skip


def is_quarter(doc: Doc, span: Span) -> bool:
    """Whether the words say that a name is of a part of a city."""
    inside = span.text.lower().split()
    after = doc[span.end_token].lower_ if span.end_token < len(doc) else ""
    i = span.start_token - 1
    of = i > 0 and doc[i].lower_ == "of" and doc[i - 1].lower_ in _QUARTER
    return inside[-1] in _QUARTER or after in _QUARTER or of


def is_area(kind: int) -> bool:
    """Whether a kind is an area that contains settlements."""
    return kind in (Kind.ADMIN1, Kind.ADMIN2, Kind.ADMIN3, Kind.COUNTRY, Kind.REGION, Kind.CONTINENT)


def spans_at(doc: Doc, offsets: Sequence[tuple[int, int]]) -> list[Span]:
    """The spans of characters with the tokens they touch."""
    text = doc.text
    starts = np.asarray(doc.to_array(["IDX"]), dtype=np.int64).reshape(-1)
    made = []
    for start, end in offsets:
        first = max(int(np.searchsorted(starts, start, side="right")) - 1, 0)
        last = max(int(np.searchsorted(starts, end, side="left")), first + 1)
        made.append(Span(start, end, first, last, text[start:end]))
    return made
