from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from contested.errors import UsageError
from contested.model import Reading
from contested.record import Query, Record
from contested.record.digest import reading_digest
from contested.record.records import Sort
from tests.record.made_up import LATER, NOW, RELEASE, incoming, made_reading, made_report


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "war.db", create=True, clock=lambda: NOW) as record:
        yield record


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(tmp_path_factory.mktemp("filled") / "war.db", create=True, clock=lambda: NOW) as record:
        for seed in range(60):
            add(record, seed)
        yield record


def add(record: Record, seed: int) -> Reading:
    report = made_report(seed)
    reading = made_reading(report)
    record.store(incoming(report), reading, release=RELEASE)
    return reading


def test_a_reading_comes_back_as_it_went_in(record: Record) -> None:
    reading = add(record, 1)
    back = record.reading(reading.report.id)
    assert back == reading
    assert reading_digest(back) == reading_digest(reading)
    assert record.raw(reading.report.raw_sha256 or "") == reading.report.text.encode()


def test_adding_again_changes_nothing(record: Record) -> None:
    reading = add(record, 1)
    before = list(record.connection.iterdump())
    stored = record.store(incoming(reading.report), reading, release=RELEASE)
    assert stored.status == "unchanged"
    assert list(record.connection.iterdump()) == before
    assert record.settled(f"file:///{reading.report.id}.txt", reading.report.raw_sha256 or "", RELEASE) == "unchanged"


def test_the_same_text_elsewhere_is_a_copy(record: Record) -> None:
    reading = add(record, 1)
    record.store(incoming(reading.report, address="https://b.example/1"), None, release=RELEASE)
    first, copy = record.reports(Query(sort="added"))
    assert (first.status, copy.status, copy.copy_of) == ("read", "copy", first.id)
    assert len(record.claims()) == len(reading.claims)


def test_a_changed_page_is_a_new_version(record: Record) -> None:
    old = made_report(1)
    new = replace(made_report(2), published=old.published)
    record.store(incoming(old, address="u", seen=date(2024, 12, 1)), made_reading(old), release=RELEASE)
    record.store(incoming(new, address="u", seen=date(2024, 12, 25)), made_reading(new), release=RELEASE)
    assert [r.version for r in record.reports()] == [2]
    assert {c.report.id for c in record.claims()} == {new.id}
    assert {c.report.id for c in record.claims(Query(as_known=date(2024, 12, 24)))} == {old.id}
    assert [r.version for r in record.reports(Query(as_known=date(2024, 12, 24)))] == [1]
    assert {c.report.id for c in record.claims(Query(as_known=date(2024, 12, 25)))} == {new.id}


def test_a_version_still_standing_elsewhere_stands(record: Record) -> None:
    old, new = made_report(1), made_report(2)
    record.store(incoming(old, address="u"), made_reading(old), release=RELEASE)
    record.store(incoming(old, address="copy"), None, release=RELEASE)
    record.store(incoming(new, address="u"), made_reading(new), release=RELEASE)
    assert {c.report.id for c in record.claims()} == {old.id, new.id}


def test_an_earlier_copy_makes_the_text_known_earlier(record: Record) -> None:
    report = replace(made_report(1), published=date(2024, 12, 5))
    record.store(incoming(report), made_reading(report), release=RELEASE)
    assert not record.claims(Query(as_known=date(2024, 12, 4)))
    record.store(incoming(replace(report, published=date(2024, 12, 3)), address="wire"), None, release=RELEASE)
    assert record.claims(Query(as_known=date(2024, 12, 4)))


def test_a_new_release_stands_beside_the_old(record: Record) -> None:
    report = made_report(1)
    old, new = made_reading(report), made_reading(report, seed=5)
    record.store(incoming(report), old, release=RELEASE)
    assert record.plan(incoming(report), LATER).read
    record.store(incoming(report), new, release=LATER)
    assert [c.claim for c in record.claims(Query(sort="added"))] == list(new.claims)
    assert [c.claim for c in record.claims(Query(sort="added", release="0.1.0"))] == list(old.claims)
    assert record.reading(report.id, release="0.1.0") == old
    assert len(record.releases()) == 2
    with pytest.raises(UsageError, match="releases here"):
        record.claims(Query(release="9"))


def test_an_older_release_added_later_does_not_take_over(record: Record) -> None:
    a, b = made_report(1), made_report(2)
    record.store(incoming(a), made_reading(a), release=RELEASE)
    record.store(incoming(b), made_reading(b, seed=5), release=LATER)
    record.store(incoming(b), made_reading(b), release=RELEASE)
    assert {c.release for c in record.claims(Query(report=b.id))} == {LATER.name}
    assert record.claims(Query(report=b.id, release="0.1.0", kind=(made_reading(b).claims[0].kind,)))


def test_two_reports_with_one_id_get_two(record: Record) -> None:
    a, b = made_report(1), replace(made_report(2), id=made_report(1).id)
    record.store(incoming(a, address="a"), made_reading(a), release=RELEASE)
    stored = record.store(incoming(b, address="b"), made_reading(b), release=RELEASE)
    assert stored.report_id.startswith(f"{a.id}-")
    assert record.text(stored.report_id) == b.text


def test_the_digest_does_not_depend_on_order_or_clock(tmp_path: Path) -> None:
    digests = set()
    for name, seeds in (("a", (1, 2, 3)), ("b", (3, 1, 2))):
        with Record(tmp_path / name, create=True) as record:
            for seed in seeds:
                add(record, seed)
            digests.add(record.digest())
    assert len(digests) == 1


