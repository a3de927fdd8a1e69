"""Nobody passes unasked: every path of the running server, by raw HTTP and WebSocket."""

import json

import pytest
from websockets.exceptions import InvalidStatus

from tests.access.conftest import House
from tests.access.visiting import Visitor

CLOSED = [
    *("/", "/upload", "/no-such-page", "/index.html", "/sign-out", "/sign-in/x", "/sign-in/", "//sign-in"),
    *("/static/js/index.js", "/app/static/fonts/OFL.txt", "/media/abc.csv", "/component/x/index.html"),
    *("/_stcore/health", "/_stcore/host-config", "/_stcore/bidi-components/x/y.js", "/_stcore/upload_file/s/f"),
    *("/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/script-health-check", "/auth/login", "/oauth2callback"),
    *("/healthz/", "/healthz/..%2f", "/sign-in/..%2f..%2findex.html", "/sign-in/style.css/../../index.html"),
    *("/api/coverage.csv", "/api/coverage.json", "/api/x"),
]


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"])
def test_every_path_is_closed_without_a_session(house: House, method: str) -> None:
    stranger = house.visitor("stranger")
    statuses = {path: stranger.ask(path, method, b"x" if method in ("PUT", "POST") else None).status for path in CLOSED}
    assert {path: status for path, status in statuses.items() if status != 401} == {}


def test_a_page_leads_to_signing_in_and_back(house: House) -> None:
    sent = house.visitor("stranger").ask("/upload?year=2025", Accept="text/html")
    assert (sent.status, sent.headers["Location"]) == (303, "/sign-in?next=%2Fupload%3Fyear%3D2025")
    from_mail = house.visitor("stranger").ask("/upload", Accept="text/html", Sec_Fetch_Site="cross-site")
    assert from_mail.status == 200 and 'content="0;url=/upload"' in from_mail.text


@pytest.mark.parametrize("cookie", ["", "learning_session=x", "learning_session=guest", "learning_session="])
def test_the_socket_is_closed_without_a_session(house: House, cookie: str) -> None:
    with pytest.raises(InvalidStatus) as refused, Visitor(house.address, cookie).socket():
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("origin", [None, "null", "http://example.com", "https://127.0.0.1.example.com"])
def test_the_socket_is_closed_to_other_sites(house: House, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused, house.visitor("admin").socket(origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("origin", ["null", "http://example.com", "http://127.0.0.1", "file://127.0.0.1"])
def test_another_site_changes_nothing(house: House, origin: str) -> None:
    stranger = Visitor(house.address)
    assert stranger.ask("/sign-in", "POST", b"name=admin", Origin=origin).status == 403
    assert house.visitor("admin").ask("/_stcore/upload_file/s/f", "PUT", b"x", Origin=origin).status == 403


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1.example.com", "", "admin@127.0.0.1", "127.0.0.1/x"])
def test_another_name_is_no_name_of_ours(house: House, host: str) -> None:
    assert house.visitor("admin").ask("/healthz", Host=host).status == 421


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("editor", 400), ("publisher", 400), ("admin", 400)])
def test_only_who_may_upload_reaches_the_servers_memory(house: House, role: str, status: int) -> None:
    """Streamlit answers 400 to an upload for a session that is not there: the bytes came that far."""
    visitor = house.visitor(role)
    token = visitor.ask("/_stcore/health").headers["Set-Cookie"].partition(";")[0]
    headers = {"Cookie": f"{visitor.cookie}; {token}", "X_Xsrftoken": token.partition("=")[2], "Origin": house.address}
    assert visitor.ask("/_stcore/upload_file/session/file", "PUT", b"x", **headers).status == status


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/mcp", "/auth/login"])
def test_what_nobody_needs_is_not_there(house: House, path: str) -> None:
    assert house.visitor("admin").ask(path).status == 404


def test_health_asks_the_store_and_is_open(house: House) -> None:
    well = Visitor(house.address).ask("/healthz")
    assert well.status == 200
    told = json.loads(well.text)
    assert told["status"] == "ok" and told["writable"] and told["free_bytes"] > 0
    assert told.keys() == {"status", "head", "writable", "free_bytes", "backup_hours"}


def test_every_answer_carries_the_headers(house: House) -> None:
    answers = [
        house.visitor("viewer").ask("/", Accept="text/html"),
        house.visitor("stranger").ask("/"),
        house.visitor("stranger").ask("/sign-in"),
        house.visitor("stranger").ask("/healthz", Host="example.com"),
    ]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy and "default-src" in policy and "http" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert len(answer.headers["X-Request-Id"]) == 12
    assert "script-src" not in answers[2].headers["Content-Security-Policy"]  # default-src 'none' stands


def test_who_somebody_is_cannot_be_claimed_in_a_header(house: House) -> None:
    house.visitor("admin")
    sessions = (house.store / "access" / "sessions.json").read_text(encoding="utf-8")
    admin = next(digest for digest, kept in json.loads(sessions).items() if kept["name"] == "admin")
    with house.visitor("viewer").socket(X_Learning_Session=admin, X_Streamlit_User="admin") as socket:
        drawn = socket.run()
    assert "admin" not in drawn.said and "upload" not in drawn.pages
