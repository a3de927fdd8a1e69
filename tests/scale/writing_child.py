"""Functions for processes that save on a lake, each with a cache of its own; the tests start and kill them."""

from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from learning_coverage import queries
from learning_coverage.facts import Fact
from learning_coverage.store import StoreError
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.lake.writer_lock import AdvisoryLock
from learning_coverage.store.shared_store import SharedStore
from tests.builders import small_config, take
from tests.crash.saving_child import upload


def save_some(address: str, cache: Path, writer: int, uploads: int, connection: Connection) -> None:
    """Save `uploads` uploads of one year per writer without pauses; send their ids."""
    with SharedStore.connect(LakeAddress.parse(address), small_config(), cache) as store:
        ids = [take(store, _facts_of_writer(writer, number)).upload_id for number in range(uploads)]
    connection.send(ids)


def save_the_same(address: str, cache: Path, connection: Connection) -> None:
    """Save a file that another process saves at the same time; send the verdict and the upload id."""
    with SharedStore.connect(LakeAddress.parse(address), small_config(), cache) as store:
        connection.send("ready")
        connection.recv()
        receipt = take(store, upload(7))
        connection.send((receipt.verdict, receipt.upload_id))


def save_until_killed(address: str, cache: Path, first: int, connection: Connection) -> None:
    """Save upload after upload; send (id, number) of each when it is acknowledged."""
    with SharedStore.connect(LakeAddress.parse(address), small_config(), cache) as store:
        connection.send("open")
        number = first
        while True:
            connection.send((take(store, upload(number)).upload_id, number))
            number += 1


def wait_inside_the_transaction(address: str, cache: Path, connection: Connection) -> None:
    """Write an upload and wait before COMMIT, with the write lock held, until the process is killed."""
    with SharedStore.connect(LakeAddress.parse(address), small_config(), cache) as store:
        is_held: Callable[[object], bool] = AdvisoryLock.is_held.fget  # type: ignore[attr-defined]

        def wait(lock: object) -> bool:
            connection.send("written")
            connection.recv()
            return is_held(lock)

        AdvisoryLock.is_held = property(wait)  # type: ignore[method-assign,assignment]
        take(store, upload(3))


def read_while_others_save(address: str, cache: Path, connection: Connection) -> None:
    """Read the uploads until a message arrives; send every error code and every upload that was read in part."""
    errors: list[str] = []
    with SharedStore.connect(LakeAddress.parse(address), small_config(), cache) as store:
        connection.send("open")
        while not connection.poll(0.02):
            try:
                store.catch_up()
                counts = {row["upload_id"]: row["facts"] for row in queries.uploads(store)}
            except StoreError as error:
                errors.append(error.code)
                break
            errors += [f"upload {seq}: {facts} facts" for seq, facts in counts.items() if facts != 3]
    connection.send(errors)


def _facts_of_writer(writer: int, number: int) -> list[Fact]:
    return [Fact(row, 2021 + writer, f"V{row}", "families", 1000, None, number) for row in (1, 2, 3)]
