"""Processes that save on a lake, each as on a machine of its own; they are there to be counted, and to be killed."""

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


def save_some(address: str, cache: Path, writer: int, uploads: int, told: Connection) -> None:
    """So many uploads of a year of the writer's own, as fast as it goes; tells the ids."""
    with SharedStore.connect(LakeAddress.parse(address), small_config(), cache) as store:
        ids = [take(store, _own(writer, number)).upload_id for number in range(uploads)]
    told.send(ids)


def save_the_same(address: str, cache: Path, told: Connection) -> None:
    """A file that others send at the very same moment; tells what the saving answered."""
    with SharedStore.connect(LakeAddress.parse(address), small_config(), cache) as store:
        told.send("ready")
        told.recv()
        receipt = take(store, upload(7))
        told.send((receipt.verdict, receipt.upload_id))


def save_for_ever(address: str, cache: Path, first: int, told: Connection) -> None:
    """Upload after upload; (id, number) is told when it is acknowledged."""
    with SharedStore.connect(LakeAddress.parse(address), small_config(), cache) as store:
        told.send("open")
        number = first
        while True:
            told.send((take(store, upload(number)).upload_id, number))
            number += 1


def stop_inside_the_transaction(address: str, cache: Path, told: Connection) -> None:
    """Everything is written, nothing is committed: here the process waits to be killed, the turn in its hands."""
    with SharedStore.connect(LakeAddress.parse(address), small_config(), cache) as store:
        is_held: Callable[[object], bool] = AdvisoryLock.is_held.fget  # type: ignore[attr-defined]

        def wait(turn: object) -> bool:
            told.send("written")
            told.recv()
            return is_held(turn)

        AdvisoryLock.is_held = property(wait)  # type: ignore[method-assign,assignment]
        take(store, upload(3))


def read_while_others_save(address: str, cache: Path, told: Connection) -> None:
    """Follows until told to stop; tells whether an upload was ever seen by half, or the log of it was broken."""
    wrong: list[str] = []
    with SharedStore.connect(LakeAddress.parse(address), small_config(), cache) as store:
        told.send("open")
        while not told.poll(0.02):
            try:
                store.catch_up()
                counts = {row["upload_id"]: row["facts"] for row in queries.to_rows(queries.uploads(store))}
            except StoreError as error:
                wrong.append(error.code)
                break
            wrong += [f"upload {seq}: {facts} facts" for seq, facts in counts.items() if facts != 3]
    told.send(wrong)


def _own(writer: int, number: int) -> list[Fact]:
    return [Fact(row, 2021 + writer, f"V{row}", "families", 1000, None, number) for row in (1, 2, 3)]
