"""`import`: files in, each taken whole or not at all (with --keep-good: its good rows)."""

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from learning_coverage.cli.context import add_author_option, add_json_option, open_scope_store, text, user_from
from learning_coverage.config import Config, ConfigError, read_yaml
from learning_coverage.facts import Problem
from learning_coverage.import_preview import Previewer
from learning_coverage.intake import rejected_rows, sandbox
from learning_coverage.intake.result import ReadResult
from learning_coverage.store import Store
from learning_coverage.store.writes.learned_names import read_learned
from learning_coverage.store.writes.save_plan import Difference
from learning_coverage.store.writes.uploads import save

if TYPE_CHECKING:
    from learning_coverage.cli.context import Subparsers

MAX_BYTES_READ = 201 * 1024 * 1024  # bytes, beyond every limit the configuration allows
FileReader = Callable[..., ReadResult]


def add_commands(commands: "Subparsers") -> None:
    parser = commands.add_parser("import", help=text("cli.import"))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--year", type=int, help=text("cli.year_of_file"))
    add_author_option(parser)
    parser.add_argument("--note", default="", help=text("cli.note"))
    parser.add_argument("--dry-run", action="store_true", help=text("cli.dry_run"))
    parser.add_argument("--mapping", type=Path, metavar="FILE", help=text("cli.mapping"))
    parser.add_argument("--keep-good", action="store_true", help=text("cli.keep_good"))
    add_json_option(parser)
    parser.set_defaults(act=_import)


@dataclass(frozen=True)
class ImportResult:
    """What became of one file."""

    path: Path
    reading: ReadResult
    verdict: str
    difference: Difference = field(default_factory=Difference)
    upload_id: int | None = None
    rejects_file: Path | None = None


def _import(options: argparse.Namespace, config: Config) -> int:
    refused = False
    sandbox.warm_up()  # while the store opens
    with open_scope_store(options, write=not options.dry_run) as store:
        previews, known = Previewer(store, config), read_learned(store)
        how = {"year": options.year, "columns": _load_mapping(options.mapping), "aliases": known.aliases}
        reader = partial(sandbox.read, config=config, **how)
        for path in options.files:
            taken = _import_file(store, previews, path, reader, options)
            refused |= taken.verdict == "refused"
            print(json.dumps(_to_json(taken), ensure_ascii=False) if options.json else _to_text(taken))
    return int(refused)


def _load_mapping(path: Path | None) -> dict[str, str]:
    """Header text → field; ConfigError when the file holds no such pairs."""
    columns = read_yaml(path) if path else {}
    if not isinstance(columns, dict):
        raise ConfigError(str(path), "no_pairs")
    return {str(header): str(meaning) for header, meaning in columns.items()}


def _import_file(
    store: Store, previews: Previewer, path: Path, reader: FileReader, options: argparse.Namespace
) -> ImportResult:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES_READ)  # the reader refuses what is too large, however large it is
    except OSError:
        return ImportResult(
            path, ReadResult.from_problem(path.name, Problem("error", "unreadable", value=path.name)), "refused"
        )
    reading = whole = reader(data, path.name)
    if reading.is_refused and options.keep_good:
        reading = rejected_rows.read_without_bad_rows(data, reading, reader)
    preview = previews.preview(data, reading)
    if preview.verdict == "refused":
        return ImportResult(path, preview.reading, "refused")
    if options.dry_run:
        return ImportResult(path, preview.reading, "previewed", preview.plan.difference)
    receipt = save(store, data, reading.file_name, preview.plan.facts, by=user_from(options), note=options.note)
    left_out = _write_rejects(path, whole) if reading is not whole else None
    return ImportResult(path, preview.reading, receipt.verdict, receipt.difference, receipt.upload_id, left_out)


def _write_rejects(path: Path, whole: ReadResult) -> Path | None:
    """The rows left out, beside the file; where that cannot be written they are in the answer all the same."""
    beside = path.with_name(f"{path.name}.rejects.csv")
    try:
        beside.write_bytes(rejected_rows.to_csv(whole, text))
    except OSError:
        return None
    return beside


def _to_json(taken: ImportResult) -> dict[str, Any]:
    reading = taken.reading
    facts = () if taken.verdict == "refused" else reading.facts
    years = {fact.year for fact in facts}
    return {
        "file": str(taken.path),
        "sha256": reading.sha256 or None,
        "verdict": taken.verdict,
        "upload_id": taken.upload_id,
        "encoding": reading.encoding or None,
        "year": years.pop() if len(years) == 1 else None,
        "facts": [[f.year, f.area_id, f.indicator_id, f.total, f.registered, f.recognised] for f in facts],
        "changes": {part: len(getattr(taken.difference, part)) for part in ("added", "changed", "unchanged")},
        "problems": [_problem_to_json(problem) for problem in reading.problems],
        **({"rejects": str(taken.rejects_file)} if taken.rejects_file else {}),
    }


def _problem_to_json(problem: Problem) -> dict[str, Any]:
    words = {"message": problem.message(text), "remedy": problem.remedy(text)}
    return {part: getattr(problem, part) for part in ("severity", "row", "column", "value", "code")} | words


def _to_text(taken: ImportResult) -> str:
    answer = _to_json(taken)
    lines = [text(f"cli.verdicts.{taken.verdict}", file=answer["file"], **answer["changes"])]
    for problem in answer["problems"]:
        place = text("cli.place", row=problem["row"]) if problem["row"] else ""
        lines.append(f"  {text('severity.' + problem['severity'])}{place}: {problem['message']} {problem['remedy']}")
    if taken.rejects_file:
        lines.append(f"  {text('cli.rejects', file=taken.rejects_file)}")
    return "\n".join(lines)
