"""Native charts over the tables of a workbook: bars in the colour of their status inside the frame of the target."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from learning_coverage.content.series import Line
from learning_coverage.content.table import Cell, Share, Status, format_cell
from learning_coverage.reports.xlsx.table_writer import BASE_FORMAT, PlacedTable, get_percent_format
from learning_coverage.wording import Wording

MAX_BARS = 20  # of one chart
ROW_HEIGHT, CHART_ROWS, COLUMN_WIDTH, CHART_COLUMNS = (
    20,
    40,
    100,
    10,
)  # cells in pixels, and how many a chart covers
PRINT_SCALE = 75  # percent: a chart fills a page; Excel ignores page breaks where it fits a sheet to pages
INK = "#14212E"
LABEL_INSIDE_FROM = 0.08  # a bar from this share on has its label inside


@dataclass(frozen=True)
class ColumnLabels:
    """The labels of the columns of a chart; `wording` formats the texts of its labels."""

    coverage: str
    planned: str
    target: str
    status: str
    reported: str
    wording: Wording


def place_charts(sheet: Any, charts: Iterable[Any]) -> None:
    """Place the charts below each other, each on its own page in print."""
    sheet.hide_gridlines(2)
    sheet.set_default_row(ROW_HEIGHT * 0.75)
    sheet.set_column_pixels(0, CHART_COLUMNS - 1, COLUMN_WIDTH)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_print_scale(PRINT_SCALE)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    chart_list = list(charts)
    for number, chart in enumerate(chart_list):
        chart.set_size({"width": COLUMN_WIDTH * CHART_COLUMNS - 4, "height": ROW_HEIGHT * (CHART_ROWS - 1)})
        sheet.insert_chart(number * CHART_ROWS, 0, chart, {"object_position": 2, "y_offset": ROW_HEIGHT / 2})
    sheet.set_h_pagebreaks([number * CHART_ROWS for number in range(1, len(chart_list))])
    sheet.print_area(0, 0, max(1, len(chart_list)) * CHART_ROWS - 1, CHART_COLUMNS - 1)


def iter_bar_charts(workbook: Any, placed: PlacedTable, labels: ColumnLabels, title: str) -> Iterator[Any]:
    """Charts of the rows with a share, at most `MAX_BARS` bars each, equally many where possible."""
    rows = placed.table.rows
    column = placed.find_column(labels.coverage)
    known = [row for row, cells in enumerate(rows) if isinstance(cells[column], Share)]
    if not known:
        return
    first, count = known[0], known[-1] - known[0] + 1
    pages = -(-count // MAX_BARS)
    size = -(-count // pages)
    for start in range(first, first + count, size):
        end = min(start + size, first + count) - 1
        suffix = f" ({start + 1}–{end + 1}/{len(rows)})" if pages > 1 else ""
        yield _make_bar_chart(workbook, placed, labels, title + suffix, (start, end))


def _make_bar_chart(workbook: Any, placed: PlacedTable, labels: ColumnLabels, title: str, span: tuple[int, int]) -> Any:
    chart = workbook.add_chart({"type": "bar"})
    rows = placed.table.rows[span[0] : span[1] + 1]
    statuses = [cell for row in rows if isinstance(cell := row[placed.find_column(labels.status)], Status)]
    coverage_style = {
        "fill": {"color": "#1B5E9C"},
        "points": [_build_fill(status) for status in statuses],
        "data_labels": _build_bar_labels(rows, statuses, placed, labels),
    }
    series_styles = {
        labels.coverage: coverage_style,
        labels.planned: _build_frame("dash", 1.25),
        labels.target: _build_frame("solid", 1.5),
    }
    for label, style in series_styles.items():
        chart.add_series({**_build_series(placed, label, span), **style, "gap": 45, "overlap": 100})
    chart.set_y_axis({"reverse": True, "num_font": _build_font(13), "line": {"color": INK}})
    chart.set_x_axis(_build_axis(13) | {"label_position": "high"})
    _style_chart(chart, title)
    return chart


def _build_fill(status: Status) -> dict[str, Any]:
    """The colour of a status, or hatching where it is no verdict about all villages."""
    if not status.is_outlined:
        return {"fill": {"color": status.style.colour}}
    hatching = {"pattern": "wide_upward_diagonal", "fg_color": status.style.edge, "bg_color": "#FFFFFF"}
    return {"pattern": hatching, "border": {"color": status.style.edge}}


def make_year_chart(workbook: Any, placed: PlacedTable, title: str, line: Line, rows: tuple[int, int]) -> Any:
    """A line of shares by year and the targets, from `rows` of the sheet; a share that is not over all villages is
    labelled with over how many it is.
    """
    chart = workbook.add_chart({"type": "line"})
    last = len(placed.table.columns) - 1
    name, across = placed.sheet.get_name(), (placed.header_row, 1, placed.header_row, last)
    pen = {"color": "#1B5E9C", "width": 2.75}
    marker = {"type": "circle", "size": 8, "fill": {"color": "#1B5E9C"}}
    series_styles: tuple[dict[str, Any], ...] = (
        {"line": pen, "marker": marker, "data_labels": _build_line_labels(line)},
        {"line": {"color": INK, "width": 1.5, "dash_type": "dash"}, "marker": {"type": "none"}},
    )
    for row, style in zip(rows, series_styles, strict=True):
        chart.add_series(
            {
                "name": [name, row, 0],
                "categories": [name, *across],
                "values": [name, row, 1, row, last],
                **style,
            }
        )
    chart.set_x_axis({"num_font": _build_font(14)})
    chart.set_y_axis(_build_axis(13))
    _style_chart(chart, title)
    return chart


def _build_series(placed: PlacedTable, label: str, span: tuple[int, int]) -> dict[str, Any]:
    name, column = placed.sheet.get_name(), placed.find_column(label)
    first, last = placed.first_row + span[0], placed.first_row + span[1]
    return {
        "name": [name, placed.header_row, column],
        "categories": [name, first, 0, last, 0],
        "values": [name, first, column, last, column],
    }


def _build_bar_labels(
    rows: tuple[tuple[Cell, ...], ...], statuses: list[Status], placed: PlacedTable, labels: ColumnLabels
) -> dict[str, Any]:
    """Labels with the decimals of the share that needs most, in a colour readable on or beside the bar, and with over
    how many villages a sum is, if not over all.
    """
    column = placed.find_column(labels.coverage)
    shares = [cell if isinstance(cell := row[column], Share) else Share(None) for row in rows]
    custom: list[dict[str, Any]] = []
    for share, status, reported in zip(shares, statuses, _list_reported(rows, placed, labels), strict=True):
        is_inside = (share.value or 0) > LABEL_INSIDE_FROM and not status.is_outlined
        font = {**_build_font(13), "bold": True, "color": status.style.ink if is_inside else INK}
        custom.append({"font": font, **({"fill": {"color": "#FFFFFF"}} if status.is_outlined else {})})
        if reported:
            custom[-1]["value"] = f"{format_cell(share, labels.wording)} · {reported}"
    return {
        "value": True,
        "num_format": get_percent_format(max(share.decimals for share in shares)),
        "position": "inside_base",
        "font": _build_font(13),
        "custom": custom,
    }


def _list_reported(rows: tuple[tuple[Cell, ...], ...], placed: PlacedTable, labels: ColumnLabels) -> list[str]:
    """Over how many villages the sum of each row is; empty texts without the column."""
    if labels.reported not in [column.label for column in placed.table.columns]:
        return [""] * len(rows)
    return [str(row[placed.find_column(labels.reported)]) for row in rows]


def _build_line_labels(line: Line) -> dict[str, Any]:
    most, bold = max((share.decimals for share in line.shares), default=1), _build_font(13) | {"bold": True}
    texts = [
        f"{text} · {reported}" if reported else None for text, reported in zip(line.texts, line.reported, strict=True)
    ]
    return {
        "value": True,
        "num_format": get_percent_format(most),
        "position": "below",
        "font": bold,
        "custom": [{"value": text, "font": bold} if text else None for text in texts],
    }


def _build_frame(dash: str, width: float) -> dict[str, Any]:
    return {"fill": {"none": True}, "border": {"color": INK, "width": width, "dash_type": dash}}


def _build_axis(size: int) -> dict[str, Any]:
    grid = {"visible": True, "line": {"color": "#D9DEE3", "width": 0.75}}
    return {
        "min": 0,
        "max": 1,
        "major_unit": 0.2,
        "num_format": "0%",
        "num_font": _build_font(size),
        "major_gridlines": grid,
    }


def _style_chart(chart: Any, title: str) -> None:
    safe_title = title.lstrip("=")  # the library reads such a name as a reference
    chart.set_title({"name": safe_title, "name_font": _build_font(18) | {"bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": _build_font(13)})
    chart.show_blanks_as("gap")


def _build_font(size: int) -> dict[str, Any]:
    return {"name": BASE_FORMAT["font_name"], "size": size, "color": INK}
