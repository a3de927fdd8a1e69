"""Servers to measure, each on a port of its own and stopped on exit; memory and processor time of a process."""

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
    """Run the dashboard on a store."""
    command = ["-m", "learning_coverage", "serve", "--server.port", str(port), *HEADLESS]
    environment = {"LEARNING_COVERAGE_STORE": store, "LEARNING_COVERAGE_CONFIG": str(config)}
    with run_server(command, f"http://127.0.0.1:{port}/_stcore/health", environment) as server:
        yield server


@contextmanager
def serve_peer(port: int, name: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a page of `peers` with Streamlit's default settings: `folder` has no `.streamlit/config.toml`."""
    page = str(Path(__file__).parents[1] / "peers" / f"{name}.py")
    command = ["-m", "streamlit", "run", page, "--server.port", str(port), *HEADLESS]
    environment = {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    with run_server(command, f"http://127.0.0.1:{port}/_stcore/health", environment, folder) as server:
        yield server


@contextmanager
def run_server(
    command: Sequence[str], address: str, environment: dict[str, str] | None = None, cwd: Path = ROOT
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Python command until exit; starts once `address` answers. RuntimeError when it does not within minutes."""
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
    """Resident memory of a process in kilobytes; 0 where the system has no /proc."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def cpu_seconds(pid: int) -> float:
    """Processor time of a process in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND
