"""Servers to measure, ours and others, each on a port of its own until it is no longer needed."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from learning_coverage.config import ROOT

HEADLESS = ("--server.headless", "true")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@contextmanager
def serve_dashboard(port: int, store: str, config: Path = ROOT / "config") -> Iterator[subprocess.Popen[bytes]]:
    """The dashboard over a store."""
    command = ["-m", "learning_coverage", "serve", "--server.port", str(port), *HEADLESS]
    environment = {"LEARNING_COVERAGE_STORE": store, "LEARNING_COVERAGE_CONFIG": str(config)}
    with run_server(command, f"http://127.0.0.1:{port}/_stcore/health", environment) as server:
        yield server


@contextmanager
def serve_peer(port: int, name: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A page of `peers` with Streamlit's own settings: in an empty folder ours are not found."""
    page = str(Path(__file__).parent / "peers" / f"{name}.py")
    command = ["-m", "streamlit", "run", page, "--server.port", str(port), *HEADLESS]
    environment = {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    with run_server(command, f"http://127.0.0.1:{port}/_stcore/health", environment, folder) as server:
        yield server


@contextmanager
def run_server(
    command: Sequence[str], address: str, environment: dict[str, str] | None = None, cwd: Path = ROOT
) -> Iterator[subprocess.Popen[bytes]]:
    server = subprocess.Popen(
        [sys.executable, *command],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(address, server)
        yield server
    finally:
        server.terminate()
        server.wait(60)


def _wait_until_ready(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(1800):
        if server.poll() is not None:
            raise RuntimeError(f"the server for {address} ended with {server.returncode}")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nothing answered at {address}")


def resident_kilobytes(pid: int) -> int:
    """Kilobytes the server holds; 0 where the system does not say."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def cpu_seconds(pid: int) -> float:
    """Seconds of processor time the server has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND
