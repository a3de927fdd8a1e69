"""`import`: imports files, each completely or not at all (with --keep-good: its good rows)."""

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
    """Add the commands of this module to the parser."""
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
    """The result of one file."""

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
        columns = _load_mapping(options.mapping)
        reader = partial(sandbox.read, config=config, year=options.year, columns=columns, aliases=known.aliases)
        for path in options.files:
            result = _import_file(store, previews, path, reader, options)
            refused |= result.verdict == "refused"
            print(json.dumps(_to_json(result), ensure_ascii=False) if options.json else _to_text(result))
    return int(refused)


def _load_mapping(path: Path | None) -> dict[str, str]:
    """Header text → field; ConfigError when the file has no such pairs."""
    columns = read_yaml(path) if path else {}
    if not isinstance(columns, dict):
        raise ConfigError(str(path), "no_pairs")
    return {str(header): str(meaning) for header, meaning in columns.items()}


def _import_file(
    store: Store, previews: Previewer, path: Path, reader: FileReader, options: argparse.Namespace
) -> ImportResult:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES_READ)  # enough for the reader to refuse a file that is too large
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
    """The path of a CSV of the rejected rows beside the file; None if it cannot be written."""
    rejects = path.with_name(f"{path.name}.rejects.csv")
    try:
        rejects.write_bytes(rejected_rows.to_csv(whole, text))
    except OSError:  # the rows are in the output of the command, too
        return None
    return rejects


def _to_json(result: ImportResult) -> dict[str, Any]:
    reading = result.reading
    facts = () if result.verdict == "refused" else reading.facts
    years = {fact.year for fact in facts}
    return {
        "file": str(result.path),
        "sha256": reading.sha256 or None,
        "verdict": result.verdict,
        "upload_id": result.upload_id,
        "encoding": reading.encoding or None,
        "year": years.pop() if len(years) == 1 else None,
        "facts": [[f.year, f.area_id, f.indicator_id, f.total, f.registered, f.recognised] for f in facts],
        "changes": {part: len(getattr(result.difference, part)) for part in ("added", "changed", "unchanged")},
        "problems": [_problem_to_json(problem) for problem in reading.problems],
        **({"rejects": str(result.rejects_file)} if result.rejects_file else {}),
    }


def _problem_to_json(problem: Problem) -> dict[str, Any]:
    texts = {"message": problem.message(text), "remedy": problem.remedy(text)}
    return {part: getattr(problem, part) for part in ("severity", "row", "column", "value", "code")} | texts


def _to_text(result: ImportResult) -> str:
    values = _to_json(result)
    lines = [text(f"cli.verdicts.{result.verdict}", file=values["file"], **values["changes"])]
    for problem in values["problems"]:
        place = text("cli.place", row=problem["row"]) if problem["row"] else ""
        lines.append(f"  {text('severity.' + problem['severity'])}{place}: {problem['message']} {problem['remedy']}")
    if result.rejects_file:
        lines.append(f"  {text('cli.rejects', file=result.rejects_file)}")
    return "\n".join(lines)
