"""A life of a store whose acts on files are written down; what is acknowledged is written into the file `ack`.

`python -m tests.crash.journalled FOLDER safe|unsafe`; unsafe never syncs anything, which is the control.
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


def main(root: Path, manner: str) -> None:
    config, folder = small_config(), root / "store"
    if manner == "unsafe":
        os.fsync = lambda _: None  # type: ignore[assignment]
    told = os.open(root / ACK, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def acknowledge(store: Store) -> None:
        os.write(told, f"{store.head.seq}\n".encode())

    with Store.open(folder, config) as store:
        for number in range(1, 5):
            take(store, upload(number))
            acknowledge(store)
        upload_acts.withdraw(store, 2, reason="thử", by="An")
        acknowledge(store)
    made = backup_schedule.create_now(folder)
    with acquire_lock(folder, 0):
        restore.restore(made, folder)
    with Store.open(folder, config) as store:  # has to build its view anew
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
