"""Two processes behind nginx, as `make serve-scale` starts them: both are used, each session by one process."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from deploy.serve_scale import find_free_ports
from learning_coverage.config import ROOT

pytestmark = [pytest.mark.scale, pytest.mark.browser]
TIMEOUT = 180  # seconds


@pytest.fixture
def served(address: str, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The URL of nginx, and the folder of its logs."""
    (port,), run = find_free_ports(1), tmp_path / "nginx"
    run.mkdir()
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)  # nginx serves as another user than root
    command = [sys.executable, "-m", "deploy.serve_scale", "--port", str(port), "--run", str(run)]
    settings = {"LEARNING_COVERAGE_STORE": address, "LEARNING_COVERAGE_CACHE": str(tmp_path / "cache")}
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.PIPE)
    try:
        assert process.stdout and process.stdout.readline().strip() == f"http://localhost:{port}".encode()
        yield f"http://127.0.0.1:{port}", run
    finally:
        process.terminate()
        assert process.wait(60) == 0


def test_session_stays_with_its_process(served: tuple[str, Path], chromium: Browser) -> None:
    url, run = served
    _visit_until_both_were_used(url, run)
    with chromium.new_context(locale="vi-VN") as context:
        page = context.new_page()
        page.goto(url)
        page.wait_for_selector("h1", timeout=TIMEOUT * 1000)
        page.get_by_role("link", name="Lịch sử").click()
        page.wait_for_selector("h1:has-text('nạp')", timeout=TIMEOUT * 1000)
        (cookie,) = [cookie["value"] for cookie in context.cookies() if cookie["name"] == "route"]
    processes = {line.split()[0] for line in _log(run) if cookie in line}
    assert len(processes) == 1


def _visit_until_both_were_used(url: str, run: Path) -> None:
    """Send requests without a cookie until both processes have answered; nginx picks one by a hash of a new cookie."""
    for _ in range(40):
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=30) as answer:
            assert any(cookie.startswith("route=") for cookie in answer.headers.get_all("Set-Cookie"))
        if len({line.split()[0] for line in _log(run)}) == 2:
            return
    raise AssertionError(_log(run))


def _log(run: Path) -> list[str]:
    log = run / "access.log"
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []
