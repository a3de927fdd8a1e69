"""What can be asked, and answers as plain rows."""

from typing import Any, Protocol

import pandas as pd


class Asked(Protocol):
    """What answers by name: a store, or its figures as of a commit."""

    def ask(self, name: str, **values: Any) -> pd.DataFrame: ...


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as plain Python values."""
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]
