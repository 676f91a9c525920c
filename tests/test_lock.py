"""The locked packages: hashes for all, no host, no placeholder."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_host_and_has_hashes_for_all(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.replace("\\\n", " "))[1:]
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[a-z0-9_.-]+==\d", entry), entry
        assert "--hash=sha256:" in entry, entry
        assert "==999" not in entry


def test_both_locks_agree() -> None:
    pins = [
        set(re.findall(r"^(\S+==\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    ]
    assert pins[0] <= pins[1]
