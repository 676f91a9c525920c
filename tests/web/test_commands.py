"""``contested serve``, ``build`` and ``demo`` as people run them; they need the built page (make page)."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from contested.errors import DataFileError, UsageError
from contested.web.pagefiles import page_folder
from contested.web.serving import Place, guard_for, listen, origin_of

CONTESTED = [sys.executable, "-m", "contested"]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CI": "1", "COLUMNS": "100"}
    return subprocess.run(
        [*CONTESTED, *map(str, arguments)], capture_output=True, text=True, check=False, env=environment
    )


@pytest.fixture
def built_page() -> None:
    try:
        page_folder()
    except DataFileError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))


def _heed_ctrl_c() -> None:
    """A shell starts its background jobs deaf to Ctrl-C, and what they start inherits that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def serving(*arguments: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server under way, and the address it printed."""
    command = [*CONTESTED, "serve", *map(str, arguments), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=_heed_ctrl_c
    ) as process:
        assert process.stdout
        assert process.stderr
        line = process.stdout.readline()
        try:
            found = re.search(r"http://\S+/", line)
            assert found, line + process.stderr.read()
            yield process, found[0]
        finally:
            process.kill()


def get(address: str, **headers: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_record_is_served_until_ctrl_c(built_page: None, record_file: Path, sent: signal.Signals) -> None:
    with serving(record_file, "--title", "The war", "--reviewer", "A. Analyst") as (process, address):
        assert address.startswith("http://127.0.0.1:")
        status, body = get(f"{address}data/meta.json")
        meta = json.loads(body)
        assert (status, meta["title"], meta["reviewer"], meta["review"]) == (200, "The war", "A. Analyst", True)
        assert get(f"{address}data/meta.json", Host="evil.example")[0] == 421
        process.send_signal(sent)
        out, err = process.communicate()
        assert (process.returncode in (0, -sent), err) == (True, "")
        assert "Traceback" not in out
    if sent is signal.SIGINT:
        assert process.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_elsewhere_a_token_is_asked_for(built_page: None, record_file: Path) -> None:
    with serving(record_file, "--host", "0.0.0.0", "--read-only") as (process, address):
        assert process.stdout
        token = process.stdout.readline().rsplit(" ", 1)[1].strip()
        assert token not in address
        assert get(f"{address}data/meta.json")[0] == 401
        status, body = get(f"{address}data/meta.json", Authorization=f"Bearer {token}")
        assert status == 200
        assert token not in body.decode()
        assert json.loads(body)["review"] is False


def test_a_port_in_use_is_named(built_page: None, record_file: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run("serve", record_file, "--port", port)
    assert done.returncode == 2
    assert f"port {port} is in use" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--host", "192.0.2.7"), "cannot listen"), (("--token", "short"), "can be guessed"),
     (("--style", "ftp://x.example/s"), "no http"), (("--style", "https://a;b/"), "no http")],
)  # fmt: skip
def test_what_cannot_be_served_is_said(record_file: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run("serve", record_file, *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_record_that_is_not_there_is_named(tmp_path: Path) -> None:
    for command in (("serve", tmp_path / "no.db"), ("build", tmp_path / "no.db", tmp_path / "site")):
        done = run(*command)
        assert done.returncode == 1
        assert "there is no such record" in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_site_is_built(built_page: None, record_file: Path, tmp_path: Path) -> None:
    done = run("build", record_file, tmp_path / "site", "--title", "The war", "--quotes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "7 claims of 5 reports" in done.stdout
    assert (tmp_path / "site" / "index.html").is_file()


@pytest.mark.slow
def test_the_demo_builds_its_page_and_returns(built_page: None, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    first, again = run("demo", folder), run("demo", folder)
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert "17 reports: 17 new" in first.stdout
    assert "17 known already" in again.stdout
    assert f"The page: {folder / 'index.html'}" in first.stdout.replace("\n", "")
    assert (folder / "index.html").is_file()
    assert (folder / "record.db").is_file()


def test_only_this_machine_goes_without_a_token() -> None:
    for host in ("127.0.0.1", "127.0.0.2", "::1", "localhost"):
        assert guard_for(Place(host)).login is None
    for host in ("0.0.0.0", "::", "192.168.1.5", "war.example", ""):
        login = guard_for(Place(host)).login
        assert login is not None
        assert len(login) >= 20
    assert guard_for(Place(token="correct horse battery")).login == "correct horse battery"


def test_names_are_known_as_given() -> None:
    guard = guard_for(Place("0.0.0.0", names=("War.example",)))
    assert guard.knows_host("war.example:80")
    assert guard.knows_host("192.168.1.5:8000")
    assert not guard.knows_host("evil.example")
    assert not guard_for(Place()).knows_host("192.168.1.5:8000")


@pytest.mark.parametrize(
    ("url", "origin"),
    [("https://tiles.example/s.json", "https://tiles.example"), ("http://h:8080/x?y", "http://h:8080"),
     ("./local.pmtiles", None), ("style.json", None)],
)  # fmt: skip
def test_the_host_of_a_style_is_its_origin(url: str, origin: str | None) -> None:
    assert origin_of(url) == origin


@pytest.mark.parametrize("url", ["ftp://x/y", "https://", "https://a b/", "https://a;script-src/", "//x.example/s"])
def test_an_address_that_would_loosen_the_policy_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        origin_of(url)


def test_a_port_out_of_range_is_said() -> None:
    with pytest.raises(UsageError, match="is no port"):
        listen(Place(port=70_000))
