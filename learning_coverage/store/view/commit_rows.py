"""How a commit becomes rows of the view's tables."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from learning_coverage.facts import Fact
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import Commit
from learning_coverage.store.view.database import Connection, insert_rows

_EVENT_COLUMNS = ("seq", "kind", "at", "by", "note", "about", "raw", "rows", "file_name", "scope")


def insert_commit(cursor: Connection, commit: Commit, facts: Sequence[Fact]) -> None:
    cursor.execute(
        "INSERT INTO event VALUES ($seq, $kind, $at, $by, $note, $about, $raw, $rows, $file_name, $scope)",
        {name: getattr(commit, name) for name in _EVENT_COLUMNS},
    )
    if facts:
        rows = fact_codec.to_arrow(facts)
        insert_rows(cursor, "fact", rows.add_column(0, "upload_id", pa.repeat(commit.seq, len(facts))))


_TASK_COLUMNS = ("area_id", "indicator_id", "what", "who", "due", "state", "remark", "source")
_INSERT_TASK = "INSERT INTO task_event VALUES ($seq, $task_id, " + ", ".join(f"${name}" for name in _TASK_COLUMNS) + ")"


def _insert_task(cursor: Connection, commit: Commit, task: dict[str, Any]) -> None:
    named = {name: task[name] for name in _TASK_COLUMNS}
    cursor.execute(_INSERT_TASK, {"seq": commit.seq, "task_id": commit.about or commit.seq, **named})


def _insert_quotas(cursor: Connection, commit: Commit, document: dict[str, Any]) -> None:
    header = [document[name] for name in ("indicator_id", "number", "decided_on", "base_year")]
    cursor.execute("INSERT INTO quota_decision VALUES (?, ?, ?, ?, ?)", [commit.seq, *header])
    areas, years, units = (list(column) for column in zip(*document["cells"], strict=True))
    values = {"seq": commit.seq, "areas": areas, "years": years, "units": units}
    cursor.execute(
        "INSERT INTO quota SELECT $seq, unnest($areas::VARCHAR[]), unnest($years::INTEGER[]), unnest($units::BIGINT[])",
        values,
    )


# what takes an act's document into the tables; the documents of other acts are read from the archive
DOCUMENT_INSERTERS = {"task": _insert_task, "quota": _insert_quotas}
