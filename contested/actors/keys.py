"""From words to the keys names are matched by: lower case, no accents, no articles, no hyphens.

"Jabhat al-Nusra", "Jabhat Al Nusra" and "jabhat an-Nusra" all have the keys ("jabhat", "nusra").
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORDS = re.compile(r"[^\W_]+(?:['.][^\W_]+)*\.?|-")
_ALWAYS = frozenset({"al", "the"})  # dropped wherever they stand
_BEFORE_HYPHEN = frozenset({"an", "ash", "as", "ad", "at", "ar", "az", "el", "ul", "ud", "e", "i"})
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "’": "'", "‘": "'", "`": "'", "–": "-"})


@lru_cache(maxsize=65536)
def token_keys(word: str) -> tuple[str, ...]:
    """The keys of one token's text: none for punctuation, possessive endings and articles.

    A token that is an article only before a hyphen ("an" in "an-Nusra") is left to ``phrase_keys``
    and to the matcher, which see the next token.
    """
    plain = word.translate(_PLAIN).lower()
    if plain in ("'s", "'"):
        return ()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if plain.isalnum():
        return () if plain in _ALWAYS else (plain,)
    return tuple(_split(plain))


def phrase_keys(phrase: str) -> tuple[str, ...]:
    """The keys of a whole name as written in a data file."""
    plain = phrase.translate(_PLAIN).lower()
    if plain.isascii():
        words = plain.split(" ")
        if all(word.isalnum() for word in words):
            return tuple(word for word in words if word not in _ALWAYS)
    else:
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return tuple(_split(plain))


def is_bound_article(word: str) -> bool:
    """Whether the word is an article when a hyphen follows it ("el" in "el-Sisi", "e" in "Hezb-e-Islami")."""
    return word.lower() in _BEFORE_HYPHEN


def _split(plain: str) -> list[str]:
    parts = _WORDS.findall(plain)
    keys = []
    for i, part in enumerate(parts):
        if part == "-" or part in _ALWAYS:
            continue
        if part in _BEFORE_HYPHEN and i + 1 < len(parts) and parts[i + 1] == "-":
            continue
        key = part.removesuffix("'s").replace("'", "").replace(".", "")
        if key:
            keys.append(key)
    return keys
