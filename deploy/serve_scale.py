"""`make serve-scale`: two processes of the dashboard on one lake, behind nginx; Ctrl-C stops all of them.

The lake is the one in LEARNING_COVERAGE_STORE; without one, a lake is created in data/scale and stays there.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from deploy.postgres import start_postgres

HERE = Path(__file__).parent
ROOT = HERE.parent
APP_COUNT = 2


def main() -> None:
    options = _parse_options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with ExitStack() as open_:
        environment = {**os.environ, **open_.enter_context(_open_lake(ROOT / "data" / "scale"))}
        ports = find_free_ports(APP_COUNT)
        apps = [open_.enter_context(_start(_app_command(port), environment)) for port in ports]
        for app, port in zip(apps, ports, strict=True):
            _wait_for(app, port)
        folder = Path(options.run or open_.enter_context(tempfile.TemporaryDirectory()))
        nginx = open_.enter_context(_start(_nginx_command(folder, options.port, ports), environment))
        _wait_for(nginx, options.port)
        print(f"http://localhost:{options.port}", flush=True)
        nginx.wait()


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--run", help="a folder for the files of nginx")
    return parser.parse_args()


@contextmanager
def _open_lake(folder: Path) -> Iterator[dict[str, str]]:
    """The environment variables with which the processes find the lake."""
    if os.environ.get("LEARNING_COVERAGE_STORE", "").startswith("ducklake:"):
        yield {}
        return
    folder.mkdir(parents=True, exist_ok=True)
    with start_postgres(folder / "postgres") as postgres:
        address = f"ducklake:postgres:{postgres.connection_string()};data={folder / 'files'}"
        yield {"LEARNING_COVERAGE_STORE": address, "PGPASSFILE": str(postgres.password_file)}


def _app_command(port: int) -> list[str]:
    headless = ("--server.headless", "true")
    return [sys.executable, "-m", "learning_coverage", "serve", "--server.port", str(port), *headless]


def _nginx_command(folder: Path, port: int, apps: list[int]) -> list[str]:
    folder.chmod(0o755)  # the workers of nginx run as another user than root
    for name in ("nginx.conf", "place.conf"):
        shutil.copy(HERE / name, folder)
    servers = " ".join(f"server 127.0.0.1:{app} fail_timeout=2s;" for app in apps)
    text = f"""upstream apps {{ hash $route consistent; {servers} }}
server {{ listen 127.0.0.1:{port}; include place.conf; }}
"""
    (folder / "apps.conf").write_text(text, encoding="utf-8")
    program = shutil.which("nginx") or shutil.which("nginx", path=str(Path(ROOT.anchor, "usr", "sbin")))
    if program is None:
        sys.exit("nginx is not installed (on Debian: apt-get install nginx-light).")
    return [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the server answers; exit when it has ended instead."""
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"{server.args}: could not start.")


@contextmanager
def _start(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def find_free_ports(count: int) -> list[int]:
    """Different ports of this machine that nothing listens on."""
    with ExitStack() as open_:
        sockets = [open_.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
