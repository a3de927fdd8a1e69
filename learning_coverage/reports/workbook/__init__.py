"""The workbook: a sheet per table, native charts over them, and a sheet of what the figures rest on."""

import io
from collections.abc import Iterator
from typing import Any

from learning_coverage.config import Indicator
from learning_coverage.reports import agreed, figures
from learning_coverage.reports.basis import Basis
from learning_coverage.reports.figures import WHOLE
from learning_coverage.reports.tables import Share
from learning_coverage.reports.wish import Wish
from learning_coverage.reports.workbook import charts, grounds, sheets
from learning_coverage.reports.workbook.book import Book
from learning_coverage.reports.workbook.sheets import Placed


def make(basis: Basis, wish: Wish) -> bytes:
    """The commune with its villages, or one village."""
    out = io.BytesIO()
    with sheets.written(out) as (workbook, styles):
        book = Book(basis, wish, workbook, styles)
        if wish.village is None:
            _commune(book)
        else:
            _village(book, wish.village)
        grounds.sheet(book)
        workbook.get_worksheet_by_name(book.first).activate()
    return out.getvalue()


def _commune(book: Book) -> None:
    basis, year, w = book.basis, book.wish.year, book.basis.w
    titles = book.table("titles", figures.titles(basis, year, WHOLE))
    picture = book.sheet(w("paper_xlsx.sheets.charts"))
    book.table("programme", figures.programme(basis, year))
    book.table("by_village", figures.by_village(basis, year))
    drawn = [*charts.bars(book.workbook, titles, book.labels, titles.table.title)]
    for title in basis.config.titles:
        drawn += _title(book, title)
    book.table("lagging", figures.lagging(basis, year))
    for title in basis.config.titles:
        if (quotas := agreed.quotas(basis, title, year)) is not None:
            book.table("quotas", quotas, w.of(title.short))
    if (tasks := agreed.tasks(basis, book.wish.made_on)).rows:
        book.table("tasks", tasks)
    charts.page(picture, drawn)
    sheets.foot(picture, basis.source)


def _title(book: Book, title: Indicator) -> Iterator[Any]:
    """The two sheets of a title, and their charts. A village's yes or no has no share to draw."""
    basis, short = book.basis, book.basis.w.of(title.short)
    now = book.table("of_title", figures.of_title(basis, title, book.wish.year), short)
    if title.kind == "share":
        yield from charts.bars(book.workbook, now, book.labels, now.table.title)
    years = book.table("by_year", figures.by_year(basis, title), short)
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
    book.table("titles", figures.village(book.basis, village, book.wish.year))
    book.table("years", figures.years_of(book.basis, village))
