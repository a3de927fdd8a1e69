"""Native charts, which a double click opens in Excel: bars in the colour of their status, lines through the years."""

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
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from learning_coverage.content.table import Share
from learning_coverage.reports.pptx.deck import FONT, INK, Box
from learning_coverage.reports.xlsx.sheets import percent, written
from learning_coverage.statuses import LOOKS

SIZE = 14
LONG = 0.12  # a bar from this share on holds its label
LINES = (("1B5E9C", XL_MARKER_STYLE.CIRCLE), ("8A4FA3", XL_MARKER_STYLE.SQUARE), ("2E7D6B", XL_MARKER_STYLE.TRIANGLE))


@dataclass(frozen=True)
class Bar:
    """One bar: how it is called, its share, this year's path and the target, and its status."""

    name: str
    coverage: Share
    planned: float | None
    target: float | None
    status: str


@dataclass(frozen=True)
class Line:
    """A series of shares, one for each year; a target is drawn dashed and without labels."""

    name: str
    shares: tuple[Share, ...]
    is_target: bool = False

    def last(self) -> float:
        """The latest share there is, to tell which line ends higher."""
        return next((share.value for share in reversed(self.shares) if share.value is not None), 0.0)


class _Data(CategoryChartData):  # type: ignore[misc]
    """The figures of a chart; in the workbook behind it text stays text, too."""

    @property
    def _workbook_writer(self) -> Any:
        return _Writer(self)


class _Writer(CategoryWorkbookWriter):  # type: ignore[misc]
    @contextmanager
    def _open_worksheet(self, xlsx_file: io.BytesIO) -> Iterator[tuple[Any, Any]]:
        with written(xlsx_file) as (workbook, _):
            yield workbook, workbook.add_worksheet()


def bars(
    slide: Any, box: Box, found: Sequence[Bar], labels: tuple[str, str, str], alt: str, size: float = SIZE
) -> None:
    """Bars of coverage, each inside the dashed frame of this year's path and the full frame of the target."""
    data = _Data(number_format=percent(1))
    data.categories = [bar.name for bar in found]
    for label, values in zip(
        labels,
        (
            [bar.coverage.value for bar in found],
            [bar.planned for bar in found],
            [bar.target for bar in found],
        ),
        strict=True,
    ):
        data.add_series(label, values)
    chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, box, data, alt, size)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 40, 100
    for series, dash in zip(plot.series, (None, MSO_LINE.DASH, MSO_LINE.SOLID), strict=True):
        series.invert_if_negative = False
        _bar(series, found) if dash is None else _frame(series, dash)
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_labels.font.size = Pt(size)
    chart.category_axis.format.line.color.rgb = RGBColor.from_string(INK)
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def lines(slide: Any, box: Box, years: Sequence[int], found: Sequence[Line], alt: str) -> None:
    """Shares through the years; a year without one is a gap."""
    data = _Data(number_format=percent(1))
    data.categories = [str(year) for year in years]
    for line in found:
        data.add_series(line.name, [share.value for share in line.shares])
    chart = _chart(slide, XL_CHART_TYPE.LINE_MARKERS, box, data, alt, SIZE)
    looks = iter(LINES * len(found))
    known = [line for line in found if not line.is_target]
    top = max(known, key=Line.last, default=None)
    for series, line in zip(chart.plots[0].series, found, strict=True):
        series.smooth = False
        _target(series) if line.is_target else _line(
            series, line, *next(looks), alone=len(known) == 1, above=line is top
        )


def _chart(slide: Any, kind: Any, box: Box, data: Any, alt: str, size: float) -> Any:
    shape = slide.shapes.add_chart(kind, *map(Inches, box), data)
    shape.name = alt
    shape._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = shape.chart
    chart.font.name, chart.font.size = FONT, Pt(size)
    chart.font.color.rgb = RGBColor.from_string(INK)
    chart.has_title, chart.has_legend = False, True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    scale = chart.value_axis
    scale.minimum_scale, scale.maximum_scale, scale.major_unit = 0, 1, 0.2
    scale.tick_labels.number_format, scale.tick_labels.number_format_is_linked = "0%", False
    scale.major_gridlines.format.line.color.rgb = RGBColor.from_string("D9DEE3")
    scale.format.line.fill.background()
    return chart


def _bar(series: Any, found: Sequence[Bar]) -> None:
    """Each bar in the colour of its status, its label with the sign and as many decimals as the share needs."""
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(LOOKS["met"].colour[1:])
    for place, bar in enumerate(found):
        if bar.coverage.value is None:
            continue
        look, point = LOOKS[bar.status], series.points[place]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = RGBColor.from_string(look.colour[1:])
        ink = look.ink[1:] if bar.coverage.value > LONG else INK
        _label(point.data_label, f'"{look.sign}\u00a0"{percent(bar.coverage.decimals)}', ink)


def _label(label: Any, code: str, ink: str, position: Any = XL_LABEL_POSITION.INSIDE_BASE) -> None:
    """A label that follows its figure, in a format of its own."""
    label.font.bold, label.font.color.rgb = True, RGBColor.from_string(ink)
    label.font.name = FONT
    label.position = position
    of = label._dLbl
    of.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}").set("wrap", "none")
    number = of.makeelement(qn("c:numFmt"), {"formatCode": code, "sourceLinked": "0"})
    next(child for child in of if child.tag in (qn("c:spPr"), qn("c:txPr"))).addprevious(number)


def _frame(series: Any, dash: Any) -> None:
    series.format.fill.background()
    series.format.line.color.rgb = RGBColor.from_string(INK)
    series.format.line.width, series.format.line.dash_style = Pt(1.5), dash


def _line(series: Any, line: Line, colour: str, marker: Any, *, alone: bool, above: bool) -> None:
    """A line alone has its share at each point; of several each has its last, on the side where no other line is."""
    known = [(place, share) for place, share in enumerate(line.shares) if share.value is not None]
    series.format.line.color.rgb = RGBColor.from_string(colour)
    series.format.line.width = Pt(3)
    series.marker.style, series.marker.size = marker, 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = RGBColor.from_string(colour)
    series.marker.format.line.color.rgb = RGBColor.from_string(colour)
    for place, share in known if alone else known[-1:]:
        where = XL_LABEL_POSITION.ABOVE if above and not alone else XL_LABEL_POSITION.BELOW
        _label(series.points[place].data_label, percent(share.decimals), colour, where)


def _target(series: Any) -> None:
    series.format.line.color.rgb = RGBColor.from_string(INK)
    series.format.line.width, series.format.line.dash_style = Pt(1.75), MSO_LINE.DASH
    series.marker.style = XL_MARKER_STYLE.NONE
