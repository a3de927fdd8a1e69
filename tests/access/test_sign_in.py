"""Sign-in and sign-out on the running server: cookies, delays after wrong passwords, and the end of sessions."""

import os
import sys
import time
from urllib.parse import urlencode

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from learning_coverage.access.audit import Audit
from tests.access.client import LIMIT, Answer, Client
from tests.access.conftest import PASSWORD, RunningServer


def sign_in_new_account(server: RunningServer, name: str) -> Client:
    server.accounts.add(name, "editor", password=PASSWORD)
    client = Client(server.address)
    assert client.sign_in(name, PASSWORD).status == 200
    return client


def test_session_cookie_is_same_site_strict_and_http_only(server: RunningServer) -> None:
    answer = Client(server.address).sign_in("viewer", PASSWORD)
    flags = {part.strip().lower() for part in answer.headers["Set-Cookie"].split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/", "max-age=43200"} <= flags
    assert answer.headers.get("Cache-Control") != "public"


def test_session_cookie_is_not_stored_on_the_server(server: RunningServer) -> None:
    client = Client(server.address)
    client.sign_in("viewer", PASSWORD)
    secret = client.cookie.partition("=")[2]
    paths = [path for path in server.store.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
    assert len(secret) >= 43 and paths == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_files_with_accounts_sessions_and_secret_are_readable_by_the_owner_only(server: RunningServer) -> None:
    server.client_for("viewer")
    for name in ("accounts.json", "sessions.json", "cookie_secret"):
        assert os.stat(server.store / "access" / name).st_mode & 0o777 == 0o600, name


@pytest.mark.parametrize("wanted", ["https://example.com", "//example.com", "/\\example.com", "javascript:x", "x"])
def test_sign_in_redirects_only_within_the_site(server: RunningServer, wanted: str) -> None:
    form = urlencode({"name": "viewer", "password": PASSWORD, "next": wanted}).encode()
    answer = Client(server.address).ask("/sign-in", "POST", form, Origin=server.address)
    assert answer.status == 200 and 'content="0;url=/"' in answer.text


def test_repeated_wrong_passwords_delay_sign_in(server: RunningServer) -> None:
    client = Client(server.address)
    attempts = (sign_in_after_wrong_passwords(server, client, f"quên {n}") for n in range(10))
    name, answer = next(found for found in attempts if found[1].status == 429)
    assert int(answer.headers["Retry-After"]) >= 1
    while answer.status == 429:
        time.sleep(int(answer.headers["Retry-After"]))
        answer = client.sign_in(name, PASSWORD)
    assert answer.status == 200  # no account is locked


def sign_in_after_wrong_passwords(server: RunningServer, client: Client, name: str) -> tuple[str, Answer]:
    """Name and response of a sign-in with the right password after wrong ones; 200 if the delay has passed by then."""
    server.accounts.add(name, "viewer", password=PASSWORD)
    statuses = [client.sign_in(name, f"sai mật khẩu {n}").status for n in range(8)]
    assert statuses[:3] == [403, 403, 403] and 429 in statuses[3:]
    answer = client.sign_in(name, PASSWORD)
    assert (client.cookie == "") == (answer.status == 429)
    client.cookie = ""
    return name, answer


def test_sign_out_ends_the_session_on_the_server(server: RunningServer) -> None:
    client = sign_in_new_account(server, "ra")
    assert client.ask("/sign-out").status == 303
    assert client.ask("/_stcore/health").status == 401
    with pytest.raises(InvalidStatus), client.socket():
        pass


@pytest.mark.parametrize("ended", ["disabled", "password", "signed out"])
def test_open_websocket_is_closed_when_its_session_ends(server: RunningServer, ended: str) -> None:
    name = f"người {ended}"
    client = sign_in_new_account(server, name)
    with client.socket() as socket:
        socket.run()
        if ended == "disabled":
            server.accounts.disable(name)
        elif ended == "password":
            server.accounts.set_password(name, PASSWORD + "!")
        else:
            client.ask("/sign-out")
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                socket.connection.recv(timeout=LIMIT)
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 1008
    assert client.ask("/_stcore/health").status == 401


def test_audit_record_lists_sign_ins_and_failures_without_secrets(server: RunningServer) -> None:
    Client(server.address).sign_in("viewer", "sai mật khẩu rồi")
    Client(server.address).sign_in("mật khẩu gõ nhầm ô", "x")
    server.clients.pop("viewer", None)
    server.client_for("viewer")
    entries = list(Audit(server.store).entries())
    recorded = {(entry.event, entry.by) for entry in entries}
    assert {("signed_in", "viewer"), ("sign_in_failed", "viewer"), ("sign_in_failed", "?")} <= recorded
    assert all(entry.address == "127.0.0.1" and entry.request for entry in entries if entry.event.startswith("sign"))
    text = (server.store / "audit" / "record.jsonl").read_text(encoding="utf-8")
    assert "mật khẩu" not in text and "argon2" not in text
