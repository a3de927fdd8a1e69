"""`coverage`, `uploads`: queries of the store, as JSON with every column or as a table to read."""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from learning_coverage import queries
from learning_coverage.cli.context import add_boundaries_option, add_json_option, open_scope_store, text, to_json_value
from learning_coverage.config import Config
from learning_coverage.content import row_texts, sources
from learning_coverage.queries.rows import PUBLISHED_FIELDS, CoverageRow

if TYPE_CHECKING:
    from learning_coverage.cli.context import Subparsers

UPLOAD_COLUMNS = [
    *("upload_id", "received_at", "made_by", "file_name", "note", "raw"),
    *("is_withdrawn", "facts", "in_force", "first_year", "last_year"),
]


def add_commands(commands: "Subparsers") -> None:
    """Add the commands of this module to the parser."""
    coverage = commands.add_parser("coverage", help=text("cli.coverage"))
    coverage.add_argument("--year", type=int, help=text("cli.year"))
    coverage.add_argument("--as-of", type=int, metavar="UPLOAD_ID", help=text("cli.as_of"))
    add_boundaries_option(coverage)
    add_json_option(coverage)
    coverage.set_defaults(act=_print_coverage)
    uploads = commands.add_parser("uploads", help=text("cli.uploads"))
    add_json_option(uploads)
    uploads.set_defaults(act=_print_uploads)


def _print_coverage(options: argparse.Namespace, config: Config) -> int:
    with open_scope_store(options, write=False) as store:
        rows = queries.coverage(store.at(options.as_of, options.boundaries), year=options.year)
    if options.json:
        return _print_json(rows, PUBLISHED_FIELDS)
    return _print_table(
        {text(f"cli.column.{name}"): [cell(row, config) for row in rows] for name, cell in CELLS.items()}
    )


def _print_uploads(options: argparse.Namespace, config: Config) -> int:
    with open_scope_store(options, write=False) as store:
        rows = queries.uploads(store)
    if options.json:
        return _print_json(rows, UPLOAD_COLUMNS)
    print(pd.DataFrame(rows, columns=UPLOAD_COLUMNS).convert_dtypes().to_string(index=False, na_rep="–"))
    return 0


def _print_json(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> int:
    for row in rows:
        print(json.dumps({column: to_json_value(row[column]) for column in columns}, ensure_ascii=False))
    return 0


def _print_table(columns: Mapping[str, Sequence[str]]) -> int:
    """Print columns of texts under their labels, as wide as their longest text."""
    widths = [max(map(len, (label, *cells))) for label, cells in columns.items()]
    for line in (columns, *zip(*columns.values(), strict=True)):
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    return 0


def _format_target(row: CoverageRow, config: Config) -> str:
    target = sources.format_target(config.indicators[row["indicator_id"]], row["milestone_year"], text)
    return text("cli.target", milestone=row["milestone_year"], target=target)


def _format_change(row: CoverageRow) -> str:
    """The change since the previous year with data and the villages it is about; the dash where nothing is compared.

    A yes or no of one area has no share that could change.
    """
    if row["change"] is None or row["is_single"]:
        return text.count(None)
    same = row_texts.format_compared(row, text)
    change = text("cli.change", points=row_texts.format_points(row, text), year=row["previous_year"])
    return f"{change}, {same}" if same else change


CELLS: dict[str, Callable[[CoverageRow, Config], str]] = {
    "year": lambda row, _: str(row["year"]),
    "area": lambda row, _: row["area_name"],
    "indicator": lambda row, _: row["indicator_id"],
    "counts": lambda row, _: row_texts.format_counts(row, text) or text.count(None),
    "coverage": lambda row, _: row_texts.format_value(row, text) or text.count(None),
    "planned": lambda row, _: row_texts.format_planned(row, text),
    "target": _format_target,
    "missing": lambda row, _: text.count(row["missing"]),
    "status": lambda row, _: row_texts.format_status(row, text),
    "reported": lambda row, _: row_texts.format_reported(row, text),
    "change": lambda row, _: _format_change(row),
}
