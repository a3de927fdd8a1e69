"""A server with accounts, shared by the tests of this folder; `serve` starts another with other settings."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from learning_coverage.access import User
from learning_coverage.access.accounts import Accounts
from learning_coverage.config import ROOT, Config, load_config
from learning_coverage.facts import Fact
from learning_coverage.store import Store
from learning_coverage.store.writes import upload_acts
from learning_coverage.store.writes.uploads import save
from tests.access.client import Client

PASSWORD = "một mật khẩu dài"
ROLES = ("viewer", "editor", "publisher", "admin")


@dataclass(frozen=True)
class RunningServer:
    """A running server, the folder of its store, and a signed-in client of each role used so far."""

    address: str
    store: Path
    clients: dict[str, Client] = field(default_factory=dict)

    @property
    def accounts(self) -> Accounts:
        return Accounts(self.store)

    def client_for(self, role: str) -> Client:
        """A client signed in with this role; `stranger` is not signed in."""
        if role not in self.clients:
            self.clients[role] = Client(self.address)
            if role != "stranger":
                assert self.clients[role].sign_in(role, PASSWORD).status == 200
        return self.clients[role]


Serve = Callable[..., RunningServer]


def save_two_uploads(store: Path, config: Config) -> None:
    """Save an upload, freeze it, and save a newer upload of the same figure."""
    by = User.local("An")
    with Store.open(store, config) as opened:
        save(opened, b"one", "one.csv", [Fact(2, 2024, "T03", "gia_dinh", 100, None, 61)], by=by)
        upload_acts.freeze(opened, "Họp 15/06", by=by)
        save(opened, b"two", "two.csv", [Fact(2, 2024, "T03", "gia_dinh", 100, None, 75)], by=by)


def configured(folder: Path, **settings: str) -> Path:
    """A configuration folder with accounts switched on and the sample flag off."""
    shutil.copytree(ROOT / "tests" / "config", folder)
    lines = {"mode": "accounts", "allowed_hosts": "[localhost, 127.0.0.1]", "api": "true", **settings}
    text = "".join(f"{key}: {value}\n" for key, value in lines.items())
    (folder / "access.yaml").write_text(text, encoding="utf-8")
    commune = folder / "commune.yaml"
    commune.write_text(commune.read_text(encoding="utf-8").replace("sample: true\n", ""), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Return a function that starts a server; all servers are stopped at the end of the session."""
    running: list[subprocess.Popen[bytes]] = []

    def start(
        secret: str = "", fill_store: Callable[[Path, Config], None] = save_two_uploads, **settings: str
    ) -> RunningServer:
        folder = tmp_path_factory.mktemp("house")
        config, store = configured(folder / "config", **settings), folder / "store"
        fill_store(store, load_config(config))
        accounts = Accounts(store)
        if secret:
            (store / "access").mkdir()
            (store / "access" / "oidc_secret").write_text(secret, encoding="utf-8")
        for role in ROLES:
            accounts.add(role, role, password=PASSWORD)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = {**os.environ, "LEARNING_COVERAGE_STORE": str(store), "LEARNING_COVERAGE_CONFIG": str(config)}
        command = [*(sys.executable, "-m", "learning_coverage", "serve"), "--server.port", str(port)]
        errors = (folder / "errors").open("wb")
        process = subprocess.Popen(
            [*command, "--server.headless", "true"], cwd=ROOT, env=environment, stdout=errors, stderr=errors
        )
        running.append(process)
        server = RunningServer(f"http://127.0.0.1:{port}", store)
        _wait_until_healthy(server, process)
        return server

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(60)


@pytest.fixture(scope="session")
def server(serve: Serve) -> RunningServer:
    return serve()


def _wait_until_healthy(server: RunningServer, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1800):
        assert process.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(f"{server.address}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")
