"""The sheet of what the figures rest on: what the workbook is about, the plan's targets, the rules, the uploads."""

from typing import Any

from learning_coverage.content import sources
from learning_coverage.reports.xlsx import sheets
from learning_coverage.reports.xlsx.book import Book
from learning_coverage.reports.xlsx.sheets import FONT, IN_TABLE, LINE

WIDTHS = (32, 18, 26, 70, 12, 12, 16)
LETTERS = 130  # of a rule on one line across the first four columns


def sheet(book: Book) -> None:
    """Several tables below each other, so without a filter."""
    w, styles = book.basis.w, book.styles
    own = book.sheet(w("paper_xlsx.sheets.grounds"))
    top = _about(own, book, book.head(own, w("paper_xlsx.grounds")) + 1)
    for table in (sources.targets(book.basis), sources.uploads(book.basis)):
        own.write_string(top, 0, table.title, styles(FONT, bold=True))
        top = sheets.place(own, table, top + 1, styles, w, WIDTHS).end + 2
    _rules(own, book, top)
    sheets.spread(own, WIDTHS)
    sheets.paper(own, book.basis.source)


def _about(own: Any, book: Book, top: int) -> int:
    """Commune, plan, year, boundaries, village, commit and day, a line each; the row after them and a blank one."""
    basis, w, wish = book.basis, book.basis.w, book.wish
    upload = basis.stamp["upload_id"]
    area = w("filter.every_area") if wish.village is None else basis.area_names[wish.village]
    lines = {
        "commune": basis.config.commune.name,
        "plan": w.of(basis.config.plan.name),
        "year": str(wish.year),
        "area": area,
        "boundaries": w(f"lineage.{basis.figures.boundaries}"),
        "as_of": w("figure.no_upload") if upload is None else str(upload),
        "received": None if upload is None else w.time(basis.stamp["received_at"]),
        "file": basis.stamp["file_name"],
        "made_on": w.date(wish.made_on),
    }
    for row, (key, value) in enumerate(lines.items(), start=top):
        own.write_string(row, 0, w(f"paper_xlsx.about.{key}"), book.styles(IN_TABLE, bold=True))
        own.merge_range(row, 1, row, 3, "", book.styles(IN_TABLE))
        own.write_string(row, 1, value or "", book.styles(IN_TABLE))
        own.set_row(row, LINE)
    return top + len(lines) + 1


def _rules(own: Any, book: Book, top: int) -> None:
    own.write_string(top, 0, book.basis.w("meeting.method"), book.styles(FONT, bold=True))
    for row, rule in enumerate(sources.rules(book.basis), start=top + 1):
        own.merge_range(row, 0, row, 3, "", book.styles(IN_TABLE))
        own.write_string(row, 0, rule, book.styles(IN_TABLE))
        own.set_row(row, LINE * -(-len(rule) // LETTERS))
