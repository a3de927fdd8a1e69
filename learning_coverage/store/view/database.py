"""The DuckDB database of a view: opened without external access, checked for completeness, with the configuration."""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from learning_coverage.config.tree import ConfigSource
from learning_coverage.store.log.log import Head, StoreError, sha256
from learning_coverage.store.view.config_rows import build_config_rows

SQL_FOLDER = Path(__file__).parents[2] / "sql"
Connection = duckdb.DuckDBPyConnection
ViewError = duckdb.Error  # under this name modules catch it that must not import duckdb
# No data may reach files, the network or foreign code, and no query may exhaust the machine: the figures of a commune
# need some megabytes, and more threads than this only wait for one another.
DUCKDB_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "threads": min(4, os.cpu_count() or 1),
    "max_temp_directory_size": "0B",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "enable_external_access": False,
}
# The errors of a full disk or a damaged file.
FILE_ERRORS = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException, duckdb.InternalException)


@lru_cache
def read_sql(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return (SQL_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


@lru_cache
def read_parameters(name: str) -> frozenset[str]:
    """The names of the parameters in `sql/<name>.sql`."""
    return frozenset(duckdb.extract_statements(read_sql(name))[0].named_parameters)


def execute_query(connection: Connection, name: str, values: Mapping[str, Any]) -> Connection:
    """Run `sql/<name>.sql` on a cursor of its own; values the query has no parameter for are ignored."""
    return connection.cursor().execute(read_sql(name), {key: values[key] for key in read_parameters(name)})


def open_database(path: Path | None, config: ConfigSource) -> Connection:
    """A database with our tables and this configuration, in a file or in memory.

    StoreError when the file is of another schema or lost rows, ViewError when it cannot be read.
    """
    connection = duckdb.connect(str(path) if path else ":memory:", config=DUCKDB_SETTINGS)
    try:
        connection.execute("SET enable_progress_bar = false")  # it would be printed into the output of commands
        connection.execute("SET lock_configuration = true")  # no later statement may undo the settings
        connection.begin()  # one transaction: a start syncs the disk once, and an interrupted one changes nothing
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


def write_config(connection: Connection, config: ConfigSource) -> None:
    """Replace the rows of all tables that hold the configuration."""
    for table, rows in build_config_rows(config):
        connection.execute(f"DELETE FROM {table}")
        if rows:
            columns = [pa.array(column) for column in zip(*rows, strict=True)]
            insert_rows(connection, table, pa.table(columns, names=[str(place) for place in range(len(columns))]))


def clear_computed(connection: Connection) -> None:
    """Delete what was computed under another configuration."""
    for table in ("snapshot", "own_count", "calendar_year"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("DELETE FROM commune_summed")


def insert_rows(connection: Connection, table: str, rows: pa.Table) -> None:
    """Insert rows whose columns are those of the table, in their order."""
    connection.register("incoming", rows)
    connection.execute(f"INSERT INTO {table} SELECT * FROM incoming")
    connection.unregister("incoming")


def replace_rows(connection: Connection, table: str, as_of: int, rows: pa.Table) -> None:
    """Replace the rows of a table as of one commit."""
    connection.execute(f"DELETE FROM {table} WHERE as_of = ?", [as_of])
    insert_rows(connection, table, rows)


def read_head(connection: Connection) -> Head:
    """The last commit in the database, read on a cursor of its own."""
    return Head(*connection.cursor().execute("SELECT head_seq, head_hash FROM meta").fetchall()[0])


def _check_schema(connection: Connection) -> bool:
    """Whether the database is new. StoreError when another schema made it, or rows are missing."""
    schema = sha256((read_sql("tables") + read_sql("views")).encode())
    is_new = not connection.execute("SELECT schema FROM meta").fetchall()
    if is_new:
        connection.execute("INSERT INTO meta VALUES (0, ?, ?, 0)", [Head().hash, schema])
    complete = connection.execute(
        "SELECT schema = ? AND head_seq = (SELECT count(*) FROM event) AND facts = (SELECT count(*) FROM fact) "
        "AND (SELECT count(*) FROM event WHERE kind = 'task') = (SELECT count(*) FROM task_event) "
        "AND (SELECT count(*) FROM event WHERE kind = 'quota') = (SELECT count(DISTINCT seq) FROM quota) FROM meta",
        [schema],
    )
    if complete.fetchall() != [(True,)]:
        raise StoreError("view_outdated")
    return is_new
