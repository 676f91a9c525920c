"""Names of places as keys: one spelling for diacritics, hyphens and articles, and a consonant skeleton.

Two keys are made of a name. The *key* is the name in lower-case ASCII without punctuation; ``bare`` leaves
its Arabic articles out ("al-Qusayr": "qusayr"). The *skeleton* keeps the
consonants in classes that the usual romanisations of Arabic, Persian, Russian, Ukrainian, Burmese and
Amharic mix ("Kharkiv", "Kharkov"; "Qusayr", "Kusair"). A skeleton alone proves little: see
``similar``, which compares the written names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "ə": "e", "Ə": "E", "đ": "d", "Đ": "D", "ð": "d", "þ": "th",
        "æ": "ae", "Æ": "Ae", "œ": "oe", "ß": "ss", "ŋ": "n", "ħ": "h", "ɓ": "b", "ɗ": "d", "ɛ": "e", "ɔ": "o",
        "ʻ": "", "ʼ": "", "ʽ": "", "ʾ": "", "ʿ": "", "‘": "", "’": "", "'": "", "`": "", "´": "", "ʹ": "", "ʺ": "",
        "-": " ", "–": " ", "—": " ", "‑": " ", "/": " ", ".": " ", ",": " ", "(": " ", ")": " ", "&": " and ",
    }
)  # fmt: skip
_ARTICLE = re.compile(r"\b(?:al|el|ar|er|as|es|ash|esh|at|et|ad|ed|az|ez|an|en|adh|ath|ul|il|ell)[ -](?=[a-z])")
_ABBREVIATIONS = {
    "st": "saint", "ste": "sainte", "mt": "mount", "mtn": "mountain", "ft": "fort", "tel": "tall", "tell": "tall",
    "twp": "township", "co": "county", "ein": "ain", "ayn": "ain", "khan": "khan", "dayr": "deir", "dair": "deir",
    "dar": "dar", "jabal": "jebel", "djebel": "jebel", "gebel": "jebel", "kafr": "kafar", "kfar": "kafar",
    "kafar": "kafar", "umm": "um", "om": "um", "shaikh": "sheikh", "shaykh": "sheikh", "cheikh": "sheikh",
    "bayt": "beit", "beyt": "beit", "bait": "beit", "beir": "bir", "beer": "bir", "abou": "abu", "bou": "bu",
}  # fmt: skip
_GLUED = re.compile(r"^(?:deir|abu|bani|beni|tall|umm?|ras|kafar|khirbat) ?(e(?:zz|ss|tt|dd|rr|nn|ll|l))")
_CLASSES = (
    ("tch", "c"), ("tsch", "c"), ("sch", "s"), ("dsch", "j"), ("dzh", "j"), ("dj", "j"), ("zh", "z"), ("kh", "h"),
    ("gh", "g"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("ts", "s"), ("tz", "s"),
    ("ck", "k"), ("ou", "u"), ("x", "ks"), ("q", "k"), ("c", "k"), ("w", "v"), ("p", "b"), ("j", "g"), ("z", "s"),
    ("dz", "s"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouy]+")
_TAA = re.compile(r"(?<=[a-z]{3})[ae]h$")  # the feminine ending: Raqqah, Raqqeh, Raqqa
_GLIDE = re.compile(r"(?<=[aeo])w(?=[^aeiou]|$)")  # Zawr, Zor
_DOUBLE = re.compile(r"(.)\1+")


def plain(name: str) -> str:
    """Lower-case ASCII of a name, punctuation and hyphens as single blanks, apostrophes gone."""
    text = name.translate(_LETTERS)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if ord(c) < 128)
    return " ".join(text.lower().split())


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """The key of a written name; empty when nothing Latin is left of it."""
    text = plain(name)
    if text.startswith("the "):
        text = text[4:]
    return " ".join([_ABBREVIATIONS.get(word) or _TAA.sub("a", word) for word in text.split()])


def bare(key_: str) -> str:
    """A key without its Arabic articles ("al qusayr": "qusayr"); the key itself when it has none."""
    short = _ARTICLE.sub("", key_) if len(key_) > 5 else key_
    return short if len(short) > 2 else key_


def skeleton(name: str) -> str:
    """The consonants of a written name in classes; the first letter's being a vowel is kept as "a"."""
    text = bare(key(name))
    text = _GLUED.sub(lambda m: m.group(0)[: -len(m.group(1))] + " " + m.group(1)[-1], text).replace(" ", "")
    text = _GLIDE.sub("", text)
    for old, new in _CLASSES:
        text = text.replace(old, new)
    if not text:
        return ""
    head = "a" if text[0] in "aeiou" else ""
    text = _VOWELS.sub("", text).replace("h", "") if len(text) > 3 else text
    return head + _DOUBLE.sub(r"\1", text)


def similar(a: str, b: str) -> float:
    """How alike two written names are, 0 to 1, articles and punctuation aside."""
    x, y = bare(key(a)).replace(" ", ""), bare(key(b)).replace(" ", "")
    if not x or not y:
        return 0.0
    return float(0.5 * JaroWinkler.similarity(x, y) + 0.5 * Levenshtein.normalized_similarity(x, y))
