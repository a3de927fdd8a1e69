"""Signing in and out on the running server: cookies, waiting, and sessions that end."""

import os
import sys
import time
from urllib.parse import urlencode

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from learning_coverage.access.audit import Audit
from tests.access.conftest import PASSWORD, House
from tests.access.visiting import LIMIT, Answer, Visitor


def newcomer(house: House, name: str) -> Visitor:
    house.accounts.add(name, "editor", password=PASSWORD)
    visitor = Visitor(house.address)
    assert visitor.sign_in(name, PASSWORD).status == 200
    return visitor


def test_the_cookie_is_strict_and_out_of_reach_of_scripts(house: House) -> None:
    answer = Visitor(house.address).sign_in("viewer", PASSWORD)
    flags = {part.strip().lower() for part in answer.headers["Set-Cookie"].split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/", "max-age=43200"} <= flags
    assert answer.headers.get("Cache-Control") != "public"


def test_the_cookie_is_kept_nowhere(house: House) -> None:
    visitor = Visitor(house.address)
    visitor.sign_in("viewer", PASSWORD)
    secret = visitor.cookie.partition("=")[2]
    kept = [path for path in house.store.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
    assert len(secret) >= 43 and kept == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_only_the_owner_reads_accounts_sessions_and_secret(house: House) -> None:
    house.visitor("viewer")
    for name in ("accounts.json", "sessions.json", "cookie_secret"):
        assert os.stat(house.store / "access" / name).st_mode & 0o777 == 0o600, name


@pytest.mark.parametrize("wanted", ["https://example.com", "//example.com", "/\\example.com", "javascript:x", "x"])
def test_after_signing_in_nobody_is_led_elsewhere(house: House, wanted: str) -> None:
    form = urlencode({"name": "viewer", "password": PASSWORD, "next": wanted}).encode()
    answer = Visitor(house.address).ask("/sign-in", "POST", form, Origin=house.address)
    assert answer.status == 200 and 'content="0;url=/"' in answer.text


def test_mistakes_make_wait(house: House) -> None:
    visitor = Visitor(house.address)
    tries = (after_mistakes(house, visitor, f"quên {n}") for n in range(10))
    name, answer = next(found for found in tries if found[1].status == 429)
    assert int(answer.headers["Retry-After"]) >= 1
    while answer.status == 429:
        time.sleep(int(answer.headers["Retry-After"]))
        answer = visitor.sign_in(name, PASSWORD)
    assert answer.status == 200  # nobody is locked out


def after_mistakes(house: House, visitor: Visitor, name: str) -> tuple[str, Answer]:
    """The answer to the right password after wrong ones. A busy machine may take longer than the wait asked for."""
    house.accounts.add(name, "viewer", password=PASSWORD)
    statuses = [visitor.sign_in(name, f"sai mật khẩu {n}").status for n in range(8)]
    assert statuses[:3] == [403, 403, 403] and 429 in statuses[3:]
    answer = visitor.sign_in(name, PASSWORD)
    assert (visitor.cookie == "") == (answer.status == 429)
    visitor.cookie = ""
    return name, answer


def test_signing_out_ends_the_session_on_the_server(house: House) -> None:
    visitor = newcomer(house, "ra")
    assert visitor.ask("/sign-out").status == 303
    assert visitor.ask("/_stcore/health").status == 401
    with pytest.raises(InvalidStatus), visitor.socket():
        pass


@pytest.mark.parametrize("ended", ["disabled", "password", "signed out"])
def test_an_open_socket_dies_with_its_session(house: House, ended: str) -> None:
    name = f"người {ended}"
    visitor = newcomer(house, name)
    with visitor.socket() as socket:
        socket.run()
        if ended == "disabled":
            house.accounts.disable(name)
        elif ended == "password":
            house.accounts.set_password(name, PASSWORD + "!")
        else:
            visitor.ask("/sign-out")
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                socket.connection.recv(timeout=LIMIT)
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 1008
    assert visitor.ask("/_stcore/health").status == 401


def test_the_record_tells_who_came_in_and_who_failed_and_no_secret(house: House) -> None:
    Visitor(house.address).sign_in("viewer", "sai mật khẩu rồi")
    Visitor(house.address).sign_in("mật khẩu gõ nhầm ô", "x")
    house.visitors.pop("viewer", None)
    house.visitor("viewer")
    entries = list(Audit(house.store).entries())
    told = {(entry.event, entry.by) for entry in entries}
    assert {("signed_in", "viewer"), ("sign_in_failed", "viewer"), ("sign_in_failed", "?")} <= told
    assert all(entry.address == "127.0.0.1" and entry.request for entry in entries if entry.event.startswith("sign"))
    text = (house.store / "audit" / "record.jsonl").read_text(encoding="utf-8")
    assert "mật khẩu" not in text and "argon2" not in text
