"""How much room words take, so that nothing runs over the edge of a slide: a guess on the safe side, in inches."""

from collections.abc import Sequence
from textwrap import wrap

from learning_coverage.reports.pptx.text_run import TextRun

LETTER_WIDTH = 0.52  # of the size of the type: how wide a letter is, with Vietnamese marks and capitals among them
LINE_HEIGHT = 1.2  # of the size: stacked marks are not cut
CELL_PADDING = 0.16  # left and right of a cell together
ROW_PADDING = 0.04  # above and below


def count_lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in so many inches."""
    letters = max(1, int(width * 72 / (size * LETTER_WIDTH)))
    return max(1, sum(max(1, len(wrap(line, letters))) for line in text.split("\n")))


def measure_height(text: str, width: float, size: float) -> float:
    return count_lines(text, width, size) * size * LINE_HEIGHT / 72


def measure_row(row: Sequence[TextRun], widths: Sequence[float], size: float) -> float:
    """A row of a table, as high as its highest cell."""
    return (
        max(measure_height(cell.text, width - CELL_PADDING, size) for cell, width in zip(row, widths, strict=True))
        + ROW_PADDING
    )


def paginate(heights: Sequence[float], max_height: float) -> list[range]:
    """Which rows go on which slide: as few slides as hold them, and evenly many on each if that fits."""
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
