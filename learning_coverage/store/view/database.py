"""A DuckDB database for the view: opened with nothing allowed, whole or refused, with the configuration in it."""

import os
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa

from learning_coverage.config.tree import Source
from learning_coverage.store.log.log import Head, StoreError, sha256
from learning_coverage.store.view.config_rows import configured_rows

SQL = Path(__file__).parents[2] / "sql"
Connection = duckdb.DuckDBPyConnection
ViewError = duckdb.Error  # what goes wrong in the view, for those who may not know DuckDB
# Nothing in the data may reach for files, the network or code from elsewhere, and no question may take the machine:
# the figures of a commune need some megabytes, and more threads than this only wait for one another.
BOUNDS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "threads": min(4, os.cpu_count() or 1),
    "max_temp_directory_size": "0B",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "enable_external_access": False,
}
FILE_FAILS = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException, duckdb.InternalException)


@lru_cache
def statement(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


@lru_cache
def asked_by(name: str) -> frozenset[str]:
    """The values a question needs; `as_of` and `boundaries` are offered to all."""
    return frozenset(duckdb.extract_statements(statement(name))[0].named_parameters)


def opened(path: Path | None, config: Source) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path) if path else ":memory:", config=BOUNDS)
    try:
        connection.execute("SET enable_progress_bar = false")  # it would be printed into the answers of commands
        connection.execute("SET lock_configuration = true")  # no later statement may undo the bounds
        connection.begin()  # one transaction: a start syncs the disk once, and cut short it changes nothing
        connection.execute(statement("tables"))
        is_new = _check_whole(connection)
        configure(connection, config)
        if is_new:
            connection.execute(statement("views"))
        forget_computed(connection)
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection


def configure(connection: duckdb.DuckDBPyConnection, config: Source) -> None:
    for table, rows in configured_rows(config):
        connection.execute(f"DELETE FROM {table}")
        if rows:
            columns = [pa.array(column) for column in zip(*rows, strict=True)]
            put(connection, table, pa.table(columns, names=[str(place) for place in range(len(columns))]))


def forget_computed(connection: Connection) -> None:
    """What was computed under another configuration."""
    connection.execute("DELETE FROM snapshot")
    connection.execute("DELETE FROM commune_summed")


def put(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Add rows that have the columns of the table, in their order."""
    connection.register("incoming", rows)
    connection.execute(f"INSERT INTO {table} SELECT * FROM incoming")
    connection.unregister("incoming")


def put_instead(connection: Connection, table: str, as_of: int, rows: pa.Table) -> None:
    """The rows of a table as of a commit, whether it had some or not."""
    connection.execute(f"DELETE FROM {table} WHERE as_of = ?", [as_of])
    put(connection, table, rows)


def _check_whole(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the view is new, then it is marked; one made by other definitions, or that lost rows, is refused."""
    schema = sha256((statement("tables") + statement("views")).encode())
    is_new = not connection.execute("SELECT schema FROM meta").fetchall()
    if is_new:
        connection.execute("INSERT INTO meta VALUES (0, ?, ?, 0)", [Head().hash, schema])
    whole = connection.execute(
        "SELECT schema = ? AND head_seq = (SELECT count(*) FROM event) AND facts = (SELECT count(*) FROM fact) "
        "AND (SELECT count(*) FROM event WHERE kind = 'task') = (SELECT count(*) FROM task_event) "
        "AND (SELECT count(*) FROM event WHERE kind = 'quota') = (SELECT count(DISTINCT seq) FROM quota) FROM meta",
        [schema],
    )
    if whole.fetchall() != [(True,)]:
        raise StoreError("view_outdated")
    return is_new
