"""Queries on a country of 166,600 villages, ten years, three titles, against the same work in pandas and DuckDB."""

import csv
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from benchmarks.groups.server import open_small_store
from benchmarks.result import Result
from benchmarks.timing import median_seconds
from learning_coverage import queries
from learning_coverage.config import ROOT
from learning_coverage.config.tree import Tree, load_tree
from learning_coverage.facts import Fact
from learning_coverage.queries import titles
from learning_coverage.store import Store
from learning_coverage.store.area_store import AreaStore
from learning_coverage.store.writes.uploads import save

PROVINCES, COMMUNES, VILLAGES = 34, 98, int(os.environ.get("BENCH_VILLAGES", "50"))  # each in the one before
YEARS = range(2021, 2031)
FULL_FACTS = 4_900_000  # facts
ROUNDS = 5
TOTALS = {"gia_dinh": 400, "dong_ho": 12, "cong_dong": 1}
PROVINCE_SUMS = """
    SELECT province, indicator_id, year, sum(recognised) AS n, sum(total) AS of
    FROM fact JOIN lies USING (area_id) GROUP BY province, indicator_id, year
"""


def measure() -> Iterator[tuple[str, Result]]:
    """Key and result of each goal measured on the store of the country."""
    with tempfile.TemporaryDirectory() as folder:
        tree = load_tree(_write_areas(Path(folder)))
        with Store.open(Path(folder) / "empty", tree) as empty:
            first_form = _time_form(AreaStore(empty, tree, "P0C0"), "P0C0V")
        with Store.open(Path(folder) / "store", tree) as whole:
            facts = _fill_store(whole, tree)
            result = partial(Result, reason=f"{facts:,} facts", is_smaller=facts < FULL_FACTS)
            bare, frame = _copy_facts(whole)
            theirs = {name: median_seconds(lambda work=work: work(frame), ROUNDS) for name, work in PANDAS_WORK.items()}
            ours = _time_queries(AreaStore(whole, tree, tree.root_id), AreaStore(whole, tree, "P1C1"))
            for name in STORE_QUERIES:
                yield f"country_{name}", result(ours[name] / theirs[name])
            yield (
                "country_duckdb",
                result(ours["titles"] / median_seconds(lambda: bare.execute(PROVINCE_SUMS).fetchall(), ROUNDS)),
            )
            part = AreaStore(whole, tree, "P0C0")
            with open_small_store() as alone:
                yield "village_country", result(_time_village_page(part, "P0C0V1") / _time_village_page(alone, "T0001"))
                form = _time_form(part, "P0C0V")
                yield "form", result(form / first_form)
                yield "form_alone", result(form / _time_form(alone, "T000"))


