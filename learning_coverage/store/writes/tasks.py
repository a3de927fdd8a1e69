"""What was agreed to be done: who does what by when. Opening a task and each change of it is a commit."""

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
MAX_TEXT_LENGTH = 500  # characters of a wording


@dataclass(frozen=True)
class Task:
    """What was agreed; `indicator_id` None: not about one title. `source` says where it was agreed, as "meeting"."""

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
        due = self.due.isoformat() if self.due else None
        return json.dumps({**vars(self), "due": due}, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Task":
        fields: dict[str, Any] = json.loads(data)
        return cls(**{**fields, "due": datetime.date.fromisoformat(fields["due"]) if fields["due"] else None})


def open_task(store: Store, config: Config, task: Task, *, by: Actor) -> Commit:
    """Keep a new task; its number is the number of this commit. StoreError when it names nothing that exists."""
    tied = config.lineage.map_to_areas(GROUPED)
    if task.area_id not in {config.scope_id, *tied, *tied.values()}:
        raise StoreError("unknown_area", area=task.area_id)
    if task.indicator_id is not None and task.indicator_id not in config.indicators:
        raise StoreError("unknown_indicator", indicator=task.indicator_id)
    with store.write_lock:
        return _append(store, task, by, about=None)


def change_task(store: Store, task_id: int, *, expected_seq: int, by: Actor, **changes: Any) -> Commit:
    """Change what is named in `changes`; `seen` is the last commit of the task its author saw, against overwriting."""
    with store.write_lock:
        last = store.query_rows("task_last", task_id=task_id)
        if not last:
            raise StoreError("no_such_task", task=task_id)
        if last[0][0] != expected_seq:
            raise StoreError("task_changed")
        before = Task.from_bytes(store.blob(last[0][1]))
        store.require_right(by, Right.TASK, {before.area_id})  # nor may it be moved out of a village of somebody else
        after = replace(before, **{"remark": "", **changes})
        if after == replace(before, remark=""):
            raise StoreError("nothing_changed")
        return _append(store, after, by, about=task_id)


def _append(store: Store, task: Task, by: Actor, about: int | None) -> Commit:
    if not get_name(by):
        raise StoreError("no_author")
    store.require_right(by, Right.TASK, {task.area_id})
    data = task.to_bytes()
    return store.append("task", by, blobs={sha256(data): data}, raw=sha256(data), about=about)
