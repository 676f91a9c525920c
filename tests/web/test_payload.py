from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from contested.record import Query, Record
from contested.web.columns import NO_DAY, NONE
from contested.web.material import gather
from contested.web.payload import PARTS, Payload, Settings, dumps, make_payload
from contested.web.payload_claims import chunk_numbers, safe_url
from contested.web.payload_texts import Utf16, texts_part
from contested.web.situated import derive
from tests.web.wartime import HOSTILE, Story, attack, fill, war


def payload_of(path: Path) -> Payload:
    with Record(path) as record:
        material = gather(record)
        return make_payload(material, derive(record, material), local={80514: "البريقة"})


def parts_of(path: Path) -> dict[str, Any]:
    payload = payload_of(path)
    found = {name: json.loads(text) for name, text in payload.parts.items()}
    return {**found, "meta": json.loads(dumps(payload.meta(Settings("War"))))}


def row_lengths(part: dict[str, Any], but: tuple[str, ...]) -> set[int]:
    return {
        len(column["n"] if isinstance(column, dict) else column)
        for name, column in part.items()
        if name not in ("generation", "strings", *but)
    }


@pytest.fixture
def parts(record_file: Path) -> dict[str, Any]:
    return parts_of(record_file)


def test_every_part_is_there_and_of_one_generation(parts: dict[str, Any]) -> None:
    assert set(parts) == set(PARTS)
    assert {part["generation"] for part in parts.values()} == {parts["meta"]["generation"]}


@pytest.mark.parametrize(
    ("name", "but"),
    [
        ("claims", ("place_role", "place_radius", "place_relation", "count_low", "count_high")),
        ("reports", ()), ("places", ()), ("actors", ()), ("events", ("toll_low", "toll_high")),
        ("accounts", ("toll_low", "toll_high")), ("control", ()), ("movements", ()), ("tolls", ()),
        ("contradictions", ("side_position", "side_parties", "side_claims")), ("coverage", ("day",)),
    ],
)  # fmt: skip
def test_columns_of_a_table_have_one_length(parts: dict[str, Any], name: str, but: tuple[str, ...]) -> None:
    assert len(row_lengths(parts[name], but)) == 1


def test_lists_and_what_runs_beside_them_have_one_length(parts: dict[str, Any]) -> None:
    claims = parts["claims"]
    for name in ("places", "speaker", "actor", "target", "count"):
        assert sum(claims[name]["n"]) == len(claims[name]["v"])
    assert len(claims["place_role"]) == len(claims["place_relation"]) == len(claims["places"]["v"])
    assert len(claims["count_low"]) == len(claims["count"]["v"])
    for name in ("events", "accounts"):
        assert len(parts[name]["toll_low"]) == len(parts[name]["toll"]["v"])


def test_claims_stand_with_their_report_in_the_order_of_the_text(record_file: Path, parts: dict[str, Any]) -> None:
    reports, claims = parts["reports"], parts["claims"]
    with Record(record_file) as record:
        for row, report in enumerate(reports["id"]):
            first, number = reports["first"][row], reports["claims"][row]
            expected = sorted(
                record.claims(Query(report=report)), key=lambda c: (c.claim.trigger.start, c.claim.trigger.end)
            )
            assert claims["id"][first : first + number] == [c.claim.id for c in expected]
            assert set(claims["report"][first : first + number]) <= {row}


def test_days_are_numbers_and_unknown_ones_are_marked(parts: dict[str, Any]) -> None:
    claims, reports = parts["claims"], parts["reports"]
    fled = next(i for i, kind in enumerate(claims["kind"]) if parts["meta"]["kinds"][kind] == "displacement")
    assert claims["from"][fled] == claims["to"][fled] == NO_DAY
    assert reports["known"][0] == (date(2011, 3, 2) - date(1970, 1, 1)).days
    assert set(reports["until"]) == {NO_DAY}


def test_a_place_has_the_reports_name_the_gazetteers_and_the_local_one(parts: dict[str, Any]) -> None:
    places = parts["places"]
    brega = places["geonames"].index(80514)
    assert (places["name"][brega], places["official"][brega]) == ("Brega", "Al Burayqah")
    assert places["local"][brega] == "البريقة"
    outskirts = places["name"].index("outskirts")
    assert parts["meta"]["precisions"][places["precision"][outskirts]] == "unresolved"
    assert places["lat"][outskirts] is None


