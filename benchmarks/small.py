"""Smaller ratios: what a command or a click is made of, to plain work of the same kind in the same run."""

import csv
import datetime
import io
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import papers
from learning_coverage import queries
from learning_coverage.config import ROOT, load_config
from learning_coverage.facts import Fact
from learning_coverage.intake import read
from learning_coverage.reports import booklet
from learning_coverage.reports.basis import Basis
from learning_coverage.reports.wish import Wish
from learning_coverage.store import Store
from learning_coverage.store.saving import save
from learning_coverage.wording import Wording
from tests import many

ROUNDS = 9
SAMPLE = ROOT / "data" / "sample" / "so_lieu.csv"
FORM = ROOT / "tests" / "examples" / "office_files" / "form_xlsx_merged" / "Biểu tổng hợp 2021.xlsx"


def main() -> None:
    config, data = load_config(), SAMPLE.read_bytes()
    facts = read(data, SAMPLE.name, config).facts
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder), config) as store:
        save(store, data, SAMPLE.name, facts, by="")
        queries.coverage(store)
        asked = _median(lambda: queries.coverage(store, year=2026))
        every = _median(lambda: store.supposing("freeze", []))
        _print("coverage of a year, kept, to computing all years", asked, every)

        change = iter(range(1000))
        saved = _median(lambda: save(store, b"%d" % next(change), "a.csv", _moved(facts, next(change)), by=""))
        _print("saving 276 rows to writing them to a file", saved, _median(lambda: _written(Path(folder), data)))

        _print("opening the store to an empty one in memory", _median(lambda: _opened(folder)), _median(_empty))

    _booklets()

    plain = _median(lambda: list(csv.reader(io.StringIO(data.decode()))))
    _print("reading the long template to csv.reader", _median(lambda: read(data, SAMPLE.name, config)), plain)
    form = FORM.read_bytes()
    _print("reading a yearly form (.xlsx) to csv.reader", _median(lambda: read(form, FORM.name, config)), plain)

    (few, _), (many, asked) = papers.booklet(papers.FEW), papers.booklet(papers.MANY)
    _print(f"the booklet of {papers.MANY} villages to that of {papers.FEW}", many, few)
    _print(f"the booklet of {papers.MANY} villages to asking for it", many, asked)


def _booklets() -> None:
    """The booklet of all villages to asking for all its figures once, for a commune and for a very large one."""
    wish = Wish(2026, datetime.date(2026, 12, 31))
    for villages in (13, 150):
        with tempfile.TemporaryDirectory() as folder:
            config = load_config(many.configured(Path(folder), villages))
        with Store.in_memory(config) as store:
            save(store, b"", "so_lieu.csv", many.facts(villages), by="")
            basis = Basis(store.at(None), config, Wording("vi"), False)
            asked = _median(lambda basis=basis: queries.records(queries.coverage(basis.figures)))
            start = time.perf_counter()
            booklet.make(basis, wish)
            _print(f"booklet of {villages} villages to asking for its figures", time.perf_counter() - start, asked)


def _median(work: Callable[[], object]) -> float:
    """Seconds, the median of some rounds after one that doesn't count."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


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
