from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from contested.errors import UsageError
from contested.model import Claim, Reading, Report
from contested.record import Query, Record, RecordedClaim
from contested.record.checking import check, compact
from tests.record.made_up import LATER, NOW, RELEASE, incoming, made_reading, made_report


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "war.db", create=True, clock=lambda: NOW) as record:
        for seed in range(6):
            report = made_report(seed)
            record.store(incoming(report), made_reading(report), release=RELEASE)
        yield record
        assert list(check(record)) == []


def some(record: Record, number: int = 0) -> RecordedClaim:
    return record.claims(Query(kind=("attack", "clash", "capture", "hold", "call", "aid", "meet", "agree")))[number]


def test_accept_keeps_who_when_and_why(record: Record) -> None:
    found = some(record)
    decision = record.decide("accept", [found.claim.id], who="ana", why="seen on video")
    assert (decision.who, decision.why, decision.made) == ("ana", "seen on video", NOW)
    assert decision.fits == ((found.claim.id,),)
    again = record.claim(found.claim.id)
    assert again.accepted
    assert again.decisions == (decision.id,)
    assert record.decisions() == (decision,)


def test_a_rejected_claim_is_left_out_and_can_be_asked_for(record: Record) -> None:
    found = some(record)
    record.decide("reject", [found.claim.id], who="ana", why="")
    assert found.claim.id not in {c.claim.id for c in record.claims()}
    (rejected,) = record.claims(Query(rejected=True))
    assert (rejected.claim, rejected.rejected) == (found.claim, True)


def test_withdrawing_brings_the_claim_back_and_keeps_both_decisions(record: Record) -> None:
    before = record.claims()
    taken = record.decide("reject", [some(record).claim.id], who="ana", why="")
    record.withdraw(taken.id, who="ben", why="too quick")
    assert record.claims() == before
    (kept,) = record.decisions()
    assert kept.withdrawn is not None
    assert (kept.withdrawn.who, kept.withdrawn.why) == ("ben", "too quick")
    with pytest.raises(UsageError, match="already"):
        record.withdraw(taken.id, who="ben", why="")


@pytest.mark.parametrize("table", ["decision", "claim", "text"])
def test_rows_cannot_be_deleted_even_by_hand(record: Record, table: str) -> None:
    record.decide("accept", [some(record).claim.id], who="ana", why="")
    with pytest.raises(sqlite3.IntegrityError, match=r"kept|never"):
        record.connection.execute(f"DELETE FROM {table}")


EDITS = [
    ("kind", "retreat"),
    ("stance", "denied"),
    ("speaker", "[]"),
    ("actor", '["smoke"]'),
    ("target", '[{"quote": "smoke", "actor": {"id": "ru", "name": "Russia", "kind": "state"}}]'),
    ("place", '[{"quote": "smoke", "role": "near", "place": null}]'),
    ("time", '{"quote": "smoke", "from": "2020-01-01", "to": "2020-01-02", "precision": "day"}'),
    ("time", "null"),
    ("counts", '[{"quote": "smoke", "what": "killed", "low": 3}]'),
    ("cue", "null"),
    ("cue", '"smoke"'),
    ("trigger", "smoke"),
    ("cue_strength", '"denying"'),
    ("codes", '{"plover": {"event": "AID", "mode": null}, "acled": {"event_type": null, "sub_event_type": null}}'),
]


@pytest.mark.parametrize(("field", "value"), EDITS, ids=[f"{f}={v[:20]}" for f, v in EDITS])
def test_any_field_can_be_edited_and_the_claim_is_found_by_it(record: Record, field: str, value: str) -> None:
    found = next(c for c in record.claims() if "smoke" in record.text(c.report.id))
    record.decide("edit", [found.claim.id], who="ana", why="", field=field, value=value)
    edited = record.claim(found.claim.id)
    assert edited.read == found.claim
    assert edited.claim != found.claim or value in ("[]", "null")
    others = ("trigger", "sentence", "speaker", "actor", "target", "place", "time", "counts", "kind", "stance")
    for other in set(others) - {field}:
        assert getattr(edited.claim, other) == getattr(found.claim, other)
    if field == "kind":
        assert found.claim.id in {c.claim.id for c in record.claims(Query(kind=("retreat",)))}
    if field == "time" and value != "null":
        assert [c.claim.id for c in record.claims(Query(until=date(2020, 1, 1)))] == [found.claim.id]
    if field == "actor":
        assert [c.claim.id for c in record.claims(Query(actor="smoke"))] == [found.claim.id]


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "fight"), ("nothing", "1"), ("actor", '["not in the text at all"]'), ("place", '[{"role": "at"}]'),
     ("place", '[{"quote": "smoke", "role": "beside"}]'), ("time", '{"quote": "smoke", "from": "yesterday"}'),
     ("counts", '[{"quote": "smoke", "what": "ghosts"}]'), ("speaker", "[3]"), ("codes", "7")],
)  # fmt: skip
def test_edits_without_sense_change_nothing(record: Record, field: str, value: str) -> None:
    found = next(c for c in record.claims() if "smoke" in record.text(c.report.id))
    with pytest.raises(UsageError):
        record.decide("edit", [found.claim.id], who="ana", why="", field=field, value=value)
    assert record.decisions() == ()


