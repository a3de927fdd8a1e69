"""DuckDB with a lake attached; extensions of the same version are loaded by path, none is downloaded."""

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
# Blobs always go to the data files: 20 MB took 18 s as a row of PostgreSQL and 4 s as Parquet.
DISABLE_INLINING = "CALL lake.set_option('data_inlining_row_limit', 0, table_name => 'blob')"


def attach(address: LakeAddress) -> duckdb.DuckDBPyConnection:
    """An in-memory database with the lake attached as `lake`. The caller holds the lock, since first starts collide.

    StoreError when the extensions are missing, duckdb.Error when the lake cannot be reached.
    """
    paths = find_extensions((*EXTENSIONS, BUCKET_EXTENSION) if address.is_in_bucket else EXTENSIONS)
    no_downloads = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    connection = duckdb.connect(":memory:", config={**no_downloads})
    try:
        for path in paths:
            connection.execute(f"LOAD {_quote(path.as_posix())}")
        connection.execute("SET enable_progress_bar = false")  # it would be printed into the output of commands
        connection.execute("SET ducklake_max_retry_count = 100")
        if address.is_in_bucket:
            connection.execute("SET http_timeout = 10")  # seconds; other writers wait meanwhile
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
    """The paths of installed extensions; StoreError when one is missing or of another version than DuckDB."""
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
    count = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE database_name = 'lake'").fetchall()
    if count == [(len(CREATE_TABLES),)]:
        return
    connection.begin()
    for table in CREATE_TABLES:
        connection.execute(table)
    connection.commit()
    connection.execute(DISABLE_INLINING)


def _build_bucket_secret() -> str:
    """The secret from the usual AWS_* variables; AWS_ENDPOINT_URL names a server other than AWS."""
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
    parts = ", ".join(f"{name} {_quote(value)}" for name, value in settings.items() if value)
    return f"CREATE SECRET (TYPE s3, {parts})"


def _quote(value: str) -> str:
    """A value as an SQL literal, for statements in which none can be bound."""
    return "'" + value.replace("'", "''") + "'"
