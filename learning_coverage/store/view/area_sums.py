"""The sums of the communes of a tree, kept in the view of the whole, so that no look at a country adds up all facts.

A commune is summed up when somebody first looks at an area it lies in, and again only after something was saved in it.
As of an earlier commit the sums are made for the moment and not kept.
"""

from collections.abc import Iterator

import pyarrow as pa

from learning_coverage.store.view.database import Connection, read_sql

AREAS_AT_ONCE = 20_000  # with ten years of three titles their newest facts take some 200 MB to find


def compute_sums(cursor: Connection, as_of: int, scope: str, scopes: list[str]) -> pa.Table:
    """The sums of the parts of an area as of a commit; only what was done in `scopes` concerns it."""
    cursor.begin()
    is_past = bool(_fetch_rows(cursor, "moved", as_of=as_of, scopes=scopes)[0][0])
    if not is_past:
        _execute(cursor, "touched")
    communes = []
    for some, areas in _split_batches(_fetch_rows(cursor, "communes", scope=scope, again=is_past)):
        _execute(cursor, "forget", communes=some)
        _execute(cursor, "sum_up", areas=areas, as_of=as_of if is_past else None)
        communes += some
    sums = _execute(cursor, "sums", as_of=as_of, scope=scope).to_arrow_table()
    if is_past:
        cursor.rollback()
    else:
        _execute(cursor, "kept", communes=communes)
        cursor.commit()
    return sums


def _split_batches(areas: list[tuple[str, str]]) -> Iterator[tuple[list[str], list[str]]]:
    """(commune, area) in the order of the communes → so many areas at a time with their communes, each whole."""
    communes: list[str] = []
    some: list[str] = []
    for commune, area in areas:
        if len(some) >= AREAS_AT_ONCE and commune != communes[-1]:
            yield communes, some
            communes, some = [], []
        if not communes or commune != communes[-1]:
            communes.append(commune)
        some.append(area)
    if some:
        yield communes, some


def _fetch_rows(cursor: Connection, name: str, **values: object) -> list[tuple[str, str]]:
    return _execute(cursor, name, **values).fetchall()


def _execute(cursor: Connection, name: str, **values: object) -> Connection:
    return cursor.execute(read_sql(f"parts/{name}"), values)
