"""The workbook: a sheet per table, a sheet of native charts over them, a sheet of sources."""

import io
from collections.abc import Iterator
from typing import Any

from learning_coverage.config import Indicator
from learning_coverage.content import agreements, coverage_tables, series
from learning_coverage.content.basis import Basis
from learning_coverage.content.coverage_tables import ALL_COLUMNS
from learning_coverage.content.request import Request
from learning_coverage.content.table import Share
from learning_coverage.reports.xlsx import charts, sources_sheet, table_writer
from learning_coverage.reports.xlsx.book import Book
from learning_coverage.reports.xlsx.table_writer import PlacedTable


def make(basis: Basis, request: Request) -> bytes:
    """The .xlsx of the commune with its villages, or of one village."""
    out = io.BytesIO()
    with table_writer.open_workbook(out) as (workbook, styles):
        book = Book(basis, request, workbook, styles)
        if request.village is None:
            _add_commune(book)
        else:
            _add_village(book, request.village)
        sources_sheet.add_sheet(book)
        workbook.get_worksheet_by_name(book.first_sheet).activate()
    return out.getvalue()


def _add_commune(book: Book) -> None:
    answers, w = book.answers, book.basis.w
    titles = book.add_table("titles", coverage_tables.tabulate_titles(answers, ALL_COLUMNS))
    chart_sheet = book.add_sheet(w("paper_xlsx.sheets.charts"))
    book.add_table("programme", coverage_tables.tabulate_programme(answers))
    book.add_table("by_village", coverage_tables.tabulate_villages(answers))
    made_charts = [*charts.iter_bar_charts(book.workbook, titles, book.labels, titles.table.title)]
    for title in book.basis.config.titles:
        made_charts += _add_title(book, title)
    book.add_table("lagging", coverage_tables.tabulate_lagging(answers))
    for title, quotas in agreements.list_quotas(answers):
        book.add_table("quotas", quotas, w.translate(title.short))
    if tasks := agreements.tabulate_tasks(answers):
        book.add_table("tasks", tasks)
    charts.place_charts(chart_sheet, made_charts)
    table_writer.set_footer(chart_sheet, book.basis.source)


def _add_title(book: Book, title: Indicator) -> Iterator[Any]:
    """Add the two sheets of a title; yields their charts, without bars for a yes or no."""
    answers, short = book.answers, book.basis.w.translate(title.short)
    title_table = book.add_table("of_title", coverage_tables.tabulate_title(answers, title), short)
    if title.kind == "share":
        yield from charts.iter_bar_charts(book.workbook, title_table, book.labels, title_table.table.title)
    year_table = book.add_table("by_year", coverage_tables.tabulate_years(answers, title), short)
    if len(year_table.table.columns) > 1 and year_table.table.sum is not None:
        yield _add_year_chart(book, year_table, title)


def _add_year_chart(book: Book, placed: PlacedTable, title: Indicator) -> Any:
    """The chart of the commune's years and targets; writes the row of targets below the sum, and below it that of the
    chart where it leaves out years in which too few villages reported.
    """
    w, line_row, target_row = book.basis.w, placed.end_row, placed.end_row + 1
    line, targets = series.list_commune_lines(book.answers, title)
    sums = placed.table.sum or ()
    table_writer.write_row(placed.sheet, target_row, (targets.name, *targets.shares), book.formats, w)
    if [share.value for share in line.shares] != [cell.value for cell in sums if isinstance(cell, Share)]:
        line_row = placed.end_row + 2
        table_writer.write_row(placed.sheet, line_row, (w("paper_xlsx.of_chart"), *line.shares), book.formats, w)
    heading = w("paper_xlsx.years", title=w.translate(title.name))
    return charts.make_year_chart(book.workbook, placed, heading, line, (line_row, target_row))


def _add_village(book: Book, village: str) -> None:
    book.add_table("titles", coverage_tables.tabulate_village(book.answers, village))
    book.add_table("years", coverage_tables.tabulate_village_years(book.answers, village))
