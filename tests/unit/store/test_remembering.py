"""Answers are kept until something changes, and never one from before a change."""

import pandas as pd
import pytest

from learning_coverage import queries
from learning_coverage.store import Store
from learning_coverage.store.view import query_cache
from learning_coverage.store.view.query_cache import QueryCache
from tests.builders import families, small_config, take


class Asked:
    """Counts how often it is asked, and answers with that number."""

    def __init__(self, cells: int = 1) -> None:
        self.times = 0
        self._cells = cells

    def __call__(self) -> pd.DataFrame:
        self.times += 1
        return pd.DataFrame({"n": [self.times] * self._cells})


def test_the_same_question_is_asked_once_until_something_changes() -> None:
    kept, ask = QueryCache(), Asked()
    assert [int(kept.get_frame("a", ask)["n"][0]) for _ in range(3)] == [1, 1, 1]
    assert int(kept.get_frame("b", ask)["n"][0]) == 2
    kept.clear()
    assert int(kept.get_frame("a", ask)["n"][0]) == 3


def test_what_is_made_of_answers_is_kept_as_it_is_until_something_changes() -> None:
    kept = QueryCache()
    first = kept.get_or_create("a", lambda: [1], len)
    assert kept.get_or_create("a", lambda: [2], len) is first
    kept.clear()
    assert kept.get_or_create("a", lambda: [2], len) == [2]


def test_what_was_asked_before_a_change_is_not_kept_after_it() -> None:
    kept, ask = QueryCache(), Asked()

    def changed_meanwhile() -> pd.DataFrame:
        frame = ask()
        kept.clear()
        return frame

    assert int(kept.get_frame("a", changed_meanwhile)["n"][0]) == 1
    assert int(kept.get_frame("a", ask)["n"][0]) == 2


def test_what_a_caller_does_to_his_answer_stays_with_him() -> None:
    kept, ask = QueryCache(), Asked()
    mine = kept.get_frame("a", ask)
    mine.loc[0, "n"] = 99
    mine["other"] = 1
    assert kept.get_frame("a", ask).to_dict("list") == {"n": [1]}


def test_a_view_answers_anew_after_a_commit_and_after_another_configuration() -> None:
    config = small_config()
    renamed = [{"id": village.id, "name": f"{village.name} mới"} for village in config.villages]
    commune = config.commune.model_validate({"name": "Xã Thử", "villages": renamed})
    with Store.in_memory(config) as store:
        assert names(store) == [village.name for village in config.villages]
        store.view.configure(config.model_copy(update={"commune": commune}))
        assert names(store) == [f"{village.name} mới" for village in config.villages]
        assert queries.years(store) == []
        take(store, families("2024 V1 100 80"))
        assert queries.years(store) == [2024]


def names(store: Store) -> list[str]:
    return [row["area_name"] for row in queries.villages(store, 2024)]


def test_it_keeps_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_cache, "MAX_CELLS", 10)
    kept = QueryCache()
    asked = {name: Asked(4) for name in "abc"}
    for name, ask in asked.items():
        kept.get_frame(name, ask)
        kept.get_frame("a", asked["a"])  # the one used most lately stays
    for name in "cab":
        kept.get_frame(name, asked[name])
    assert {name: ask.times for name, ask in asked.items()} == {"a": 1, "b": 2, "c": 1}


def test_a_very_large_answer_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_cache, "MAX_ENTRY_CELLS", 3)
    kept, ask = QueryCache(), Asked(4)
    kept.get_frame("a", ask)
    kept.get_frame("a", ask)
    assert ask.times == 2
