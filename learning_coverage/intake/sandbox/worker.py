"""The reading process, `python -m learning_coverage.intake.sandbox.worker`, with requests and answers in its pipes."""

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
except ImportError:  # on Windows only the time is limited
    resource = None  # type: ignore[assignment]

_READING: TypeAdapter[ReadResult] = TypeAdapter(ReadResult)
_NAMES: TypeAdapter[list[str] | Problem] = TypeAdapter(list[str] | Problem)


def main() -> None:
    """Answer requests until the pipe is closed."""
    requests, answers = sys.stdin.buffer, _claim_stdout()
    _forbid_file_writes()
    send(answers, b"ready")
    config: Config | None = None
    while True:
        try:
            pickled, request, data = receive(requests), receive(requests), receive(requests)
        except EOFError:
            return
        if pickled:
            # From the parent process, never from a file.
            config = pickle.loads(pickled)  # nosec B301
        assert config is not None
        send(answers, _handle(json.loads(request), data, config))


def _claim_stdout() -> BinaryIO:
    """The pipe of the answers; standard output itself is redirected to nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answers


def _address_space() -> int:
    """Bytes of address space of this process, 0 outside Linux; libraries reserve more than they use."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # not Linux
        return 0


def _handle(request: dict[str, Any], data: bytes, config: Config) -> bytes:
    _limit_memory(config.limits.memory_mb)
    # Without a parent to kill it after the timeout, the process exits by itself, even inside native code.
    faulthandler.dump_traceback_later(config.limits.seconds + 1, exit=True, file=sys.stderr)
    try:
        return b"+" + HANDLERS[request["task"]](request, data, config)
    except MemoryError:
        raise  # the parent process detects the exit
    except BaseException:
        _limit_memory(None)
        return b"!" + traceback.format_exc().encode(errors="backslashreplace")
    finally:
        faulthandler.cancel_dump_traceback_later()


def _read(request: dict[str, Any], data: bytes, config: Config) -> bytes:
    options = request["options"]
    options["edits"] = {(row, header): text for row, header, text in options["edits"]}
    return _READING.dump_json(read(data, request["file_name"], config, **options))


def _read_village_names(request: dict[str, Any], data: bytes, config: Config) -> bytes:
    return _NAMES.dump_json(village_list.from_file(data, request["file_name"], config))


HANDLERS: dict[str, Callable[[dict[str, Any], bytes, Config], bytes]] = {
    "read": _read,
    "village_names": _read_village_names,
}


def _limit_memory(megabytes: int | None) -> None:
    """Limit further memory of this process; None removes the limit, to format an error."""
    if resource is not None:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        soft = hard if megabytes is None else _address_space() + megabytes * 1024 * 1024
        is_limited = hard != resource.RLIM_INFINITY and hard < soft  # a limit set before this process started
        resource.setrlimit(resource.RLIMIT_AS, (hard if is_limited else soft, hard))


def _forbid_file_writes() -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    main()
