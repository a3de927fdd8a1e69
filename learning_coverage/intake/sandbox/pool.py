"""Pool of reading processes, started on demand, reused for the next file and killed after an error."""

import json
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO, cast

from learning_coverage.config import ROOT, Config
from learning_coverage.intake.sandbox.framing import receive, send

COMMAND = [sys.executable, "-m", "learning_coverage.intake.sandbox.worker"]
MAX_WORKERS = 2  # files read at the same time
START_TIMEOUT = 60  # seconds until a process has loaded its libraries
LARGE_FILE = 1024 * 1024  # bytes; after such a file the process is replaced, as its memory may be fragmented
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # no console window on Windows


class WorkerError(Exception):
    """A request without an answer: `trace` of an error in the reader, None when the process ended or was killed."""

    def __init__(self, trace: str | None = None) -> None:
        super().__init__(trace)
        self.trace = trace


class Pool:
    """Reading processes, safe to use from several threads; a process that fails is not used again."""

    def __init__(self) -> None:
        self._slots = threading.Semaphore(MAX_WORKERS)
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()

    def warm_up(self) -> None:
        """Start a process in the background when none is idle."""
        if not self._idle:
            threading.Thread(target=self._start_idle, daemon=True).start()

    def run(self, request: dict[str, Any], data: bytes, config: Config) -> bytes:
        """The answer as bytes, not validated. Raises WorkerError."""
        with self._slots:
            process = self._acquire()
            try:
                answer = process.run(json.dumps(request).encode(), data, config)
            except BaseException:
                process.kill()
                raise
            if len(data) > LARGE_FILE:
                process.kill()
            else:
                self._release(process)
        return answer

    def _start_idle(self) -> None:
        with self._slots, suppress(WorkerError):  # the first file reports the error
            self._release(self._acquire())

    def _acquire(self) -> "_Worker":
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.is_alive:
                    return process
        try:
            return _Worker()
        except OSError as error:
            raise WorkerError(str(error)) from error

    def _release(self, process: "_Worker") -> None:
        with self._lock:
            self._idle.append(process)


class _Worker:
    def __init__(self) -> None:
        self._popen = subprocess.Popen(
            COMMAND,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW,
        )
        self._stdin, self._stdout = cast(BinaryIO, self._popen.stdin), cast(BinaryIO, self._popen.stdout)
        self._config: Config | None = None
        self._call_with_timeout(START_TIMEOUT, lambda: receive(self._stdout))

    @property
    def is_alive(self) -> bool:
        return self._popen.poll() is None

    def run(self, request: bytes, data: bytes, config: Config) -> bytes:
        # The configuration is sent once, pickled: requests hold trusted data only.
        pickled = b"" if config is self._config else pickle.dumps(config)

        def exchange() -> bytes:
            send(self._stdin, pickled, request, data)
            return receive(self._stdout)

        answer = self._call_with_timeout(config.limits.seconds, exchange)
        self._config = config
        if answer[:1] == b"!":
            raise WorkerError(answer[1:].decode(errors="replace"))
        return answer[1:]

    def kill(self) -> None:
        self._popen.kill()
        self._popen.wait()
        for pipe in (self._stdin, self._stdout):
            with suppress(OSError):  # unread data is dropped
                pipe.close()

    def _call_with_timeout(self, seconds: int, exchange: Callable[[], bytes]) -> bytes:
        """The answer of an exchange; the process is killed after the timeout. Raises WorkerError."""
        timer = threading.Timer(seconds, self._popen.kill)
        timer.start()
        try:
            return exchange()
        except (EOFError, OSError) as error:
            self.kill()
            raise WorkerError from error
        finally:
            timer.cancel()
