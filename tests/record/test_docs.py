"""docs/record.md says what is in the file: every table, view and column, and its SQL runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contested.record import Record
from contested.record.database import APPLICATION_ID
from tests.record.made_up import RELEASE, incoming, made_reading, made_report

PAGE = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (`[^|]+`) \| [^|]+ \| ([^|]+) \|$", re.M)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(tmp_path_factory.mktemp("docs") / "war.db", create=True) as record:
        for seed in range(25):
            report = made_report(seed)
            record.store(incoming(report), made_reading(report), release=RELEASE)
        record.fail("x", "file", reason="none", release=RELEASE)
        yield record


def documented() -> dict[str, list[str]]:
    """Names to their columns, as the page has them."""
    found: dict[str, list[str]] = {}
    for names, columns in ROW.findall(PAGE):
        parts = columns.split(";") if ";" in columns and "," not in columns else [columns]
        tables = re.findall(r"`(\w+)`", names)
        for number, table in enumerate(tables):
            found[table] = re.findall(r"`(\w+)`(?! or `| and `|\)|,? or)", _bare(parts[number % len(parts)]))
    return found


def _bare(columns: str) -> str:
    """Columns without what stands in brackets behind them."""
    return re.sub(r"\([^)]*\)+", "", columns)


def actual(record: Record) -> dict[str, list[str]]:
    names = record.connection.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' "
        r"AND name NOT LIKE '%\_words\_%' ESCAPE '\'"
    ).fetchall()
    return {name: [row[1] for row in record.connection.execute(f"PRAGMA table_info({name})")] for (name,) in names}


def test_every_table_and_view_is_described_with_all_its_columns(record: Record) -> None:
    told, there = documented(), actual(record)
    assert set(told) == set(there)
    for name, columns in there.items():
        expected = told["claim_view"] if name == "current_claim" else told[name]
        assert expected == columns, name


def test_the_marks_of_the_file_are_as_described(record: Record) -> None:
    assert str(APPLICATION_ID) in PAGE
    assert record.connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert record.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


SQL = "\n".join(re.findall(r"```sql\n(.*?)```", PAGE, re.S))
STATEMENTS = [part.strip() for part in SQL.split(";") if part.strip()]


@pytest.mark.parametrize("sql", STATEMENTS, ids=lambda sql: str(sql).splitlines()[0][:40])
def test_the_questions_in_sql_run(record: Record, sql: str) -> None:
    rows = record.connection.execute(sql).fetchall()
    if "hospital" not in sql and "empty" not in sql:
        assert rows


def test_views_quote_what_the_records_quote(record: Record) -> None:
    for found in record.claims():
        row = record.connection.execute(
            "SELECT trigger, sentence, time, cue, speaker FROM current_claim WHERE id = ?", (found.claim.id,)
        ).fetchone()
        claim = found.claim
        assert row[0] == claim.trigger.quote
        assert row[1] == claim.sentence.quote
        assert row[2] == (claim.time.span.quote if claim.time else None)
        assert row[3] == (claim.cue.quote if claim.cue else None)
        assert (row[4] or "") == " < ".join(ref.span.quote for ref in claim.speaker)


def test_python_on_the_page_runs(record: Record) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    exec(code.replace('"war.db"', repr(str(record.path))), {})


def test_the_methods_on_the_page_exist() -> None:
    (named,) = re.findall(r"frozen records: (.*?)\. Every", PAGE, re.S)
    for name in re.findall(r"`(\w+)`", named):
        assert callable(getattr(Record, name))
