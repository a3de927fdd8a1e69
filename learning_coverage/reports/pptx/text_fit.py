"""Estimated size of texts in inches, rounded up so that nothing exceeds a slide."""

from collections.abc import Sequence
from textwrap import wrap

from learning_coverage.reports.pptx.text_run import TextRun

LETTER_WIDTH = 0.52  # of the font size: average width, with Vietnamese marks and capitals
LINE_HEIGHT = 1.2  # of the font size: stacked marks are not cut
CELL_PADDING = 0.16  # left and right of a cell together
ROW_PADDING = 0.04  # above and below


def count_lines(text: str, width: float, size: float) -> int:
    """How many lines a text has in a width in inches."""
    letters = max(1, int(width * 72 / (size * LETTER_WIDTH)))
    return max(1, sum(max(1, len(wrap(line, letters))) for line in text.split("\n")))


def measure_height(text: str, width: float, size: float) -> float:
    """The height in inches of a text in a width in inches, in a font size in points."""
    return count_lines(text, width, size) * size * LINE_HEIGHT / 72


def measure_row(row: Sequence[TextRun], widths: Sequence[float], size: float) -> float:
    """The height of a row of a table: that of its highest cell."""
    return (
        max(measure_height(cell.text, width - CELL_PADDING, size) for cell, width in zip(row, widths, strict=True))
        + ROW_PADDING
    )


def paginate(heights: Sequence[float], max_height: float) -> list[range]:
    """The rows of each slide: as few slides as possible, with equal numbers of rows where they fit."""
    filled = _fill_pages(heights, max_height)
    size = -(-len(heights) // max(1, len(filled)))
    even = [range(start, min(start + size, len(heights))) for start in range(0, len(heights), size or 1)]
    return even if all(sum(heights[row] for row in page) <= max_height for page in even) else filled


def _fill_pages(heights: Sequence[float], max_height: float) -> list[range]:
    ranges, start = [], 0
    for row in range(len(heights)):
        if row > start and sum(heights[start : row + 1]) > max_height:
            ranges.append(range(start, row))
            start = row
    if len(heights) > start:
        ranges.append(range(start, len(heights)))
    return ranges
