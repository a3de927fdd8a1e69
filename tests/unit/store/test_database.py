"""The database of the view accesses nothing outside its file, and no statement changes its limits."""

from pathlib import Path

import duckdb
import pytest

from learning_coverage.config import load_config
from learning_coverage.store.view.database import DUCKDB_SETTINGS, open_database

FORBIDDEN = [
    "COPY (SELECT 1) TO '{out}'",
    "EXPORT DATABASE '{out}'",
    "ATTACH '{out}'",
    "SELECT * FROM read_csv('{secret}')",
    "SELECT * FROM read_text('{secret}')",
    "SELECT * FROM read_blob('{secret}')",
    "SELECT * FROM read_json('http://127.0.0.1:9/x')",
    "SELECT * FROM '{secret}'",
    "SELECT * FROM glob('{folder}/*')",
    "COPY area FROM '{secret}'",
    "CREATE SECRET s (TYPE S3)",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET memory_limit = '64GB'",
    "SET threads = 64",
    "RESET memory_limit",
    "PRAGMA threads = 64",
    "SET lock_configuration = false",
]


@pytest.fixture(scope="module", params=["file", "memory"])
def connection(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """A connection as the view of a store opens it."""
    path = tmp_path_factory.mktemp("store") / "view.duckdb" if request.param == "file" else None
    connection = open_database(path, load_config())
    request.addfinalizer(connection.close)
    return connection


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_statement_cannot_access_anything_outside_the_database(
    connection: duckdb.DuckDBPyConnection, statement: str, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n", encoding="utf-8")
    sql = statement.format(out=tmp_path / "out", secret=secret, folder=tmp_path)

    with pytest.raises(duckdb.Error):
        connection.cursor().execute(sql)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "statement", ["COPY (SELECT 1) TO '{out}'", "SELECT * FROM read_csv('{secret}')", "SET memory_limit = '64GB'"]
)
def test_unrestricted_database_allows_the_same_statements(statement: str, tmp_path: Path) -> None:
    """The control: the settings refuse these statements, not an error in the statements."""
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    sql = statement.format(out=tmp_path / "out", secret=tmp_path / "secret.csv", folder=tmp_path)

    duckdb.connect(":memory:").execute(sql)


def test_memory_and_threads_are_limited(connection: duckdb.DuckDBPyConnection) -> None:
    settings = "SELECT current_setting('memory_limit'), current_setting('threads')"
    memory, threads = connection.cursor().execute(settings).fetchall()[0]

    assert memory == "953.6 MiB"  # 1 GB
    assert threads == DUCKDB_SETTINGS["threads"] <= 4
