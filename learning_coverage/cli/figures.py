"""`coverage`, `uploads`: what the store says; nothing is changed."""

import argparse
import json
from typing import TYPE_CHECKING

import pandas as pd

from learning_coverage import queries
from learning_coverage.cli.context import add_json, opened_store, plain, say
from learning_coverage.config import Config

if TYPE_CHECKING:
    from learning_coverage.cli.context import Commands

COVERAGE_COLUMNS = [
    *("year", "area_id", "indicator_id", "total", "registered", "recognised", "coverage"),
    *("milestone_year", "target", "planned", "missing", "status", "declined", "reported"),
]
UPLOAD_COLUMNS = [
    *("upload_id", "received_at", "made_by", "file_name", "note", "raw"),
    *("is_withdrawn", "facts", "in_force", "first_year", "last_year"),
]


def add_commands(commands: "Commands") -> None:
    coverage = commands.add_parser("coverage", help=say("cli.coverage"))
    coverage.add_argument("--year", type=int, help=say("cli.year"))
    coverage.add_argument("--as-of", type=int, metavar="UPLOAD_ID", help=say("cli.as_of"))
    add_json(coverage)
    coverage.set_defaults(act=_coverage)
    uploads = commands.add_parser("uploads", help=say("cli.uploads"))
    add_json(uploads)
    uploads.set_defaults(act=_uploads)


def _coverage(options: argparse.Namespace, config: Config) -> int:
    with opened_store(options, write=False) as store:
        answer = queries.coverage(store.at(options.as_of), year=options.year)
    return _print(answer[COVERAGE_COLUMNS], options.json)


def _uploads(options: argparse.Namespace, config: Config) -> int:
    with opened_store(options, write=False) as store:
        answer = queries.uploads(store)
    return _print(answer[UPLOAD_COLUMNS], options.json)


def _print(answer: pd.DataFrame, as_json: bool) -> int:
    if as_json:
        for row in answer.to_dict("records"):
            print(json.dumps({str(key): plain(value) for key, value in row.items()}, ensure_ascii=False))
    else:
        print(answer.to_string(index=False, na_rep="–"))
    return 0
