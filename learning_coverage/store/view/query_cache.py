"""Answers of a view, kept until something in it changes: everybody who looks at the same page asks the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import pandas as pd

CELLS = 2_000_000  # of all frames kept, some 50 MB
LARGEST = CELLS // 10  # of one
Made = TypeVar("Made")


class Remembered:
    """The last things made of answers, by question. None is older than the last change, whoever asked it when."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._cells = 0
        self._changes = 0

    def answer(self, question: Hashable, ask: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """A frame of the caller's own: what he does to it stays with him."""
        return self.made(question, ask, _cells).copy(deep=False)  # pandas copies what is written to

    def made(self, question: Hashable, make: Callable[[], Made], size: Callable[[Made], int]) -> Made:
        """Something that nobody changes, of so many cells."""
        with self._turn:
            changes, known = self._changes, self._kept.get(question)
            if known is not None:
                self._kept.move_to_end(question)
                found: Made = known[0]
                return found
        made = make()
        self._keep(question, made, size(made), changes)
        return made

    def forget(self) -> None:
        """Something changed: what is being asked at this moment may be about before, and is not kept either."""
        with self._turn:
            self._changes += 1
            self._kept.clear()
            self._cells = 0

    def _keep(self, question: Hashable, made: object, cells: int, changes: int) -> None:
        with self._turn:
            if changes != self._changes or question in self._kept or cells > LARGEST:
                return
            self._kept[question] = made, cells
            self._cells += cells
            while self._cells > CELLS:
                self._cells -= self._kept.popitem(last=False)[1][1]


def _cells(frame: pd.DataFrame) -> int:
    return int(frame.size)
