"""Near copies among texts: wire stories taken over, shortened or rewritten a little.

Candidates come from MinHash bands (datasketch) over five-word shingles, of the whole text and of its first
words, where shortened wire stories agree; the shingles themselves then decide. All pairs above the thresholds
are kept, so the links do not depend on the order in which reports came.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from contested.record.hydrate import Hydrator
from contested.record.keys import folded

if TYPE_CHECKING:
    from datasketch import MinHash

SHINGLE = 5  # words; shorter ones tie texts on one subject, longer ones miss edited sentences
MIN_JACCARD = 0.5
MIN_CONTAINED = 0.8
MIN_SHINGLES = 12  # of the shorter text; below, agreement says little
_LEAD_WORDS = 90
_ROWS = 4
_WHOLE_BANDS, _LEAD_BANDS = 32, 16
_MOST_CANDIDATES = 400
_BASE = np.uint64(0x9E3779B97F4A7C15)

Shingles = frozenset[int]


@dataclass(frozen=True)
class Likeness:
    """How much of two texts is the same: ``jaccard`` of their shingles, and how much of the shorter is in the other."""

    jaccard: float
    contained: float

    @property
    def near(self) -> bool:
        """Whether one is a copy of the other, as far as words tell."""
        return self.jaccard >= MIN_JACCARD or self.contained >= MIN_CONTAINED


def shingles(words: list[str]) -> Shingles:
    """The hashes of all runs of five words; of the whole when it is shorter."""
    return frozenset(_hashes(words).tolist())


def _hashes(words: list[str]) -> NDArray[np.uint64]:
    """A 32-bit hash of each run of words: a polynomial of the words' checksums, mixed well (splitmix64)."""
    if not words:
        return np.empty(0, np.uint64)
    own = np.array([crc32(word.encode()) for word in words], np.uint64)
    size = min(SHINGLE, len(words))
    mixed = np.zeros(len(words) - size + 1, np.uint64)
    for n in range(size):
        mixed = mixed * _BASE + own[n : n + len(mixed)]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed >> np.uint64(32)


def likeness(a: Shingles, b: Shingles) -> Likeness:
    """How alike two sets of shingles are; nothing when one of them is empty or too short to tell."""
    shorter = min(len(a), len(b))
    if shorter < MIN_SHINGLES and a != b:
        return Likeness(0.0, 0.0)
    shared = len(a & b)
    return Likeness(shared / max(1, len(a | b)), shared / max(1, shorter))


def bands(words: list[str]) -> Iterator[tuple[int, int]]:
    """(band, hash) of a text, by which near copies meet."""
    yield from _bands(shingles(words), _WHOLE_BANDS, first=0)
    yield from _bands(shingles(words[:_LEAD_WORDS]), _LEAD_BANDS, first=_WHOLE_BANDS)


def _bands(of: Shingles, number: int, *, first: int) -> Iterator[tuple[int, int]]:
    if not of:
        return
    sketch = _blank(number * _ROWS).copy()
    sketch.update_batch(sorted(of))
    rows = np.ascontiguousarray(sketch.hashvalues, dtype="<u8").reshape(number, _ROWS)
    for band, row in enumerate(rows):
        digest = hashlib.blake2b(row.tobytes(), digest_size=8).digest()
        yield first + band, int.from_bytes(digest, "little", signed=True)


@cache
def _blank(permutations: int) -> MinHash:
    from datasketch import MinHash  # heavy to import, and needed only when texts are added

    return MinHash(num_perm=permutations, seed=1, hashfunc=_same)


def _same(hashed: int) -> int:
    return hashed


class Copies:
    """Finds and keeps the likenesses of texts in one record."""

    def __init__(self, connection: sqlite3.Connection, hydrator: Hydrator) -> None:
        self._connection = connection
        self._hydrator = hydrator
        self._shingles = lru_cache(maxsize=4096)(self._of)

    def forget(self) -> None:
        """Drop what was remembered (after a rollback)."""
        self._shingles.cache_clear()

    def _of(self, text: int) -> Shingles:
        return shingles(folded(self._hydrator.text(text)).split())

    def link(self, text: int, body: str) -> None:
        """Compare a text just stored with all that meet it in a band, and keep what is near."""
        own = sorted(set(bands(folded(body).split())))
        others = self._candidates(text, own)
        self._connection.executemany(
            "INSERT OR IGNORE INTO band (band, hash, text) VALUES (?, ?, ?)", [(b, h, text) for b, h in own]
        )
        for other in others:
            found = likeness(self._shingles(text), self._shingles(other))
            if found.near:
                self._connection.execute(
                    "INSERT OR IGNORE INTO likeness (text, other, jaccard, contained) VALUES (?, ?, ?, ?)",
                    (min(text, other), max(text, other), round(found.jaccard, 4), round(found.contained, 4)),
                )

    def _candidates(self, text: int, own: list[tuple[int, int]]) -> list[int]:
        met: dict[int, int] = {}
        for band in own:
            sql = "SELECT text FROM band WHERE band = ? AND hash = ? AND text <> ? LIMIT ?"
            for (other,) in self._connection.execute(sql, (*band, text, 8 * _MOST_CANDIDATES)):
                met[other] = met.get(other, 0) + 1
        return sorted(met, key=lambda other: (-met[other], other))[:_MOST_CANDIDATES]


def groups(links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each member of a link, the least member of its group (links are transitive)."""
    root: dict[int, int] = {}

    def find(x: int) -> int:
        while root.setdefault(x, x) != x:
            root[x] = x = root[root[x]]
        return x

    for a, b in links:
        first, second = sorted((find(a), find(b)))
        root[second] = first
    return {member: find(member) for member in root}
