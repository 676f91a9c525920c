"""Write the lock files: every package at one version, with the hashes of all its files.

    python tools/lock.py

``requirements.lock`` is what reading needs; ``requirements-dev.lock`` adds the tools and all extras,
at the same versions. Both hold for every platform and every Python the project supports, and name no index:
pip takes the files from wherever it is set up to. Needs a network, as nothing else here does.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"requirements.lock": (), "requirements-dev.lock": ("dev", "cluster", "parquet", "train")}
BUILD = "hatchling\neditables\nnodejs-wheel-binaries>=22.12\n"  # to install the project itself without the network
HEADER = "# Made by tools/lock.py from pyproject.toml; do not edit.\n"


def compile_lock(uv: Path, extras: tuple[str, ...], constraints: Path | None) -> str:
    """The lock file's text for the project with these extras."""
    command = [str(uv), "pip", "compile", "pyproject.toml", "-", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
    command += [f"--extra={extra}" for extra in extras]
    if constraints:
        command += ["--constraint", str(constraints)]
    done = subprocess.run(command, cwd=ROOT, input=BUILD, text=True, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"tools/lock.py: {done.stderr.strip()}")
    return HEADER + done.stdout


def check(name: str, text: str) -> None:
    """Refuse a lock that names a host or holds a placeholder package."""
    if "://" in text:
        raise SystemExit(f"{name}: names a host; take the index out of the settings and run this again")
    if found := re.search(r"^\S+==999\.\S*", text, re.MULTILINE):
        raise SystemExit(f"{name}: {found[0]} is a placeholder, not a package; exclude that version in pyproject.toml")


def main() -> int:
    """Write both lock files."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        scripts = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        subprocess.run([scripts / "python", "-m", "pip", "install", "--quiet", "uv>=0.5"], check=True)
        previous: Path | None = None
        for name, extras in LOCKS.items():
            text = compile_lock(scripts / "uv", extras, previous)
            check(name, text)
            (ROOT / name).write_text(text, encoding="utf-8")
            previous = ROOT / name
            print(f"{name}: {len(re.findall('^[a-z0-9]', text, re.MULTILINE))} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
