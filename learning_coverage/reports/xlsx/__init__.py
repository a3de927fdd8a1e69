"""The workbook: a sheet per table, native charts over them, and a sheet of what the figures rest on."""

import io
from collections.abc import Iterator
from typing import Any

from learning_coverage.config import Indicator
from learning_coverage.content import agreements, coverage_tables
from learning_coverage.content.basis import Basis
from learning_coverage.content.coverage_tables import WHOLE
from learning_coverage.content.request import Wish
from learning_coverage.content.table import Share
from learning_coverage.reports.xlsx import charts, sheets, sources_sheet
from learning_coverage.reports.xlsx.book import Book
from learning_coverage.reports.xlsx.sheets import Placed


def make(basis: Basis, wish: Wish) -> bytes:
    """The commune with its villages, or one village."""
    out = io.BytesIO()
    with sheets.written(out) as (workbook, styles):
        book = Book(basis, wish, workbook, styles)
        if wish.village is None:
            _commune(book)
        else:
            _village(book, wish.village)
        sources_sheet.sheet(book)
        workbook.get_worksheet_by_name(book.first).activate()
    return out.getvalue()


def _commune(book: Book) -> None:
    basis, year, w = book.basis, book.wish.year, book.basis.w
    titles = book.table("titles", coverage_tables.titles(basis, year, WHOLE))
    picture = book.sheet(w("paper_xlsx.sheets.charts"))
    book.table("programme", coverage_tables.programme(basis, year))
    book.table("by_village", coverage_tables.by_village(basis, year))
    drawn = [*charts.bars(book.workbook, titles, book.labels, titles.table.title)]
    for title in basis.config.titles:
        drawn += _title(book, title)
    book.table("lagging", coverage_tables.lagging(basis, year))
    for title in basis.config.titles:
        if (quotas := agreements.quotas(basis, title, year)) is not None:
            book.table("quotas", quotas, w.of(title.short))
    if (tasks := agreements.tasks(basis, book.wish.made_on)).rows:
        book.table("tasks", tasks)
    charts.page(picture, drawn)
    sheets.foot(picture, basis.source)


def _title(book: Book, title: Indicator) -> Iterator[Any]:
    """The two sheets of a title, and their charts. A village's yes or no has no share to draw."""
    basis, short = book.basis, book.basis.w.of(title.short)
    now = book.table("of_title", coverage_tables.of_title(basis, title, book.wish.year), short)
    if title.kind == "share":
        yield from charts.bars(book.workbook, now, book.labels, now.table.title)
    years = book.table("by_year", coverage_tables.by_year(basis, title), short)
    if len(years.table.columns) > 1 and years.table.sum is not None:
        yield _years(book, years, title)


def _years(book: Book, placed: Placed, title: Indicator) -> Any:
    """The chart of the commune's years over a row of the targets, which is written under the sum."""
    w, sums = book.basis.w, placed.table.sum or ()
    targets = (Share(cell.target) if isinstance(cell, Share) else None for cell in sums[1:])
    label = w("paper.column.target")
    sheets.line(placed.sheet, placed.end + 1, (label, *targets), book.styles, w)
    heading = w("paper_xlsx.years", title=w.of(title.name))
    return charts.years(book.workbook, placed, heading)


def _village(book: Book, village: str) -> None:
    book.table("titles", coverage_tables.village(book.basis, village, book.wish.year))
    book.table("years", coverage_tables.years_of(book.basis, village))
