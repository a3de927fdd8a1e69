"""How much room words take, so that nothing runs over the edge of a slide: a guess on the safe side, in inches."""

from collections.abc import Sequence
from textwrap import wrap

from learning_coverage.reports.pptx.text_run import Said

LETTER = 0.52  # of the size of the type: how wide a letter is, with Vietnamese marks and capitals among them
LINE = 1.2  # of the size: stacked marks are not cut
INSET = 0.16  # left and right of a cell together
AIR = 0.04  # above and below


def lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in so many inches."""
    letters = max(1, int(width * 72 / (size * LETTER)))
    return max(1, sum(max(1, len(wrap(line, letters))) for line in text.split("\n")))


def height(text: str, width: float, size: float) -> float:
    return lines(text, width, size) * size * LINE / 72


def row_height(row: Sequence[Said], widths: Sequence[float], size: float) -> float:
    """A row of a table, as high as its highest cell."""
    return max(height(cell.text, width - INSET, size) for cell, width in zip(row, widths, strict=True)) + AIR


def pages(heights: Sequence[float], room: float) -> list[range]:
    """Which rows go on which slide: as few slides as hold them, and evenly many on each if that fits."""
    full = _filled(heights, room)
    size = -(-len(heights) // max(1, len(full)))
    even = [range(start, min(start + size, len(heights))) for start in range(0, len(heights), size or 1)]
    return even if all(sum(heights[row] for row in page) <= room for page in even) else full


def _filled(heights: Sequence[float], room: float) -> list[range]:
    found, start = [], 0
    for row in range(len(heights)):
        if row > start and sum(heights[start : row + 1]) > room:
            found.append(range(start, row))
            start = row
    if len(heights) > start:
        found.append(range(start, len(heights)))
    return found
