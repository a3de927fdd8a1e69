"""The end of reading a file that can't be read at all: one problem that stands for the whole."""

from typing import Any

from learning_coverage.facts import Problem


class Refusal(Exception):
    """Raised by the first steps, before there is a table to report on; `read` turns it into a Reading."""

    def __init__(self, code: str, /, *, row: int | None = None, value: str | None = None, **details: Any) -> None:
        super().__init__(code)
        self.problem = Problem("error", code, row=row, value=value, details=details)
