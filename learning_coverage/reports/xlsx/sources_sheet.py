"""The sheet of sources: subject of the workbook, targets of the plan, uploads, rules."""

from typing import Any

from learning_coverage.content import sources
from learning_coverage.reports.xlsx import table_writer
from learning_coverage.reports.xlsx.book import Book
from learning_coverage.reports.xlsx.table_writer import BASE_FORMAT, CELL_FORMAT, LINE_HEIGHT

COLUMN_WIDTHS = (32, 18, 26, 70, 12, 12, 16)
RULE_LETTERS = 130  # letters of a rule on one line across four columns


def add_sheet(book: Book) -> None:
    """Append the sheet; its tables are below each other and have no filter."""
    w, formats = book.basis.w, book.formats
    worksheet = book.add_sheet(w("paper_xlsx.sheets.grounds"))
    top = _write_about(worksheet, book, book.add_heading(worksheet, w("paper_xlsx.grounds")) + 1)
    for table in (sources.tabulate_targets(book.basis), sources.tabulate_uploads(book.answers)):
        worksheet.write_string(top, 0, table.title, formats(BASE_FORMAT, bold=True))
        top = table_writer.write_table(worksheet, table, top + 1, formats, w, COLUMN_WIDTHS).end_row + 2
    _write_rules(worksheet, book, top)
    table_writer.set_widths(worksheet, COLUMN_WIDTHS)
    table_writer.set_page(worksheet, book.basis.source)


def _write_about(worksheet: Any, book: Book, top: int) -> int:
    """Write commune, plan, year, area, boundaries, upload and day, a line each; returns the row below a blank one."""
    basis, w, request = book.basis, book.basis.w, book.request
    upload = basis.latest_upload["upload_id"]
    area = w("filter.every_area") if request.village is None else book.answers.area_names[request.village]
    received_at = basis.latest_upload["received_at"]
    lines = {
        "commune": basis.config.commune.name,
        "plan": w.translate(basis.config.plan.name),
        "year": str(request.year),
        "area": area,
        "boundaries": w(f"lineage.{basis.figures.boundaries}"),
        "as_of": w("figure.no_upload") if upload is None else str(upload),
        "received": None if received_at is None else w.time(received_at),
        "file": basis.latest_upload["file_name"],
        "made_on": w.date(request.made_on),
    }
    for row, (key, value) in enumerate(lines.items(), start=top):
        worksheet.write_string(row, 0, w(f"paper_xlsx.about.{key}"), book.formats(CELL_FORMAT, bold=True))
        worksheet.merge_range(row, 1, row, 3, "", book.formats(CELL_FORMAT))
        worksheet.write_string(row, 1, value or "", book.formats(CELL_FORMAT))
        worksheet.set_row(row, LINE_HEIGHT)
    return top + len(lines) + 1


def _write_rules(worksheet: Any, book: Book, top: int) -> None:
    worksheet.write_string(top, 0, book.basis.w("meeting.method"), book.formats(BASE_FORMAT, bold=True))
    for row, rule in enumerate(sources.list_short_rules(book.basis), start=top + 1):
        worksheet.merge_range(row, 0, row, 3, "", book.formats(CELL_FORMAT))
        worksheet.write_string(row, 0, rule, book.formats(CELL_FORMAT))
        worksheet.set_row(row, LINE_HEIGHT * -(-len(rule) // RULE_LETTERS))
