"""Sums of the communes of a tree, stored in the view of the whole tree, so that no page adds up the facts of a country.

A commune is summed when an area around it is first shown, and again only after a commit in it. Sums as of an earlier
commit are computed for the query and not stored.
"""

from collections.abc import Iterator

import pyarrow as pa

from learning_coverage.store.view.database import Connection, read_sql

BATCH_SIZE = 20_000  # areas; to find the newest facts of ten years of three indicators takes some 200 MB


def compute_sums(cursor: Connection, as_of: int, scope: str, scopes: list[str]) -> dict[str, pa.Table]:
    """The rows of the tables `rolled` and `rolled_common` of an area as of a commit.

    Only commits made in `scopes` change them.
    """
    cursor.begin()
    is_past = bool(_fetch_rows(cursor, "moved", as_of=as_of, scopes=scopes)[0][0])
    if not is_past:
        _execute(cursor, "touched")
    communes = []
    for batch, areas in _split_batches(_fetch_rows(cursor, "communes", scope=scope, again=is_past)):
        _execute(cursor, "forget", communes=batch)
        _execute(cursor, "forget_common", communes=batch)
        _execute(cursor, "own_counts", areas=areas, as_of=as_of if is_past else None)
        _execute(cursor, "sum_up")
        _execute(cursor, "sum_up_common")
        communes += batch
    sums = {
        table: _execute(cursor, name, as_of=as_of, scope=scope).to_arrow_table()
        for table, name in (("rolled", "sums"), ("rolled_common", "sums_common"))
    }
    if is_past:
        cursor.rollback()
    else:
        _execute(cursor, "kept", communes=communes)
        cursor.commit()
    return sums


def _split_batches(areas: list[tuple[str, str]]) -> Iterator[tuple[list[str], list[str]]]:
    """Batches of communes and their areas, from (commune, area) ordered by commune; no commune is split."""
    communes: list[str] = []
    batch: list[str] = []
    for commune, area in areas:
        if len(batch) >= BATCH_SIZE and commune != communes[-1]:
            yield communes, batch
            communes, batch = [], []
        if not communes or commune != communes[-1]:
            communes.append(commune)
        batch.append(area)
    if batch:
        yield communes, batch


def _fetch_rows(cursor: Connection, name: str, **values: object) -> list[tuple[str, str]]:
    return _execute(cursor, name, **values).fetchall()


def _execute(cursor: Connection, name: str, **values: object) -> Connection:
    return cursor.execute(read_sql(f"parts/{name}"), values)
