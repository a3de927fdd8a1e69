"""Cache of query answers and rendered HTML of a view, shared by all sessions and cleared at every change."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import pandas as pd

MAX_CELLS = 2_000_000  # of all entries, some 50 MB
MAX_ENTRY_CELLS = MAX_CELLS // 10  # of one
Value = TypeVar("Value")


class QueryCache:
    """The most recently used entries by key, MAX_CELLS in all. No entry is older than the last `clear`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._cells = 0
        self._generation = 0

    def get_frame(self, key: Hashable, create: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """The cached frame, or the one `create` returns; a copy, which the caller may change."""
        return self.get_or_create(key, create, _count_cells).copy(deep=False)  # pandas copies columns on write

    def get_or_create(self, key: Hashable, create: Callable[[], Value], count_cells: Callable[[Value], int]) -> Value:
        """The cached value, or the one `create` returns, which is cached unless it is too large; never changed."""
        with self._lock:
            generation, entry = self._generation, self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
                cached: Value = entry[0]
                return cached
        value = create()
        self._add(key, value, count_cells(value), generation)
        return value

    def clear(self) -> None:
        """Remove all entries. Values being created now may be outdated, so they are not cached either."""
        with self._lock:
            self._generation += 1
            self._entries.clear()
            self._cells = 0

    def _add(self, key: Hashable, value: object, cells: int, generation: int) -> None:
        with self._lock:
            if generation != self._generation or key in self._entries or cells > MAX_ENTRY_CELLS:
                return
            self._entries[key] = value, cells
            self._cells += cells
            while self._cells > MAX_CELLS:
                self._cells -= self._entries.popitem(last=False)[1][1]


def _count_cells(frame: pd.DataFrame) -> int:
    return int(frame.size)
