"""Builders of test data: a configuration, facts from CSV text, and a store that contains them."""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from learning_coverage.config import Config, load_config
from learning_coverage.facts import Fact
from learning_coverage.store import Store
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import Commit, sha256
from learning_coverage.store.writes.uploads import SaveResult, save

EXAMPLES = Path(__file__).parent / "examples"
SMALL = Path(__file__).parent / "sql" / "config"


def small_config() -> Config:
    """The configuration of three villages and one indicator of every kind."""
    return load_config(SMALL)


def facts(lines: str) -> list[Fact]:
    """Facts from CSV text whose columns are the fields of a Fact; blanks and missing columns are None."""
    rows = csv.DictReader(io.StringIO(lines.strip()))
    return [_fact(number, row) for number, row in enumerate(rows, start=2)]


def families(*lines: str) -> list[Fact]:
    """Facts of `families`, each written as "year village total recognised"."""
    cells = (line.split() for line in lines)
    return [
        Fact(row, int(year), area, "families", int(total), None, int(recognised))
        for row, (year, area, total, recognised) in enumerate(cells, start=2)
    ]


def saved(store: Store, *uploads: Iterable[Fact]) -> list[SaveResult]:
    """Save each upload as a user's file is saved; the bytes of the file are the encoded rows."""
    return [take(store, list(upload)) for upload in uploads]


def take(store: Store, upload: list[Fact], **how: object) -> SaveResult:
    """Save one upload and return its result."""
    return save(store, fact_codec.encode(upload), "so_lieu.csv", upload, by="An", **how)  # type: ignore[arg-type]


def committed(store: Store, upload: Iterable[Fact]) -> Commit:
    """Append an upload to the log without the checks of a save, even if it changes nothing."""
    rows = fact_codec.encode(upload)
    name = sha256(rows)
    return store.append("upload", "An", blobs={name: rows}, raw=name, rows=name, file_name="so_lieu.csv")


@contextmanager
def store_of(config: Config, *uploads: Iterable[Fact]) -> Iterator[Store]:
    """A store in memory with these uploads, saved in order."""
    with Store.in_memory(config) as store:
        saved(store, *uploads)
        yield store


def _fact(number: int, row: dict[str, str]) -> Fact:
    counts = {name: int(row[name]) if row.get(name) else None for name in ("total", "registered", "recognised")}
    grade = row.get("grade") or None
    return Fact(number, int(row["year"]), row["area_id"], row["indicator_id"], **counts, grade=grade)
