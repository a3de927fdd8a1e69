"""Native charts, editable in Excel: bars in the colour of their status, lines by year."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from learning_coverage.content.series import Line
from learning_coverage.content.table import Share, Status
from learning_coverage.reports.pptx.deck import FONT, INK, Box
from learning_coverage.reports.xlsx.table_writer import get_percent_format, open_workbook
from learning_coverage.statuses import STATUS_STYLES

FONT_SIZE = 14
LABEL_INSIDE_FROM = 0.12  # a bar from this share on has its label inside
LINE_STYLES = (
    ("1B5E9C", XL_MARKER_STYLE.CIRCLE),
    ("8A4FA3", XL_MARKER_STYLE.SQUARE),
    ("2E7D6B", XL_MARKER_STYLE.TRIANGLE),
)


@dataclass(frozen=True)
class Bar:
    """A bar: name, share, planned share of the year, target, status; hatched where the status is outlined."""

    name: str
    coverage: Share
    planned: float | None
    target: float | None
    status: Status


class _ChartData(CategoryChartData):  # type: ignore[misc]
    """The figures of a chart; texts in its workbook stay texts and become no formula."""

    @property
    def _workbook_writer(self) -> Any:
        return _ChartDataWriter(self)


class _ChartDataWriter(CategoryWorkbookWriter):  # type: ignore[misc]
    @contextmanager
    def _open_worksheet(self, xlsx_file: io.BytesIO) -> Iterator[tuple[Any, Any]]:
        with open_workbook(xlsx_file) as (workbook, _):
            yield workbook, workbook.add_worksheet()


def add_bars(
    slide: Any, box: Box, entries: Sequence[Bar], labels: tuple[str, str, str], alt: str, size: float = FONT_SIZE
) -> None:
    """Bars of coverage, each inside the dashed frame of the planned share and the solid frame of the target."""
    data = _ChartData(number_format=get_percent_format(1))
    data.categories = [bar.name for bar in entries]
    for label, values in zip(
        labels,
        (
            [bar.coverage.value for bar in entries],
            [bar.planned for bar in entries],
            [bar.target for bar in entries],
        ),
        strict=True,
    ):
        data.add_series(label, values)
    chart = _add_chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, box, data, alt, size)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 40, 100
    for series, dash in zip(plot.series, (None, MSO_LINE.DASH, MSO_LINE.SOLID), strict=True):
        series.invert_if_negative = False
        _style_bars(series, entries) if dash is None else _style_frame(series, dash)
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_labels.font.size = Pt(size)
    chart.category_axis.format.line.color.rgb = RGBColor.from_string(INK)
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def add_lines(slide: Any, box: Box, years: Sequence[int], entries: Sequence[Line], alt: str) -> None:
    """Lines of shares by year; a year without a share is a gap."""
    data = _ChartData(number_format=get_percent_format(1))
    data.categories = [str(year) for year in years]
    for line in entries:
        data.add_series(line.name, [share.value for share in line.shares])
    chart = _add_chart(slide, XL_CHART_TYPE.LINE_MARKERS, box, data, alt, FONT_SIZE)
    line_styles = iter(LINE_STYLES * len(entries))
    known = [line for line in entries if not line.is_target]
    highest = max(known, key=Line.get_last, default=None)
    for series, line in zip(chart.plots[0].series, entries, strict=True):
        series.smooth = False
        _style_target(series) if line.is_target else _style_line(
            series, line, *next(line_styles), is_only=len(known) == 1, is_highest=line is highest
        )


def _add_chart(slide: Any, kind: Any, box: Box, data: Any, alt: str, size: float) -> Any:
    shape = slide.shapes.add_chart(kind, *map(Inches, box), data)
    shape.name = alt
    shape._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = shape.chart
    chart.font.name, chart.font.size = FONT, Pt(size)
    chart.font.color.rgb = RGBColor.from_string(INK)
    chart.has_title, chart.has_legend = False, True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 1, 0.2
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0%", False
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("D9DEE3")
    axis.format.line.fill.background()
    return chart


def _style_bars(series: Any, entries: Sequence[Bar]) -> None:
    """Colour each bar by its status; the label has the sign and as many decimals as the share needs."""
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(STATUS_STYLES["met"].colour[1:])
    for place, bar in enumerate(entries):
        if bar.coverage.value is None:
            continue
        style, point = bar.status.style, series.points[place]
        ink = style.ink[1:] if bar.coverage.value > LABEL_INSIDE_FROM and not bar.status.is_outlined else INK
        _fill(point, bar.status)
        _style_label(point.data_label, f'"{style.sign}\u00a0"{get_percent_format(bar.coverage.decimals)}', ink)
        if bar.status.is_outlined:
            _whiten(point.data_label)


def _fill(point: Any, status: Status) -> None:
    """Fill a bar with the colour of a status, or hatch it where the status is no verdict about all villages."""
    fill = point.format.fill
    if not status.is_outlined:
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(status.style.colour[1:])
        return
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb, fill.back_color.rgb = RGBColor.from_string(status.style.edge[1:]), RGBColor(255, 255, 255)


def _whiten(label: Any) -> None:
    """Fill a label white, so that it can be read on a hatched bar."""
    element = label._dLbl
    white = element.makeelement(qn("c:spPr"), {})
    fill = white.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": "FFFFFF"}))
    white.append(fill)
    for properties in element.findall(qn("c:spPr")):
        element.remove(properties)
    element.find(qn("c:txPr")).addprevious(white)


def _style_label(label: Any, number_format: str, colour: str, position: Any = XL_LABEL_POSITION.INSIDE_BASE) -> None:
    """A label linked to its figure, with its own number format."""
    label.font.bold, label.font.color.rgb = True, RGBColor.from_string(colour)
    label.font.name = FONT
    label.position = position
    element = label._dLbl
    element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}").set("wrap", "none")
    number = element.makeelement(qn("c:numFmt"), {"formatCode": number_format, "sourceLinked": "0"})
    next(child for child in element if child.tag in (qn("c:spPr"), qn("c:txPr"))).addprevious(number)


def _style_frame(series: Any, dash: Any) -> None:
    series.format.fill.background()
    series.format.line.color.rgb = RGBColor.from_string(INK)
    series.format.line.width, series.format.line.dash_style = Pt(1.5), dash


def _style_line(series: Any, line: Line, colour: str, marker: Any, *, is_only: bool, is_highest: bool) -> None:
    """A single line is labelled at each point; of several each at its last, on the side without another line. A point
    that is not over all villages is hollow, and its label says over how many it is.
    """
    known = [(place, share) for place, share in enumerate(line.shares) if share.value is not None]
    series.format.line.color.rgb = RGBColor.from_string(colour)
    series.format.line.width = Pt(3)
    series.marker.style, series.marker.size = marker, 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = RGBColor.from_string(colour)
    series.marker.format.line.color.rgb = RGBColor.from_string(colour)
    for place, share in known if is_only else known[-1:]:
        position = XL_LABEL_POSITION.ABOVE if is_highest and not is_only else XL_LABEL_POSITION.BELOW
        suffix = f'" · {line.reported[place]}"' if line.reported[place] else ""
        _style_label(series.points[place].data_label, get_percent_format(share.decimals) + suffix, colour, position)
    for place in (place for place, _ in known if line.reported[place]):
        hollow = series.points[place].marker
        hollow.style, hollow.size = marker, 9
        hollow.format.fill.solid()
        hollow.format.fill.fore_color.rgb = RGBColor(255, 255, 255)
        hollow.format.line.color.rgb = RGBColor.from_string(colour)


def _style_target(series: Any) -> None:
    series.format.line.color.rgb = RGBColor.from_string(INK)
    series.format.line.width, series.format.line.dash_style = Pt(1.75), MSO_LINE.DASH
    series.marker.style = XL_MARKER_STYLE.NONE
