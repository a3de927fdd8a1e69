"""The canonical rows of an upload: the facts as read, in one fixed spelling, archived beside the bytes received."""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import pairwise

import pyarrow as pa
from pyarrow import parquet

from learning_coverage.facts import Fact
from learning_coverage.store.log.log import StoreError

SCHEMA = pa.schema(
    [
        pa.field("row", pa.int32(), nullable=False),
        pa.field("year", pa.int32(), nullable=False),
        pa.field("area_id", pa.string(), nullable=False),
        pa.field("indicator_id", pa.string(), nullable=False),
        pa.field("total", pa.int64()),
        pa.field("registered", pa.int64()),
        pa.field("recognised", pa.int64()),
        pa.field("grade", pa.string()),
        pa.field("sheet", pa.string()),
    ]
)
COLUMNS = tuple(SCHEMA.names)
MAX_CSV_FACTS = 20_000  # facts; a person can still open a CSV of so many, of more the size counts
_PARQUET_MAGIC = b"PAR1"


def encode(facts: Iterable[Fact]) -> bytes:
    """CSV, UTF-8, LF, sorted by key: equal facts give equal bytes. ValueError when two have the same key.

    Of a large upload Parquet, an eighth of the size.
    """
    ordered = _check_order(sorted(facts, key=lambda fact: fact.key))
    if len(ordered) > MAX_CSV_FACTS:
        return _to_parquet(ordered)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for fact in ordered:
        writer.writerow([getattr(fact, column) for column in COLUMNS])
    return out.getvalue().encode()


def decode(data: bytes) -> list[Fact]:
    """The facts again; StoreError when the rows are not what `to_bytes` writes."""
    if data.startswith(_PARQUET_MAGIC):
        return _from_parquet(data)
    try:
        rows = csv.DictReader(io.StringIO(data.decode()), strict=True)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise ValueError(rows.fieldnames)
        return _check_order([_parse_row(row) for row in rows])
    except (ValueError, TypeError, csv.Error) as error:
        raise StoreError("damaged") from error


def to_arrow(facts: Sequence[Fact]) -> pa.Table:
    """The facts as columns."""
    return pa.table({name: [getattr(fact, name) for fact in facts] for name in COLUMNS}, SCHEMA)


def _to_parquet(facts: Sequence[Fact]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(to_arrow(facts), out, compression="zstd")
    return out.getvalue()


def _from_parquet(data: bytes) -> list[Fact]:
    try:
        table = parquet.read_table(io.BytesIO(data))
        if table.schema.remove_metadata() != SCHEMA:
            raise ValueError(table.schema)
        return _check_order([Fact(**row) for row in table.to_pylist()])
    except (ValueError, TypeError, OSError, pa.ArrowException) as error:
        raise StoreError("damaged") from error


def _check_order(facts: list[Fact]) -> list[Fact]:
    if any(before.key >= after.key for before, after in pairwise(facts)):
        raise ValueError("not one fact a key, in order")
    return facts


def _parse_row(row: dict[str, str]) -> Fact:
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