def test_later_edits_win(record: Record) -> None:
    id_ = some(record).claim.id
    for stance in ("denied", "planned"):
        record.decide("edit", [id_], who="ana", why="", field="stance", value=stance)
    assert record.claim(id_).claim.stance == "planned"


def test_same_and_different(record: Record) -> None:
    a, b = some(record, 0).claim.id, some(record, 1).claim.id
    same = record.decide("same-event", [a, b], who="ana", why="one strike")
    assert same.fits == ((a,), (b,))
    record.decide("different-actor", ["hts", "sy-army"], who="ana", why="")
    assert [x.actor for x in record.decisions()[1].anchors] == ["hts", "sy-army"]
    with pytest.raises(UsageError):
        record.decide("same-event", [a], who="ana", why="")
    with pytest.raises(UsageError):
        record.decide("accept", ["no such claim"], who="ana", why="")
    with pytest.raises(UsageError):
        record.decide("accept", [a], who=" ", why="")


def test_a_decision_outlives_a_new_reading(record: Record) -> None:
    report = made_report(2)
    old = record.claims(Query(report=report.id))
    found = old[0]
    record.decide("edit", [found.claim.id], who="ana", why="", field="stance", value="demanded")
    record.decide("reject", [old[1].claim.id], who="ana", why="")
    renamed = renumbered(made_reading(report))
    record.store(incoming(report), renamed, release=LATER)
    claims = {c.claim.trigger.start: c for c in record.claims(Query(report=report.id))}
    edited = claims[found.claim.trigger.start]
    assert (edited.release, edited.claim.stance, edited.claim.id) == (LATER.name, "demanded", found.claim.id + "x")
    assert old[1].claim.trigger.start not in claims
    assert not any(decision.homeless for decision in record.decisions())


def renumbered(reading: Reading) -> Reading:
    return replace(reading, claims=tuple(replace(claim, id=claim.id + "x") for claim in reading.claims))


def test_a_decision_whose_claim_is_gone_is_reported(record: Record) -> None:
    report = made_report(2)
    found = record.claims(Query(report=report.id))[0]
    record.decide("accept", [found.claim.id], who="ana", why="")
    rest = tuple(c for c in made_reading(report).claims if c.trigger != found.claim.trigger)
    record.store(incoming(report), Reading(report, rest), release=LATER)
    (decision,) = record.decisions()
    assert decision.homeless
    assert decision.fits == ((),)
    assert record.claim(found.claim.id, release="0.1.0").accepted


def test_a_decision_moves_with_its_words_to_a_changed_page(record: Record) -> None:
    report = made_report(2)
    found = next(c for c in record.claims(Query(report=report.id)) if c.claim.place)
    place = found.claim.place[0].span.quote
    record.decide("edit", [found.claim.id], who="ana", why="", field="actor", value=json.dumps([place]))
    corrected = replace(report, text="Correction added on Monday. " + report.text, id="corrected", blocks=())
    reading = shifted(made_reading(report), corrected)
    record.store(incoming(corrected, address=f"file:///{report.id}.txt"), reading, release=RELEASE)
    by_start = {c.claim.trigger.start: c for c in record.claims(Query(report="corrected"))}
    moved = by_start[found.claim.trigger.start + 28]
    assert [a.span.quote for a in moved.claim.actor] == [place]
    assert moved.claim.actor[0].span.start == found.claim.place[0].span.start + 28
    gone = replace(made_report(99), id="other")
    record.store(incoming(gone, address=f"file:///{report.id}.txt"), made_reading(gone), release=RELEASE)
    assert record.decisions()[0].homeless


def shifted(reading: Reading, to: Report) -> Reading:
    """The reading's claims at the same words of a text that has some more before them."""
    from contested.contract import claim_from_json, claim_to_json

    by = len(to.text) - len(reading.report.text)

    def move(value: object) -> object:
        if isinstance(value, dict):
            return {k: v + by if k in ("start", "end") else move(v) for k, v in value.items()}
        return [move(v) for v in value] if isinstance(value, list) else value

    claims: list[Claim] = []
    for claim in reading.claims:
        data = move(claim_to_json(claim))
        assert isinstance(data, dict)
        claims.append(claim_from_json({**data, "id": f"{claim.id}m"}, report=to.id, text=to.text))
    return Reading(to, tuple(claims))


def test_compacting_changes_no_answer(record: Record) -> None:
    ids = [c.claim.id for c in record.claims()]
    record.decide("reject", [ids[0]], who="ana", why="")
    record.decide("edit", [ids[1]], who="ana", why="", field="stance", value="planned")
    before = (record.claims(), record.reports(), record.places(), record.actors(), record.decisions(), record.digest())
    compact(record)
    assert before == (
        record.claims(), record.reports(), record.places(), record.actors(), record.decisions(), record.digest()
    )  # fmt: skip
