"""The built package holds every data file, the samples and the licence."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def tracked() -> set[str]:
    try:
        done = subprocess.run(
            ["git", "ls-files", "contested"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return {name for name in done.stdout.split() if (ROOT / name).exists()}


@pytest.mark.slow
def test_the_wheel_holds_all_that_is_in_the_package(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT],
        check=True,
        timeout=300,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (licence,) = [name for name in names if name.endswith("/licenses/LICENSE")]
        assert b"Apache License" in archive.read(licence)
    assert tracked() <= names
    assert sum(name.startswith("contested/samples/reports/") for name in names) >= 14
    assert "contested/samples/README.md" in names
    assert "contested/schema/reading.schema.json" in names
