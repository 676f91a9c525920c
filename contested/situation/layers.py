"""A mapping over another that is never changed: what differs lies on top, so that a copy costs only the difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Generic, TypeVar, cast

Key = TypeVar("Key")
Value = TypeVar("Value")

_GONE = object()
_THICK = 4  # the layer on top is worked into the base when it is more than a fourth of it
_THIN = 1024


class Layers(MutableMapping[Key, Value], Generic[Key, Value]):
    """A mutable mapping; ``Layers.over(mapping)`` starts from another without copying or changing it."""

    __slots__ = ("_base", "_size", "_top")

    def __init__(self, base: dict[Key, Value], top: dict[Key, object]) -> None:
        self._base = base
        self._top = top
        self._size = len(base)
        for key, value in top.items():
            self._size += (value is not _GONE) - (key in base)

    @classmethod
    def over(cls, mapping: Mapping[Key, Value]) -> Layers[Key, Value]:
        """A mapping with the same content; the given one must not be changed from now on."""
        if isinstance(mapping, Layers):
            return cls(mapping._base, dict(mapping._top))
        return cls(dict(mapping), {})

    def settled(self) -> Layers[Key, Value]:
        """The same content, with a layer that has grown thick worked into the base, so that copies stay cheap."""
        if len(self._top) * _THICK <= len(self._base) + _THIN:
            return self
        merged = self._base | cast(dict[Key, Value], self._top)
        return Layers({key: value for key, value in merged.items() if value is not _GONE}, {})

    def __getitem__(self, key: Key) -> Value:
        value = self._top.get(key, self)
        if value is self:
            return self._base[key]
        if value is _GONE:
            raise KeyError(key)
        return cast(Value, value)

    def __setitem__(self, key: Key, value: Value) -> None:
        self._size += key not in self
        self._top[key] = value

    def __delitem__(self, key: Key) -> None:
        if key not in self:
            raise KeyError(key)
        self._size -= 1
        if key in self._base:
            self._top[key] = _GONE
        else:
            del self._top[key]

    def __contains__(self, key: object) -> bool:
        value = self._top.get(cast(Key, key), self)
        return key in self._base if value is self else value is not _GONE

    def __iter__(self) -> Iterator[Key]:
        top = self._top
        yield from (key for key in self._base if key not in top)
        yield from (key for key, value in top.items() if value is not _GONE)

    def __len__(self) -> int:
        return self._size
