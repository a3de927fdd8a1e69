"""Answers of a view, kept until something in it changes: everybody who looks at the same page asks the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable

import pandas as pd

CELLS = 2_000_000  # of all frames kept, some 50 MB
LARGEST = CELLS // 10  # of one


class Remembered:
    """The last frames answered, by question. None is older than the last change, whoever asked it when."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._kept: OrderedDict[str, pd.DataFrame] = OrderedDict()
        self._cells = 0
        self._changes = 0

    def answer(self, question: str, ask: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """A frame of the caller's own: what he does to it stays with him."""
        with self._turn:
            changes, known = self._changes, self._kept.get(question)
            if known is not None:
                self._kept.move_to_end(question)
        if known is None:
            known = ask()
            self._keep(question, known, changes)
        return known.copy(deep=False)  # pandas copies what is written to

    def forget(self) -> None:
        """Something changed: what is being asked at this moment may be about before, and is not kept either."""
        with self._turn:
            self._changes += 1
            self._kept.clear()
            self._cells = 0

    def _keep(self, question: str, frame: pd.DataFrame, changes: int) -> None:
        with self._turn:
            if changes != self._changes or question in self._kept or frame.size > LARGEST:
                return
            self._kept[question] = frame
            self._cells += frame.size
            while self._cells > CELLS:
                self._cells -= self._kept.popitem(last=False)[1].size
