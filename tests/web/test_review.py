from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from contested.record import Query, Record
from contested.web.app import make_app
from contested.web.live import Live
from contested.web.payload import Settings
from contested.web.security import TOKEN_HEADER, Guard
from tests.web.wartime import BREGA

HERE = "http://127.0.0.1:8000"
CSRF = "c" * 32


@pytest.fixture
def ask(page: Path, live: Live) -> TestClient:
    settings = Settings("War", source="server", review=True, reviewer="me", token=CSRF)
    return TestClient(make_app(live, settings, Guard(csrf=CSRF)), base_url=HERE, headers={TOKEN_HEADER: CSRF})


@pytest.fixture
def claim(record_file: Path) -> str:
    with Record(record_file) as record:
        return record.claims(Query(report="r1"))[0].claim.id


def wish(action: str, *claims: str, **more: Any) -> dict[str, Any]:
    return {"action": action, "claims": list(claims), "who": "A. Analyst", "why": "seen on video", **more}


def until(true: Callable[[], bool]) -> None:
    """Wait for the page to follow; the test runner's own limit ends it when it never does."""
    while not true():
        time.sleep(0.02)


def meta(ask: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = ask.get("/data/meta.json").json()
    return found


def status_of(ask: TestClient, claim: str) -> int:
    claims = ask.get("/data/claims.json").json()
    return int(claims["status"][claims["id"].index(claim)])


@pytest.mark.parametrize(("action", "bits"), [("accept", 1), ("reject", 4)])
def test_a_claim_is_decided_on_and_taken_back(
    ask: TestClient, record_file: Path, claim: str, action: str, bits: int
) -> None:
    before = meta(ask)["generation"]
    got = ask.post("/api/decisions", json=wish(action, claim))
    assert got.status_code == 201
    assert [row["status"] for row in got.json()["status"]] == [bits]
    until(lambda: status_of(ask, claim) == bits)
    assert meta(ask)["generation"] != before
    listed = ask.get("/api/decisions").json()["decisions"]
    assert (listed[0]["action"], listed[0]["who"], listed[0]["why"]) == (action, "A. Analyst", "seen on video")
    back = ask.post(f"/api/decisions/{listed[0]['id']}/withdraw", json={"who": "B. Boss", "why": "wrong video"})
    assert [row["status"] for row in back.json()["status"]] == [0]
    until(lambda: meta(ask)["generation"] == before or status_of(ask, claim) == 0)
    with Record(record_file) as record:
        kept = record.decisions()
    assert len(kept) == 1
    assert kept[0].withdrawn is not None
    assert kept[0].withdrawn.who == "B. Boss"


def test_a_rejected_claim_no_longer_makes_control(ask: TestClient, claim: str) -> None:
    def held() -> list[Any]:
        rows: list[Any] = ask.get("/api/control", params={"place": BREGA.geonames, "at": "2011-03-02"}).json()
        return [row["holder"] for row in rows]

    assert held()[0][0]["name"] == "Libyan rebels"
    ask.post("/api/decisions", json=wish("reject", claim))
    until(lambda: not held() or not held()[0])


@pytest.mark.parametrize(
    ("field", "value"), [("stance", "possible"), ("kind", "advance"), ("place", ["Brega"]), ("actor", ["Rebels"])]
)
def test_a_claim_is_edited(ask: TestClient, claim: str, field: str, value: Any) -> None:
    got = ask.post("/api/decisions", json=wish("edit", claim, field=field, value=value))
    assert got.status_code == 201
    assert got.json()["status"][0]["status"] == 2
    assert got.json()["decision"]["field"] == field


def test_claims_are_put_together_and_apart(ask: TestClient, record_file: Path, claim: str) -> None:
    with Record(record_file) as record:
        other = record.claims(Query(place=2214846))[0].claim.id

    def together() -> bool:
        claims = ask.get("/data/claims.json").json()
        events = [claims["event"][claims["id"].index(id_)] for id_ in (claim, other)]
        return bool(events[0] == events[1] != -1)

    assert not together()
    taken = ask.post("/api/decisions", json=wish("same-event", claim, other)).json()
    until(together)
    ask.post(f"/api/decisions/{taken['decision']['id']}/withdraw", json={"who": "me", "why": ""})
    until(lambda: not together())


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (wish("accept"), 422), (wish("accept", "nothing"), 404), (wish("burn", "x"), 422), (wish("edit", "x"), 400),
        (wish("same-event", "x"), 400), ({**wish("accept", "x"), "who": ""}, 422),
        ({**wish("accept", "x"), "z": 1}, 422),
        ({**wish("accept", "x"), "who": "  "}, 400), ({**wish("accept", "x"), "why": "y" * 3000}, 422),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_nothing_kept(
    ask: TestClient, record_file: Path, body: dict[str, Any], status: int
) -> None:
    got = ask.post("/api/decisions", json=body)
    assert got.status_code == status
    assert got.json()["detail"]
    with Record(record_file) as record:
        assert record.decisions() == ()


def test_an_edit_with_words_that_are_not_there_is_refused(ask: TestClient, claim: str) -> None:
    got = ask.post("/api/decisions", json=wish("edit", claim, field="place", value=["Atlantis"]))
    assert got.status_code == 400
    assert "Atlantis" in got.json()["detail"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({TOKEN_HEADER: ""}, 403), ({TOKEN_HEADER: "wrong"}, 403), ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403), ({"Origin": "http://127.0.0.1:9999"}, 403), ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403), ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415), ({"Host": "evil.example"}, 421),
        ({"Origin": HERE, "Sec-Fetch-Site": "same-origin"}, 201),
    ],
)  # fmt: skip
def test_other_sites_cannot_decide(
    ask: TestClient, record_file: Path, claim: str, headers: dict[str, str], status: int
) -> None:
    got = ask.post("/api/decisions", json=wish("accept", claim), headers=headers)
    assert got.status_code == status or (status == 415 and got.status_code == 422)
    with Record(record_file) as record:
        assert len(record.decisions()) == (status == 201)


def test_a_form_of_another_site_cannot_decide(ask: TestClient, record_file: Path) -> None:
    got = ask.post("/api/decisions", data={"action": "accept"}, headers={TOKEN_HEADER: ""})
    assert got.status_code == 403
    with Record(record_file) as record:
        assert record.decisions() == ()


def test_no_decision_by_asking(ask: TestClient, record_file: Path, claim: str) -> None:
    ask.get("/api/decisions", params={"action": "accept", "claims": claim, "who": "me"})
    for method in ("PUT", "PATCH", "DELETE"):
        assert ask.request(method, "/api/decisions", json=wish("accept", claim)).status_code in (404, 405)
    with Record(record_file) as record:
        assert record.decisions() == ()


def test_the_page_follows_what_others_write(ask: TestClient, record_file: Path, claim: str) -> None:
    with Record(record_file) as record:
        record.decide("accept", [claim], who="someone else", why="")
    until(lambda: status_of(ask, claim) == 1)
    assert ask.get("/api/state").json()["problem"] is None
