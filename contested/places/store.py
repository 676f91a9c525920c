"""The gazetteer on disk: one file of plain arrays, memory-mapped, and where it lies.

The file is a JSON header (array name, type, length, offset) and the arrays, little-endian, 64-byte aligned.
It is built once a machine from installed packages (see ``build``) into the user's cache directory, under a
name that carries a digest of its sources, so that a new release builds anew and two can live side by side.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.errors import DataFileError

Arrays = dict[str, NDArray[Any]]
_MAGIC = b"contested-gazetteer\n"


class Kind(IntEnum):
    """What a place of the gazetteer is. The order is that of the file; add at the end."""

    SETTLEMENT = 0
    CAPITAL = 1
    ADMIN1 = 2
    ADMIN2 = 3
    ADMIN3 = 4
    COUNTRY = 5
    CONTINENT = 6
    REGION = 7
    WATER = 8
    NATURAL = 9
    FACILITY = 10
    DISTRICT = 11


KINDS = tuple(Kind)


class NameKind(IntEnum):
    """How a key names its place, best first."""

    MAIN = 0
    OTHER = 1
    SHORT = 2  # an area's name without its type word
    BARE = 3  # without the Arabic article


def digest(key: str) -> int:
    """The 64-bit number under which a key is filed."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def write(target: Path, arrays: Mapping[str, NDArray[Any]], *, meta: Mapping[str, str]) -> None:
    """Write the arrays to ``target``, whole or not at all (a temporary file beside it is renamed)."""
    header: dict[str, Any] = {"meta": dict(meta), "arrays": {}}
    offset = 0
    for name, array in arrays.items():
        header["arrays"][name] = [array.dtype.str, len(array), offset]
        offset += -(-array.nbytes // 64) * 64
    head = json.dumps(header, sort_keys=True).encode()
    start = -(-(len(_MAGIC) + 8 + len(head)) // 64) * 64
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(_MAGIC + len(head).to_bytes(8, "little") + head)
            out.write(b"\0" * (start - out.tell()))
            for array in arrays.values():
                data = array.tobytes()
                out.write(data + b"\0" * (-len(data) % 64))
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read(file: Path) -> Arrays:
    """Map the arrays of a gazetteer file; raises DataFileError when it is not one."""
    try:
        with file.open("rb") as stream:
            if stream.read(len(_MAGIC)) != _MAGIC:
                raise DataFileError(f"{file}: not a gazetteer; delete it, it is built again at the next start")
            size = int.from_bytes(stream.read(8), "little")
            header = json.loads(stream.read(size))
        start = -(-(len(_MAGIC) + 8 + size) // 64) * 64
        data = np.memmap(file, dtype=np.uint8, mode="r", offset=start)
        return {
            name: data[offset : offset + length * np.dtype(kind).itemsize].view(kind)
            for name, (kind, length, offset) in header["arrays"].items()
        }
    except (OSError, ValueError) as error:
        raise DataFileError(
            f"{file}: cannot be read ({error}); delete it, it is built again at the next start"
        ) from error


def cache_dir() -> Path:
    """Where built files lie: $CONTESTED_CACHE, else the user's cache directory of the system."""
    given = os.environ.get("CONTESTED_CACHE")
    if given:
        return Path(given)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "contested"
