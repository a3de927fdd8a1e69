"""Figures as of one commit, the argument of every function in `queries`."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from learning_coverage.config import DEFAULT_BOUNDARIES
from learning_coverage.store.view.view import View


@dataclass(frozen=True)
class Snapshot:
    """The figures as of a commit, in boundaries; `as_of` None is the present at the time of each query."""

    view: View
    as_of: int | None
    boundaries: str = DEFAULT_BOUNDARIES

    def query(self, name: str, **values: Any) -> pd.DataFrame:
        """The answer of `sql/<name>.sql`, a frame of the caller's own."""
        return self.view.query_cached(name, self.as_of, self.boundaries, **values)

    def query_rows(self, name: str, as_of: int | None = None, **values: Any) -> list[tuple[Any, ...]]:
        """The answer of a query that needs no coverage, as tuples; `as_of` names an earlier commit than this one's."""
        seq = self.as_of if as_of is None else as_of
        return self.view.query_rows(name, as_of=self.view.head.seq if seq is None else seq, **values)
