"""Sheets, lines and cells, the same for every file type."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

MAX_CELL_LENGTH = 32_767  # characters in a cell, as in Excel


class Cell(NamedTuple):
    """Text as displayed. The kinds `number`, `date` and `broken` come from workbooks; cells of CSV are `text`."""

    text: str
    kind: Literal["text", "number", "date", "broken"] = "text"

    @property
    def is_blank(self) -> bool:
        """Whether the cell has neither text nor a formula without a value."""
        return not self.text.strip() and self.kind != "broken"


BLANK_CELL = Cell("")


@dataclass(frozen=True)
class Line:
    """One row; `number` counts from 1 as Excel shows it."""

    number: int
    cells: tuple[Cell, ...]

    def cell_at(self, column: int) -> Cell:
        """The cell of a column (from 0), blank beyond the end of the line."""
        return self.cells[column] if column < len(self.cells) else BLANK_CELL

    @property
    def is_blank(self) -> bool:
        """Whether all cells are blank."""
        return all(cell.is_blank for cell in self.cells)

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the cells that are not blank."""
        return tuple(cell.text for cell in self.cells if not cell.is_blank)


@dataclass(frozen=True)
class Sheet:
    """`merged_ranges`: (first line number, first column, last line number, last column) of joined cells.

    `is_rectangular`: every line should have as many cells as the header (CSV), so a shorter one has lost some.
    """

    name: str
    lines: tuple[Line, ...]
    merged_ranges: tuple[tuple[int, int, int, int], ...] = ()
    is_rectangular: bool = False

    def map_texts(self, change: Callable[[Line, int, str], str]) -> "Sheet":
        """The sheet with `change(line, column, text)` applied to every cell of text."""
        return replace(self, lines=tuple(_map_line(line, change) for line in self.lines))


def _map_line(line: Line, change: Callable[[Line, int, str], str]) -> Line:
    cells = (
        cell._replace(text=change(line, column, cell.text)) if cell.kind == "text" and cell.text else cell
        for column, cell in enumerate(line.cells)
    )
    return Line(line.number, tuple(cells))
