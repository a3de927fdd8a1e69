"""The command line: `python -m learning_coverage COMMAND`. With --json one object a line.

Exit code 0: done, 1: something was refused or is damaged, 2: wrong usage or configuration.
"""

import argparse
import io
import sys
from collections.abc import Callable

from learning_coverage import error_log
from learning_coverage.access.private_file import AccessError
from learning_coverage.cli import accounts, check, export, figures, import_files, lake, maintenance, uploads
from learning_coverage.cli.context import CommandError, text
from learning_coverage.config import Config, ConfigError
from learning_coverage.config.tree import load_tree
from learning_coverage.store import StoreError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; whatever is refused is one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # redirected on Windows it would not know Vietnamese letters; names of files may hold what is no letter
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = _build_parser()
    options, rest = parser.parse_known_args(arguments)
    if rest and options.act is not _serve:
        parser.error(" ".join(rest))
    options.rest = rest
    act: Callable[[argparse.Namespace, Config], int] = options.act
    try:
        tree = options.tree = load_tree()
        options.scope = options.scope or tree.root_id
        if not tree.is_scope(options.scope):
            raise CommandError("cli.unknown_scope", scope=options.scope)
        return act(options, tree.config_of(options.scope))
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    except CommandError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except StoreError as error:
        print(text(f"store.{error.code}", **error.values), file=sys.stderr)
        return 1
    except AccessError as error:
        print(text(f"access.{error.code}", **error.values), file=sys.stderr)
        return 1
    except Exception as error:
        print(text("cli.failed", number=error_log.record(error)), file=sys.stderr)
        return 1


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m learning_coverage", description=text("cli.description"))
    parser.add_argument("--scope", metavar="ID", help=text("cli.scope"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serving = commands.add_parser("serve", help=text("cli.serve"))
    serving.set_defaults(act=_serve)
    for part in (import_files, figures, export, check, uploads, maintenance, lake, accounts):
        part.add_commands(commands)
    return parser


def _serve(options: argparse.Namespace, config: Config) -> int:
    from learning_coverage.ui.server import serve  # Streamlit takes a second to load

    serve(options.rest, config.access)
    return 0
