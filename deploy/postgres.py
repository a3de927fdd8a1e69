"""A private PostgreSQL cluster on a Unix socket, for tests and for trying several processes on one machine."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DATABASE_USER = "app"
SYSTEM_USER = "postgres"  # PostgreSQL refuses to run as root; Debian's package brings this user


class Postgres:
    """A cluster in `folder` with its socket in `sockets` (a short path). It does not listen on the network."""

    def __init__(self, folder: Path, sockets: Path, password: str = "") -> None:
        self.folder = folder
        self._sockets = sockets
        self.password_file = folder / "pgpass"
        self._data = folder / "data"
        self._process_user = SYSTEM_USER if hasattr(os, "geteuid") and os.geteuid() == 0 else None
        if not self._data.exists():
            self._create_cluster(password or secrets.token_hex(16))

    def connection_string(self, database: str = "postgres") -> str:
        """The libpq connection string, without the password: set PGPASSFILE to `password_file`."""
        return f"host={self._sockets} user={DATABASE_USER} dbname={database}"

    def start(self, durable: bool = True) -> None:
        """Start the server and wait until it accepts connections; without `durable` it does not sync to disk."""
        if self._process_user:
            shutil.chown(self._sockets, self._process_user)
        settings = f"-k {self._sockets} -c listen_addresses='' -c fsync={'on' if durable else 'off'}"
        self._run("pg_ctl", "-D", str(self._data), "-w", "-o", settings, "-l", str(self.folder / "log"), "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; mode "immediate" is the same as a crash."""
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", mode, "stop")

    def _create_cluster(self, password: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.password_file.write_text(f"*:*:*:*:{password}\n", encoding="utf-8")
        self.password_file.chmod(0o600)
        initial_password = self.folder / "initial_password"
        initial_password.write_text(password, encoding="utf-8")
        if self._process_user:
            for path in (self.folder, initial_password):
                shutil.chown(path, self._process_user)
        options = ["-U", DATABASE_USER, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        self._run("initdb", "-D", str(self._data), f"--pwfile={initial_password}", *options)
        initial_password.unlink()

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL; AssertionError with its output when it fails."""
        process = subprocess.run(
            [_find_program(program), *arguments],
            user=self._process_user,
            cwd=self.folder,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,  # the server inherits the pipe
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if process.returncode:
            raise AssertionError(f"{program}: {process.stdout or self._read_log_tail()}")

    def _read_log_tail(self) -> str:
        log = self.folder / "log"
        return log.read_text(encoding="utf-8")[-2000:] if log.exists() else ""


@contextmanager
def start_postgres(folder: Path, password: str = "", durable: bool = True) -> Iterator[Postgres]:
    """A running cluster, shut down on exit."""
    with tempfile.TemporaryDirectory(prefix="lc-") as sockets:
        yield from _run_until_exit(Postgres(folder, Path(sockets), password), durable)


def _run_until_exit(postgres: Postgres, durable: bool) -> Iterator[Postgres]:
    postgres.start(durable)
    try:
        yield postgres
    finally:
        postgres.stop()


def _find_program(program: str) -> str:
    """The path of a program: on PATH, or in Debian's folder of the newest version. FileNotFoundError otherwise."""
    debian = Path(Path.cwd().anchor, "usr", "lib", "postgresql")
    versions = sorted(debian.glob("*/bin"), key=lambda path: float(path.parent.name))
    found = shutil.which(program) or (shutil.which(program, path=str(versions[-1])) if versions else None)
    if found is None:
        raise FileNotFoundError(f"{program}: PostgreSQL is not installed (on Debian: apt-get install postgresql)")
    return found
