"""The sums of the communes of a tree, kept in the view of the whole, so that no look at a country adds up all facts.

A commune is summed up when somebody first looks at an area it lies in, and again only after something was saved in it.
As of an earlier commit the sums are made for the moment and not kept.
"""

from collections.abc import Iterator

import pyarrow as pa

from learning_coverage.store.view.database import Connection, statement

AREAS_AT_ONCE = 20_000  # with ten years of three titles their newest facts take some 200 MB to find


def sums_of(cursor: Connection, as_of: int, scope: str, scopes: list[str]) -> pa.Table:
    """The sums of the parts of an area as of a commit; only what was done in `scopes` concerns it."""
    cursor.begin()
    is_past = bool(_rows(cursor, "moved", as_of=as_of, scopes=scopes)[0][0])
    if not is_past:
        _run(cursor, "touched")
    communes = []
    for some, areas in _batches(_rows(cursor, "communes", scope=scope, again=is_past)):
        _run(cursor, "forget", communes=some)
        _run(cursor, "sum_up", areas=areas, as_of=as_of if is_past else None)
        communes += some
    sums = _run(cursor, "sums", as_of=as_of, scope=scope).to_arrow_table()
    if is_past:
        cursor.rollback()
    else:
        _run(cursor, "kept", communes=communes)
        cursor.commit()
    return sums


def _batches(areas: list[tuple[str, str]]) -> Iterator[tuple[list[str], list[str]]]:
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


def _rows(cursor: Connection, name: str, **values: object) -> list[tuple[str, str]]:
    return _run(cursor, name, **values).fetchall()


def _run(cursor: Connection, name: str, **values: object) -> Connection:
    return cursor.execute(statement(f"parts/{name}"), values)
