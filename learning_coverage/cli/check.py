"""`check`: what in the figures has to be asked back, one JSON object a line. Finding something is no failure."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from learning_coverage.cli.context import opened_store, say
from learning_coverage.config import Config
from learning_coverage.data_checks import Doubt, all_doubts, is_open

if TYPE_CHECKING:
    from learning_coverage.cli.context import Commands

COLUMNS = ("check", "severity", "year", "area_id", "area_name", "indicator_id")
FIGURES = ("value", "against", "against_year", "until_year", "basis")


def add_commands(commands: "Commands") -> None:
    parser = commands.add_parser("check", help=say("cli.check"))
    parser.add_argument("--year", type=int, help=say("cli.year"))
    parser.set_defaults(act=_check)


def _check(options: argparse.Namespace, config: Config) -> int:
    with opened_store(options, write=False) as store:
        for doubt in filter(is_open, all_doubts(store, store, options.year)):
            print(json.dumps(_answer(doubt, config), ensure_ascii=False))
    return 0


def _answer(doubt: Doubt, config: Config) -> dict[str, Any]:
    return {name: getattr(doubt, name) for name in (*COLUMNS, *FIGURES)} | {"message": doubt.sentence(config, say)}
