"""One server with accounts for all tests here, as `serve` starts it."""

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
from tests.access.visiting import Visitor

PASSWORD = "một mật khẩu dài"
ROLES = ("viewer", "editor", "publisher", "admin")


@dataclass(frozen=True)
class House:
    """A server, its store's folder, and who has signed in so far."""

    address: str
    store: Path
    visitors: dict[str, Visitor] = field(default_factory=dict)

    @property
    def accounts(self) -> Accounts:
        return Accounts(self.store)

    def visitor(self, role: str) -> Visitor:
        """Somebody with this role; `stranger` has no account."""
        if role not in self.visitors:
            self.visitors[role] = Visitor(self.address)
            if role != "stranger":
                assert self.visitors[role].sign_in(role, PASSWORD).status == 200
        return self.visitors[role]


Serve = Callable[..., House]


def two_uploads(store: Path, config: Config) -> None:
    """One figure that was frozen, and a newer one."""
    by = User.local("An")
    with Store.open(store, config) as filling:
        save(filling, b"one", "one.csv", [Fact(2, 2024, "T03", "gia_dinh", 100, None, 61)], by=by)
        upload_acts.freeze(filling, "Họp 15/06", by=by)
        save(filling, b"two", "two.csv", [Fact(2, 2024, "T03", "gia_dinh", 100, None, 75)], by=by)


def configured(folder: Path, **settings: str) -> Path:
    """The configuration of a commune with accounts and real figures."""
    shutil.copytree(ROOT / "tests" / "config", folder)
    lines = {"mode": "accounts", "allowed_hosts": "[localhost, 127.0.0.1]", "api": "true", **settings}
    text = "".join(f"{key}: {value}\n" for key, value in lines.items())
    (folder / "access.yaml").write_text(text, encoding="utf-8")
    commune = folder / "commune.yaml"
    commune.write_text(commune.read_text(encoding="utf-8").replace("sample: true\n", ""), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Starts a server; all are stopped at the end."""
    running: list[subprocess.Popen[bytes]] = []

    def start(secret: str = "", filled: Callable[[Path, Config], None] = two_uploads, **settings: str) -> House:
        folder = tmp_path_factory.mktemp("house")
        config, store = configured(folder / "config", **settings), folder / "store"
        filled(store, load_config(config))
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
        house = House(f"http://127.0.0.1:{port}", store)
        _wait_until_healthy(house, process)
        return house

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(60)


@pytest.fixture(scope="session")
def house(serve: Serve) -> House:
    return serve()


def _wait_until_healthy(house: House, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1800):
        assert process.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(f"{house.address}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")
