"""Query results are cached until the next change, and never after it."""

import pandas as pd
import pytest

from learning_coverage import queries
from learning_coverage.store import Store
from learning_coverage.store.view import query_cache
from learning_coverage.store.view.query_cache import QueryCache
from tests.builders import families, small_config, take


class CountingQuery:
    """A query that counts its calls and returns that number."""

    def __init__(self, cells: int = 1) -> None:
        self.calls = 0
        self._cells = cells

    def __call__(self) -> pd.DataFrame:
        self.calls += 1
        return pd.DataFrame({"n": [self.calls] * self._cells})


def test_query_runs_once_until_the_cache_is_cleared() -> None:
    cache, query = QueryCache(), CountingQuery()
    assert [int(cache.get_frame("a", query)["n"][0]) for _ in range(3)] == [1, 1, 1]
    assert int(cache.get_frame("b", query)["n"][0]) == 2
    cache.clear()
    assert int(cache.get_frame("a", query)["n"][0]) == 3


def test_created_value_is_cached_until_the_cache_is_cleared() -> None:
    cache = QueryCache()
    first = cache.get_or_create("a", lambda: [1], len)
    assert cache.get_or_create("a", lambda: [2], len) is first
    cache.clear()
    assert cache.get_or_create("a", lambda: [2], len) == [2]


def test_result_of_a_query_from_before_a_change_is_not_cached() -> None:
    cache, query = QueryCache(), CountingQuery()

    def changed_meanwhile() -> pd.DataFrame:
        frame = query()
        cache.clear()
        return frame

    assert int(cache.get_frame("a", changed_meanwhile)["n"][0]) == 1
    assert int(cache.get_frame("a", query)["n"][0]) == 2


def test_changing_a_result_does_not_change_the_cache() -> None:
    cache, query = QueryCache(), CountingQuery()
    result = cache.get_frame("a", query)
    result.loc[0, "n"] = 99
    result["other"] = 1
    assert cache.get_frame("a", query).to_dict("list") == {"n": [1]}


def test_view_is_queried_again_after_a_commit_or_a_new_configuration() -> None:
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


def test_least_recently_used_results_are_evicted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_cache, "MAX_CELLS", 10)
    cache = QueryCache()
    counting_queries = {name: CountingQuery(4) for name in "abc"}
    for name, query in counting_queries.items():
        cache.get_frame(name, query)
        cache.get_frame("a", counting_queries["a"])  # the most recently used result is retained
    for name in "cab":
        cache.get_frame(name, counting_queries[name])
    assert {name: query.calls for name, query in counting_queries.items()} == {"a": 1, "b": 2, "c": 1}


def test_very_large_result_is_not_cached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_cache, "MAX_ENTRY_CELLS", 3)
    cache, query = QueryCache(), CountingQuery(4)
    cache.get_frame("a", query)
    cache.get_frame("a", query)
    assert query.calls == 2
