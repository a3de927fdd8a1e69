"""Start processes that tests kill; they are forked from a server with all imports done, which takes milliseconds."""

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
    """A process that runs `act(*arguments, connection)`, and the other end of the connection; killed on exit."""
    ours, theirs = context.Pipe()
    process = context.Process(target=_run_in_environment, args=(dict(os.environ), act, *arguments, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        ours.close()


def _run_in_environment(environment: dict[str, str], act: Callable[..., None], *arguments: Any) -> None:
    """Run `act` in the environment of the caller: the fork server has that of its own start."""
    os.environ.clear()
    os.environ.update(environment)
    act(*arguments)
