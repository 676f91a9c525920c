"""The PolNeAR corpus (brat stand-off): articles with the attributions each annotator marked, and their scoring."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contested.errors import InputError

Offsets = tuple[int, int]
_ENTITY = re.compile(r"(T\d+)\t(\w[\w-]*) ([\d ;]+)\t")
_EVENT = re.compile(r"E\d+\t(.*)")
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Marked:
    """One attribution as character offsets; each part may be empty or in several pieces."""

    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]


@dataclass(frozen=True)
class Article:
    """An article and, for each annotator who read it, the attributions marked."""

    id: str
    text: str
    annotations: tuple[tuple[Marked, ...], ...]
    files: tuple[Path, ...]


def load(folder: Path) -> list[Article]:
    """The articles of a part of the corpus (``text/`` and ``attributions/``); raises InputError when it is not one."""
    texts = sorted((folder / "text").glob("*.txt"))
    if not texts:
        raise InputError(str(folder), "no text/*.txt in it; give the folder of one part of PolNeAR (dev or train)")
    marks: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        marks.setdefault(path.stem.rsplit("_", 1)[0], []).append(path)
    out = []
    for path in texts:
        text = path.read_bytes().decode("utf-8")
        own = marks.get(path.stem, [])
        annotations = tuple(tuple(_marked(p.read_text(encoding="utf-8"))) for p in own)
        out.append(Article(path.stem, text, annotations, (path, *own)))
    return out


def _marked(stand_off: str) -> Iterator[Marked]:
    entities: dict[str, tuple[Offsets, ...]] = {}
    for name, _, offsets in _ENTITY.findall(stand_off):
        pieces = [piece.split() for piece in offsets.strip().split(";")]
        entities[name] = tuple((int(a), int(b)) for a, b in pieces)
    for arguments in _EVENT.findall(stand_off):
        parts: dict[str, list[Offsets]] = {"Source": [], "Cue": [], "Content": []}
        for argument in arguments.split()[1:]:
            role, _, name = argument.partition(":")
            parts.setdefault(role.rstrip("0123456789"), []).extend(entities.get(name, ()))
        yield Marked(*(tuple(sorted(parts[role])) for role in ("Source", "Cue", "Content")))


# scoring

Words = frozenset[int]
Parts = tuple[Words, Words, Words]
ROLES = ("source", "cue", "content")


def words_of(text: str) -> list[Offsets]:
    """Offsets of the words and marks that spans are compared by: blanks don't count."""
    return [m.span() for m in _WORD.finditer(text)]


def parts(words: Sequence[Offsets], marked: Iterable[Marked]) -> list[Parts]:
    """Each attribution as three sets of word numbers."""
    starts = [a for a, _ in words]

    def numbers(pieces: tuple[Offsets, ...]) -> Words:
        out: set[int] = set()
        for a, b in pieces:
            i = bisect_left(starts, a)
            if i and words[i - 1][1] > a:
                i -= 1
            while i < len(words) and words[i][0] < b:
                out.add(i)
                i += 1
        return frozenset(out)

    return [(numbers(m.source), numbers(m.cue), numbers(m.content)) for m in marked]


@dataclass
class Tally:
    """Counts of one comparison, summed over articles."""

    hit: float = 0.0
    predicted: float = 0.0
    gold: float = 0.0

    def add(self, hit: float, predicted: float, gold: float) -> None:
        """Add one article's counts."""
        self.hit += hit
        self.predicted += predicted
        self.gold += gold

    @property
    def f1(self) -> float:
        """F1 in percent."""
        return 200 * self.hit / (self.predicted + self.gold) if self.predicted + self.gold else 0.0

    @property
    def precision(self) -> float:
        """Precision in percent."""
        return 100 * self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Recall in percent."""
        return 100 * self.hit / self.gold if self.gold else 0.0


def compare(
    tallies: dict[str, Tally], predicted: Sequence[Parts], gold: Sequence[Parts], *, weight: float = 1.0
) -> None:
    """Add one article's counts to the tallies.

    ``all exact``: source, cue and content all cover the same words. ``X exact``: the span by itself.
    ``X overlap``: spans that share a word, one to one (most shared words first); sources, exact or
    overlapping, only where the cues of the two attributions share a word. ``X words``: words in any such span.
    """

    def tally(name: str, hit: float, mine: Sequence[object], theirs: Sequence[object]) -> None:
        tallies.setdefault(name, Tally()).add(hit * weight, len(mine) * weight, len(theirs) * weight)

    tally("all exact", (Counter(predicted) & Counter(gold)).total(), predicted, gold)
    for i, role in enumerate(ROLES):
        mine, theirs = [p for p in predicted if p[i]], [p for p in gold if p[i]]
        if role == "source":
            exact, shared = _linked(mine, theirs, exact=True), _linked(mine, theirs, exact=False)
        else:
            exact = (Counter(p[i] for p in mine) & Counter(p[i] for p in theirs)).total()
            shared = _one_to_one([p[i] for p in mine], [p[i] for p in theirs])
        tally(f"{role} exact", exact, mine, theirs)
        tally(f"{role} overlap", shared, mine, theirs)
        ours: Words = frozenset().union(*(p[i] for p in mine))
        labelled: Words = frozenset().union(*(p[i] for p in theirs))
        tally(f"{role} words", len(ours & labelled), list(ours), list(labelled))


def _one_to_one(mine: Sequence[Words], theirs: Sequence[Words]) -> int:
    pairs = sorted(((-len(a & b), i, j) for i, a in enumerate(mine) for j, b in enumerate(theirs) if a & b))
    left, right = set(), set()
    for _, i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    return len(left)


def _linked(mine: Sequence[Parts], theirs: Sequence[Parts], *, exact: bool) -> int:
    used: set[int] = set()
    hits = 0
    for source, cue, _ in mine:
        for j, (other, other_cue, _) in enumerate(theirs):
            if j in used or not (cue & other_cue or (not cue and not other_cue)):
                continue
            if source == other if exact else source & other:
                used.add(j)
                hits += 1
                break
    return hits
