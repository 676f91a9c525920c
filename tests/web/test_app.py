from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from contested.web.app import make_app
from contested.web.live import Live
from contested.web.payload import PARTS, Settings
from contested.web.security import TOKEN_HEADER, Guard

HERE = "http://127.0.0.1:8000"


def client(live: Live, guard: Guard | None = None, *, review: bool = True, base: str = HERE) -> TestClient:
    guard = guard or Guard()
    settings = Settings("War", source="server", review=review, reviewer="me", token=guard.csrf if review else None)
    return TestClient(make_app(live, settings, guard), base_url=base, follow_redirects=False)


@pytest.fixture
def ask(page: Path, live: Live) -> TestClient:
    return client(live)


def test_the_page_knows_it_is_served(ask: TestClient) -> None:
    got = ask.get("/")
    assert got.status_code == 200
    assert 'data-source="server"' in got.text
    assert ask.get("/page.js").headers["content-type"].startswith(("text/javascript", "application/javascript"))
    assert ask.get("/assets/page.css").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/assets/../../war.db", "/%2e%2e/war.db", "/data/../war.db", "/data/texts-999.json",
     "/data/texts-0.json", "/data/texts-²²².json", "/data/war.db", "/nothing"],
)  # fmt: skip
def test_nothing_but_the_page_and_its_parts_is_given_out(ask: TestClient, path: str) -> None:
    got = ask.get(path)
    assert got.status_code == 404
    assert got.headers["content-type"] == "application/problem+json"


