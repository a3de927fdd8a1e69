"""Ratios of single steps (query, save, read, typeset) to plain work of the same kind in the same run."""

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.groups import booklet
from benchmarks.timing import median_seconds
from learning_coverage import queries
from learning_coverage.config import ROOT, load_config
from learning_coverage.facts import Fact
from learning_coverage.intake import read
from learning_coverage.store import Store
from learning_coverage.store.writes.uploads import save

ROUNDS = 9
SAMPLE = ROOT / "data" / "sample" / "so_lieu.csv"
FORM = ROOT / "tests" / "examples" / "office_files" / "form_xlsx_merged" / "Biểu tổng hợp 2021.xlsx"


def main() -> None:
    config, data = load_config(), SAMPLE.read_bytes()
    facts = read(data, SAMPLE.name, config).facts
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder), config) as store:
        save(store, data, SAMPLE.name, facts, by="")
        queries.coverage(store)
        asked = median_seconds(lambda: queries.coverage(store, year=2026), ROUNDS)
        every = median_seconds(lambda: store.simulate("freeze", []), ROUNDS)
        _print_ratio("coverage of a year, cached, to computing all years", asked, every)

        change = iter(range(1000))
        saved = median_seconds(
            lambda: save(store, b"%d" % next(change), "a.csv", _shift_totals(facts, next(change)), by=""), ROUNDS
        )
        _print_ratio(
            "saving 276 rows to writing them to a file",
            saved,
            median_seconds(lambda: _write_plain(Path(folder), data), ROUNDS),
        )

        _print_ratio(
            "opening the store to an empty one in memory",
            median_seconds(lambda: _open_store(folder), ROUNDS),
            median_seconds(_open_empty_store, ROUNDS),
        )

    plain = median_seconds(lambda: list(csv.reader(io.StringIO(data.decode()))), ROUNDS)
    _print_ratio(
        "reading the long template to csv.reader",
        median_seconds(lambda: read(data, SAMPLE.name, config), ROUNDS),
        plain,
    )
    form = FORM.read_bytes()
    _print_ratio(
        "reading a yearly form (.xlsx) to csv.reader",
        median_seconds(lambda: read(form, FORM.name, config), ROUNDS),
        plain,
    )

    (few, _), (many, asked) = booklet.time_booklet(booklet.FEW_VILLAGES), booklet.time_booklet(booklet.MANY_VILLAGES)
    _print_ratio(f"the booklet of {booklet.MANY_VILLAGES} villages to that of {booklet.FEW_VILLAGES}", many, few)
    _print_ratio(f"the booklet of {booklet.MANY_VILLAGES} villages to querying its figures", many, asked)


def _print_ratio(what: str, seconds: float, against: float) -> None:
    print(f"{what:<52} {seconds / against:8.2f} ×   ({seconds * 1000:.1f} ms)")


def _shift_totals(facts: Sequence[Fact], offset: int) -> list[Fact]:
    """The facts with totals that no upload had before, so that each save has changes."""
    return [replace(fact, total=fact.total and fact.total + offset) for fact in facts]


def _write_plain(folder: Path, data: bytes) -> None:
    (folder / "plain.csv").write_bytes(data)


def _open_store(folder: str) -> None:
    # Read only: the writer of this benchmark holds the lock.
    Store.open(Path(folder), load_config(), write=False).close()


def _open_empty_store() -> None:
    Store.in_memory(load_config()).close()
