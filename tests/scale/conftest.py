"""A PostgreSQL and an S3 server for this run, and lakes in them. Without PostgreSQL the tests fail, not skip."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from deploy.postgres import Postgres, start_postgres
from learning_coverage.config import Config
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.lake.log import LakeLog
from learning_coverage.store.shared_store import SharedStore
from learning_coverage.store.view.view import View
from tests.builders import small_config
from tests.scale.bucket import KEY, SECRET, Bucket

PASSWORD = "only-in-the-password-file"
Join = Callable[..., SharedStore]


@pytest.fixture(scope="session", autouse=True)
def postgres() -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp())  # the user that PostgreSQL runs as can enter its parent folders
    try:
        with start_postgres(folder, PASSWORD, durable=False) as server:
            os.environ["PGPASSFILE"] = str(server.password_file)
            yield server
    finally:
        os.environ.pop("PGPASSFILE", None)
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    server = Bucket(tmp_path_factory.mktemp("s3"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def in_bucket(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a new S3 folder; the credentials are in the environment."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_ENDPOINT_URL", bucket.address)
    return f"s3://store/{os.urandom(4).hex()}"


@pytest.fixture(scope="session")
def config() -> Config:
    return small_config()


_numbers = count(1)


@pytest.fixture(scope="session")
def new_address(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Return a function that gives the address of a new lake, with its files in a new folder or in `data`."""

    def new_address(data: str = "") -> str:
        name = f"lake{next(_numbers)}"
        with psycopg.connect(postgres.connection_string(), autocommit=True) as session:
            session.execute(f"CREATE DATABASE {name}")
        where = data or tmp_path_factory.mktemp(name)
        return f"ducklake:postgres:{postgres.connection_string(name)};data={where}"

    return new_address


@pytest.fixture(scope="module")
def empty_lake(
    new_address: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Config], SharedStore]]:
    """Return a function that empties one lake and opens it: creating another lake takes seconds."""
    address = LakeAddress.parse(new_address())
    first = LakeLog(address, tmp_path_factory.mktemp("kept"))

    def empty_lake(config: Config) -> SharedStore:
        for table in ("commit", "blob"):
            first.connection.query(f"DELETE FROM lake.{table}")
        log = LakeLog(address, tmp_path_factory.mktemp("kept"), connection=first.connection)
        return SharedStore(log, View(None, config, log))

    yield empty_lake
    first.close()


@pytest.fixture
def address(new_address: Callable[[], str]) -> str:
    return new_address()


@pytest.fixture
def join(address: str, config: Config, tmp_path: Path) -> Iterator[Join]:
    """Return a function that opens the lake of this test as another process on the same machine does."""
    opened = []

    def join(cache: Path = tmp_path / "cache", at: str = address) -> SharedStore:
        opened.append(SharedStore.connect(LakeAddress.parse(at), config, cache))
        return opened[-1]

    yield join
    for store in opened:
        store.close()
