"""Fill the disk under a store: `python -m tests.crash.full FOLDER` prints one JSON object per disk size.

Each folder in FOLDER is a store. It is filled until an upload is refused; the output says what can still be read.
"""

import ctypes
import json
import random
import sys
from pathlib import Path
from typing import Any

from learning_coverage.store import Store, StoreError
from learning_coverage.store.writes.save_plan import read_current_facts
from tests.builders import small_config, take
from tests.crash.saving_child import upload

MOST_UPLOADS = 60  # the disk is full after this many uploads at the latest


def main(root: Path) -> None:
    library, chance, sizes = ctypes.CDLL(None), random.Random(387), sorted(root.glob("[0-9]*"))
    library.journal_budget.argtypes = [ctypes.c_long]
    for number, folder in enumerate(sizes):
        size = chance.randrange(1500 * (number + 1))
        library.journal_budget(size)
        print(json.dumps({"folder": folder.name, "size": size, **_fill(folder, library)}), flush=True)
        library.journal_budget(-1)
    library.journal_read_only(1)
    print(json.dumps(_fill(root / "read-only", library)), flush=True)


def _fill(folder: Path, library: ctypes.CDLL) -> dict[str, Any]:
    acknowledged, refused = 0, []
    with Store.open(folder, small_config()) as store:
        before = store.head.seq
        for number in range(100, 100 + MOST_UPLOADS):
            try:
                take(store, upload(number))
                acknowledged += 1
            except StoreError as error:
                refused.append([error.code, error.values.get("reason")])
                break
        result = {"before": before, "acknowledged": acknowledged, "refused": refused, "current": _current(store)}
        library.journal_budget(-1)  # space is freed
        retry = None
        if store.is_writable:
            retry = take(store, upload(1000)).verdict
        return {**result, "again": retry, "coverage": len(store.query("uploads"))}


def _current(store: Store) -> list[int | None]:
    return sorted({fact.total for fact in read_current_facts(store).values()}, key=str)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
