"""The gazetteer in use: names to candidates, candidates to places, distances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.model import Place, PlacePrecision
from contested.places import names
from contested.places.build import build, sources_digest
from contested.places.store import Arrays, Kind, cache_dir, digest, read

_PRECISION: dict[Kind, PlacePrecision] = {
    Kind.SETTLEMENT: "settlement", Kind.CAPITAL: "settlement", Kind.ADMIN1: "admin1", Kind.ADMIN2: "admin2",
    Kind.ADMIN3: "admin2", Kind.COUNTRY: "country", Kind.CONTINENT: "region", Kind.REGION: "region",
    Kind.WATER: "region", Kind.NATURAL: "region", Kind.FACILITY: "settlement", Kind.DISTRICT: "settlement",
}  # fmt: skip


@dataclass(frozen=True)
class Hits:
    """The places a name may stand for: their numbers, and how the name names each (``NameKind``)."""

    places: NDArray[np.int64]
    kinds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.places)


class Gazetteer:
    """Places by name. Made once a process by ``gazetteer()``; memory-mapped, so processes share it."""

    def __init__(self, arrays: Arrays) -> None:
        self._keys: NDArray[np.uint64] = arrays["key"]
        self._key_place, self._key_kind = arrays["key_place"], arrays["key_kind"]
        self._skeletons: NDArray[np.uint64] = arrays["skeleton"]
        self._skeleton_place, self._skeleton_offset = arrays["skeleton_place"], arrays["skeleton_offset"]
        self._skeleton_text, self._name_text = arrays["skeleton_text"], arrays["name_text"]
        self._name_offset = arrays["name_offset"]
        self.geonames: NDArray[np.int32] = arrays["geonames"]
        self.kind: NDArray[np.uint8] = np.asarray(arrays["kind"])
        self.country: NDArray[np.uint8] = np.asarray(arrays["country"])
        self.lat: NDArray[np.float32] = np.asarray(arrays["lat"])
        self.lon: NDArray[np.float32] = np.asarray(arrays["lon"])
        self.population: NDArray[np.int32] = arrays["population"]
        self.alternates: NDArray[np.uint8] = arrays["alternates"]
        self.admin1: NDArray[np.int32] = arrays["admin1"]
        self.admin2: NDArray[np.int32] = arrays["admin2"]
        codes = arrays["country_code"].tobytes().decode()
        self.codes: tuple[str, ...] = tuple(codes[i : i + 2].strip() for i in range(0, len(codes), 2))

    def lookup(self, keys: Sequence[str]) -> list[Hits]:
        """The hits of each key (see ``names.key``), in one search."""
        wanted = np.array([digest(k) for k in keys], dtype=np.uint64)
        lows = np.searchsorted(self._keys, wanted, side="left")
        highs = np.searchsorted(self._keys, wanted, side="right")
        return [
            Hits(self._key_place[a:b].astype(np.int64), self._key_kind[a:b].astype(np.int64)) if b > a else NOTHING
            for a, b in zip(lows.tolist(), highs.tolist(), strict=True)
        ]

    def loose(self, name: str, *, least: float = 0.72) -> list[tuple[int, float]]:
        """Places whose written name has the same consonants as ``name``, with the likeness of the spellings."""
        bones = names.skeleton(name)
        if len(bones) < 2 or len(name) < 4:
            return []
        least = least if len(bones) > 2 else max(least, 0.74)
        wanted = np.uint64(digest("#" + bones))
        low = int(np.searchsorted(self._skeletons, wanted, side="left"))
        high = int(np.searchsorted(self._skeletons, wanted, side="right"))
        best: dict[int, float] = {}
        for i in range(low, min(high, low + 200)):
            text = bytes(self._skeleton_text[self._skeleton_offset[i] : self._skeleton_offset[i + 1]]).decode()
            score = names.similar(name, text)
            place = int(self._skeleton_place[i])
            if score >= least and score > best.get(place, 0.0):
                best[place] = score
        return sorted(best.items(), key=lambda x: (-x[1], x[0]))

    def name(self, number: int) -> str:
        """The main name of a place."""
        start, end = int(self._name_offset[number]), int(self._name_offset[number + 1])
        return self._name_text[start:end].tobytes().decode()

    def code(self, number: int) -> str:
        """The ISO code of a place's country; empty for seas, continents and the like."""
        return self.codes[int(self.country[number])]

    def place(self, number: int) -> Place:
        """The place as the records have it. A quarter that GeoNames lacks has its city's id and its own point."""
        admin1, ident = int(self.admin1[number]), int(self.geonames[number])
        if ident < 0 and self.kind[number] == Kind.DISTRICT and self.admin2[number] >= 0:
            ident = int(self.geonames[self.admin2[number]])
        return Place(
            geonames=ident if ident > 0 else None,
            name=self.name(number),
            lat=round(float(self.lat[number]), 5),
            lon=round(float(self.lon[number]), 5),
            country=self.code(number) or None,
            admin1=self.name(admin1) if admin1 >= 0 else None,
            precision=_PRECISION[Kind(int(self.kind[number]))],
        )


NOTHING = Hits(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


def kilometres(lat1: Any, lon1: Any, lat2: Any, lon2: Any) -> Any:
    """Great-circle distances, of numbers or arrays in degrees."""
    a1, a2 = np.radians(lat1), np.radians(lat2)
    d = np.sin((a2 - a1) / 2) ** 2 + np.cos(a1) * np.cos(a2) * np.sin(np.radians(np.subtract(lon2, lon1)) / 2) ** 2
    return 12742.0176 * np.arcsin(np.sqrt(np.clip(d, 0.0, 1.0)))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, loaded once a process; the first use on a machine builds its file (some seconds).

    Raises DataFileError when a source package is missing or the file is damaged.
    """
    file = cache_dir() / f"gazetteer-{sources_digest()}.bin"
    if not file.exists():
        build(file)
    return Gazetteer(read(file))
