"""Processes to be killed, each forked from a server that has everything imported, so that one costs milliseconds."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

_forks = "forkserver" in multiprocessing.get_all_start_methods()  # not on Windows
context = multiprocessing.get_context("forkserver" if _forks else "spawn")
if _forks:
    context.set_forkserver_preload(["tests.crash.saving_child"])


@contextmanager
def started(act: Callable[..., None], *arguments: Any) -> Iterator[tuple[BaseProcess, Connection]]:
    """A process that runs `act(*arguments, connection)`, and our end of the connection; killed at the latest here."""
    ours, theirs = context.Pipe()
    process = context.Process(target=_in, args=(dict(os.environ), act, *arguments, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        ours.close()


def _in(environment: dict[str, str], act: Callable[..., None], *arguments: Any) -> None:
    """The server the process is forked from knows the environment only as it was when the first test needed it."""
    os.environ.clear()
    os.environ.update(environment)
    act(*arguments)
