"""The package's rooms stand in a row, and imports only go backwards along it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import contested

PACKAGE = Path(contested.__file__).parent
ROOMS = (
    "errors", "model", "contract", "learned", "schema", "samples", "intake", "places", "actors", "read", "record",
    "situation", "export", "__init__", "web", "cluster", "evaluate", "cli", "__main__",
)  # fmt: skip
FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    """The room a file stands in: its folder below the package, or itself."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> Iterator[tuple[int, str]]:
    """Line and room of every import of ours in a file, also of those inside functions."""
    here = ["contested", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            base = ".".join([*here[: len(here) - node.level + 1], node.module or ""]) if node.level else node.module
            names = [f"{base}.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "contested":
                known = len(parts) > 1 and parts[1] in ROOMS
                yield node.lineno, parts[1] if known else "__init__"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_backwards(path: Path) -> None:
    room = room_of(path)
    assert room in ROOMS, f"{room}: a new room needs its place in the order (tests/test_imports.py)"
    for line, imported in imported_rooms(path):
        assert ROOMS.index(imported) <= ROOMS.index(room), f"{path}:{line}: {room} must not import {imported}"


def test_the_check_sees_every_form_of_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path)
    (tmp_path / "read").mkdir()
    file = tmp_path / "read" / "x.py"
    file.write_text(
        "import contested.cli\nfrom contested import web\nfrom ..record import y\nfrom . import z\n"
        "def f():\n    from contested.evaluate import gold\nimport contested\nimport json\n"
    )
    assert list(imported_rooms(file)) == [
        (1, "cli"), (2, "web"), (3, "record"), (4, "read"), (7, "__init__"), (6, "evaluate"),
    ]  # fmt: skip


@pytest.mark.parametrize("path", [p for p in FILES if room_of(p) != "cli"], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_the_command_line_prints(path: Path) -> None:
    calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
    printing = [n.lineno for n in calls if isinstance(n.func, ast.Name) and n.func.id == "print"]
    assert not printing, f"{path}: prints on lines {printing}"


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, contested; print([m for m in ('spacy', 'rich', 'typer', 'trafilatura') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
