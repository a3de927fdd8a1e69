"""The canonical rows of an upload: the facts as read, in one fixed spelling, archived beside the bytes received."""

import csv
import io
from collections.abc import Iterable
from itertools import pairwise

from learning_coverage.facts import Fact
from learning_coverage.store.log import StoreError

COLUMNS = ("row", "year", "area_id", "indicator_id", "total", "registered", "recognised", "grade", "sheet")


def to_bytes(facts: Iterable[Fact]) -> bytes:
    """CSV, UTF-8, LF, sorted by key: equal facts give equal bytes. ValueError when two have the same key."""
    ordered = _each_once(sorted(facts, key=lambda fact: fact.key))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for fact in ordered:
        writer.writerow([getattr(fact, column) for column in COLUMNS])
    return out.getvalue().encode()


def from_bytes(data: bytes) -> list[Fact]:
    """The facts again; StoreError when the rows are not what `to_bytes` writes."""
    try:
        rows = csv.DictReader(io.StringIO(data.decode()), strict=True)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise ValueError(rows.fieldnames)
        return _each_once([_fact(row) for row in rows])
    except (ValueError, TypeError, csv.Error) as error:
        raise StoreError("damaged") from error


def _each_once(facts: list[Fact]) -> list[Fact]:
    if any(before.key >= after.key for before, after in pairwise(facts)):
        raise ValueError("not one fact a key, in order")
    return facts


def _fact(row: dict[str, str]) -> Fact:
    counts = {column: int(row[column]) if row[column] else None for column in ("total", "registered", "recognised")}
    return Fact(
        row=int(row["row"]),
        year=int(row["year"]),
        area_id=row["area_id"],
        indicator_id=row["indicator_id"],
        grade=row["grade"] or None,
        sheet=row["sheet"] or None,
        **counts,
    )
