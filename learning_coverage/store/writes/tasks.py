"""What was agreed to be done: who does what by when. Opening a task and each change of it is a commit."""

import datetime
import json
from dataclasses import dataclass, replace
from typing import Any

from learning_coverage.access import Act, By
from learning_coverage.config import GROUPED, Config
from learning_coverage.store.log.log import Commit, StoreError, sha256
from learning_coverage.store.permissions import name_of
from learning_coverage.store.store import Store

STATES = ("open", "doing", "done", "dropped")
LONGEST = 500  # characters of a wording


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
        if max(len(self.what), len(self.who), len(self.remark)) > LONGEST:
            raise StoreError("too_long", n=LONGEST)
        if self.state not in STATES:
            raise StoreError("unknown_state", state=self.state)

    def to_bytes(self) -> bytes:
        due = self.due.isoformat() if self.due else None
        return json.dumps({**vars(self), "due": due}, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Task":
        kept: dict[str, Any] = json.loads(data)
        return cls(**{**kept, "due": datetime.date.fromisoformat(kept["due"]) if kept["due"] else None})


def open_task(store: Store, config: Config, task: Task, *, by: By) -> Commit:
    """Keep a new task; its number is the number of this commit. StoreError when it names nothing that exists."""
    tied = config.lineage.shown_as(GROUPED)
    if task.area_id not in {config.whole, *tied, *tied.values()}:
        raise StoreError("unknown_area", area=task.area_id)
    if task.indicator_id is not None and task.indicator_id not in config.indicators:
        raise StoreError("unknown_indicator", indicator=task.indicator_id)
    with store.turn:
        return _keep(store, task, by, about=None)


def change_task(store: Store, task_id: int, *, seen: int, by: By, **changes: Any) -> Commit:
    """Change what is named in `changes`; `seen` is the last commit of the task its author saw, against overwriting."""
    with store.turn:
        last = store.records("task_last", task_id=task_id)
        if not last:
            raise StoreError("no_such_task", task=task_id)
        if last[0][0] != seen:
            raise StoreError("task_changed")
        before = Task.from_bytes(store.blob(last[0][1]))
        store.permit(by, Act.TASK, {before.area_id})  # nor may it be moved out of a village of somebody else
        after = replace(before, **{"remark": "", **changes})
        if after == replace(before, remark=""):
            raise StoreError("nothing_changed")
        return _keep(store, after, by, about=task_id)


def _keep(store: Store, task: Task, by: By, about: int | None) -> Commit:
    if not name_of(by):
        raise StoreError("no_author")
    store.permit(by, Act.TASK, {task.area_id})
    data = task.to_bytes()
    return store.append("task", by, blobs={sha256(data): data}, raw=sha256(data), about=about)
