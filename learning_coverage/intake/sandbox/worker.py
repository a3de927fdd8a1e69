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
from learning_coverage.intake.result import Reading
from learning_coverage.intake.sandbox.framing import receive, send

try:
    import resource
except ImportError:  # Windows has none: there only the time is bounded
    resource = None  # type: ignore[assignment]

_READING: TypeAdapter[Reading] = TypeAdapter(Reading)
_NAMES: TypeAdapter[list[str] | Problem] = TypeAdapter(list[str] | Problem)


def main() -> None:
    """Answer until the other side hangs up."""
    questions, answers = sys.stdin.buffer, _own_output()
    _write_no_files()
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
        send(answers, _answer(json.loads(question), data, config))


def _own_output() -> BinaryIO:
    """The pipe of the answers, out of reach for whatever else writes to standard output."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answers


def _own_memory() -> int:
    """Bytes this process has addresses for before it reads: libraries set aside far more than they use."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # no Linux
        return 0


def _answer(question: dict[str, Any], data: bytes, config: Config) -> bytes:
    _bound_memory(config.limits.memory_mb)
    # If nobody is left to end this process when the time is over, it ends itself; native code cannot stop that.
    faulthandler.dump_traceback_later(config.limits.seconds + 1, exit=True, file=sys.stderr)
    try:
        return b"+" + ASKED[question["ask"]](question, data, config)
    except MemoryError:
        raise  # the end of this process says it
    except BaseException:
        _bound_memory(None)
        return b"!" + traceback.format_exc().encode(errors="backslashreplace")
    finally:
        faulthandler.cancel_dump_traceback_later()


def _read(question: dict[str, Any], data: bytes, config: Config) -> bytes:
    how = question["how"]
    how["edits"] = {(row, header): text for row, header, text in how["edits"]}
    return _READING.dump_json(read(data, question["file_name"], config, **how))


def _village_names(question: dict[str, Any], data: bytes, config: Config) -> bytes:
    return _NAMES.dump_json(village_list.from_file(data, question["file_name"], config))


ASKED: dict[str, Callable[[dict[str, Any], bytes, Config], bytes]] = {"read": _read, "village_names": _village_names}


def _bound_memory(megabytes: int | None) -> None:
    """Bound what this process may ask for beyond what it has; None takes the bound away, to tell of what went wrong."""
    if resource is not None:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = hard if megabytes is None else _own_memory() + megabytes * 1024 * 1024
        stricter = hard != resource.RLIM_INFINITY and hard < wanted  # whoever started the program may bound it already
        resource.setrlimit(resource.RLIMIT_AS, (hard if stricter else wanted, hard))


def _write_no_files() -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    main()
