"""A report as a string of signs, one character a token, for grammars written as regular expressions."""

from __future__ import annotations

from collections.abc import Callable

from spacy.attrs import LOWER  # type: ignore[import-not-found]
from spacy.strings import StringStore
from spacy.tokens import Doc

_MOST_KEPT = 200_000  # lexemes whose sign is remembered


class SignTable(dict[int, str]):
    """What each word (by its number in the vocabulary) is turned into; a new word is looked up once."""

    def __init__(self, strings: StringStore, sign_of: Callable[[str], str]) -> None:
        super().__init__()
        self.strings = strings
        self.sign_of = sign_of

    def __missing__(self, lexeme: int) -> str:
        sign = self.sign_of(self.strings[lexeme])
        if len(self) < _MOST_KEPT:
            self[lexeme] = sign
        return sign

    def signs(self, doc: Doc) -> str:
        """The signs of all tokens, one character each."""
        return "".join(map(self.__getitem__, doc.to_array(LOWER).tolist()))
