"""The identity of a corpus: one digest over the files a suite used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from contested.errors import InputError


def corpus_sha256(files: Iterable[Path]) -> str:
    """SHA-256 over names and bytes of the files, in order of their names; raises InputError on an unreadable one.

    Only a file's own name counts, not where the corpus lies.
    """
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda p: (p.name, str(p))):
        try:
            content = path.read_bytes()
        except OSError as error:
            raise InputError(str(path), f"{error.strerror}; is the corpus whole?") from error
        digest.update(f"{path.name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()
