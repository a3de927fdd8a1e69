"""Use a store while its file operations are recorded; every acknowledged commit is written to the file `ack`.

`python -m tests.crash.journalled FOLDER safe|unsafe`; `unsafe` never syncs and is the control.
"""

import os
import sys
from pathlib import Path

from learning_coverage.store import Store
from learning_coverage.store.backups import backup_schedule, restore
from learning_coverage.store.open_folder import acquire_lock
from learning_coverage.store.writes import upload_acts
from tests.builders import small_config, take
from tests.crash.saving_child import upload

ACK = "ack"


def main(root: Path, mode: str) -> None:
    config, folder = small_config(), root / "store"
    if mode == "unsafe":
        os.fsync = lambda _: None  # type: ignore[assignment]
    ack_file = os.open(root / ACK, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def acknowledge(store: Store) -> None:
        os.write(ack_file, f"{store.head.seq}\n".encode())

    with Store.open(folder, config) as store:
        for number in range(1, 5):
            take(store, upload(number))
            acknowledge(store)
        upload_acts.withdraw(store, 2, reason="thử", by="An")
        acknowledge(store)
    backup = backup_schedule.create_now(folder)
    with acquire_lock(folder, 0):
        restore.restore(backup, folder)
    with Store.open(folder, config) as store:  # the view is rebuilt
        for number in range(5, 8):
            take(store, upload(number))
            acknowledge(store)
    with Store.open(folder, config) as store:
        take(store, upload(8))
        acknowledge(store)
        store.query("lessons")
        os._exit(0)  # the view is not closed


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
