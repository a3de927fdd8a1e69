"""Reading files of strangers in a process of its own, with bounds on memory and time.

What goes to that process is ours (the configuration); what comes back is not believed: parsers have bugs, and who uses
one may answer in the process's name. So answers are JSON, built into our own values with every type checked, and never
a pickle. A process that dies, takes too long or answers nonsense costs the user one sentence.
"""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from learning_coverage import error_log
from learning_coverage.config import Config
from learning_coverage.facts import Problem
from learning_coverage.intake.files.file_name import clean_file_name
from learning_coverage.intake.result import ReadResult
from learning_coverage.intake.sandbox.pool import Pool, WorkerError

T = TypeVar("T")
SANDBOX_FAILURES = ("reading_stopped", "reading_failed")  # problems that say nothing of the file's contents
_pool = Pool()
_READING: TypeAdapter[ReadResult] = TypeAdapter(ReadResult)
_NAMES: TypeAdapter[list[str] | Problem] = TypeAdapter(list[str] | Problem)


def warm_up() -> None:
    """Have a process wait for the first file, so that nobody waits for the process."""
    _pool.warm_up()


def read(
    data: bytes,
    file_name: str,
    config: Config,
    *,
    year: int | None = None,
    columns: Mapping[str, str] | None = None,
    aliases: Mapping[str, str] | None = None,
    skip_rows: Collection[int] = (),
    edits: Mapping[tuple[int, str], str] | None = None,
) -> ReadResult:
    """`intake.read`, elsewhere. Never raises, whatever the bytes do."""
    how = {
        "year": year,
        "columns": dict(columns or {}),
        "aliases": dict(aliases or {}),
        "skip_rows": sorted(skip_rows),
        "edits": [[row, header, text] for (row, header), text in (edits or {}).items()],
    }
    found = _ask_worker("read", data, file_name, config, how, _READING)
    if isinstance(found, Problem):
        return ReadResult.from_problem(clean_file_name(file_name), found)
    if stray := _find_unknown_ids(found, config):
        return ReadResult.from_problem(clean_file_name(file_name), _failed_problem(stray))
    return found


def read_village_names(data: bytes, file_name: str, config: Config) -> list[str] | Problem:
    """`village_list.from_file`, elsewhere."""
    return _ask_worker("village_names", data, file_name, config, {}, _NAMES)


def _ask_worker(
    task: str, data: bytes, file_name: str, config: Config, options: dict[str, Any], adapter: TypeAdapter[T]
) -> T | Problem:
    try:
        answer = _pool.run({"ask": task, "file_name": file_name, "how": options}, data, config)
        return adapter.validate_json(answer, strict=True)
    except WorkerError as stopped:
        return _failed_problem(stopped.trace) if stopped.trace else _stopped_problem(config)
    except ValidationError as error:
        return _failed_problem(str(error))


def _stopped_problem(config: Config) -> Problem:
    bounds = {"seconds": config.limits.seconds, "megabytes": config.limits.memory_mb}
    number = error_log.record(f"reading was stopped: {bounds}")
    return Problem("error", "reading_stopped", details={**bounds, "number": number})


def _failed_problem(trace: str) -> Problem:
    return Problem("error", "reading_failed", details={"number": error_log.record(trace)})


def _find_unknown_ids(reading: ReadResult, config: Config) -> str:
    """Facts about what does not exist cannot come from our own reading."""
    areas = {config.scope_id, *(village.id for village in config.villages)}
    strays = [fact for fact in reading.facts if fact.area_id not in areas or fact.indicator_id not in config.indicators]
    return f"facts about unknown areas or indicators: {strays[:3]}" if strays else ""
