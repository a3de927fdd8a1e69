"""`check`: the open findings of the data checks, one JSON object a line; exit code 0 also with findings."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from learning_coverage.cli.context import open_scope_store, text
from learning_coverage.config import Config
from learning_coverage.data_checks import Finding, is_open, run_checks

if TYPE_CHECKING:
    from learning_coverage.cli.context import Subparsers

SUBJECT_COLUMNS = ("check", "severity", "year", "area_id", "area_name", "indicator_id")
FIGURE_COLUMNS = ("value", "against", "against_year", "until_year", "basis")


def add_commands(commands: "Subparsers") -> None:
    """Add the commands of this module to the parser."""
    parser = commands.add_parser("check", help=text("cli.check"))
    parser.add_argument("--year", type=int, help=text("cli.year"))
    parser.set_defaults(act=_check)


def _check(options: argparse.Namespace, config: Config) -> int:
    with open_scope_store(options, write=False) as store:
        for finding in filter(is_open, run_checks(store, store, options.year)):
            print(json.dumps(_to_json(finding, config), ensure_ascii=False))
    return 0


def _to_json(finding: Finding, config: Config) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in (*SUBJECT_COLUMNS, *FIGURE_COLUMNS)} | {
        "message": finding.message(config, text)
    }
