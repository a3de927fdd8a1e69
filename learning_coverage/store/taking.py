"""How a commit becomes rows of the view's tables."""

from collections.abc import Sequence
from typing import Any, Protocol

from learning_coverage.facts import Fact
from learning_coverage.store import canonical
from learning_coverage.store.log import Commit


class Cursor(Protocol):
    """What runs a statement with bound values."""

    def execute(self, query: str, parameters: object = ..., /) -> object: ...


_EVENT = ("seq", "kind", "at", "by", "note", "about", "raw", "rows", "file_name", "scope")
_TYPES = dict(
    zip(
        canonical.COLUMNS,
        ("INTEGER", "INTEGER", "VARCHAR", "VARCHAR", "BIGINT", "BIGINT", "BIGINT", "VARCHAR", "VARCHAR"),
        strict=True,
    )
)
_INSERT_FACTS = "INSERT INTO fact SELECT $upload_id, " + ", ".join(f"unnest(${c}::{t}[])" for c, t in _TYPES.items())


def insert(cursor: Cursor, commit: Commit, facts: Sequence[Fact]) -> None:
    cursor.execute(
        "INSERT INTO event VALUES ($seq, $kind, $at, $by, $note, $about, $raw, $rows, $file_name, $scope)",
        {name: getattr(commit, name) for name in _EVENT},
    )
    if facts:
        cursor.execute(_INSERT_FACTS, {"upload_id": commit.seq, **_columns(facts)})


_TASK = ("area_id", "indicator_id", "what", "who", "due", "state", "remark", "source")
_INSERT_TASK = "INSERT INTO task_event VALUES ($seq, $task_id, " + ", ".join(f"${name}" for name in _TASK) + ")"


def _insert_task(cursor: Cursor, commit: Commit, task: dict[str, Any]) -> None:
    named = {name: task[name] for name in _TASK}
    cursor.execute(_INSERT_TASK, {"seq": commit.seq, "task_id": commit.about or commit.seq, **named})


def _insert_quotas(cursor: Cursor, commit: Commit, document: dict[str, Any]) -> None:
    header = [document[name] for name in ("indicator_id", "number", "decided_on", "base_year")]
    cursor.execute("INSERT INTO quota_decision VALUES (?, ?, ?, ?, ?)", [commit.seq, *header])
    areas, years, units = (list(column) for column in zip(*document["cells"], strict=True))
    values = {"seq": commit.seq, "areas": areas, "years": years, "units": units}
    cursor.execute(
        "INSERT INTO quota SELECT $seq, unnest($areas::VARCHAR[]), unnest($years::INTEGER[]), unnest($units::BIGINT[])",
        values,
    )


# what takes an act's document into the tables; the documents of other acts are read from the archive
DOCUMENTS = {"task": _insert_task, "quota": _insert_quotas}


def _columns(facts: Sequence[Fact]) -> dict[str, list[Any]]:
    return {column: [getattr(fact, column) for fact in facts] for column in canonical.COLUMNS}