def test_control_is_told_on_both_clocks(parts: dict[str, Any]) -> None:
    control, meta = parts["control"], parts["meta"]
    brega = parts["places"]["geonames"].index(80514)
    rows = [i for i, place in enumerate(control["place"]) if place == brega]
    assert rows

    def state(day: date, known: date) -> tuple[str, ...]:
        at, then = ((d - date(1970, 1, 1)).days for d in (day, known))
        found = [
            i
            for i in rows
            if control["first"][i] <= at <= control["last"][i]
            and control["known_from"][i] <= then
            and (control["known_until"][i] == NO_DAY or then < control["known_until"][i])
        ]
        assert len(found) == 1
        start = sum(control["holder"]["n"][: found[0]])
        holders = control["holder"]["v"][start : start + control["holder"]["n"][found[0]]]
        return (meta["states"][control["state"][found[0]]], *(parts["actors"]["name"][h] for h in holders))

    assert state(date(2011, 3, 2), date(2011, 3, 2)) != state(date(2011, 3, 12), date(2011, 3, 12))
    assert "Libyan rebels" in state(date(2011, 3, 2), date(2011, 3, 2))
    assert "Armed forces of Libya" in state(date(2011, 3, 12), date(2011, 3, 12))


def test_control_is_what_the_situation_would_have_said_on_every_day_of_knowledge(record_file: Path) -> None:
    from contested.situation.control import control_of

    with Record(record_file) as record:
        material = gather(record)
        derived = derive(record, material)
    last = max(c.report.known for c in material.claims)
    for known in sorted({c.report.known for c in material.claims}):
        wanted = {
            (c.place, c.first, c.last, c.state, c.holder, c.tier, c.rule)
            for c in control_of(material.claims, as_known=known, until=last)
            if c.place.precision != "country"
        }
        found = {
            (k.control.place, k.control.first, k.control.last, k.control.state, k.control.holder, k.control.tier,
             k.control.rule)
            for k in derived.controls
            if k.known_from <= known and (k.known_until is None or known < k.known_until)
            and k.control.place.precision != "country"
        }  # fmt: skip
        assert found == wanted


def test_sides_come_by_weight_and_without_the_war_all_are_of(parts: dict[str, Any]) -> None:
    names = [camp["name"] for camp in parts["meta"]["camps"]]
    assert set(names[:2]) == {"Opposition", "Government"}
    actors = parts["actors"]
    assert actors["camp"][actors["id"].index("LBY-REB")] == names.index("Opposition")
    assert actors["camp"][actors["id"].index("hrw")] == NONE


def test_a_denied_capture_is_a_contradiction_with_both_sides(parts: dict[str, Any]) -> None:
    found = parts["contradictions"]
    assert "denial" in {parts["meta"]["conflicts"][code] for code in found["conflict"]}
    assert all(number >= 2 for number in found["sides"]["n"])
    assert all(number >= 1 for number in found["side_claims"]["n"])


def test_coverage_tells_gaps_from_calm(parts: dict[str, Any]) -> None:
    coverage = parts["coverage"]
    first = (date(2011, 3, 2) - date(1970, 1, 1)).days - coverage["day"]
    assert coverage["reports"][first : first + 3] == [1, 1, 0]
    assert coverage["gap"][first : first + 9] == [0, 0, 1, 1, 1, 1, 1, 1, 1]
    assert coverage["gap"][first + 9] == 0, "the day before a report is not a gap"


def test_the_same_record_gives_the_same_bytes(record_file: Path) -> None:
    first, second = payload_of(record_file), payload_of(record_file)
    assert first.parts == second.parts
    assert first.meta(Settings("x")) == second.meta(Settings("x"))


def test_an_empty_record_gives_empty_tables(tmp_path: Path) -> None:
    parts = parts_of(fill(tmp_path / "empty.db", []))
    assert parts["claims"]["id"] == []
    assert parts["meta"]["bounds"] is None
    assert parts["meta"]["first_day"] == NO_DAY
    assert parts["coverage"]["reports"] == []


def test_texts_count_as_javascript_does(record_file: Path) -> None:
    with Record(record_file) as record:
        material = gather(record)
        texts = texts_part(enumerate(material.chapters), record.report, whole=True)
    first: Any = next(r for r in texts["reports"] if material.chapters[r["report"]].report.id == "r1")  # type: ignore[attr-defined]
    words = first["pieces"][0][1]
    units = words.encode("utf-16-le")
    claim = first["claims"][0]
    start, end = claim["sentence"]
    assert units[2 * start : 2 * end].decode("utf-16-le") == words
    start, end = claim["trigger"]
    assert units[2 * start : 2 * end].decode("utf-16-le") == "captured"


