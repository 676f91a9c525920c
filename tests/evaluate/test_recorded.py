"""The record of a corpus is made once, of its reports alone, and anew when they change."""

import json
from pathlib import Path

import pytest

from contested.errors import InputError
from contested.evaluate.recorded import recorded
from contested.record import Record


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "corpus"
    (folder / "references").mkdir(parents=True)
    (folder / "references" / "one.txt").write_text("Rebels took Saraqib on 1 December.\n")
    write(folder, "Rebels seized Saraqib overnight, a monitor said.")
    return folder


def write(folder: Path, *texts: str) -> None:
    rows = [{"id": f"r{n}", "published": "2024-12-01", "text": text} for n, text in enumerate(texts)]
    (folder / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def reports(path: Path) -> list[str]:
    with Record(path) as record:
        return [report.id for report in record.reports()]


def test_only_the_reports_of_a_corpus_are_recorded_and_only_once(corpus: Path) -> None:
    path = recorded(corpus)
    with Record(path) as record:
        assert [(claim.claim.kind, claim.report.id) for claim in record.claims()] == [("capture", reports(path)[0])]
    built = path.stat().st_mtime_ns
    assert recorded(corpus) == path
    assert path.stat().st_mtime_ns == built


def test_changed_reports_make_a_new_record_and_the_old_one_goes_only_when_it_is_of_the_same(corpus: Path) -> None:
    path = recorded(corpus)
    older = path.with_name(f"{path.stem.split('-')[0]}-{'0' * 16}.db")
    older.write_bytes(b"")
    write(corpus, "Rebels seized Saraqib overnight.", "The army left Hama on Sunday.")
    other = recorded(corpus)
    assert other != path
    assert len(reports(other)) == 2
    assert older.exists()
    path.unlink()
    write(corpus, "Rebels seized Saraqib overnight, a monitor said.")
    assert recorded(corpus) == path
    assert not older.exists()


def test_nothing_to_record_is_an_error_and_leaves_nothing(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="name the folder"):
        recorded(tmp_path / "nowhere")
    (corpus / "reports.jsonl").write_text("")
    with pytest.raises(InputError):
        recorded(corpus)
    assert list((tmp_path / "cache" / "evaluate").iterdir()) == []


def test_a_report_that_fails_is_named(corpus: Path) -> None:
    (corpus / "reports.jsonl").write_text('{"id": "r0"}\n')
    with pytest.raises(InputError, match=r"reports\.jsonl"):
        recorded(corpus)
