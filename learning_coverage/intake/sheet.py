"""A sheet as lines of cells, whatever file it came from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

MAX_CELL_LENGTH = 32_767  # characters in a cell, as in Excel


class Cell(NamedTuple):
    """Text as the user sees it. `number` and `date` are what a workbook says of a cell; csv knows text only."""

    text: str
    kind: Literal["text", "number", "date", "broken"] = "text"

    @property
    def is_blank(self) -> bool:
        return not self.text.strip() and self.kind != "broken"


BLANK_CELL = Cell("")


@dataclass(frozen=True)
class Line:
    """One row; `number` counts from 1 as Excel shows it."""

    number: int
    cells: tuple[Cell, ...]

    def cell_at(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else BLANK_CELL

    @property
    def is_blank(self) -> bool:
        return all(cell.is_blank for cell in self.cells)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells if not cell.is_blank)


@dataclass(frozen=True)
class Sheet:
    """`merged` has (first line number, first column, last line number, last column) of joined cells.

    `even` says that every line of the file should have as many cells as the header (csv), so a short one lost some.
    """

    name: str
    lines: tuple[Line, ...]
    merged_ranges: tuple[tuple[int, int, int, int], ...] = ()
    is_rectangular: bool = False

    def map_texts(self, change: Callable[[Line, int, str], str]) -> "Sheet":
        """The same sheet with every text cell's text changed."""
        return replace(self, lines=tuple(_map_line(line, change) for line in self.lines))


def _map_line(line: Line, change: Callable[[Line, int, str], str]) -> Line:
    cells = (
        cell._replace(text=change(line, column, cell.text)) if cell.kind == "text" and cell.text else cell
        for column, cell in enumerate(line.cells)
    )
    return Line(line.number, tuple(cells))
