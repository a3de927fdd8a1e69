"""Tables as data: what stands in a cell, not how it is written. Every kind of paper draws the same ones."""

from dataclasses import dataclass

from learning_coverage.statuses import STATUS_STYLES, StatusStyle
from learning_coverage.wording import Wording, needed_decimals


@dataclass(frozen=True)
class Share:
    """A share 0..1, NULL without one, and the target it must not seem to reach when it is rounded."""

    value: float | None
    target: float | None = None

    @property
    def decimals(self) -> int:
        """The fewest with which the percentage, rounded as a spreadsheet does, stays short of what it misses."""
        return 1 if self.value is None else needed_decimals(self.value, self.target)


@dataclass(frozen=True)
class Points:
    """A difference of shares."""

    value: float | None


@dataclass(frozen=True)
class Status:
    """A verdict by its id, as `statuses.shown` tells it."""

    id: str

    @property
    def look(self) -> StatusStyle:
        return STATUS_STYLES[self.id]


Cell = str | int | Share | Points | Status | None  # an int is a count; a year is a str


@dataclass(frozen=True)
class Column:
    """`group` is the word above columns that belong together, "" where there is none."""

    label: str
    group_label: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """`rows` and `sum` have a cell for each of `columns`; `sum` is the last line, None where nothing is added up."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sum: tuple[Cell, ...] | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in self.all_rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.id}: {row}")

    @property
    def all_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows, then the sum."""
        return self.rows if self.sum is None else (*self.rows, self.sum)

    @property
    def is_wide(self) -> bool:
        """Whether it needs a page on its side."""
        return len(self.columns) > 8

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """The words above the columns with how many columns each spans; empty where no column has one."""
        if not any(column.group_label for column in self.columns):
            return ()
        spans: list[tuple[str, int]] = []
        for column in self.columns:
            if spans and column.group_label and spans[-1][0] == column.group_label:
                spans[-1] = (column.group_label, spans[-1][1] + 1)
            else:
                spans.append((column.group_label, 1))
        return tuple(spans)


def format_cell(cell: Cell, w: Wording) -> str:
    """A cell in words; a status has its sign and its word."""
    match cell:
        case None:
            return w.count(None)
        case int():
            return w.count(cell)
        case Share(value, target):
            return w.share(value, target=target)
        case Points(value):
            return w.points(value)
        case Status(id_):
            return f"{cell.look.sign} {w(f'status.{id_}')}"
        case _:
            return cell
