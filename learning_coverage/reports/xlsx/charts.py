"""Native charts over the tables of a workbook: a bar in the colour of its status inside the frame of its target."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from learning_coverage.content.table import Cell, Share, Status
from learning_coverage.reports.xlsx.sheets import FONT, Placed, percent
from learning_coverage.statuses import Look

BARS = 20  # villages of one chart
ROW, ROWS, COLUMN, COLUMNS = 20, 40, 100, 10  # the cells a chart covers, in pixels, and how many
SCALE = 75  # percent: such a chart fills a page; Excel keeps no breaks where it fits a sheet to pages
INK = "#14212E"
LONG = 0.08  # a bar from this share on holds its label


@dataclass(frozen=True)
class Labels:
    """The labels of the columns a chart draws."""

    coverage: str
    planned: str
    target: str
    status: str


def page(sheet: Any, charts: Iterable[Any]) -> None:
    """The charts one below the other, each on a page of its own when printed."""
    sheet.hide_gridlines(2)
    sheet.set_default_row(ROW * 0.75)
    sheet.set_column_pixels(0, COLUMNS - 1, COLUMN)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_print_scale(SCALE)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    drawn = list(charts)
    for number, chart in enumerate(drawn):
        chart.set_size({"width": COLUMN * COLUMNS - 4, "height": ROW * (ROWS - 1)})
        sheet.insert_chart(number * ROWS, 0, chart, {"object_position": 2, "y_offset": ROW / 2})
    sheet.set_h_pagebreaks([number * ROWS for number in range(1, len(drawn))])
    sheet.print_area(0, 0, max(1, len(drawn)) * ROWS - 1, COLUMNS - 1)


def bars(workbook: Any, placed: Placed, labels: Labels, title: str) -> Iterator[Any]:
    """Charts of the rows that have a share, BARS at most in each and evenly many."""
    rows = placed.table.rows
    column = placed.column(labels.coverage)
    known = [row for row, cells in enumerate(rows) if isinstance(cells[column], Share)]
    if not known:
        return
    first, count = known[0], known[-1] - known[0] + 1
    pages = -(-count // BARS)
    size = -(-count // pages)
    for start in range(first, first + count, size):
        end = min(start + size, first + count) - 1
        of = f" ({start + 1}–{end + 1}/{len(rows)})" if pages > 1 else ""
        yield _bars(workbook, placed, labels, title + of, (start, end))


def _bars(workbook: Any, placed: Placed, labels: Labels, title: str, span: tuple[int, int]) -> Any:
    chart = workbook.add_chart({"type": "bar"})
    rows = placed.table.rows[span[0] : span[1] + 1]
    looks = [cell.look for row in rows if isinstance(cell := row[placed.column(labels.status)], Status)]
    points = [{"fill": {"color": look.colour}} for look in looks]
    own = {
        "fill": {"color": "#1B5E9C"},
        "points": points,
        "data_labels": _labelled(rows, looks, placed.column(labels.coverage)),
    }
    frames = {
        labels.coverage: own,
        labels.planned: _frame("dash", 1.25),
        labels.target: _frame("solid", 1.5),
    }
    for label, look in frames.items():
        chart.add_series({**_series(placed, label, span), **look, "gap": 45, "overlap": 100})
    chart.set_y_axis({"reverse": True, "num_font": _font(13), "line": {"color": INK}})
    chart.set_x_axis(_scale(13) | {"label_position": "high"})
    _dressed(chart, title)
    return chart


def years(workbook: Any, placed: Placed, title: str) -> Any:
    """The sum's share through the years, and the targets, which stand in the row after it."""
    chart = workbook.add_chart({"type": "line"})
    last = len(placed.table.columns) - 1
    name, across = placed.sheet.get_name(), (placed.head, 1, placed.head, last)
    line = {"color": "#1B5E9C", "width": 2.75}
    marker = {"type": "circle", "size": 8, "fill": {"color": "#1B5E9C"}}
    looks: tuple[dict[str, Any], ...] = (
        {"line": line, "marker": marker, "data_labels": _under(placed)},
        {"line": {"color": INK, "width": 1.5, "dash_type": "dash"}, "marker": {"type": "none"}},
    )
    for row, look in enumerate(looks, start=placed.end):
        chart.add_series(
            {
                "name": [name, row, 0],
                "categories": [name, *across],
                "values": [name, row, 1, row, last],
                **look,
            }
        )
    chart.set_x_axis({"num_font": _font(14)})
    chart.set_y_axis(_scale(13))
    _dressed(chart, title)
    return chart


def _series(placed: Placed, label: str, span: tuple[int, int]) -> dict[str, Any]:
    name, column = placed.sheet.get_name(), placed.column(label)
    first, last = placed.first + span[0], placed.first + span[1]
    return {
        "name": [name, placed.head, column],
        "categories": [name, first, 0, last, 0],
        "values": [name, first, column, last, column],
    }


def _labelled(rows: tuple[tuple[Cell, ...], ...], looks: list[Look], column: int) -> dict[str, Any]:
    """Labels with as many decimals as the share needs that needs the most, each readable on its bar or beside it."""
    shares = [cell if isinstance(cell := row[column], Share) else Share(None) for row in rows]
    inks = [look.ink if (share.value or 0) > LONG else INK for share, look in zip(shares, looks, strict=True)]
    return {
        "value": True,
        "num_format": percent(max(share.decimals for share in shares)),
        "position": "inside_base",
        "font": _font(13),
        "custom": [{"font": {**_font(13), "bold": True, "color": ink}} for ink in inks],
    }


def _under(placed: Placed) -> dict[str, Any]:
    shares = [cell for cell in placed.table.sum or () if isinstance(cell, Share)]
    most = max((share.decimals for share in shares), default=1)
    return {"value": True, "num_format": percent(most), "position": "below", "font": _font(13) | {"bold": True}}


def _frame(dash: str, width: float) -> dict[str, Any]:
    return {"fill": {"none": True}, "border": {"color": INK, "width": width, "dash_type": dash}}


def _scale(size: int) -> dict[str, Any]:
    grid = {"visible": True, "line": {"color": "#D9DEE3", "width": 0.75}}
    return {"min": 0, "max": 1, "major_unit": 0.2, "num_format": "0%", "num_font": _font(size), "major_gridlines": grid}


def _dressed(chart: Any, title: str) -> None:
    named = title.lstrip("=")  # the library takes a name that begins so for a reference
    chart.set_title({"name": named, "name_font": _font(18) | {"bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": _font(13)})
    chart.show_blanks_as("gap")


def _font(size: int) -> dict[str, Any]:
    return {"name": FONT["font_name"], "size": size, "color": INK}
