"""Text of a paragraph or cell of a slide."""

from dataclasses import dataclass

from learning_coverage.content.table import Cell, Status, format_cell
from learning_coverage.statuses import StatusStyle
from learning_coverage.wording import Wording


@dataclass(frozen=True)
class TextRun:
    """`size` in points; `style`: the style of a status, whose sign and word are in the text."""

    text: str
    size: float = 18
    is_bold: bool = False
    style: StatusStyle | None = None
    is_number: bool = False


def cell_to_run(cell: Cell, w: Wording, *, is_number: bool = False, is_bold: bool = False) -> TextRun:
    """The text of a cell of a table."""
    style = cell.style if isinstance(cell, Status) else None
    return TextRun(format_cell(cell, w), is_bold=is_bold, style=style, is_number=is_number)