def test_parts_are_json_packed_and_tagged(ask: TestClient) -> None:
    for name in (*PARTS, "texts-000"):
        got = ask.get(f"/data/{name}.json")
        assert got.status_code == 200
        assert got.headers["content-type"] == "application/json"
        assert json.loads(got.text)["generation"]
        again = ask.get(f"/data/{name}.json", headers={"If-None-Match": got.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    packed = ask.get("/data/claims.json", headers={"Accept-Encoding": "gzip"})
    plain = ask.get("/data/claims.json", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == plain.json()


@pytest.mark.parametrize("path", ["/", "/page.js", "/data/meta.json", "/api/state", "/nothing", "/api/claims?kind=no"])
def test_every_answer_is_locked_down(ask: TestClient, path: str) -> None:
    headers = ask.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "worker-src blob:" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


def test_a_basemap_from_elsewhere_is_allowed_by_name(page: Path, live: Live) -> None:
    ask = client(live, Guard(origins=("https://tiles.example",)))
    assert "connect-src 'self' https://tiles.example;" in ask.get("/").headers["content-security-policy"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "[::", "10.0.0.1"])
def test_another_name_pointed_at_us_is_refused(ask: TestClient, host: str) -> None:
    assert ask.get("/data/meta.json", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
def test_names_of_this_machine_are_known(ask: TestClient, host: str) -> None:
    assert ask.get("/data/meta.json", headers={"Host": host}).status_code == 200


@pytest.fixture
def behind_login(page: Path, live: Live) -> TestClient:
    guard = Guard(login="correct horse battery", any_address=True, hosts=frozenset({"war.example"}))
    return client(live, guard, base="http://10.1.2.3:8000")


@pytest.mark.parametrize("path", ["/data/meta.json", "/page.js", "/api/state", "/api/report/r1", "/login/../api/state"])
def test_without_the_token_nothing_is_shown(behind_login: TestClient, path: str) -> None:
    assert behind_login.get(path).status_code == 401
    assert behind_login.get(path, headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert behind_login.get(path, headers={"Cookie": "contested-session=guess"}).status_code == 401
    assert behind_login.get(path + "?token=correct%20horse%20battery").status_code == 401


def test_the_token_opens_a_session(behind_login: TestClient) -> None:
    start = behind_login.get("/")
    assert (start.status_code, start.headers["location"]) == (303, "login")
    assert "correct horse" not in behind_login.get("/login").text
    entered = behind_login.post("/login", content="token=correct+horse+battery")
    assert entered.status_code == 303
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "correct" not in cookie
    assert behind_login.get("/data/meta.json").status_code == 200
    assert behind_login.get("/api/state", headers={"Host": "war.example"}).status_code == 200


def test_a_wrong_token_opens_nothing(behind_login: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(_seconds: float) -> None:
        return None

    monkeypatch.setattr("contested.web.app.asyncio.sleep", at_once)
    for body in ("token=wrong", "token=", "", "x" * 5000, "token=%ff%00"):
        got = behind_login.post("/login", content=body)
        assert got.status_code in (403, 413)
        assert "set-cookie" not in got.headers
    assert behind_login.get("/data/meta.json").status_code == 401


def test_a_program_logs_in_by_its_header(behind_login: TestClient) -> None:
    got = behind_login.get("/api/claims", headers={"Authorization": "Bearer correct horse battery"})
    assert got.status_code == 200


def test_claims_are_asked_as_on_the_command_line(ask: TestClient) -> None:
    got = ask.get("/api/claims", params={"place": "Brega", "stance": "denied"}).json()
    assert got["total"] == 1
    assert got["claims"][0]["report"]["id"] == "r2"
    assert got["claims"][0]["trigger"]["quote"] == "captured"
    assert ask.get("/api/claims", params={"limit": 2}).json()["total"] == 7
    assert ask.get("/api/claims", params={"as_known": "2011-03-02"}).json()["total"] == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/claims?kind=nonsense", 400), ("/api/claims?since=yesterday", 422), ("/api/claims?limit=99999", 422),
     ("/api/report/none", 404), ("/api/search", 422), ("/api/search?text=...", 400), ("/api/why?place=Brega", 422)],
)  # fmt: skip
def test_errors_say_what_is_wrong(ask: TestClient, path: str, status: int) -> None:
    got = ask.get(path)
    assert got.status_code == status
    assert got.headers["content-type"] == "application/problem+json"
    assert got.json()["status"] == status
    assert got.json()["detail"]


def test_a_report_comes_with_its_text_and_claims(ask: TestClient) -> None:
    got = ask.get("/api/report/r1").json()
    claim = got["claims"][0]
    assert got["text"][claim["trigger"]["start"] : claim["trigger"]["end"]] == claim["trigger"]["quote"]
    assert ask.get("/api/report/evil <b>").json()["report"]["title"].startswith("<script>")


def test_words_are_found_in_sentences_and_in_reports(ask: TestClient) -> None:
    ids = ask.get("/data/claims.json").json()["id"]
    found = ask.get("/api/search", params={"text": "shelling"}).json()["claims"]
    assert len(found) == 1
    wider = ask.get("/api/search", params={"text": "shelling", "in": "report"}).json()["claims"]
    assert len(wider) == 2
    assert set(found) < set(wider) <= set(range(len(ids)))


def test_control_is_asked_by_day_and_by_knowledge(ask: TestClient) -> None:
    def holders(**asked: str) -> set[str]:
        rows = ask.get("/api/control", params={"place": "80514", **asked}).json()
        return {holder["name"] for row in rows for holder in row["holder"]}

    assert holders(at="2011-03-02") == {"Libyan rebels"}
    assert "Armed forces of Libya" in holders(at="2011-03-13")
    assert holders(at="2011-03-13", as_known="2011-03-03") == {"Libyan rebels"}


def test_why_gives_the_rule_and_the_words(ask: TestClient) -> None:
    got = ask.get("/api/why", params={"place": "80514", "day": "2011-03-02"}).json()
    assert got[0]["rule"]
    assert got[0]["reason"]
    assert got[0]["claims"][0]["trigger"]["quote"] == "captured"


def test_a_page_for_reading_only_has_no_token(page: Path, live: Live) -> None:
    ask = client(live, Guard(csrf="c" * 32), review=False)
    meta = ask.get("/data/meta.json").json()
    assert (meta["review"], meta["token"]) == (False, None)
    got = ask.post("/api/decisions", json={}, headers={TOKEN_HEADER: "c" * 32})
    assert got.status_code in (403, 422)
    wish = {"action": "accept", "claims": ["x"], "who": "me", "why": ""}
    assert ask.post("/api/decisions", json=wish, headers={TOKEN_HEADER: "c" * 32}).status_code == 403


def test_an_error_of_ours_is_told_without_its_inside(page: Path, live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(live, Settings("War", source="server"), Guard())
    monkeypatch.setattr(live, "open", lambda: 1 / 0)
    ask = TestClient(app, base_url=HERE, raise_server_exceptions=False)
    got = ask.get("/api/claims")
    assert got.status_code == 500
    assert "division" not in got.text
    assert got.headers["content-type"] == "application/problem+json"
