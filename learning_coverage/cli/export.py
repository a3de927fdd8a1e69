"""`export`: one paper, or the bundle of all of them, into a file."""

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from learning_coverage import queries, sample
from learning_coverage.cli.context import CommandError, open_scope_store, text
from learning_coverage.config import NOW, Config
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import PRESETS, Request
from learning_coverage.intake.names.village_names import VillageNames
from learning_coverage.reports import bundle
from learning_coverage.reports.file_names import ZIP
from learning_coverage.reports.kinds import KINDS
from learning_coverage.store import Store
from learning_coverage.wording import LANGUAGES, Wording, today

if TYPE_CHECKING:
    from learning_coverage.cli.context import Subparsers

EXPORT_KINDS = (*KINDS, ZIP)


def add_commands(commands: "Subparsers") -> None:
    parser = commands.add_parser("export", help=text("export.help"))
    parser.add_argument("kind", metavar="KIND", help=" ".join(EXPORT_KINDS))
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help=text("export.out"))
    parser.add_argument("--year", type=int, help=text("export.year"))
    parser.add_argument("--as-of", type=int, metavar="UPLOAD_ID", help=text("cli.as_of"))
    parser.add_argument("--village", metavar="ID", help=text("export.village"))
    parser.add_argument("--lang", default=LANGUAGES[0], metavar="|".join(LANGUAGES), help=text("export.lang"))
    parser.add_argument("--preset", default=PRESETS[0], metavar="|".join(PRESETS), help=text("export.preset"))
    parser.set_defaults(act=_export)


def _export(options: argparse.Namespace, config: Config) -> int:
    for value, known in ((options.kind, EXPORT_KINDS), (options.lang, LANGUAGES), (options.preset, PRESETS)):
        _check_choice(value, known)
    with _open_shown_store(options, config) as (store, is_sample):
        basis = Basis(store.at(_validate_as_of(options.as_of, store)), config, Wording(options.lang), is_sample)
        year, village = _select_year(options.year, basis), _find_village(options.village, basis)
        wish = Request(year, today(), village, options.preset)
        make = bundle.make if options.kind == ZIP else KINDS[options.kind].make
        _write_atomically(options.out, make(basis, wish))
    print(text("export.done", file=options.out))
    return 0


def _check_choice(value: str, choices: Sequence[str]) -> None:
    if value not in choices:
        raise CommandError("export.unknown", value=value, known=", ".join(choices))


@contextmanager
def _open_shown_store(options: argparse.Namespace, config: Config) -> Iterator[tuple[Store, bool]]:
    """What the pages would show: the figures, or the sample as long as it stands in for them."""
    with open_scope_store(options, write=False) as store:
        if not sample.is_shown(store, config):
            yield store, False
            return
        with sample.create_store(config) as invented:
            yield invented, True


def _validate_as_of(wanted: int | None, store: Store) -> int:
    if wanted is not None and not 0 < wanted <= store.head.seq:
        raise CommandError("store.no_upload", upload=wanted)
    return wanted or store.head.seq


def _select_year(wanted: int | None, basis: Basis) -> int:
    """The year wished, or the latest with figures."""
    years = queries.years(basis.figures)
    if not years:
        raise CommandError("export.no_figures")
    if wanted is not None and wanted not in years:
        raise CommandError("export.year_without_figures", year=wanted, known=", ".join(map(str, sorted(years))))
    return wanted or years[0]


def _find_village(wanted: str | None, basis: Basis) -> str | None:
    """The village by id or name, as it is shown in the boundaries of today."""
    if wanted is None or wanted == basis.config.scope_id:
        return None
    found = VillageNames(basis.config).match(wanted).single
    if found is None:
        known = ", ".join(f"{name} ({id_})" for id_, name in basis.area_names.items() if id_ != basis.config.scope_id)
        raise CommandError("export.unknown_village", village=wanted, known=known)
    return basis.config.lineage.map_to_areas(NOW)[found]


def _write_atomically(path: Path, data: bytes) -> None:
    """Whole or not at all: what stood there before stays until the new file is complete."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise CommandError("export.not_written", file=path, reason=error.strerror or str(error)) from error