QUERIES = [
    Query(place="Idlib"),
    Query(place=2),
    Query(place="Hama", within_km=60),
    Query(point=(35.9, 36.7), within_km=30.0),
    Query(area=(34.0, 36.0, 36.0, 37.0)),
    Query(country="ly"),
    Query(place="kuweires"),
    Query(actor="sy-army"),
    Query(actor="Syrian Army", place="Syria"),
    Query(speaker="rebels"),
    Query(who="russia", kind=("attack", "clash", "capture")),
    Query(target="hts", stance=("denied", "asserted")),
    Query(since=date(2024, 11, 10), until=date(2024, 11, 20)),
    Query(since=date(2023, 6, 1), until=date(2023, 6, 2)),
    Query(dated=True, place="Syria", until=date(2024, 11, 15)),
    Query(dated=False),
    Query(reported_since=date(2024, 12, 1), reported_until=date(2024, 12, 8)),
    Query(as_known=date(2024, 12, 1), kind=("hold",)),
    Query(outlet="example times"),
    Query(text="seized idlib"),
    Query(text='"with 3*" cafe'),
    Query(text="said", place="Hama"),
    Query(kind=("attack",), stance=("possible",), who="residents"),
]


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_the_index_finds_what_looking_at_every_claim_finds(filled: Record, query: Query) -> None:
    expected = filled.claims(replace(query, release=RELEASE.name))
    sorts: tuple[Sort, ...] = ("event", "reported", "added")
    for sort, descending in product(sorts, (False, True)):
        slow = filled.claims(replace(query, release=RELEASE.name, sort=sort, descending=descending))
        fast = filled.claims(replace(query, sort=sort, descending=descending))
        assert [c.claim.id for c in fast] == [c.claim.id for c in slow]
        page = filled.claims(replace(query, sort=sort, descending=descending, offset=3, limit=4))
        assert page == fast[3:7]
    assert filled.count(query) == len(expected)
    everything = len(filled.claims())
    assert 0 < len(expected) < everything


@pytest.mark.parametrize("query", [query for query in QUERIES if query.text], ids=str)
def test_common_words_are_met_on_the_walk(filled: Record, query: Query, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = filled.claims(query)
    monkeypatch.setattr("contested.record.search._FEW", 2)
    assert filled.claims(query) == expected
    assert filled.claims(replace(query, offset=2, limit=5)) == expected[2:7]
    assert filled.count(query) == len(expected)


def test_what_is_found_is_what_was_asked_for(filled: Record) -> None:
    for found in filled.claims(Query(place="Saraqib", stance=("denied",))):
        assert found.claim.stance == "denied"
        assert any(p.place.geonames == 2 if p.place else p.span.quote == "Saraqib" for p in found.claim.place)
    for found in filled.claims(Query(since=date(2024, 11, 10), until=date(2024, 11, 12), dated=True)):
        time = found.claim.time
        assert time is not None
        assert time.start is not None
        assert time.end is not None
        assert time.start <= date(2024, 11, 12)
        assert time.end >= date(2024, 11, 10)
    for found in filled.claims(Query(text="shelled")):
        assert "shelled" in found.claim.sentence.quote


def test_nothing_found_is_nothing(filled: Record) -> None:
    for query in (Query(place="Atlantis"), Query(actor="nobody at all"), Query(text="zzz"), Query(area=(0, 0, 1, 1))):
        assert filled.claims(query) == ()


@pytest.mark.parametrize(
    "query",
    [
        Query(point=(0, 0)),
        Query(place="Atlantis", within_km=3),
        Query(text="..."),
        Query(limit=-1),
        Query(area=(3, 0, 1, 1)),
    ],
    ids=str,
)
def test_questions_without_sense_are_refused(filled: Record, query: Query) -> None:
    with pytest.raises(UsageError):
        filled.claims(query)


def test_places_and_actors_are_counted(filled: Record) -> None:
    claims = filled.claims()
    for tally in filled.places():
        named = [c for c in claims if any(p.place == tally.place for p in c.claim.place)]
        assert tally.claims == len(named)
    assert [t.place.name for t in filled.places(Query(place="Hama", within_km=5))] == ["Ḩamāh"]
    assert {t.place.country for t in filled.places(Query(country="LY"))} == {"LY"}
    tallies = {t.words: t for t in filled.actors()}
    army = tallies["Syrian Army"]
    assert army.doer == sum(any(a.actor and a.actor.id == "sy-army" for a in c.claim.actor) for c in claims)
    assert tallies["rebels"].actor is None
    few = filled.places(Query(text="shelled", kind=("attack",)))
    assert 0 < sum(t.claims for t in few) < sum(t.claims for t in filled.places())


def test_reports_are_listed(filled: Record) -> None:
    reports = filled.reports()
    assert len(reports) == 60
    days = [r.known for r in reports if r.published]
    assert days == sorted(days)
    assert filled.reports(Query(limit=5, offset=5)) == reports[5:10]
    with_hama = filled.reports(Query(place="Hama"))
    assert 0 < len(with_hama) < 60
    assert all("Hama" in filled.text(r.id) for r in with_hama)
    assert {r.outlet for r in filled.reports(Query(outlet="beispiel"))} == {"Beispiel"}
    assert all("vowed" in filled.text(r.id) for r in filled.reports(Query(text="vowed")))


def test_failures_are_kept_until_a_report_comes(record: Record) -> None:
    report = made_report(1)
    record.fail("u", "url", reason="not there", release=RELEASE)
    record.fail("u", "url", reason="not there", release=RELEASE)
    assert [(f.address, f.status, f.reason) for f in record.failures()] == [("u", "failed", "not there")]
    record.store(incoming(report, address="u"), made_reading(report), release=RELEASE)
    assert record.failures() == ()


def test_claims_of_an_unknown_id_are_refused(filled: Record) -> None:
    with pytest.raises(UsageError):
        filled.claim("none")
    some = filled.claims(Query(limit=1))[0]
    assert filled.claim(some.claim.id) == some
