"""Native tables: type of 18 points, a status by sign, word and colour."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches

from learning_coverage.reports.pptx.deck import LEFT, write
from learning_coverage.reports.pptx.text_fit import row_height
from learning_coverage.reports.pptx.text_run import Said

Row = Sequence[Said]
SIZE = 18
GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # PowerPoint's own style of plain lines


def table(slide: Any, rows: Sequence[Row], widths: Sequence[float], top: float, name: str) -> float:
    """The rows, the first of which is the head; the place under them, in inches. `name` tells what the table is."""
    heights = [row_height(row, widths, SIZE) for row in rows]
    box = map(Inches, (LEFT, top, sum(widths), sum(heights)))
    shape = slide.shapes.add_table(len(rows), len(widths), *box)
    shape.name = shape._element.nvGraphicFramePr.cNvPr.attrib["descr"] = name
    made = shape.table
    made._tbl.tblPr.find("{*}tableStyleId").text = GRID
    made.horz_banding = False
    for column, width in enumerate(widths):
        made.columns[column].width = Inches(width)
    for number, (row, high) in enumerate(zip(rows, heights, strict=True)):
        made.rows[number].height = Inches(high)
        for column, said in enumerate(row):
            _fill(made.cell(number, column), replace(said, is_bold=True) if number == 0 else said, is_head=number == 0)
    return top + sum(heights)


def _fill(cell: Any, said: Said, *, is_head: bool) -> None:
    write(cell.text_frame, [said])
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    colour = said.look.colour[1:] if said.look else "E7ECF1" if is_head else "FFFFFF"
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(colour)
