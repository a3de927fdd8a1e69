"""Make a small store in the format of this version: `python -m tests.stores.make FOLDER`.

The store of each released version stays in `tests/stores/v<number>`, and later versions must open it. It has the log
only, without the view, which is derived from it, and without the audit record. `figures.json` has the figures and
commits that every version must read from it.
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from learning_coverage.store import Store
from learning_coverage.store.log import fact_codec
from learning_coverage.store.writes import upload_acts
from learning_coverage.store.writes.learned_names import LearnedNames, learn
from learning_coverage.store.writes.save_plan import read_current_facts
from learning_coverage.store.writes.tasks import Task, open_task
from tests.builders import families, saved, small_config

LEFT_OUT = ("view.duckdb", "view.duckdb.wal", "writer.lock", "backups", "audit")


def main(folder: Path) -> None:
    config = small_config()
    fact_codec.MAX_CSV_FACTS = 1  # the first upload is archived as a large one
    with Store.open(folder / "store", config) as store:
        saved(store, families("2024 V1 100 50", "2024 V2 20 10"), families("2025 V1 100 60"), families("2025 V1 100 7"))
        upload_acts.withdraw(store, 3, reason="nhầm", by="An")
        upload_acts.freeze(store, "Báo cáo năm", by="An")
        upload_acts.close_year(store, 2024, reason="đã báo cáo", by="An")
        learn(store, LearnedNames({"thôn một": "V1"}), "An")
        open_task(store, config, Task("V1", "đi vận động", "Bình", "families"), by="An")
        (folder / "figures.json").write_text(json.dumps(figures(store), ensure_ascii=False, indent=1), encoding="utf-8")
    for name in LEFT_OUT:
        path = folder / "store" / name
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def figures(store: Store) -> dict[str, Any]:
    """The current figures of a store and its commits, in a form that is equal for all versions."""
    facts = sorted(read_current_facts(store).values(), key=lambda fact: fact.key)
    return {
        "figures": [[*fact.key, *fact.counts] for fact in facts],
        "commits": [[commit.seq, commit.kind, commit.note] for commit in store.commits()],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
