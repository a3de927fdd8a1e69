"""The command line: `python -m learning_coverage COMMAND`. With --json it prints one object a line.

Exit code 0: done, 1: something was refused or is damaged, 2: wrong usage or configuration, 141: the reader of the
output closed the pipe (as for a program that SIGPIPE ends).
"""

import argparse
import io
import os
import sys
from collections.abc import Callable

from learning_coverage import error_log
from learning_coverage.access.private_file import AccessError
from learning_coverage.cli import accounts, check, export, figures, import_files, lake, maintenance, uploads
from learning_coverage.cli.context import CommandError, text
from learning_coverage.config import Config, ConfigError
from learning_coverage.config.tree import load_tree
from learning_coverage.store import StoreError

BROKEN_PIPE = 128 + 13


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code; a refusal is one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # redirected output on Windows has no Vietnamese letters, and file names may have invalid characters
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the interpreter flushes again at exit
        return BROKEN_PIPE


def _run(arguments: list[str] | None) -> int:
    parser = _build_parser()
    try:
        options, rest = parser.parse_known_args(arguments)
        if rest and options.act is not _serve:
            parser.error(" ".join(rest))
        options.rest = rest
        act: Callable[[argparse.Namespace, Config], int] = options.act
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
    except BrokenPipeError:
        raise
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
    from learning_coverage.ui.server import serve  # importing Streamlit takes a second

    serve(options.rest, config.access)
    return 0
