"""Text of a paragraph or cell of a slide."""

from dataclasses import dataclass

from learning_coverage.content.table import Cell, Status, format_cell
from learning_coverage.statuses import StatusStyle
from learning_coverage.wording import Wording


@dataclass(frozen=True)
class TextRun:
    """`size` in points; `style`: the style of a status, whose sign and word are in the text; `is_outlined`: it is drawn
    as an outline, not filled, because it is no verdict about all villages.
    """

    text: str
    size: float = 18
    is_bold: bool = False
    style: StatusStyle | None = None
    is_number: bool = False
    is_outlined: bool = False


def status_to_run(cell: Status, text: str, size: float = 18, *, is_bold: bool = False) -> TextRun:
    """A text in the style of a status."""
    return TextRun(text, size, is_bold=is_bold, style=cell.style, is_outlined=cell.is_outlined)


def cell_to_run(cell: Cell, w: Wording, *, is_number: bool = False, is_bold: bool = False) -> TextRun:
    """The text of a cell of a table."""
    if isinstance(cell, Status):
        return status_to_run(cell, format_cell(cell, w), is_bold=is_bold)
    return TextRun(format_cell(cell, w), is_bold=is_bold, is_number=is_number)
