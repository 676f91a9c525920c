"""Reading from end to end: claims, their parts, one outcome a report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import contested
from contested.errors import InputError, ReadingError, UsageError
from contested.model import Claim, Reading, Report
from contested.read import reader
from contested.read.claims.page import Page, page_of
from contested.read.parse import Parsed
from contested.read.reader import read_outcomes, read_reports

TEXT = (
    "Rebels seized the towns of Saraqib and Binnish overnight, a monitoring group said. "
    "The army denied having withdrawn from Hama. "
    "Air strikes killed at least 13 civilians in Idlib on Friday, medics told Reuters."
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return contested.read(TEXT, published="2024-12-07")  # type: ignore[operator,no-any-return]


def claim(reading: Reading, kind: str) -> Claim:
    return next(c for c in reading.claims if c.kind == kind)


def test_a_capture_has_its_speaker_actor_places_and_time(reading: Reading) -> None:
    found = claim(reading, "capture")
    assert found.trigger.quote == "seized"
    assert found.stance == "asserted"
    assert [ref.span.quote for ref in found.speaker] == ["monitoring group"]
    assert [ref.span.quote for ref in found.actor] == ["Rebels"]
    assert [(ref.span.quote, ref.role) for ref in found.place] == [("Saraqib", "at"), ("Binnish", "at")]
    assert [ref.place.country for ref in found.place if ref.place] == ["SY", "SY"]
    assert found.time is not None
    assert found.time.span.quote == "overnight"


def test_a_denial_keeps_its_content_as_a_denied_claim(reading: Reading) -> None:
    found = [c for c in reading.claims if c.stance == "denied"]
    assert found
    assert any("Hama" in ref.span.quote for c in found for ref in c.place)


def test_a_toll_has_its_range_and_its_chain(reading: Reading) -> None:
    found = claim(reading, "casualties")
    assert [(c.what, c.low, c.high) for c in found.counts] == [("killed", 13, None)]
    assert [ref.span.quote for ref in found.speaker] == ["medics", "Reuters"]
    assert found.time is not None
    assert found.time.start == date(2024, 12, 6)


def test_a_time_of_day_counts_nothing() -> None:
    found: Reading = contested.read("At 1030 on Friday, we destroyed a tank in San Miguel.")  # type: ignore[operator]
    assert [c.kind for c in found.claims] == ["destroy"]
    assert not any(n.low == 1030 for c in found.claims for n in c.counts)


def test_an_attack_is_coded_by_its_means(reading: Reading) -> None:
    codes = claim(reading, "attack").codes
    assert (codes.plover_event, codes.plover_mode) == ("ASSAULT", "aerial")
    assert codes.acled_sub_event_type == "Air/drone strike"


def test_ids_are_unique_and_stay_the_same(reading: Reading) -> None:
    again: Reading = contested.read(TEXT, published="2024-12-07")  # type: ignore[operator]
    assert [c.id for c in again.claims] == [c.id for c in reading.claims]
    assert len({c.id for c in reading.claims}) == len(reading.claims)


def test_a_path_a_string_of_a_path_and_a_text_are_all_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    by_path = contested.read(file)  # type: ignore[operator]
    by_name = contested.read(str(file))  # type: ignore[operator]
    assert by_path == by_name
    with pytest.raises(InputError, match=r"missing\.txt"):
        contested.read(str(tmp_path / "missing.txt"))  # type: ignore[operator]
    (tmp_path / "two.jsonl").write_text('{"text": "Homs fell."}\n{"text": "Hama fell."}\n')
    with pytest.raises(UsageError, match="several"):
        contested.read(tmp_path / "two.jsonl")  # type: ignore[operator]


def test_a_fault_in_a_stage_costs_one_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(parsed: Parsed) -> Page:
        if parsed.report.id == "bad":
            raise ZeroDivisionError("no such luck")
        return page_of(parsed)

    monkeypatch.setattr(reader, "page_of", faulty)
    reports = [Report("a", TEXT), Report("bad", TEXT), Report("c", TEXT)]
    outcomes = list(read_outcomes(reports))
    assert [type(o) for o in outcomes] == [Reading, ReadingError, Reading]
    assert "bad: could not be read (ZeroDivisionError: no such luck)" in str(outcomes[1])
    with pytest.raises(ReadingError):
        list(read_reports(reports))


def test_several_processes_give_the_same_in_the_same_order() -> None:
    reports = [Report(f"r{n}", TEXT.replace("13", str(13 + n))) for n in range(5)]
    assert list(read_reports(reports, processes=2)) == list(read_reports(reports))


def test_page_furniture_yields_no_claims() -> None:
    text = TEXT + "\n\nWe use cookies to improve your experience. By continuing you accept our cookie policy.\n"
    found: Reading = contested.read(text)  # type: ignore[operator]
    assert all(c.trigger.end <= len(TEXT) for c in found.claims)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Hello.", "1 2 3", "''' \" ' …", "\u202e\u0000x"])
def test_texts_with_nothing_in_them_give_nothing(text: str) -> None:
    assert next(iter(read_reports([Report("r", text)]))).claims == ()