def test_code_points_beyond_the_basic_plane_take_two_units() -> None:
    units = Utf16("a🙂b🙂c")
    assert [units(at) for at in range(6)] == [0, 1, 3, 4, 6, 7]
    assert Utf16("plain")(3) == 3


def test_quotes_leave_the_rest_of_a_text_out(tmp_path: Path) -> None:
    story = Story("long", date(2011, 3, 2))
    story.text = "A long beginning that nobody claims."
    story.claim("Rebels took the town.", "capture", "took").text += " And a long end."
    path = fill(tmp_path / "long.db", [story])
    with Record(path) as record:
        material = gather(record)
        quoted: Any = texts_part(enumerate(material.chapters), record.report, whole=False)
    assert quoted["reports"][0]["pieces"] == [[37, "Rebels took the town."]]


def test_chunks_hold_whole_reports(tmp_path: Path) -> None:
    stories = []
    for number in range(5):
        story = Story(f"r{number}", date(2011, 3, 1 + number))
        stories.append(story.claim(f"Rebels took it {number}. " + "x" * 90_000, "capture", "took"))
    with Record(fill(tmp_path / "many.db", stories)) as record:
        assert chunk_numbers(gather(record)) == [0, 0, 1, 1, 2]


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x", True), ("HTTP://a.example", True), ("javascript:alert(1)", False),
        (" javascript:alert(1)", False), ("data:text/html,x", False), ("//a.example/x", False), ("file:///etc", False),
        ("https:///nohost", False), ("vbscript:x", False), ("https://[broken", False), (None, False),
    ],
)  # fmt: skip
def test_only_web_addresses_are_linked(url: str | None, safe: bool) -> None:
    assert (safe_url(url) is not None) == safe


def test_a_hostile_report_stays_words(tmp_path: Path) -> None:
    payload = payload_of(fill(tmp_path / "evil.db", [attack()]))
    reports = json.loads(payload.parts["reports"])
    assert reports["url"] == [None]
    assert reports["title"] == [HOSTILE]
    assert "\u2028" not in "".join(payload.parts.values())


def test_rejected_claims_are_shown_and_make_nothing(record_file: Path) -> None:
    before = parts_of(record_file)
    with Record(record_file) as record:
        ids = [c.claim.id for c in record.claims(Query(place=2214846))]
        record.decide("reject", ids[:1], who="me", why="")
    after = parts_of(record_file)
    assert len(after["claims"]["id"]) == len(before["claims"]["id"])
    row = after["claims"]["id"].index(ids[0])
    assert after["claims"]["status"][row] == 4
    assert after["claims"]["event"][row] == NONE
    assert len(after["tolls"]["event"]) < len(before["tolls"]["event"])
    assert after["meta"]["generation"] != before["meta"]["generation"]


def test_gathering_again_takes_up_only_what_changed(record_file: Path) -> None:
    with Record(record_file) as record:
        before = gather(record)
        assert gather(record, before=before) == before
        again = gather(record, before=before)
        assert all(a.claims is b.claims for a, b in zip(before.chapters, again.chapters, strict=True))
        claim = before.chapters[0].claims[0].claim.id
        record.decide("accept", [claim], who="me", why="")
        after = gather(record, before=before)
        assert after == gather(record)
        changed = [
            a.report.id for a, b in zip(after.chapters, before.chapters, strict=True) if a.claims is not b.claims
        ]
        assert changed == [before.chapters[0].report.id]


def test_the_situation_brought_up_to_date_is_the_one_made_anew(record_file: Path) -> None:
    with Record(record_file) as record:
        material = gather(record)
        derived = derive(record, material)
        claim = material.chapters[1].claims[0].claim.id
        record.decide("reject", [claim], who="me", why="")
        later = gather(record, before=material)
        assert derive(record, later, before=derived) == derive(record, later)
        assert replace(derive(record, later, history=False), history=True).events == derive(record, later).events


def test_the_war_is_told_in_full(tmp_path: Path) -> None:
    assert len(parts_of(fill(tmp_path / "war.db", war()))["claims"]["id"]) == 6
