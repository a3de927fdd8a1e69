"""What was understood of one file: the answer of the intake, shown to the user before anything is saved."""

from dataclasses import dataclass, replace
from typing import Self

from learning_coverage.facts import Fact, Problem


@dataclass(frozen=True)
class TableSummary:
    """One table of a sheet: where its header stood, which columns were taken as what, and the year found.

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
    """One file, read. `facts` may be saved only when `refused` is False.

    `encoding` is a code (`intake.encoding.*`); `samples` are texts before and after where letters were converted.
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
        """A file that could not even be opened."""
        return cls(file_name, "", "", (), (), (problem,))

    def with_problems(self, problems: tuple[Problem, ...]) -> "ReadResult":
        """The same reading with what was found out later."""
        return replace(self, problems=(*self.problems, *problems))

    @property
    def is_refused(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)
