"""Answers of a view, kept until something in it changes: everybody who looks at the same page asks the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import pandas as pd

MAX_CELLS = 2_000_000  # of all frames kept, some 50 MB
MAX_ENTRY_CELLS = MAX_CELLS // 10  # of one
Value = TypeVar("Value")


class QueryCache:
    """The last things made of answers, by question. None is older than the last change, whoever asked it when."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._cells = 0
        self._generation = 0

    def get_frame(self, question: Hashable, ask: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """A frame of the caller's own: what he does to it stays with him."""
        return self.get_or_create(question, ask, _count_cells).copy(deep=False)  # pandas copies what is written to

    def get_or_create(self, question: Hashable, make: Callable[[], Value], size: Callable[[Value], int]) -> Value:
        """Something that nobody changes, of so many cells."""
        with self._lock:
            changes, known = self._generation, self._entries.get(question)
            if known is not None:
                self._entries.move_to_end(question)
                found: Value = known[0]
                return found
        made = make()
        self._add(question, made, size(made), changes)
        return made

    def clear(self) -> None:
        """Something changed: what is being asked at this moment may be about before, and is not kept either."""
        with self._lock:
            self._generation += 1
            self._entries.clear()
            self._cells = 0

    def _add(self, question: Hashable, made: object, cells: int, changes: int) -> None:
        with self._lock:
            if changes != self._generation or question in self._entries or cells > MAX_ENTRY_CELLS:
                return
            self._entries[question] = made, cells
            self._cells += cells
            while self._cells > MAX_CELLS:
                self._cells -= self._entries.popitem(last=False)[1][1]


def _count_cells(frame: pd.DataFrame) -> int:
    return int(frame.size)
