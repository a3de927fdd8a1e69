"""`import`: files in, each taken whole or not at all (with --keep-good: its good rows)."""

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from learning_coverage.cli.context import add_author, add_json, by_of, opened_store, say
from learning_coverage.config import Config, ConfigError, read_yaml
from learning_coverage.facts import Problem
from learning_coverage.import_preview import Previews
from learning_coverage.intake import sandbox
from learning_coverage.intake.checks import rejected_rows
from learning_coverage.intake.result import Reading
from learning_coverage.store import Store
from learning_coverage.store.writes.learned_names import learnt
from learning_coverage.store.writes.save_upload import Difference, save

if TYPE_CHECKING:
    from learning_coverage.cli.context import Commands

NOTHING = Difference((), (), ())
MOST_READ = 201 * 1024 * 1024  # bytes, beyond every limit the configuration allows
Reader = Callable[..., Reading]


def add_commands(commands: "Commands") -> None:
    parser = commands.add_parser("import", help=say("cli.import"))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--year", type=int, help=say("cli.year_of_file"))
    add_author(parser)
    parser.add_argument("--note", default="", help=say("cli.note"))
    parser.add_argument("--dry-run", action="store_true", help=say("cli.dry_run"))
    parser.add_argument("--mapping", type=Path, metavar="FILE", help=say("cli.mapping"))
    parser.add_argument("--keep-good", action="store_true", help=say("cli.keep_good"))
    add_json(parser)
    parser.set_defaults(act=_import)


@dataclass(frozen=True)
class Taken:
    """What became of one file."""

    path: Path
    reading: Reading
    verdict: str
    change: Difference = NOTHING
    upload_id: int | None = None
    rejects: Path | None = None


def _import(options: argparse.Namespace, config: Config) -> int:
    refused = False
    sandbox.ready()  # while the store opens
    with opened_store(options, write=not options.dry_run) as store:
        previews, known = Previews(store, config), learnt(store)
        how = {"year": options.year, "columns": _mapping(options.mapping), "aliases": known.aliases}
        reader = partial(sandbox.read, config=config, **how)
        for path in options.files:
            taken = _take(store, previews, path, reader, options)
            refused |= taken.verdict == "refused"
            print(json.dumps(_answer(taken), ensure_ascii=False) if options.json else _told(taken))
    return int(refused)


def _mapping(path: Path | None) -> dict[str, str]:
    """Header text → field; ConfigError when the file holds no such pairs."""
    columns = read_yaml(path) if path else {}
    if not isinstance(columns, dict):
        raise ConfigError(str(path), "no_pairs")
    return {str(header): str(meaning) for header, meaning in columns.items()}


def _take(store: Store, previews: Previews, path: Path, reader: Reader, options: argparse.Namespace) -> Taken:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_READ)  # the reader refuses what is too large, however large it is
    except OSError:
        return Taken(path, Reading.refusing(path.name, Problem("error", "unreadable", value=path.name)), "refused")
    reading = whole = reader(data, path.name)
    if reading.refused and options.keep_good:
        reading = rejected_rows.without_bad_rows(data, reading, reader)
    preview = previews.of(data, reading)
    if preview.verdict == "refused":
        return Taken(path, preview.reading, "refused")
    if options.dry_run:
        return Taken(path, preview.reading, "previewed", preview.change)
    receipt = save(store, data, reading.file_name, preview.facts, by=by_of(options), note=options.note)
    left_out = _rejects(path, whole) if reading is not whole else None
    return Taken(path, preview.reading, receipt.verdict, receipt.difference, receipt.upload_id, left_out)


def _rejects(path: Path, whole: Reading) -> Path | None:
    """The rows left out, beside the file; where that cannot be written they are in the answer all the same."""
    beside = path.with_name(f"{path.name}.rejects.csv")
    try:
        beside.write_bytes(rejected_rows.to_csv(whole, say))
    except OSError:
        return None
    return beside


def _answer(taken: Taken) -> dict[str, Any]:
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
        "changes": {part: len(getattr(taken.change, part)) for part in ("added", "changed", "unchanged")},
        "problems": [_problem(problem) for problem in reading.problems],
        **({"rejects": str(taken.rejects)} if taken.rejects else {}),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    words = {"message": problem.message(say), "remedy": problem.remedy(say)}
    return {part: getattr(problem, part) for part in ("severity", "row", "column", "value", "code")} | words


def _told(taken: Taken) -> str:
    answer = _answer(taken)
    lines = [say(f"cli.verdicts.{taken.verdict}", file=answer["file"], **answer["changes"])]
    for problem in answer["problems"]:
        place = say("cli.place", row=problem["row"]) if problem["row"] else ""
        lines.append(f"  {say('severity.' + problem['severity'])}{place}: {problem['message']} {problem['remedy']}")
    if taken.rejects:
        lines.append(f"  {say('cli.rejects', file=taken.rejects)}")
    return "\n".join(lines)
