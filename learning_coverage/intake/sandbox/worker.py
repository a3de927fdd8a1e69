"""The process that reads: `python -m learning_coverage.intake.apart.process`, spoken to through its two pipes."""

import faulthandler
import json
import os
import pickle
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import TypeAdapter

from learning_coverage.config import Config
from learning_coverage.facts import Problem
from learning_coverage.intake import read, village_list
from learning_coverage.intake.result import ReadResult
from learning_coverage.intake.sandbox.framing import receive, send

try:
    import resource
except ImportError:  # Windows has none: there only the time is bounded
    resource = None  # type: ignore[assignment]

_READING: TypeAdapter[ReadResult] = TypeAdapter(ReadResult)
_NAMES: TypeAdapter[list[str] | Problem] = TypeAdapter(list[str] | Problem)


def main() -> None:
    """Answer until the other side hangs up."""
    questions, answers = sys.stdin.buffer, _claim_stdout()
    _forbid_file_writes()
    send(answers, b"ready")
    config: Config | None = None
    while True:
        try:
            known, question, data = receive(questions), receive(questions), receive(questions)
        except EOFError:
            return
        if known:
            # From the process that started this one, never from a file.
            config = pickle.loads(known)  # nosec B301
        assert config is not None
        send(answers, _handle(json.loads(question), data, config))


def _claim_stdout() -> BinaryIO:
    """The pipe of the answers, out of reach for whatever else writes to standard output."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answers


def _address_space() -> int:
    """Bytes this process has addresses for before it reads: libraries set aside far more than they use."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # no Linux
        return 0


def _handle(request: dict[str, Any], data: bytes, config: Config) -> bytes:
    _limit_memory(config.limits.memory_mb)
    # If nobody is left to end this process when the time is over, it ends itself; native code cannot stop that.
    faulthandler.dump_traceback_later(config.limits.seconds + 1, exit=True, file=sys.stderr)
    try:
        return b"+" + HANDLERS[request["ask"]](request, data, config)
    except MemoryError:
        raise  # the end of this process says it
    except BaseException:
        _limit_memory(None)
        return b"!" + traceback.format_exc().encode(errors="backslashreplace")
    finally:
        faulthandler.cancel_dump_traceback_later()


def _read(request: dict[str, Any], data: bytes, config: Config) -> bytes:
    how = request["how"]
    how["edits"] = {(row, header): text for row, header, text in how["edits"]}
    return _READING.dump_json(read(data, request["file_name"], config, **how))


def _read_village_names(request: dict[str, Any], data: bytes, config: Config) -> bytes:
    return _NAMES.dump_json(village_list.from_file(data, request["file_name"], config))


HANDLERS: dict[str, Callable[[dict[str, Any], bytes, Config], bytes]] = {
    "read": _read,
    "village_names": _read_village_names,
}


def _limit_memory(megabytes: int | None) -> None:
    """Bound what this process may ask for beyond what it has; None takes the bound away, to tell of what went wrong."""
    if resource is not None:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = hard if megabytes is None else _address_space() + megabytes * 1024 * 1024
        stricter = hard != resource.RLIM_INFINITY and hard < wanted  # whoever started the program may bound it already
        resource.setrlimit(resource.RLIMIT_AS, (hard if stricter else wanted, hard))


def _forbid_file_writes() -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    main()
