"""`export`: one document, or the bundle of all documents, as a file."""

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from learning_coverage import queries, sample
from learning_coverage.cli.context import CommandError, add_boundaries_option, open_scope_store, text
from learning_coverage.config import Config
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
    """Add the commands of this module to the parser."""
    parser = commands.add_parser("export", help=text("export.help"))
    parser.add_argument("kind", metavar="KIND", help=" ".join(EXPORT_KINDS))
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help=text("export.out"))
    parser.add_argument("--year", type=int, help=text("export.year"))
    parser.add_argument("--as-of", type=int, metavar="UPLOAD_ID", help=text("cli.as_of"))
    add_boundaries_option(parser)
    parser.add_argument("--village", metavar="ID", help=text("export.village"))
    parser.add_argument("--lang", default=LANGUAGES[0], metavar="|".join(LANGUAGES), help=text("export.lang"))
    parser.add_argument("--preset", default=PRESETS[0], metavar="|".join(PRESETS), help=text("export.preset"))
    parser.set_defaults(act=_export)


def _export(options: argparse.Namespace, config: Config) -> int:
    for value, known in ((options.kind, EXPORT_KINDS), (options.lang, LANGUAGES), (options.preset, PRESETS)):
        _check_choice(value, known)
    with _open_shown_store(options, config) as (store, is_sample):
        basis = Basis(
            store.at(_validate_as_of(options.as_of, store), options.boundaries),
            config,
            Wording(options.lang),
            is_sample,
        )
        year = _select_year(options.year, basis)
        village = _find_village(options.village, basis, year)
        request = Request(year, today(), village, options.preset)
        make = bundle.make if options.kind == ZIP else KINDS[options.kind].make
        _write_atomically(options.out, make(basis, request))
    print(text("export.done", file=options.out))
    return 0


def _check_choice(value: str, choices: Sequence[str]) -> None:
    if value not in choices:
        raise CommandError("export.unknown", value=value, known=", ".join(choices))


@contextmanager
def _open_shown_store(options: argparse.Namespace, config: Config) -> Iterator[tuple[Store, bool]]:
    """The store that the pages show, and whether it is the sample."""
    with open_scope_store(options, write=False) as store:
        if not sample.is_shown(store, config):
            yield store, False
            return
        with sample.create_store(config) as sample_store:
            yield sample_store, True


def _validate_as_of(requested: int | None, store: Store) -> int:
    if requested is not None and not 0 < requested <= store.head.seq:
        raise CommandError("store.no_upload", upload=requested)
    return requested or store.head.seq


def _select_year(requested: int | None, basis: Basis) -> int:
    """The requested year, or the one that pages open on."""
    years = queries.years(basis.figures)
    if not years:
        raise CommandError("export.no_figures")
    if requested is not None and requested not in years:
        raise CommandError("export.year_without_figures", year=requested, known=", ".join(map(str, sorted(years))))
    return requested or queries.default_year(basis.figures, today().year) or years[0]


def _find_village(requested: str | None, basis: Basis, year: int) -> str | None:
    """The id of a village of the year, given by id or name, in the boundaries of the figures; None for the commune."""
    if requested is None or requested == basis.config.scope_id:
        return None
    village_id = VillageNames(basis.config).match(requested).single
    if village_id is None:
        known = ", ".join(f"{name} ({id_})" for id_, name in basis.area_names.items() if id_ != basis.config.scope_id)
        raise CommandError("export.unknown_village", village=requested, known=known)
    area = basis.config.lineage.map_to_areas(basis.figures.boundaries)[village_id]
    _check_exists(area, basis, year)
    return area


def _check_exists(area: str, basis: Basis, year: int) -> None:
    """Refuse a year in which the village does not exist; the message names the years in which it does."""
    village = next(village for village in basis.villages if village["area_id"] == area)
    if village["first_year"] <= year <= village["last_year"]:
        return
    known = [of for of in sorted(queries.years(basis.figures)) if village["first_year"] <= of <= village["last_year"]]
    years = ", ".join(map(str, known)) or text("export.no_year")
    raise CommandError("export.village_not_there", village=village["area_name"], year=year, known=years)


def _write_atomically(path: Path, data: bytes) -> None:
    """Write a file in one step: a previous file stays until the new one is complete."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise CommandError("export.not_written", file=path, reason=error.strerror or str(error)) from error
