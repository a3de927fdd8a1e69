"""`coverage`, `uploads`: queries of the store."""

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from learning_coverage import queries
from learning_coverage.cli.context import add_boundaries_option, add_json_option, open_scope_store, text, to_json_value
from learning_coverage.config import Config

if TYPE_CHECKING:
    from learning_coverage.cli.context import Subparsers

COVERAGE_COLUMNS = [
    *("year", "area_id", "indicator_id", "total", "registered", "recognised", "coverage"),
    *("milestone_year", "target", "planned", "missing", "status", "declined", "expected", "reported", "provisional"),
    *("previous_year", "compared", "change"),
]
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
    return _print_rows(rows, COVERAGE_COLUMNS, options.json)


def _print_uploads(options: argparse.Namespace, config: Config) -> int:
    with open_scope_store(options, write=False) as store:
        rows = queries.uploads(store)
    return _print_rows(rows, UPLOAD_COLUMNS, options.json)


def _print_rows(rows: Sequence[Mapping[str, object]], columns: Sequence[str], as_json: bool) -> int:
    if as_json:
        for row in rows:
            print(json.dumps({column: to_json_value(row[column]) for column in columns}, ensure_ascii=False))
    else:
        print(pd.DataFrame(rows, columns=list(columns)).convert_dtypes().to_string(index=False, na_rep="–"))
    return 0
