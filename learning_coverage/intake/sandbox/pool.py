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
MOST = 2  # files read at the same time; the others wait
SLOWEST_START = 60  # seconds until a process has loaded its libraries
LARGE = 1024 * 1024  # bytes; after such a file the process is not kept, for its memory may be in pieces
_HIDDEN = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash a window


class Stopped(Exception):
    """There is no answer: `trace` tells of an error in our own code, None of a process that died or was ended."""

    def __init__(self, trace: str | None = None) -> None:
        super().__init__(trace)
        self.trace = trace


class Pool:
    """Safe to use from many threads. A file that fails costs its process, never the next file."""

    def __init__(self) -> None:
        self._turns = threading.Semaphore(MOST)
        self._idle: list[_Process] = []
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Start a process in the background when none waits."""
        if not self._idle:
            threading.Thread(target=self._warm, daemon=True).start()

    def ask(self, question: dict[str, Any], data: bytes, config: Config) -> bytes:
        """The answer as it came, or Stopped."""
        with self._turns:
            process = self._taken()
            try:
                answer = process.ask(json.dumps(question).encode(), data, config)
            except BaseException:
                process.end()
                raise
            if len(data) > LARGE:
                process.end()
            else:
                self._put(process)
        return answer

    def _warm(self) -> None:
        with self._turns, suppress(Stopped):  # the first file will tell
            self._put(self._taken())

    def _taken(self) -> "_Process":
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.alive:
                    return process
        try:
            return _Process()
        except OSError as error:
            raise Stopped(str(error)) from error

    def _put(self, process: "_Process") -> None:
        with self._lock:
            self._idle.append(process)


class _Process:
    def __init__(self) -> None:
        self._running = subprocess.Popen(
            COMMAND,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_HIDDEN,
        )
        self._to, self._out = cast(BinaryIO, self._running.stdin), cast(BinaryIO, self._running.stdout)
        self._config: Config | None = None
        self._within(SLOWEST_START, lambda: receive(self._out))

    @property
    def alive(self) -> bool:
        return self._running.poll() is None

    def ask(self, question: bytes, data: bytes, config: Config) -> bytes:
        # The configuration goes along once, as our own objects: in this direction nothing comes from a stranger.
        known = b"" if config is self._config else pickle.dumps(config)

        def exchange() -> bytes:
            send(self._to, known, question, data)
            return receive(self._out)

        answer = self._within(config.limits.seconds, exchange)
        self._config = config
        if answer[:1] == b"!":
            raise Stopped(answer[1:].decode(errors="replace"))
        return answer[1:]

    def end(self) -> None:
        self._running.kill()
        self._running.wait()
        for pipe in (self._to, self._out):
            with suppress(OSError):  # what was not taken any more is lost
                pipe.close()

    def _within(self, seconds: int, exchange: Callable[[], bytes]) -> bytes:
        """An exchange with the process, which is ended when the time is over."""
        over = threading.Timer(seconds, self._running.kill)
        over.start()
        try:
            return exchange()
        except (EOFError, OSError) as error:
            self.end()
            raise Stopped from error
        finally:
            over.cancel()
