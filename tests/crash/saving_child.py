"""A process that saves uploads for ever and tells the id of each once it is acknowledged. It is there to be killed."""

from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from learning_coverage.facts import Fact
from learning_coverage.store import Store
from tests.given import small_config, take

Manner = Literal["safe", "unsafe"]


def upload(number: int) -> list[Fact]:
    """The facts of the upload with this number: every count says it, so an upload by half or of two would show."""
    return [Fact(row, 2024, f"V{row}", "families", number, None, number) for row in (1, 2, 3)]


def save_for_ever(folder: Path, number: int, manner: Manner, told: Connection) -> None:
    """Upload after upload, numbered from `number`; (upload id, number) is told when it is acknowledged."""
    with Store.open(folder, small_config(), wait=10) as store:
        told.send("ready")
        while True:
            if manner == "unsafe":  # the control: acknowledged before it is committed
                told.send((store.head.seq + 1, number))
            receipt = take(store, upload(number))
            if manner == "safe":
                told.send((receipt.upload_id, number))
            number += 1


def hold(folder: Path, told: Connection) -> None:
    """Open the store for writing and keep it until killed."""
    with Store.open(folder, small_config()) as store:
        told.send(store.writable)
        told.recv()
