"""The static build: the page, its data as scripts, in a folder that opens from disk or any file host."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contested.errors import UsageError
from contested.record import Record
from contested.situation.records import Contradiction
from contested.web.localnames import local_names
from contested.web.material import Material, Progress, gather, no_progress
from contested.web.pagefiles import index_html, page_files
from contested.web.payload import Payload, Settings, dumps, make_payload
from contested.web.payload_texts import by_chunk, texts_part
from contested.web.situated import derive

MARK = "contested-site.txt"
"""Lists the files of ours in a built folder, one a line: only these are ever replaced or removed."""
_HEAD = "Files of this folder that `contested build` made and may replace or remove; others are left alone.\n"


@dataclass(frozen=True)
class Built:
    """What was built: the index to open, how many files and bytes, and what is in it."""

    index: Path
    files: int
    size: int
    claims: int
    reports: int
    events: int
    contradictions: tuple[Contradiction, ...]


def build(
    record: Record,
    folder: Path,
    settings: Settings,
    *,
    origins: Sequence[str] = (),
    history: bool = True,
    progress: Progress = no_progress,
) -> Built:
    """Build the site of a record into ``folder``, which is made when missing.

    Without ``history`` control is only as known today. ``origins`` are other sites its basemap may come from.

    Every file is written whole and moved into its place, the index last, so that an interrupted build leaves the
    old site or the new one. Files of an older build that the new one lacks are removed; files of others stay. Raises
    UsageError when a file of others stands where one of ours must go, or the folder cannot be written.
    """
    index = index_html(server=False, origins=origins)
    material = gather(record, progress=progress)
    derived = derive(record, material, history=history, progress=progress)
    payload = make_payload(material, derived, local=local_names())
    names = [*(name for name, _ in page_files()), *_data_names(payload), "index.html"]
    ours = _ours(folder)
    _refuse_foreign(folder, names, ours)
    try:
        size = 0
        _write(folder / MARK, (_HEAD + "".join(f"{name}\n" for name in sorted({*names, *ours}))).encode())
        for done, (name, data) in enumerate(_contents(record, material, payload, settings)):
            size += len(data)
            _write(folder / name, data)
            progress("files", done + 1, len(names))
        _write(folder / "index.html", index.encode())
        for name in sorted(ours - set(names)):
            (folder / name).unlink(missing_ok=True)
        _write(folder / MARK, (_HEAD + "".join(f"{name}\n" for name in sorted(names))).encode())
    except OSError as error:
        raise UsageError(f"{folder}: the site cannot be written there: {error.strerror or error}") from error
    return Built(
        folder / "index.html", len(names), size + len(index), len(payload.row), len(material.chapters),
        len(derived.events), derived.contradictions,
    )  # fmt: skip


def _data_names(payload: Payload) -> list[str]:
    chunks = sorted(set(payload.chunks))
    return [f"data/{name}.js" for name in ("meta", *payload.parts)] + [f"data/{chunk_name(c)}.js" for c in chunks]


def chunk_name(chunk: int) -> str:
    """The part's name of a chunk of texts."""
    return f"texts-{chunk:03d}"


def _contents(record: Record, material: Material, payload: Payload, settings: Settings) -> Iterator[tuple[str, bytes]]:
    for name, path in page_files():
        yield name, path.read_bytes()
    for chunk, chapters in by_chunk(material.chapters, payload.chunks):
        part = texts_part(chapters, record.report, whole=settings.whole_texts)
        text = dumps({"generation": payload.generation, **part})
        yield f"data/{chunk_name(chunk)}.js", script(chunk_name(chunk), text)
    for name, text in payload.parts.items():
        yield f"data/{name}.js", script(name, text)
    yield "data/meta.js", script("meta", dumps(payload.meta(settings)))


def script(name: str, text: str) -> bytes:
    """A classic script that hands a part's JSON to the page, as a string: parsing that is faster than a literal."""
    return f"window.contested({dumps(name)},{dumps(text)});\n".encode("utf-8", "replace")


def _ours(folder: Path) -> set[str]:
    """The files that an earlier build says it made; names that lead out of the folder are not believed."""
    try:
        lines = (folder / MARK).read_text("utf-8").splitlines()[1:]
    except (OSError, ValueError):
        return set()
    return {line for line in lines if line and not line.startswith(("/", "\\")) and ".." not in Path(line).parts}


def _refuse_foreign(folder: Path, names: list[str], ours: set[str]) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder for the site")
    foreign = [name for name in names if name not in ours and (folder / name).exists()]
    if foreign:
        raise UsageError(
            f"{folder / foreign[0]} is there and is not of a site built by contested; name another folder or move it"
        )


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
