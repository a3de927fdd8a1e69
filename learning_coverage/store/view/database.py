"""A DuckDB database for the view: opened with nothing allowed, whole or refused, with the configuration in it."""

import os
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa

from learning_coverage.config.tree import ConfigSource
from learning_coverage.store.log.log import Head, StoreError, sha256
from learning_coverage.store.view.config_rows import build_config_rows

SQL_FOLDER = Path(__file__).parents[2] / "sql"
Connection = duckdb.DuckDBPyConnection
ViewError = duckdb.Error  # what goes wrong in the view, for those who may not know DuckDB
# Nothing in the data may reach for files, the network or code from elsewhere, and no question may take the machine:
# the figures of a commune need some megabytes, and more threads than this only wait for one another.
DUCKDB_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "threads": min(4, os.cpu_count() or 1),
    "max_temp_directory_size": "0B",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "enable_external_access": False,
}
FILE_ERRORS = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException, duckdb.InternalException)


@lru_cache
def read_sql(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return (SQL_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


@lru_cache
def read_parameters(name: str) -> frozenset[str]:
    """The values a question needs; `as_of` and `boundaries` are offered to all."""
    return frozenset(duckdb.extract_statements(read_sql(name))[0].named_parameters)


def open_database(path: Path | None, config: ConfigSource) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path) if path else ":memory:", config=DUCKDB_SETTINGS)
    try:
        connection.execute("SET enable_progress_bar = false")  # it would be printed into the answers of commands
        connection.execute("SET lock_configuration = true")  # no later statement may undo the bounds
        connection.begin()  # one transaction: a start syncs the disk once, and cut short it changes nothing
        connection.execute(read_sql("tables"))
        is_new = _check_schema(connection)
        write_config(connection, config)
        if is_new:
            connection.execute(read_sql("views"))
        clear_computed(connection)
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection


def write_config(connection: duckdb.DuckDBPyConnection, config: ConfigSource) -> None:
    for table, rows in build_config_rows(config):
        connection.execute(f"DELETE FROM {table}")
        if rows:
            columns = [pa.array(column) for column in zip(*rows, strict=True)]
            insert_rows(connection, table, pa.table(columns, names=[str(place) for place in range(len(columns))]))


def clear_computed(connection: Connection) -> None:
    """What was computed under another configuration."""
    connection.execute("DELETE FROM snapshot")
    connection.execute("DELETE FROM commune_summed")


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Add rows that have the columns of the table, in their order."""
    connection.register("incoming", rows)
    connection.execute(f"INSERT INTO {table} SELECT * FROM incoming")
    connection.unregister("incoming")


def replace_rows(connection: Connection, table: str, as_of: int, rows: pa.Table) -> None:
    """The rows of a table as of a commit, whether it had some or not."""
    connection.execute(f"DELETE FROM {table} WHERE as_of = ?", [as_of])
    insert_rows(connection, table, rows)


def _check_schema(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the view is new, then it is marked; one made by other definitions, or that lost rows, is refused."""
    schema = sha256((read_sql("tables") + read_sql("views")).encode())
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
