"""Encoding of the facts of an upload as canonical rows, which are archived beside the bytes received."""

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
MAX_CSV_FACTS = 20_000  # a person can still open such a CSV; above, size matters more
_PARQUET_MAGIC = b"PAR1"


def encode(facts: Iterable[Fact]) -> bytes:
    """The facts as UTF-8 CSV with LF, sorted by key, so that equal facts give equal bytes.

    Above MAX_CSV_FACTS as Parquet, an eighth of the size. ValueError when two facts have the same key.
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
    """The facts in the order of their keys; StoreError when the bytes are not what `encode` writes."""
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
    """The facts as an Arrow table with the columns of SCHEMA."""
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
        raise ValueError("facts are not in the order of distinct keys")
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
