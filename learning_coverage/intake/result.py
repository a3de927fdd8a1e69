"""The result of reading one file, shown to the user before it is saved."""

from dataclasses import dataclass, replace
from typing import Self

from learning_coverage.facts import Fact, Problem


@dataclass(frozen=True)
class TableSummary:
    """One table of a sheet: the line of its header, (header, field) of its columns, its years and their source.

    `layout`, `year_source` and the fields in `columns` are codes: `intake.layout.*`, `.year_source.*`, `.field.*`.
    """

    sheet_name: str
    header_row: int | None
    layout: str
    columns: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    year_source: str


@dataclass(frozen=True)
class ReadResult:
    """One file as read. `facts` may be saved only when `is_refused` is False.

    `encoding` is a code (`intake.encoding.*`); `samples` are (before, after) of converted texts.
    """

    file_name: str
    sha256: str
    encoding: str
    sheets: tuple[TableSummary, ...]
    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...]
    samples: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_problem(cls, file_name: str, problem: Problem) -> Self:
        """The result for a file that cannot be opened."""
        return cls(file_name, "", "", (), (), (problem,))

    def with_problems(self, problems: tuple[Problem, ...]) -> "ReadResult":
        """The same result with further problems."""
        return replace(self, problems=(*self.problems, *problems))

    @property
    def is_refused(self) -> bool:
        """Whether any problem is an error."""
        return any(problem.severity == "error" for problem in self.problems)
