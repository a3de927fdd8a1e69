"""Reading of uploaded files in a separate process, with limits of memory and time.

Requests to the process hold trusted data (the configuration). Its answers are not trusted, as an exploited parser could
write them: they are JSON, validated with strict types, never pickles. A process that ends, exceeds its time or answers
invalidly gives one problem.
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
SANDBOX_FAILURES = ("reading_stopped", "reading_failed")  # problems that are not about the content of the file
workers = Pool()
_READING: TypeAdapter[ReadResult] = TypeAdapter(ReadResult)
_NAMES: TypeAdapter[list[str] | Problem] = TypeAdapter(list[str] | Problem)


def warm_up() -> None:
    """Start a process before the first file arrives."""
    workers.warm_up()


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
    """`intake.read` in a separate process. Never raises."""
    options = {
        "year": year,
        "columns": dict(columns or {}),
        "aliases": dict(aliases or {}),
        "skip_rows": sorted(skip_rows),
        "edits": [[row, header, text] for (row, header), text in (edits or {}).items()],
    }
    result = _ask_worker("read", data, file_name, config, options, _READING)
    if isinstance(result, Problem):
        return ReadResult.from_problem(clean_file_name(file_name), result)
    if unknown := _find_unknown_ids(result, config):
        return ReadResult.from_problem(clean_file_name(file_name), _failed_problem(unknown))
    return result


def read_village_names(data: bytes, file_name: str, config: Config) -> list[str] | Problem:
    """`village_list.from_file` in a separate process. Never raises."""
    return _ask_worker("village_names", data, file_name, config, {}, _NAMES)


def _ask_worker(
    task: str, data: bytes, file_name: str, config: Config, options: dict[str, Any], adapter: TypeAdapter[T]
) -> T | Problem:
    try:
        answer = workers.run({"task": task, "file_name": file_name, "options": options}, data, config)
        return adapter.validate_json(answer, strict=True)
    except WorkerError as error:
        return _failed_problem(error.trace) if error.trace else _stopped_problem(config)
    except ValidationError as error:
        return _failed_problem(str(error))


def _stopped_problem(config: Config) -> Problem:
    limits = {"seconds": config.limits.seconds, "megabytes": config.limits.memory_mb}
    number = error_log.record(f"reading was stopped: {limits}")
    return Problem("error", "reading_stopped", details={**limits, "number": number})


def _failed_problem(trace: str) -> Problem:
    return Problem("error", "reading_failed", details={"number": error_log.record(trace)})


def _find_unknown_ids(reading: ReadResult, config: Config) -> str:
    """A description of facts about unknown areas or indicators, "" without any; the reader makes none."""
    areas = {config.scope_id, *(village.id for village in config.villages)}
    unknown = [
        fact for fact in reading.facts if fact.area_id not in areas or fact.indicator_id not in config.indicators
    ]
    return f"facts about unknown areas or indicators: {unknown[:3]}" if unknown else ""
