"""The exception for a file that cannot be read at all."""

from typing import Any

from learning_coverage.facts import Problem


class Refusal(Exception):
    """Raised before a table is found, with the one problem of the file; `read` returns it as a ReadResult."""

    def __init__(self, code: str, /, *, row: int | None = None, value: str | None = None, **details: Any) -> None:
        super().__init__(code)
        self.problem = Problem("error", code, row=row, value=value, details=details)
