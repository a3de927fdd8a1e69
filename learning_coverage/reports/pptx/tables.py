"""Native tables in 18 points; a status has sign, word and colour."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches

from learning_coverage.reports.pptx.deck import LEFT, write_runs
from learning_coverage.reports.pptx.text_fit import measure_row
from learning_coverage.reports.pptx.text_run import TextRun

RunRow = Sequence[TextRun]
FONT_SIZE = 18
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
BORDER_WIDTH = 28575  # EMU: 2.25 points
TABLE_STYLE = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # PowerPoint's built-in style of plain lines


def draw_table(slide: Any, rows: Sequence[RunRow], widths: Sequence[float], top: float, name: str) -> float:
    """Add a table whose first row is the head, with `name` as its description; returns its bottom, in inches."""
    heights = [measure_row(row, widths, FONT_SIZE) for row in rows]
    box = map(Inches, (LEFT, top, sum(widths), sum(heights)))
    shape = slide.shapes.add_table(len(rows), len(widths), *box)
    shape.name = shape._element.nvGraphicFramePr.cNvPr.attrib["descr"] = name
    native_table = shape.table
    native_table._tbl.tblPr.find("{*}tableStyleId").text = TABLE_STYLE
    native_table.horz_banding = False
    for column, width in enumerate(widths):
        native_table.columns[column].width = Inches(width)
    for number, (row, row_inches) in enumerate(zip(rows, heights, strict=True)):
        native_table.rows[number].height = Inches(row_inches)
        for column, run in enumerate(row):
            _write_cell(
                native_table.cell(number, column),
                replace(run, is_bold=True) if number == 0 else run,
                is_head=number == 0,
            )
    return top + sum(heights)


def _write_cell(cell: Any, run: TextRun, *, is_head: bool) -> None:
    write_runs(cell.text_frame, [run])
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    is_filled = run.style is not None and not run.is_outlined
    colour = run.style.colour[1:] if run.style and is_filled else "E7ECF1" if is_head else "FFFFFF"
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(colour)
    if run.style and run.is_outlined:
        _outline(cell, run.style.edge[1:])


def _outline(cell: Any, colour: str) -> None:
    """Dashed borders on all sides of a cell; they stand before its fill."""
    properties = cell._tc.get_or_add_tcPr()
    for place, side in enumerate(("lnL", "lnR", "lnT", "lnB")):
        line = etree.fromstring(
            f'<a:{side} xmlns:a="{DRAWING}" w="{BORDER_WIDTH}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
            f'<a:prstDash val="dash"/></a:{side}>'
        )
        properties.insert(place, line)
