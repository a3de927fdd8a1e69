"""On one PC without accounts: whoever sits here may do all; other PCs, other sites and other names are kept out."""

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
from tests.access.visiting import Visitor
from tests.browser.conftest import served


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with served(tmp_path_factory.mktemp("here") / "store") as address:
        yield Visitor(address)


def test_whoever_sits_here_needs_no_account(here: Visitor) -> None:
    assert here.ask("/", Accept="text/html").status == 200
    with here.socket():
        pass


@pytest.mark.parametrize("origin", [None, "null", "http://example.com", "https://127.0.0.1.example.com"])
def test_the_socket_is_closed_to_other_sites(here: Visitor, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused, here.socket(origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("origin", ["null", "http://example.com", "http://127.0.0.1"])
def test_another_site_changes_nothing(here: Visitor, origin: str) -> None:
    assert here.ask("/_stcore/upload_file/s/f", "PUT", b"x", Origin=origin).status == 403


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1.example.com", ""])
def test_another_name_is_no_name_of_ours(here: Visitor, host: str) -> None:
    assert here.ask("/healthz", Host=host).status == 421


@pytest.mark.parametrize("path", ["/", "/matrix", "/healthz", "/no/such", "/app/static/fonts/OFL.txt"])
def test_every_answer_carries_the_headers(here: Visitor, path: str) -> None:
    headers = here.ask(path).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin")


def test_health_asks_the_store(here: Visitor) -> None:
    told = json.loads(here.ask("/healthz").text)
    assert told["status"] == "ok" and told["writable"]


def test_there_is_no_data_interface(here: Visitor) -> None:
    assert here.ask("/api/coverage.csv").headers["Content-Type"].startswith("text/html")  # a page like any other


@pytest.mark.parametrize(
    ("caller", "status"), [("127.0.0.1", 200), ("::1", 200), ("192.168.1.7", 403), ("10.0.0.127", 403), ("", 403)]
)
def test_another_pc_is_refused_whatever_the_server_listens_on(caller: str, status: int) -> None:
    app = LocalhostOnly(Starlette(routes=[Route("/", lambda _: PlainTextResponse("in"))]))
    assert TestClient(app, client=(caller, 1)).get("/").status_code == status


def test_what_is_sent_is_not_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The socket as Streamlit makes it for the server, with a visitor on it."""
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


def test_the_theme_is_what_streamlit_reads_and_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def theme() -> CustomThemeConfig:
        made = CustomThemeConfig()
        for part, section in (
            (made, "theme"),
            (made.light, "theme.light"),
            (made.light.sidebar, "theme.light.sidebar"),
            (made.dark, "theme.dark"),
            (made.dark.sidebar, "theme.dark.sidebar"),
            (made.sidebar, "theme.sidebar"),  # of which nothing is set
        ):
            app_session._populate_theme_msg(part, section)
        return made

    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    as_streamlit = theme()
    streamlit_internals.cache_theme()
    assert theme() == as_streamlit
    assert as_streamlit.light.sidebar.ByteSize()
    assert not as_streamlit.HasField("sidebar")
    monkeypatch.setattr(settings, "get_options_for_section", None)
    assert theme() == as_streamlit
