"""Tasks are stored in the log, present in a rebuilt view, and never overwritten by an outdated change."""

import datetime
from pathlib import Path

import pytest

from learning_coverage.queries import tasks
from learning_coverage.store import Store, StoreError
from learning_coverage.store.operate.verification import find_errors
from learning_coverage.store.writes.tasks import Task, change_task, open_task
from tests.builders import families, saved, small_config

CONFIG = small_config()
DAY = datetime.date(2026, 1, 31)


def list_tasks(store: Store) -> list[dict[str, object]]:
    return tasks.tasks(store, datetime.date(2026, 2, 1))


def test_task_and_its_changes_are_present_in_a_rebuilt_view(tmp_path: Path) -> None:
    with Store.open(tmp_path, CONFIG) as store:
        saved(store, families("2024 V1 100 50"))
        opened = open_task(store, CONFIG, Task("V1", "Vận động 10 hộ", "Chi hội", "families", DAY), by="Chủ tịch")
        change_task(store, opened.seq, expected_seq=opened.seq, by="An", state="doing", remark="đã họp")
        before = list_tasks(store)
    (tmp_path / "view.duckdb").unlink()

    with Store.open(tmp_path, CONFIG) as store:
        assert list_tasks(store) == before
        history = tasks.history(store, opened.seq)
    assert list(find_errors(tmp_path, CONFIG)) == []
    assert [(row["made_by"], row["state"], row["remark"]) for row in history] == [
        ("Chủ tịch", "open", ""),
        ("An", "doing", "đã họp"),
    ]
    assert before[0]["is_overdue"] is True


def test_view_without_a_logged_task_is_rebuilt(tmp_path: Path) -> None:
    import duckdb

    with Store.open(tmp_path, CONFIG) as store:
        open_task(store, CONFIG, Task("V1", "Họp thôn", "An"), by="An")
        before = list_tasks(store)
    with duckdb.connect(str(tmp_path / "view.duckdb")) as view:
        view.execute("DELETE FROM task_event")

    with Store.open(tmp_path, CONFIG) as store:
        assert list_tasks(store) == before


def test_change_of_an_outdated_task_is_refused() -> None:
    with Store.in_memory(CONFIG) as store:
        opened = open_task(store, CONFIG, Task("commune", "Họp", "An"), by="An")
        change_task(store, opened.seq, expected_seq=opened.seq, by="Bình", state="doing")

        with pytest.raises(StoreError) as refused:
            change_task(store, opened.seq, expected_seq=opened.seq, by="An", state="done")

        assert refused.value.code == "task_changed"
        assert list_tasks(store)[0]["state"] == "doing"


@pytest.mark.parametrize(
    ("code", "task", "by"),
    [
        ("unknown_area", {"area_id": "V9", "what": "x", "who": "y"}, "An"),
        ("unknown_indicator", {"area_id": "V1", "what": "x", "who": "y", "indicator_id": "z"}, "An"),
        ("no_task", {"area_id": "V1", "what": " ", "who": "y"}, "An"),
        ("no_one_responsible", {"area_id": "V1", "what": "x", "who": ""}, "An"),
        ("no_author", {"area_id": "V1", "what": "x", "who": "y"}, " "),
        ("too_long", {"area_id": "V1", "what": "x" * 501, "who": "y"}, "An"),
        ("unknown_state", {"area_id": "V1", "what": "x", "who": "y", "state": "lost"}, "An"),
    ],
)
def test_invalid_task_is_refused(code: str, task: dict[str, str], by: str) -> None:
    with Store.in_memory(CONFIG) as store:
        with pytest.raises(StoreError) as refused:
            open_task(store, CONFIG, Task(**task), by=by)
        assert refused.value.code == code
        assert store.head.seq == 0


def test_change_without_effect_or_of_an_unknown_task_is_refused() -> None:
    with Store.in_memory(CONFIG) as store:
        opened = open_task(store, CONFIG, Task("V1", "Họp", "An"), by="An")
        for code, task_id, changes in [
            ("nothing_changed", opened.seq, {"state": "open"}),
            ("no_such_task", 99, {"state": "done"}),
        ]:
            with pytest.raises(StoreError) as refused:
                change_task(store, task_id, expected_seq=opened.seq, by="An", **changes)
            assert refused.value.code == code
        assert store.head.seq == opened.seq
