"""Accounts on the command line, and addresses the server refuses to listen on."""

import io
import json
import shutil
from pathlib import Path

import pytest

from learning_coverage.access.accounts import Accounts
from learning_coverage.access.audit import Audit
from learning_coverage.store.log.format import MARKER_FILE, current_version, encode_marker
from tests.builders import SMALL
from tests.cli.conftest import Run

PASSWORD = "một mật khẩu dài"


def enter_password(monkeypatch: pytest.MonkeyPatch, password: str = PASSWORD) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))


def add_user(run: Run, monkeypatch: pytest.MonkeyPatch, name: str = "Lan", *more: str) -> int:
    enter_password(monkeypatch)
    return run("user", "add", name, "--role", "editor", "--password-stdin", *more).code


def test_account_name_ignores_case_but_not_accents(
    run: Run, store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert add_user(run, monkeypatch, "Lân", "--villages", "V1,V3") == 0
    accounts = Accounts(store_folder)
    account = accounts.authenticate(" LÂN ", PASSWORD)
    assert account and (account.name, account.role, account.villages) == ("Lân", "editor", ("V1", "V3"))
    assert accounts.authenticate("Lân", PASSWORD + " ") is None and accounts.authenticate("Lan", PASSWORD) is None
    assert run("user", "list").out.split("\t")[:3] == ["Lân", "editor", "V1,V3\n"]
    saved = (store_folder / "access" / "accounts.json").read_text(encoding="utf-8")
    assert PASSWORD not in saved and "argon2id" in saved


def test_disabled_account_cannot_sign_in_until_it_is_enabled(
    run: Run, store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_user(run, monkeypatch)
    assert run("user", "disable", "lan").code == 0
    assert Accounts(store_folder).authenticate("Lan", PASSWORD) is None
    assert run("user", "enable", "lan").code == 0
    enter_password(monkeypatch, "mật khẩu khác hẳn")
    assert run("user", "passwd", "Lan", "--password-stdin").code == 0
    assert Accounts(store_folder).authenticate("Lan", PASSWORD) is None
    assert Accounts(store_folder).authenticate("Lan", "mật khẩu khác hẳn")
    events = [entry.event for entry in Audit(store_folder).entries()]
    assert events == ["user_add", "user_disable", "user_enable", "user_passwd"]


def test_no_account_is_created_for_a_newer_store(run: Run, store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store_folder.mkdir(parents=True, exist_ok=True)
    (store_folder / MARKER_FILE).write_bytes(encode_marker(current_version() + 1))
    assert add_user(run, monkeypatch) == 1
    assert [path.name for path in store_folder.iterdir()] == [MARKER_FILE]


def test_a_token_is_shown_once(run: Run, store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_user(run, monkeypatch)
    token = run("user", "token", "Lan").out.strip()
    account = Accounts(store_folder).find_by_token(token)
    assert account and account.name == "Lan" and len(token) >= 43
    assert run("user", "token", "Lan").out.strip() != token and Accounts(store_folder).find_by_token(token) is None


@pytest.mark.parametrize("password", ["ngắn", "aaaaaaaaaaaa", "lan lan lan 1", "", "x" * 201])
def test_a_password_that_is_easy_to_guess_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    enter_password(monkeypatch, password)
    refused = run("user", "add", "lan", "--role", "viewer", "--password-stdin")
    assert refused.code == 1 and len(refused.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", " ", "--role", "viewer", "--password-stdin"),
        ("add", "x" * 61, "--role", "viewer", "--password-stdin"),
        ("add", "a\x07b", "--role", "viewer", "--password-stdin"),
        ("add", "LAN", "--role", "viewer", "--password-stdin"),
        ("add", "Bình", "--role", "viewer", "--villages", "V9", "--password-stdin"),
        ("disable", "nobody"),
        ("passwd", "nobody", "--password-stdin"),
        ("token", "nobody"),
    ],
)
def test_invalid_arguments_are_refused_in_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    add_user(run, monkeypatch)
    enter_password(monkeypatch)
    refused = run("user", *arguments)
    assert refused.code == 1 and len(refused.err.strip().splitlines()) == 1


def test_password_is_not_accepted_as_an_argument(run: Run) -> None:
    assert run("user", "add", "Lan", "--role", "viewer", "--password", PASSWORD).code == 2


def test_damaged_accounts_are_refused(run: Run, store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_user(run, monkeypatch)
    path = store_folder / "access" / "accounts.json"
    path.write_text(json.dumps({"lan": {"name": "Lan", "role": "king", "villages": None}}), encoding="utf-8")
    assert run("user", "list").code == 1
    path.write_text("{", encoding="utf-8")
    assert run("user", "list").code == 1


def test_verify_finds_an_altered_audit_log(run: Run, store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_user(run, monkeypatch)
    assert run("verify").code == 0
    record = store_folder / "audit" / "record.jsonl"
    record.write_bytes(record.read_bytes().replace(b"Lan", b"Nam"))
    assert run("verify").code == 1


@pytest.mark.parametrize(
    "arguments",
    [("--server.address", "0.0.0.0"), ("--server.address=192.168.1.5",), ("--server.address", "::"), ()],
)
def test_without_accounts_the_server_listens_on_localhost_only(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    from learning_coverage.ui import server

    started = []
    monkeypatch.setattr(server.streamlit_internals, "run_command_line", lambda: started.append(1))
    if not arguments:
        monkeypatch.setattr(server.settings, "get_option", lambda _: "0.0.0.0")
    refused = run("serve", *arguments)
    assert (refused.code, started) == (1, [])
    assert "mode: accounts" in refused.err and len(refused.err.strip().splitlines()) == 1


def test_server_starts_on_localhost_without_accounts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from learning_coverage.ui import server

    started = []
    monkeypatch.setattr(server.streamlit_internals, "run_command_line", lambda: started.append(1))
    assert run("serve", "--server.address", "127.0.0.1").code == 0 and started == [1]


def test_invalid_access_setting_is_named_in_the_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    shutil.copytree(SMALL, tmp_path / "config")
    monkeypatch.setenv("LEARNING_COVERAGE_CONFIG", str(tmp_path / "config"))
    for text, named in (
        ("public: true", "mode: accounts"),
        ("mode: everybody", "mode"),
        ("allowed_hosts: []", "allowed_hosts"),
        ("session_hours: 0", "session_hours"),
        ("password: x", "password"),
    ):
        (tmp_path / "config" / "access.yaml").write_text(f"{text}\n", encoding="utf-8")
        refused = run("uploads")
        assert refused.code == 2 and named in refused.err and "access.yaml" in refused.err
