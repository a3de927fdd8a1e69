"""Smaller ratios: what a command or a click is made of, to plain work of the same kind in the same run."""

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import papers
from benchmarks.timing import seconds
from learning_coverage import queries
from learning_coverage.config import ROOT, load_config
from learning_coverage.facts import Fact
from learning_coverage.intake import read
from learning_coverage.store import Store
from learning_coverage.store.writes.save_upload import save

ROUNDS = 9
SAMPLE = ROOT / "data" / "sample" / "so_lieu.csv"
FORM = ROOT / "tests" / "examples" / "office_files" / "form_xlsx_merged" / "Biểu tổng hợp 2021.xlsx"


def main() -> None:
    config, data = load_config(), SAMPLE.read_bytes()
    facts = read(data, SAMPLE.name, config).facts
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder), config) as store:
        save(store, data, SAMPLE.name, facts, by="")
        queries.coverage(store)
        asked = seconds(lambda: queries.coverage(store, year=2026), ROUNDS)
        every = seconds(lambda: store.supposing("freeze", []), ROUNDS)
        _print("coverage of a year, kept, to computing all years", asked, every)

        change = iter(range(1000))
        saved = seconds(lambda: save(store, b"%d" % next(change), "a.csv", _moved(facts, next(change)), by=""), ROUNDS)
        _print(
            "saving 276 rows to writing them to a file", saved, seconds(lambda: _written(Path(folder), data), ROUNDS)
        )

        _print(
            "opening the store to an empty one in memory",
            seconds(lambda: _opened(folder), ROUNDS),
            seconds(_empty, ROUNDS),
        )

    plain = seconds(lambda: list(csv.reader(io.StringIO(data.decode()))), ROUNDS)
    _print("reading the long template to csv.reader", seconds(lambda: read(data, SAMPLE.name, config), ROUNDS), plain)
    form = FORM.read_bytes()
    _print("reading a yearly form (.xlsx) to csv.reader", seconds(lambda: read(form, FORM.name, config), ROUNDS), plain)

    (few, _), (many, asked) = papers.booklet(papers.FEW), papers.booklet(papers.MANY)
    _print(f"the booklet of {papers.MANY} villages to that of {papers.FEW}", many, few)
    _print(f"the booklet of {papers.MANY} villages to asking for it", many, asked)


def _print(what: str, seconds: float, against: float) -> None:
    print(f"{what:<52} {seconds / against:8.2f} ×   ({seconds * 1000:.1f} ms)")


def _moved(facts: Sequence[Fact], by: int) -> list[Fact]:
    """The facts with totals no upload had before, so that each saving has something to save."""
    return [replace(fact, total=fact.total and fact.total + by) for fact in facts]


def _written(folder: Path, data: bytes) -> None:
    (folder / "plain.csv").write_bytes(data)


def _opened(folder: str) -> None:
    # Read only: the writer of this benchmark holds the lock.
    Store.open(Path(folder), load_config(), write=False).close()


def _empty() -> None:
    Store.in_memory(load_config()).close()
