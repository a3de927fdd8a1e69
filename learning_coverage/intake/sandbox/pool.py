"""The processes that read: started when first needed, kept for the next file, ended when they misbehave."""

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
MAX_WORKERS = 2  # files read at the same time; the others wait
START_TIMEOUT = 60  # seconds until a process has loaded its libraries
LARGE_FILE = 1024 * 1024  # bytes; after such a file the process is not kept, for its memory may be in pieces
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash a window


class WorkerError(Exception):
    """There is no answer: `trace` tells of an error in our own code, None of a process that died or was ended."""

    def __init__(self, trace: str | None = None) -> None:
        super().__init__(trace)
        self.trace = trace


class Pool:
    """Safe to use from many threads. A file that fails costs its process, never the next file."""

    def __init__(self) -> None:
        self._slots = threading.Semaphore(MAX_WORKERS)
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()

    def warm_up(self) -> None:
        """Start a process in the background when none waits."""
        if not self._idle:
            threading.Thread(target=self._start_idle, daemon=True).start()

    def run(self, request: dict[str, Any], data: bytes, config: Config) -> bytes:
        """The answer as it came, or Stopped."""
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
        with self._slots, suppress(WorkerError):  # the first file will tell
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
        # The configuration goes along once, as our own objects: in this direction nothing comes from a stranger.
        known = b"" if config is self._config else pickle.dumps(config)

        def exchange() -> bytes:
            send(self._stdin, known, request, data)
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
            with suppress(OSError):  # what was not taken any more is lost
                pipe.close()

    def _call_with_timeout(self, seconds: int, exchange: Callable[[], bytes]) -> bytes:
        """An exchange with the process, which is ended when the time is over."""
        over = threading.Timer(seconds, self._popen.kill)
        over.start()
        try:
            return exchange()
        except (EOFError, OSError) as error:
            self.kill()
            raise WorkerError from error
        finally:
            over.cancel()
