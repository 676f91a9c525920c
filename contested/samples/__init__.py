"""The bundled sample reports: invented wording on public facts (see README.md beside this file)."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def sample_files() -> tuple[Path, ...]:
    """The sample reports' files, in the order of their dates."""
    folder = Path(str(files("contested.samples"))) / "reports"
    return tuple(sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".html", ".jsonl")))
