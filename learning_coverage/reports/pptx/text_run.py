"""What stands in a paragraph or a cell of a slide."""

from dataclasses import dataclass

from learning_coverage.content.table import Cell, Status, shown
from learning_coverage.statuses import Look
from learning_coverage.wording import Wording


@dataclass(frozen=True)
class Said:
    """`size` in points. `look`: the colours of a status, whose sign and word are in the text."""

    text: str
    size: float = 18
    is_bold: bool = False
    look: Look | None = None
    is_number: bool = False


def said(cell: Cell, w: Wording, *, is_number: bool = False, is_bold: bool = False) -> Said:
    """A cell of a table in words."""
    look = cell.look if isinstance(cell, Status) else None
    return Said(shown(cell, w), is_bold=is_bold, look=look, is_number=is_number)
