"""The data API of the running server: it needs a token, is read-only, and returns the figures of the pages."""

import base64
import csv
import io

import pytest

from learning_coverage.access import Right, User
from learning_coverage.config import Access
from tests.access.client import Answer, Client, rows
from tests.access.conftest import RunningServer, Serve

ONE = "/api/coverage.json?year=2024&area=T03&indicator=gia_dinh"


def request_with_token(server: RunningServer, path: str, **headers: str) -> Answer:
    if "token" not in server.clients:
        server.clients["token"] = Client(server.address, server.accounts.new_token("viewer"))
    sent_headers = {"Authorization": f"Bearer {server.clients['token'].cookie}", **headers}
    return Client(server.address).ask(path, **sent_headers)


def test_json_and_csv_have_the_figures_of_the_pages(server: RunningServer) -> None:
    (row,) = rows(request_with_token(server, ONE))
    assert (row["recognised"], row["total"], row["area_name"], row["coverage"]) == (75, 100, "An Hòa", 0.75)
    (line,) = csv.DictReader(io.StringIO(request_with_token(server, ONE.replace("json", "csv")).text))
    assert (line["recognised"], line["area_name"]) == ("75", "An Hòa")
    (earlier,) = rows(request_with_token(server, f"{ONE}&as_of=1"))
    assert earlier["recognised"] == 61


def test_token_is_accepted_as_the_password_of_basic_authentication(server: RunningServer) -> None:
    request_with_token(server, ONE)
    credentials = base64.b64encode(f"viewer:{server.clients['token'].cookie}".encode()).decode()
    stranger = Client(server.address)
    assert stranger.ask(ONE, Authorization=f"Basic {credentials}").status == 200
    assert stranger.ask(ONE).headers["WWW-Authenticate"].startswith("Basic")


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer x", "Basic x", "Basic eDp5", "Digest x", "Bearer viewer"]
)
def test_request_without_a_valid_token_is_refused(server: RunningServer, authorization: str) -> None:
    assert Client(server.address).ask(ONE, Authorization=authorization).status == 401


def test_session_cookie_and_token_do_not_replace_each_other(server: RunningServer) -> None:
    assert server.client_for("admin").ask(ONE).status == 401
    assert request_with_token(server, "/_stcore/health").status == 401
    assert request_with_token(server, ONE, Cookie=server.client_for("admin").cookie).status == 200


def test_unchanged_figures_are_answered_with_304(server: RunningServer) -> None:
    tag = request_with_token(server, ONE).headers["ETag"]
    again = request_with_token(server, ONE, If_None_Match=tag)
    assert (again.status, again.text) == (304, "")
    assert request_with_token(server, ONE, If_None_Match='"other"').status == 200


def test_api_says_over_whom_a_sum_is_and_takes_the_boundaries(server: RunningServer) -> None:
    path = "/api/coverage.json?year=2024&area=commune&indicator=gia_dinh"
    (row,) = rows(request_with_token(server, path))
    assert row["reported"] < row["expected"] and row["provisional"] is True
    assert (row["status"], row["change"], row["missing"]) == ("incomplete", None, None)
    for boundaries in ("then", "now", "grouped"):
        (same,) = rows(request_with_token(server, f"{path}&boundaries={boundaries}"))
        assert (same["recognised"], same["expected"]) == (row["recognised"], row["expected"])
    (line,) = csv.DictReader(io.StringIO(request_with_token(server, path.replace("json", "csv")).text))
    assert (line["expected"], line["reported"]) == (str(row["expected"]), str(row["reported"]))


@pytest.mark.parametrize(
    "query",
    [
        "boundaries=tomorrow",
        "year=x",
        "year=20244",
        "as_of=99",
        "as_of=0",
        "as_of=-1",
        "area='",
        "indicator=x",
        "sql=1",
        "year=",
    ],
)
def test_unknown_filter_is_refused(server: RunningServer, query: str) -> None:
    assert request_with_token(server, f"/api/coverage.json?{query}").status == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_writing_methods_are_refused(server: RunningServer, method: str) -> None:
    token = Client(server.address, f"Bearer {server.accounts.new_token('editor')}")
    assert token.ask(ONE, method, b"x", Authorization=token.cookie).status == 405


def test_token_of_a_disabled_account_is_refused(server: RunningServer) -> None:
    server.accounts.add("máy", "viewer", password="một mật khẩu dài")
    token = server.accounts.new_token("máy")
    client = Client(server.address)
    assert client.ask(ONE, Authorization=f"Bearer {token}").status == 200
    assert token not in (server.store / "access" / "accounts.json").read_text(encoding="utf-8")
    server.accounts.disable("máy")
    assert client.ask(ONE, Authorization=f"Bearer {token}").status == 401


@pytest.fixture(scope="module")
def public(serve: Serve) -> RunningServer:
    """A server that shows the last frozen figures to guests, with the data API off."""
    return serve(public="true", api="false")


def test_data_api_is_off_by_default(public: RunningServer) -> None:
    token = public.accounts.new_token("viewer")
    assert Client(public.address).ask(ONE, Authorization=f"Bearer {token}").status == 404
    assert not Access(mode="accounts").api  # off is the default


def test_guest_sees_only_the_last_frozen_figures(public: RunningServer) -> None:
    guest = Client(public.address)
    with guest.socket() as socket:
        overview, history = socket.run("matrix"), socket.run("history")
        village = socket.run("village")
    assert "61/100" in village.text + overview.text and "75/100" not in village.text + overview.text + history.text
    assert "Họp 15/06" in overview.text
    assert {"upload", "history", "tasks", "quality", "support"} & overview.pages == set()
    assert not User("", "guest").has_right(Right.SEE)
    assert guest.ask("/_stcore/upload_file/s/f", "PUT", b"x", Origin=public.address).status == 403
