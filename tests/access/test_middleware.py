"""The middleware of the running server: sessions, origins, hosts and headers, by raw HTTP and WebSocket."""

import json

import pytest
from websockets.exceptions import InvalidStatus

from tests.access.client import Client
from tests.access.conftest import RunningServer

PROTECTED_PATHS = [
    *("/", "/upload", "/no-such-page", "/index.html", "/sign-out", "/sign-in/x", "/sign-in/", "//sign-in"),
    *("/static/js/index.js", "/app/static/fonts/OFL.txt", "/media/abc.csv", "/component/x/index.html"),
    *("/_stcore/health", "/_stcore/host-config", "/_stcore/bidi-components/x/y.js", "/_stcore/upload_file/s/f"),
    *("/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/script-health-check", "/auth/login", "/oauth2callback"),
    *("/healthz/", "/healthz/..%2f", "/sign-in/..%2f..%2findex.html", "/sign-in/style.css/../../index.html"),
    *("/api/coverage.csv", "/api/coverage.json", "/api/x"),
]


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"])
def test_every_path_is_refused_without_a_session(server: RunningServer, method: str) -> None:
    stranger = server.client_for("stranger")
    statuses = {
        path: stranger.ask(path, method, b"x" if method in ("PUT", "POST") else None).status for path in PROTECTED_PATHS
    }
    assert {path: status for path, status in statuses.items() if status != 401} == {}


def test_page_without_a_session_redirects_to_sign_in_and_back(server: RunningServer) -> None:
    redirect = server.client_for("stranger").ask("/upload?year=2025", Accept="text/html")
    assert (redirect.status, redirect.headers["Location"]) == (303, "/sign-in?next=%2Fupload%3Fyear%3D2025")
    from_mail = server.client_for("stranger").ask("/upload", Accept="text/html", Sec_Fetch_Site="cross-site")
    assert from_mail.status == 200 and 'content="0;url=/upload"' in from_mail.text


@pytest.mark.parametrize("cookie", ["", "learning_session=x", "learning_session=guest", "learning_session="])
def test_websocket_without_a_session_is_refused(server: RunningServer, cookie: str) -> None:
    with pytest.raises(InvalidStatus) as refused, Client(server.address, cookie).socket():
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("origin", [None, "null", "http://example.com", "https://127.0.0.1.example.com"])
def test_websocket_from_another_origin_is_refused(server: RunningServer, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused, server.client_for("admin").socket(origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("origin", ["null", "http://example.com", "http://127.0.0.1", "file://127.0.0.1"])
def test_write_from_another_origin_is_refused(server: RunningServer, origin: str) -> None:
    stranger = Client(server.address)
    assert stranger.ask("/sign-in", "POST", b"name=admin", Origin=origin).status == 403
    assert server.client_for("admin").ask("/_stcore/upload_file/s/f", "PUT", b"x", Origin=origin).status == 403


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1.example.com", "", "admin@127.0.0.1", "127.0.0.1/x"])
def test_unknown_host_name_is_refused(server: RunningServer, host: str) -> None:
    assert server.client_for("admin").ask("/healthz", Host=host).status == 421


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("editor", 400), ("publisher", 400), ("admin", 400)])
def test_file_of_a_role_without_the_upload_right_does_not_reach_streamlit(
    server: RunningServer, role: str, status: int
) -> None:
    """Streamlit answers 400 to an upload for an unknown session, which shows that the request reached it."""
    client = server.client_for(role)
    token = client.ask("/_stcore/health").headers["Set-Cookie"].partition(";")[0]
    headers = {"Cookie": f"{client.cookie}; {token}", "X_Xsrftoken": token.partition("=")[2], "Origin": server.address}
    assert client.ask("/_stcore/upload_file/session/file", "PUT", b"x", **headers).status == status


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/mcp", "/auth/login"])
def test_unused_streamlit_routes_are_not_found(server: RunningServer, path: str) -> None:
    assert server.client_for("admin").ask(path).status == 404


def test_health_reports_the_store_without_a_session(server: RunningServer) -> None:
    answer = Client(server.address).ask("/healthz")
    assert answer.status == 200
    health = json.loads(answer.text)
    assert health["status"] == "ok" and health["writable"] and health["free_bytes"] > 0
    assert health.keys() == {"status", "head", "writable", "free_bytes", "backup_hours"}


def test_every_response_has_the_security_headers(server: RunningServer) -> None:
    answers = [
        server.client_for("viewer").ask("/", Accept="text/html"),
        server.client_for("stranger").ask("/"),
        server.client_for("stranger").ask("/sign-in"),
        server.client_for("stranger").ask("/healthz", Host="example.com"),
    ]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy and "default-src" in policy and "http" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert len(answer.headers["X-Request-Id"]) == 12
    assert "script-src" not in answers[2].headers["Content-Security-Policy"]  # default-src 'none' applies


def test_identity_headers_sent_by_a_client_are_ignored(server: RunningServer) -> None:
    server.client_for("admin")
    sessions = (server.store / "access" / "sessions.json").read_text(encoding="utf-8")
    admin = next(digest for digest, session in json.loads(sessions).items() if session["name"] == "admin")
    with server.client_for("viewer").socket(X_Learning_Session=admin, X_Streamlit_User="admin") as socket:
        rendered = socket.run()
    assert "admin" not in rendered.text and "upload" not in rendered.pages
