"""Functions for processes that save uploads and send the id of each acknowledged one; the tests kill them."""

import os
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from learning_coverage import queries
from learning_coverage.facts import Fact
from learning_coverage.store import Store
from learning_coverage.store.log import fact_codec
from learning_coverage.store.writes.save_plan import read_current_facts
from tests.builders import small_config, take

Mode = Literal["safe", "unsafe"]
OPENING = "opening"


@dataclass(frozen=True)
class Content:
    """The content of a store: facts of each upload in the log, their number in the view, and the current facts."""

    seconds: float
    saved: dict[int, list[Fact]]
    in_view: dict[int, int]
    current: list[Fact]


def upload(number: int) -> list[Fact]:
    """The facts of the upload with this number; it is in every count, so that a partial or mixed upload is found."""
    return [Fact(row, 2024, f"V{row}", "families", number, None, number) for row in (1, 2, 3)]


def read_content(store: Store, seconds: float = 0) -> Content:
    return Content(
        seconds,
        {commit.seq: fact_codec.decode(store.blob(str(commit.rows))) for commit in store.commits()},
        {int(row["upload_id"]): row["facts"] for row in queries.uploads(store)},
        sorted(read_current_facts(store).values(), key=lambda fact: fact.key),
    )


def save_until_killed(folder: Path, number: int, mode: Mode, connection: Connection) -> None:
    """Save upload after upload, numbered from `number`; send (upload id, number) of each when it is acknowledged."""
    connection.send(OPENING)
    start = time.perf_counter()
    with Store.open(folder, small_config(), wait=120) as store:
        assert store.is_writable
        connection.send(read_content(store, time.perf_counter() - start))
        while True:
            if mode == "unsafe":  # the control: acknowledged before it is committed
                connection.send((store.head.seq + 1, number))
            receipt = take(store, upload(number))
            if mode == "safe":
                connection.send((receipt.upload_id, number))
            number += 1


def save_some(folder: Path, writer: int, uploads: int, connection: Connection) -> None:
    """Save `uploads` uploads of one year per writer, opening the store for each; send their ids."""
    config, ids = small_config(), []
    for number in range(uploads):
        with Store.open(folder, config, wait=120) as store:
            ids.append(take(store, [Fact(2, 2021 + writer, "V1", "families", 100, None, number)]).upload_id)
    connection.send(ids)
    connection.recv()


def hold(folder: Path, connection: Connection) -> None:
    """Open the store for writing and hold it until a message arrives or the process is killed."""
    with Store.open(folder, small_config()) as store:
        connection.send(store.is_writable)
        connection.recv()


def save_and_die(folder: Path, uploads: int, _: Connection) -> None:
    """Save `uploads` uploads and exit without closing the store."""
    with Store.open(folder, small_config()) as store:
        for number in range(1, uploads + 1):
            take(store, upload(number))
        os._exit(0)