def _write_areas(folder: Path) -> Path:
    rows = [("VN", "", "country", "Việt Nam")]
    for p in range(PROVINCES):
        rows.append((f"P{p}", "VN", "province", f"Tỉnh {p}"))
        for c in range(COMMUNES):
            rows.append((f"P{p}C{c}", f"P{p}", "commune", f"Xã {c}"))
            rows += [(f"P{p}C{c}V{v}", f"P{p}C{c}", "village", f"Thôn {v}") for v in range(VILLAGES)]
    with (folder / "areas.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "parent", "level", "name"), *rows])
    (folder / "targets.yaml").write_bytes((ROOT / "config" / "targets.yaml").read_bytes())
    return folder


def _fill_store(whole: Store, tree: Tree) -> int:
    """The number of facts. They belong to one upload; all but one are inserted straight into the view."""
    first = [Fact(2, 2021, "P0C0V0", "gia_dinh", 400, None, 200)]
    save(AreaStore(whole, tree, tree.root_id), b"one", "so_lieu.csv", first, by="benchmark")
    villages = pa.table({"area_id": [area.id for area in tree.areas.values() if area.level == "village"]})
    with whole.view.database.connection.cursor() as cursor:
        cursor.register("village", villages)
        for title, total in TOTALS.items():
            cursor.execute(
                """
                INSERT INTO fact
                SELECT 1, 3, year.year, area_id, $1, $2, NULL, (hash(area_id, year.year) % ($2 + 1))::BIGINT, NULL, NULL
                FROM village CROSS JOIN (SELECT unnest(range($3, $4)) AS year) AS year
                WHERE NOT (area_id = 'P0C0V0' AND year.year = 2021 AND $1 = 'gia_dinh')
                """,
                [title, total, YEARS.start, YEARS.stop],
            )
        cursor.execute("UPDATE meta SET facts = (SELECT count(*) FROM fact)")
        return int(cursor.execute("SELECT count(*) FROM fact").fetchall()[0][0])


def _copy_facts(whole: Store) -> tuple[duckdb.DuckDBPyConnection, pd.DataFrame]:
    """The facts as a plain DuckDB table and as a DataFrame."""
    rows = whole.view.database.connection.cursor().execute("SELECT * FROM fact").to_arrow_table()
    bare = duckdb.connect()
    bare.register("rows", rows)
    bare.execute("CREATE TABLE fact AS SELECT * FROM rows")
    bare.execute("CREATE TABLE lies AS SELECT DISTINCT area_id, split_part(area_id, 'C', 1) AS province FROM fact")
    frame = bare.execute(
        "SELECT year, area_id, province, indicator_id, total, recognised FROM fact JOIN lies USING (area_id)"
    )
    return bare, frame.df()


def _sum_by_province(frame: pd.DataFrame) -> pd.DataFrame:
    sums = frame.groupby(["province", "indicator_id", "year"], as_index=False)[["recognised", "total"]].sum()
    return sums.assign(share=sums["recognised"] / sums["total"])


PANDAS_WORK: dict[str, Callable[[pd.DataFrame], Any]] = {
    "titles": lambda frame: _sum_by_province(frame).to_dict("records"),
    "ranking": lambda frame: _sum_by_province(frame).groupby(["indicator_id", "year"])["share"].rank(),
    "gap": lambda frame: _sum_by_province(frame).assign(gap=lambda f: (0.8 - f["share"]).clip(lower=0) * f["total"]),
    "change": lambda frame: _sum_by_province(frame).assign(
        change=lambda f: f.groupby(["province", "indicator_id"])["share"].diff()
    ),
}
STORE_QUERIES: dict[str, Callable[[Store], Any]] = {
    "titles": queries.coverage,
    "ranking": queries.ranks,
    "gap": lambda country: queries.lagging(country, 2026),
    "change": titles.year_on_year,
}


def _time_queries(country: AreaStore, commune: AreaStore) -> dict[str, float]:
    """Seconds of each query on the country when it is the first after a commune has saved something."""
    counts = itertools.count(1)

    def change() -> None:
        n = next(counts)
        save(commune, b"%d" % n, "form.csv", [Fact(2, 2026, "P1C1V1", "gia_dinh", 400, None, n)], by="benchmark")

    def query_after_commit(ask: Callable[[Store], Any]) -> None:
        country.catch_up()
        assert ask(country)

    return {
        name: median_seconds(lambda ask=ask: query_after_commit(ask), ROUNDS, set_up=change)
        for name, ask in STORE_QUERIES.items()
    }


def _time_village_page(store: Store, village: str) -> float:
    """Seconds of the queries of the village page."""

    def ask() -> None:
        store.view.cache.clear()  # as after a commit
        figures = store.at(None)
        queries.coverage(figures, area=village)
        queries.ranks(figures)
        queries.milestone_verdicts(figures, 2026, village)
        queries.reporting(figures, 2026)
        queries.lagging(figures, 2026)

    return median_seconds(ask, ROUNDS)


def _time_form(store: Store, villages: str) -> float:
    """Seconds to save a form of 65 rows: seven villages in ten years, other counts each time."""
    counts = itertools.count(1)

    def save_form() -> None:
        n = next(counts)
        keys = list(itertools.product(YEARS, range(1, 8)))[:65]
        facts = [
            Fact(row, year, f"{villages}{v}", "gia_dinh", 10_000, None, n) for row, (year, v) in enumerate(keys, 2)
        ]
        save(store, b"%d" % n, "form.csv", facts, by="benchmark")

    return median_seconds(save_form, ROUNDS)
