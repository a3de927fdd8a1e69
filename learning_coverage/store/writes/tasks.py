"""Agreed tasks: who does what by when. Opening a task is a commit, and so is each change of it."""

import datetime
import json
from dataclasses import dataclass, replace
from typing import Any

from learning_coverage.access import Actor, Right
from learning_coverage.config import GROUPED, Config
from learning_coverage.store.log.log import Commit, StoreError, sha256
from learning_coverage.store.permissions import get_name
from learning_coverage.store.store import Store

STATES = ("open", "doing", "done", "dropped")
MAX_TEXT_LENGTH = 500  # characters


@dataclass(frozen=True)
class Task:
    """One task. `indicator_id` None: it concerns no single indicator. `source`: where it was agreed, as "meeting"."""

    area_id: str
    what: str
    who: str
    indicator_id: str | None = None
    due: datetime.date | None = None
    state: str = "open"
    remark: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if not self.what.strip():
            raise StoreError("no_task")
        if not self.who.strip():
            raise StoreError("no_one_responsible")
        if max(len(self.what), len(self.who), len(self.remark)) > MAX_TEXT_LENGTH:
            raise StoreError("too_long", n=MAX_TEXT_LENGTH)
        if self.state not in STATES:
            raise StoreError("unknown_state", state=self.state)

    def to_bytes(self) -> bytes:
        """The JSON document in the archive."""
        due = self.due.isoformat() if self.due else None
        return json.dumps({**vars(self), "due": due}, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Task":
        """The task in a JSON document of the archive."""
        fields: dict[str, Any] = json.loads(data)
        return cls(**{**fields, "due": datetime.date.fromisoformat(fields["due"]) if fields["due"] else None})


def open_task(store: Store, config: Config, task: Task, *, by: Actor) -> Commit:
    """Save a new task; its id is the number of this commit. StoreError for an unknown area or indicator."""
    tied = config.lineage.map_to_areas(GROUPED)
    if task.area_id not in {config.scope_id, *tied, *tied.values()}:
        raise StoreError("unknown_area", area=task.area_id)
    if task.indicator_id is not None and task.indicator_id not in config.indicators:
        raise StoreError("unknown_indicator", indicator=task.indicator_id)
    with store.write_lock:
        return _append(store, task, by, about=None)


def change_task(store: Store, task_id: int, *, expected_seq: int, by: Actor, **changes: Any) -> Commit:
    """Change fields of a task; the remark is of this change only. `expected_seq`: its last commit the author saw.

    StoreError "task_changed" when another change came in between, "nothing_changed" without a new value.
    """
    with store.write_lock:
        rows = store.query_rows("task_last", task_id=task_id)
        if not rows:
            raise StoreError("no_such_task", task=task_id)
        last_seq, raw = rows[0][:2]
        if last_seq != expected_seq:
            raise StoreError("task_changed")
        before = Task.from_bytes(store.blob(raw))
        store.permissions.require(by, Right.TASK, {before.area_id})  # in the area the task moves from, too
        after = replace(before, **{"remark": "", **changes})
        if after == replace(before, remark=""):
            raise StoreError("nothing_changed")
        return _append(store, after, by, about=task_id)


def _append(store: Store, task: Task, by: Actor, about: int | None) -> Commit:
    if not get_name(by):
        raise StoreError("no_author")
    store.permissions.require(by, Right.TASK, {task.area_id})
    data = task.to_bytes()
    return store.append("task", by, blobs={sha256(data): data}, raw=sha256(data), about=about)
