"""The text as the parser should see it: the same length, character for character.

Curly quotation marks become straight, every kind of blank (line breaks too) a blank, dashes a plain one of
their kind, control characters and invisible marks a blank. Nothing is added or removed, so an offset into the
normalised text is an offset into the report's own.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_PLAIN = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u0060",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02",
    "-": "\u2010\u2011\u2212",
    "\u2013": "\u2012",
    "\u2014": "\u2015",
    "*": "\u2022\u25aa\u25cf\u00b7",
}
"""What the parser was trained on, and the signs it stands for."""
_BLANK = (0x200B, 0x180E)
JOINERS = "\u00ad\u200c\u200d\u2060\ufeff\u200e\u200f"
"""Invisible marks that may stand inside a word; they stay when they do, and are blanks otherwise."""


class _Table(dict[int, str]):
    """Signs to plain signs, worked out as they are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kind = unicodedata.category(character)
        if code in _BLANK or (kind in ("Zs", "Zl", "Zp", "Cc") and character != " "):
            plain = " "
        else:
            plain = "\ufffd" if kind == "Cs" else character
        self[code] = plain
        return plain


@cache
def _table() -> _Table:
    return _Table({ord(sign): plain for plain, signs in _PLAIN.items() for sign in signs})


def normalise(text: str) -> str:
    """The text with plain quotation marks and blanks; as long as ``text``, whatever it holds."""
    plain = text.translate(_table())
    if any(mark in plain for mark in JOINERS):
        plain = _joiners(plain)
    return plain


def _joiners(text: str) -> str:
    """Invisible marks at a word's edge become blanks; inside a word they stay, for the tokeniser keeps them there."""
    characters = list(text)
    last = len(characters) - 1
    for i, character in enumerate(characters):
        if character in JOINERS:
            inside = 0 < i < last and characters[i - 1].isalnum() and characters[i + 1].isalnum()
            if not inside:
                characters[i] = " "
    return "".join(characters)
