"""DuckDB with a lake attached: extensions of the very same version, loaded by path, nothing fetched by itself."""

import os
from collections.abc import Sequence
from importlib import metadata, util
from pathlib import Path
from urllib.parse import urlsplit

import duckdb

from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.log.log import StoreError

EXTENSIONS = ("ducklake", "postgres_scanner")
BUCKET_EXTENSION = "httpfs"
CREATE_TABLES = (
    "CREATE TABLE IF NOT EXISTS lake.commit (seq BIGINT, body VARCHAR)",
    "CREATE TABLE IF NOT EXISTS lake.blob (seq BIGINT, name VARCHAR, data BLOB)",
)
# Bytes always go to the data files: a file of 20 MB as a row of PostgreSQL took 18 s, as Parquet 4 s.
DISABLE_INLINING = "CALL lake.set_option('data_inlining_row_limit', 0, table_name => 'blob')"


def attach(address: LakeAddress) -> duckdb.DuckDBPyConnection:
    """A database in memory that sees the lake as `lake`. Whoever calls it holds the turn: first starts collide."""
    paths = find_extensions((*EXTENSIONS, BUCKET_EXTENSION) if address.is_in_bucket else EXTENSIONS)
    nothing_fetched = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    connection = duckdb.connect(":memory:", config={**nothing_fetched})
    try:
        for path in paths:
            connection.execute(f"LOAD {_quote(path.as_posix())}")
        connection.execute("SET enable_progress_bar = false")  # it would be printed into the answers of commands
        connection.execute("SET ducklake_max_retry_count = 100")
        if address.is_in_bucket:
            connection.execute("SET http_timeout = 10")  # seconds; others wait for their turn meanwhile
            connection.execute(_build_bucket_secret())
        target = _quote(f"ducklake:postgres:{address.catalogue}")
        connection.execute(f"ATTACH {target} AS lake (DATA_PATH {_quote(address.data)})")
        _create_tables(connection)
        connection.execute("SET lock_configuration = true")
    except BaseException:
        connection.close()
        raise
    return connection


def find_extensions(names: Sequence[str]) -> list[Path]:
    """The extensions as installed packages; StoreError when one is missing or of another version than DuckDB."""
    wanted = metadata.version("duckdb")
    found = {name: _read_version(name) for name in names}
    if other := [f"{name} {version or '–'}" for name, version in found.items() if version != wanted]:
        raise StoreError("lake_version", wanted=wanted, found=", ".join(other))
    return [_find_package_folder(name) / "extensions" / f"v{wanted}" / f"{name}.duckdb_extension" for name in names]


def _read_version(name: str) -> str | None:
    try:
        return metadata.version(f"duckdb-extension-{name.replace('_', '-')}")
    except metadata.PackageNotFoundError:
        return None


def _find_package_folder(name: str) -> Path:
    package = util.find_spec(f"duckdb_extension_{name}")
    if package is None or package.origin is None:
        raise StoreError("lake_version", wanted=metadata.version("duckdb"), found=name)
    return Path(package.origin).parent


def _create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    there = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE database_name = 'lake'").fetchall()
    if there == [(len(CREATE_TABLES),)]:
        return
    connection.begin()
    for table in CREATE_TABLES:
        connection.execute(table)
    connection.commit()
    connection.execute(DISABLE_INLINING)


def _build_bucket_secret() -> str:
    """The key from the variables every S3 tool knows; a server of one's own is named by AWS_ENDPOINT_URL."""
    endpoint = urlsplit(os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or "")
    settings = {
        "KEY_ID": os.environ.get("AWS_ACCESS_KEY_ID"),
        "SECRET": os.environ.get("AWS_SECRET_ACCESS_KEY"),
        "SESSION_TOKEN": os.environ.get("AWS_SESSION_TOKEN"),
        "REGION": os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION"),
        "ENDPOINT": endpoint.netloc,
        "URL_STYLE": "path" if endpoint.netloc else None,
        "USE_SSL": "false" if endpoint.scheme == "http" else None,
    }
    given = ", ".join(f"{name} {_quote(value)}" for name, value in settings.items() if value)
    return f"CREATE SECRET (TYPE s3, {given})"


def _quote(value: str) -> str:
    """A value as SQL writes it, where none can be bound."""
    return "'" + value.replace("'", "''") + "'"
