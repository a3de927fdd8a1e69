"""The rows a commit becomes in the tables of the view."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from learning_coverage.facts import Fact
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import Commit, Head, Log
from learning_coverage.store.view.database import Connection, insert_rows

_EVENT_COLUMNS = ("seq", "kind", "at", "by", "note", "about", "raw", "rows", "file_name", "scope")
_TASK_COLUMNS = ("area_id", "indicator_id", "what", "who", "due", "state", "remark", "source")
_INSERT_TASK = "INSERT INTO task_event VALUES ($seq, $task_id, " + ", ".join(f"${name}" for name in _TASK_COLUMNS) + ")"


def insert_commits(cursor: Connection, log: Log, commits: Sequence[Commit]) -> None:
    """Insert the rows of consecutive commits and move the head to the last one, in one transaction."""
    cursor.begin()
    facts = sum(_insert_with_documents(cursor, log, commit) for commit in commits)
    _set_head(cursor, Head(commits[-1].seq, commits[-1].hash), facts)
    cursor.commit()


def insert_tables(cursor: Connection, tables: Mapping[str, pa.Table], head: Head) -> None:
    """Insert rows that another view made of commits and move the head, in one transaction."""
    cursor.begin()
    for table, rows in tables.items():
        insert_rows(cursor, table, rows)
    _set_head(cursor, head)
    cursor.commit()


def insert_commit(cursor: Connection, commit: Commit, facts: Sequence[Fact]) -> None:
    """Insert the event of a commit and its facts; the caller holds the transaction."""
    cursor.execute(
        "INSERT INTO event VALUES ($seq, $kind, $at, $by, $note, $about, $raw, $rows, $file_name, $scope)",
        {name: getattr(commit, name) for name in _EVENT_COLUMNS},
    )
    if facts:
        rows = fact_codec.to_arrow(facts)
        insert_rows(cursor, "fact", rows.add_column(0, "upload_id", pa.repeat(commit.seq, len(facts))))


def _insert_with_documents(cursor: Connection, log: Log, commit: Commit) -> int:
    """Insert all rows of a commit; the number of its facts. Facts of a draft count only once it is published."""
    facts = fact_codec.decode(log.blob(commit.rows)) if commit.rows and commit.kind == "upload" else []
    insert_commit(cursor, commit, facts)
    if commit.kind in _DOCUMENT_INSERTERS and commit.raw:
        _DOCUMENT_INSERTERS[commit.kind](cursor, commit, json.loads(log.blob(commit.raw)))
    return len(facts)


def _insert_task(cursor: Connection, commit: Commit, task: dict[str, Any]) -> None:
    columns = {name: task[name] for name in _TASK_COLUMNS}
    cursor.execute(_INSERT_TASK, {"seq": commit.seq, "task_id": commit.about or commit.seq, **columns})


def _insert_quotas(cursor: Connection, commit: Commit, document: dict[str, Any]) -> None:
    header = [document[name] for name in ("indicator_id", "number", "decided_on", "base_year")]
    cursor.execute("INSERT INTO quota_decision VALUES (?, ?, ?, ?, ?)", [commit.seq, *header])
    areas, years, units = (list(column) for column in zip(*document["cells"], strict=True))
    values = {"seq": commit.seq, "areas": areas, "years": years, "units": units}
    cursor.execute(
        "INSERT INTO quota SELECT $seq, unnest($areas::VARCHAR[]), unnest($years::INTEGER[]), unnest($units::BIGINT[])",
        values,
    )


def _set_head(cursor: Connection, head: Head, new_facts: int = 0) -> None:
    values = [head.seq, head.hash, new_facts]
    cursor.execute("UPDATE meta SET head_seq = ?, head_hash = ?, facts = facts + ?", values)


# Commits whose document has tables of its own; the documents of other kinds are read from the archive when needed.
_DOCUMENT_INSERTERS = {"task": _insert_task, "quota": _insert_quotas}
