"""How a run ends: a closed pipe, Ctrl-C, several processes, a quick start."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from contested.samples import sample_files

CONTESTED = [sys.executable, "-m", "contested"]


def run(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*CONTESTED, *map(str, arguments)], input=stdin, capture_output=True, check=False, timeout=120
    )


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from contested.cli import build_app; build_app(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert not {"spacy", "numpy", "trafilatura", "datasketch", "sqlite3"} & set(done.stdout.split())
    shown = run("--help")
    assert shown.returncode == 0
    assert b"evaluate" in shown.stdout


@pytest.mark.slow
def test_standard_input_is_read() -> None:
    done = run("read", "-", "--format", "json", stdin=b"Rebels captured Hama on Thursday.")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["claims"][0]["kind"] == "capture"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_a_closed_pipe_ends_quietly() -> None:
    files = [str(p) for p in sample_files()] * 10
    with subprocess.Popen(
        [*CONTESTED, "read", *files, "--format", "jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


def _heed_ctrl_c() -> None:
    """A shell starts its background jobs deaf to Ctrl-C, and what they start inherits that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("processes", [1, 2])
def test_ctrl_c_ends_quietly(processes: int) -> None:
    files = [str(p) for p in sample_files()] * 50
    command = [*CONTESTED, "read", *files, "--format", "jsonl", "--processes", str(processes)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=_heed_ctrl_c
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        process.stdout.read()
        assert process.stderr.read() == b""
        assert process.wait(60) == 130


@pytest.mark.slow
def test_more_processes_give_the_same_bytes(tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    files = [*sample_files(), missing, *sample_files()]
    one, two = (run("read", *files, "--format", "jsonl", "--processes", n) for n in (1, 2))
    assert one.returncode == two.returncode == 1
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr


@pytest.mark.slow
def test_a_report_of_five_megabytes_is_read(tmp_path: Path) -> None:
    paragraph = "Peel the onions and fry them in butter.\n\nRebels captured Hama on Thursday, the army said.\n"
    blank = "\n" * 20_000  # the length is what might break, not the number of words
    path = tmp_path / "long.txt"
    path.write_text((paragraph + blank) * (5_000_000 // len(paragraph + blank) + 1), encoding="utf-8")
    done = run("read", path, "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    captures = [c for c in json.loads(done.stdout)["claims"] if c["kind"] == "capture"]
    assert len(captures) >= 240
    assert captures[-1]["trigger"]["start"] > 4_900_000
