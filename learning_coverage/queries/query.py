"""The interface of whatever answers questions by name, and answers as typed rows."""

from typing import Any, Protocol, TypeVar, cast

import pandas as pd

Row = TypeVar("Row")


class Queryable(Protocol):
    """A store, or its snapshot as of a commit: `query(name)` runs `sql/<name>.sql` with bound values."""

    def query(self, name: str, **values: Any) -> pd.DataFrame:
        """The answer of `sql/<name>.sql` as a frame."""


def to_rows(frame: pd.DataFrame, kind: type[Row]) -> list[Row]:
    """The rows of an answer as plain Python values, None where one is missing; `kind` is their TypedDict."""
    names = [str(name) for name in frame.columns]
    rows = [
        {name: None if _is_missing(value) else value for name, value in zip(names, row, strict=True)}
        for row in frame.to_numpy(dtype=object).tolist()
    ]
    return cast(list[Row], rows)


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or value != value  # noqa: PLR0124  NaN and NaT are not themselves
