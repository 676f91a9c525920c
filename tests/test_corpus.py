"""Reading a whole folder, twice: nothing fails, nothing warns, the same bytes, every quote equal to its text.

The folder is CONTESTED_CORPUS; without it, the bundled samples.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from contested.contract import reading_from_json
from contested.intake import files_in, take_in_reports
from contested.samples import sample_files


def files() -> list[Path]:
    folder = os.environ.get("CONTESTED_CORPUS")
    return files_in(folder) if folder else list(sample_files())


def read_all(paths: list[Path]) -> bytes:
    command = [sys.executable, "-W", "error", "-m", "contested", "read"]
    done = subprocess.run(
        [*command, *map(str, paths), "--format", "jsonl"], capture_output=True, check=False, timeout=3600
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout


@pytest.mark.slow
def test_reading_twice_gives_the_same_bytes_and_true_quotes() -> None:
    paths = files()
    assert paths
    first = read_all(paths)
    assert first == read_all(paths)
    reports = [report for path in paths for report in take_in_reports(path)]
    lines = first.decode().splitlines()
    assert len(lines) == len(reports)
    for line, report in zip(lines, reports, strict=True):
        data: dict[str, Any] = json.loads(line)
        assert data["report"]["id"] == report.id
        assert data["report"]["text_sha256"] == report.text_sha256
        reading = reading_from_json(data, text=report.text)  # raises on any quote that is not its text
        ids = [claim.id for claim in reading.claims]
        assert len(set(ids)) == len(ids)
