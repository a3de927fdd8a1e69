"""The server on one PC without accounts: other PCs, other origins and other host names are refused."""

import json
import select
import socket
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import config as settings
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.web.server.starlette import starlette_server
from websockets.exceptions import InvalidStatus

from learning_coverage.config import ROOT, Access
from learning_coverage.ui import server, streamlit_internals
from learning_coverage.web.middleware import LocalhostOnly
from tests.access.client import Client
from tests.browser.conftest import served


@pytest.fixture(scope="module")
def local_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with served(tmp_path_factory.mktemp("here") / "store") as address:
        yield Client(address)


def test_local_request_needs_no_account(local_client: Client) -> None:
    assert local_client.ask("/", Accept="text/html").status == 200
    with local_client.socket():
        pass


@pytest.mark.parametrize("origin", [None, "null", "http://example.com", "https://127.0.0.1.example.com"])
def test_websocket_from_another_origin_is_refused(local_client: Client, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused, local_client.socket(origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("origin", ["null", "http://example.com", "http://127.0.0.1"])
def test_write_from_another_origin_is_refused(local_client: Client, origin: str) -> None:
    assert local_client.ask("/_stcore/upload_file/s/f", "PUT", b"x", Origin=origin).status == 403


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1.example.com", ""])
def test_unknown_host_name_is_refused(local_client: Client, host: str) -> None:
    assert local_client.ask("/healthz", Host=host).status == 421


@pytest.mark.parametrize("path", ["/", "/matrix", "/healthz", "/no/such", "/app/static/fonts/OFL.txt"])
def test_every_response_has_the_security_headers(local_client: Client, path: str) -> None:
    headers = local_client.ask(path).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin")


def test_health_reports_the_store(local_client: Client) -> None:
    health = json.loads(local_client.ask("/healthz").text)
    assert health["status"] == "ok" and health["writable"]


def test_data_api_is_off(local_client: Client) -> None:
    # The path is served as a page.
    assert local_client.ask("/api/coverage.csv").headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("caller", "status"), [("127.0.0.1", 200), ("::1", 200), ("192.168.1.7", 403), ("10.0.0.127", 403), ("", 403)]
)
def test_request_from_another_pc_is_refused(caller: str, status: int) -> None:
    app = LocalhostOnly(Starlette(routes=[Route("/", lambda _: PlainTextResponse("in"))]))
    assert TestClient(app, client=(caller, 1)).get("/").status_code == status


def test_connections_send_without_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    """TCP_NODELAY is set on a connection to the socket that Streamlit makes for the server."""
    monkeypatch.setattr(starlette_server, "_bind_socket", starlette_server._bind_socket)
    monkeypatch.setattr(streamlit_internals.cli, "main", lambda: 0)
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit):
        server.serve([], Access())
    listening, _ = starlette_server._bind_server_socket("127.0.0.1", "127.0.0.1", 0, 1)
    with listening, socket.create_connection(listening.getsockname()):
        select.select([listening], [], [], 10)
        with closing(listening.accept()[0]) as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_cached_theme_equals_the_theme_that_streamlit_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    def theme() -> CustomThemeConfig:
        message = CustomThemeConfig()
        for part, section in (
            (message, "theme"),
            (message.light, "theme.light"),
            (message.light.sidebar, "theme.light.sidebar"),
            (message.dark, "theme.dark"),
            (message.dark.sidebar, "theme.dark.sidebar"),
            (message.sidebar, "theme.sidebar"),  # nothing is set in it
        ):
            app_session._populate_theme_msg(part, section)
        return message

    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    as_streamlit = theme()
    streamlit_internals.cache_theme()
    assert theme() == as_streamlit
    assert as_streamlit.light.sidebar.ByteSize()
    assert not as_streamlit.HasField("sidebar")
    monkeypatch.setattr(settings, "get_options_for_section", None)
    assert theme() == as_streamlit
