"""A process that saves uploads for ever and tells the id of each once it is acknowledged. It is there to be killed."""

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

Manner = Literal["safe", "unsafe"]
OPENING = "opening"


@dataclass(frozen=True)
class Seen:
    """What a start found: the facts of every upload in the log, how many the view has of each, and the current ones."""

    seconds: float
    saved: dict[int, list[Fact]]
    in_view: dict[int, int]
    current: list[Fact]


def upload(number: int) -> list[Fact]:
    """The facts of the upload with this number: every count says it, so an upload by half or of two would show."""
    return [Fact(row, 2024, f"V{row}", "families", number, None, number) for row in (1, 2, 3)]


def look(store: Store, seconds: float = 0) -> Seen:
    return Seen(
        seconds,
        {commit.seq: fact_codec.decode(store.blob(str(commit.rows))) for commit in store.commits()},
        {int(row["upload_id"]): row["facts"] for row in queries.uploads(store)},
        sorted(read_current_facts(store).values(), key=lambda fact: fact.key),
    )


def save_for_ever(folder: Path, number: int, manner: Manner, told: Connection) -> None:
    """Upload after upload, numbered from `number`; (upload id, number) is told when it is acknowledged."""
    told.send(OPENING)
    start = time.perf_counter()
    with Store.open(folder, small_config(), wait=120) as store:
        assert store.is_writable
        told.send(look(store, time.perf_counter() - start))
        while True:
            if manner == "unsafe":  # the control: acknowledged before it is committed
                told.send((store.head.seq + 1, number))
            receipt = take(store, upload(number))
            if manner == "safe":
                told.send((receipt.upload_id, number))
            number += 1


def save_some(folder: Path, writer: int, uploads: int, told: Connection) -> None:
    """So many uploads of a year of the writer's own, each in its turn with the other processes; tells the ids."""
    config, ids = small_config(), []
    for number in range(uploads):
        with Store.open(folder, config, wait=120) as store:
            ids.append(take(store, [Fact(2, 2021 + writer, "V1", "families", 100, None, number)]).upload_id)
    told.send(ids)
    told.recv()


def hold(folder: Path, told: Connection) -> None:
    """Open the store for writing and keep it until killed."""
    with Store.open(folder, small_config()) as store:
        told.send(store.is_writable)
        told.recv()


def save_and_die(folder: Path, uploads: int, _: Connection) -> None:
    """So many uploads, each with more in it than the one before, and the end without closing anything."""
    with Store.open(folder, small_config()) as store:
        for number in range(1, uploads + 1):
            take(store, upload(number))
        os._exit(0)
